#!/bin/bash
# Builds, then measures an export file -> long CSV beside a program of C++ with simdjson, on one thread. Needs g++ and simdjson (Debian:
# libsimdjson-dev). Arguments, all optional: the number of members and the number of rounds:
# benchmarks/file-to-csv-simdjson.sh 100000 5
set -euo pipefail
cd "$(dirname "$0")/.."
members=${1:-100000}
rounds=${2:-5}
mvn --batch-mode --quiet -DskipTests package
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
g++ -O3 -march=native -std=c++17 -o "$folder/long_csv" benchmarks/simdjson/long_csv.cpp -lsimdjson
java -jar cli-launcher/target/memberport.jar simulate --quiet --generate "$folder/export.json" --members "$members" --variables 60

timed() {
  TIMEFORMAT='%R %U %S'
  { time "$@" > "$folder/log" 2>&1; } 2>&1 | awk '{ printf "%.2f %.2f\n", $1, $2 + $3 }'
}

echo "$(stat -c %s "$folder/export.json") bytes; wall time and processor time in seconds; round 0 does not count"
for round in $(seq 0 "$rounds"); do
  rm -f "$folder"/*.csv*
  echo "$round simdjson: $(timed "$folder/long_csv" "$folder/export.json" "$folder/simdjson.csv")"
  echo "$round memberport: $(timed java -Xmx64m -jar cli-launcher/target/memberport.jar load "$folder/export.json" --quiet \
    --to "csv:$folder/memberport.csv")"
  cmp "$folder/simdjson.csv" "$folder/memberport.csv"
done | tee "$folder/results"
for what in simdjson memberport; do
  grep " $what: " "$folder/results" | grep -v '^0 ' | sed 's/.*: //' | sort -n |
    awk -v what="$what" '{ wall[NR] = $1; cpu[NR] = $2 } END { m = int((NR + 1) / 2); print "median " what ": " wall[m], cpu[m] }'
done
