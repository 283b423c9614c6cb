#!/bin/bash
# Builds, then measures reading an export file in Spark, with one core and with two, beside 'memberport load' and beside Spark's own JSON
# reader. Arguments, all optional: the number of members, the number of rounds, the version of Spark:
# benchmarks/file-to-spark.sh 80000 3 3.5.9
set -euo pipefail
cd "$(dirname "$0")/.."
members=${1:-80000}
rounds=${2:-3}
version=${3:-$(sed -n 's:.*<spark-3.5.version>\(.*\)</.*:\1:p' pom.xml)}
mvn --batch-mode --quiet -DskipTests package
mvn --batch-mode --quiet -f benchmarks/spark/pom.xml -Dspark.version="$version" dependency:copy-dependencies \
  -DoutputDirectory="$PWD/benchmarks/target/spark-$version"
javac -cp "benchmarks/target/spark-$version/*" -d benchmarks/target/spark-classes benchmarks/spark/ReadExport.java
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -jar cli-launcher/target/memberport.jar simulate --quiet --generate "$folder/export.json" --members "$members" --variables 60
opens=()
for package in lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic; do
  opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
for package in nio.ch nio.cs security.action util.calendar; do
  opens+=("--add-opens=java.base/sun.$package=ALL-UNNAMED")
done
jar=$(ls spark-source/target/memberport-spark-source-*.jar | grep -v -e sources -e javadoc -e original | head -n 1)

load() {
  rm -f "$folder"/members.csv*
  TIMEFORMAT='%R %U %S'
  { time java -Xmx64m -jar cli-launcher/target/memberport.jar load "$folder/export.json" --quiet --to "csv:$folder/members.csv" \
    > "$folder/log" 2>&1; } 2>&1 |
    awk '{ printf "%.2f %.2f\n", $1, $2 + $3 }'
}
spark() {
  java "${opens[@]}" "$4" -cp "benchmarks/target/spark-classes:$jar:benchmarks/target/spark-$version/*" \
    ReadExport "$1" "$2" "$folder/export.json" "$3" 2> "$folder/log"
}

echo "Spark $version, $(stat -c %s "$folder/export.json") bytes; wall time and processor time in seconds"
for round in $(seq 1 "$rounds"); do
  echo "load: $(load)"
  echo "memberport in local[1]: $(spark memberport 'local[1]' 11 -Xmx2g)"
  echo "memberport in local[2]: $(spark memberport 'local[2]' 11 -Xmx2g)"
  echo "json in local[2]: $(spark json 'local[2]' 1 -Xmx12g)"
done
