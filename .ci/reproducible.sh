#!/usr/bin/env bash
# Builds a commit twice, as if on two machines, and compares everything that a release publishes, byte by byte.
#
#   .ci/reproducible.sh [COMMIT]
#
# The two builds differ in directory, time zone, language and time. The mask for new files is the usual one in both, because
# archives record permissions. Prints one line for each file and exits with 1 if any differs or is missing. Needs git, a
# JDK and Maven; leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

commit=$(git rev-parse --verify "${1:-HEAD}^{commit}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
  local directory=$1
  shift
  (
    umask 022
    mkdir -p "$directory"
    git archive "$commit" | tar -x --no-same-permissions -C "$directory"
    cd "$directory"
    # What has been checked by the tests is not checked again.
    env "$@" mvn --batch-mode --no-transfer-progress --quiet --threads 2 -Prelease -Dmaven.test.skip=true \
      -Dspotless.check.skip=true -Derror-prone.checks=-XepDisableAllChecks --projects '!benchmarks,!testing/integration' package
  )
}

# Path and SHA-256 of each published file. Of the POMs only the one that is made, the BOM's; the others are the commit's. The
# tests' servers are built, for others are built with them, but not published. The image is not built: the JVM writes its archive of
# classes in another order each time.
published() {
  (
    cd "$1"
    {
      find . -path './testing' -prune -o -path '*/src/*' -prune -o -path '*/target/*' -prune -o -name .flattened-pom.xml -print
      find . -path './testing' -prune -o -path '*/target/*' -prune -o -name target -type d -print | while read -r target; do
        find "$target" -maxdepth 1 -type f \( -name '*.jar' -o -name '*.zip' -o -name '*.tar.gz' -o -name '*.deb' -o -name 'bom.json' \)
      done
    } | sed 's#^\./##' | sort -u | xargs sha256sum | awk '{ print $2 "\t" $1 }'
  )
}

# What every library must have, so that a release profile that makes nothing does not pass for one that makes the same.
complete() {
  local library file
  compgen -G "$1/cli-launcher/target/memberport_*_all.deb" >/dev/null || { echo "missing    the Debian package"; return 1; }
  for library in $(sed -n 's#.*<artifactId>memberport-\(.*\)</artifactId>.*#\1#p' "$1/bom/pom.xml" | grep -vx -e parent -e bom); do
    for file in "$library"/target/memberport-"$library"-*-sources.jar \
      "$library"/target/memberport-"$library"-*-javadoc.jar "$library"/target/bom.json; do
      compgen -G "$1/$file" >/dev/null || { echo "missing    $file"; return 1; }
    done
  done
}

echo "Building $commit twice"
build "$work/first" TZ=UTC LC_ALL=C
# A zone whose clocks never skip an hour: a file of a dependency that was packed in such an hour gets another time there.
build "$work/second/in/a/deeper/directory" TZ=Asia/Kathmandu LC_ALL=C.UTF-8

published "$work/first" >"$work/first.tsv"
published "$work/second/in/a/deeper/directory" >"$work/second.tsv"
complete "$work/first"

join -t $'\t' -a 1 -a 2 -e absent -o 0,1.2,2.2 "$work/first.tsv" "$work/second.tsv" | awk -F '\t' '
  { same = $2 == $3; differing += !same
    printf "%-9s  %s  %s\n", same ? "same" : "DIFFERENT", substr($2, 1, 16), $1 }
  END { printf "%d files, %d of them different\n", NR, differing; exit differing > 0 || NR == 0 }'
