#!/bin/sh
# Builds, then measures an export -> object storage beside a plain upload. Arguments go to UploadsSideBySide, for example:
# benchmarks/file-to-s3.sh --members 100000 --rounds 5 --format csv --compression zstd
set -eu
cd "$(dirname "$0")/.."
mvn --batch-mode --quiet -DskipTests package
exec java -cp "benchmarks/target/memberport-benchmarks.jar:benchmarks/target/lib/*" \
  io.memberport.benchmarks.UploadsSideBySide "$@"
