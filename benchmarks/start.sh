#!/usr/bin/env bash
# Builds, then measures how long commands of the container image take beside those of the executable jar, on the same Java, in
# turns, each as a process of its own: wall time, and the processor time of user and system. Needs Linux, and root or user
# namespaces, because it runs the image's program without a container runtime.
#
#   benchmarks/start.sh [ROUNDS] [JAVA_HOME]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-20}
java_home=${2:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}

mvn --batch-mode --quiet -Pimage -DskipTests -Dimage.java.home="$java_home" package

if [ "$(id -u)" != 0 ]; then namespace=--map-root-user; else namespace=--mount; fi
exec unshare --mount $namespace bash -euo pipefail -c '
rounds=$1 java_home=$2
root=$PWD/image/target/root
work=$(mktemp -d)
trap "umount -l $root/proc $root/dev && rmdir $root/proc $root/dev; rm -rf $work" EXIT
mkdir -p "$root/proc" "$root/dev"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
export LC_ALL=C.UTF-8 MEMBERPORT_STATE_DIRECTORY=/tmp/state TIMEFORMAT="%R %U %S"

jar() { "$java_home/bin/java" -jar cli-launcher/target/memberport.jar "$@"; }
image() { chroot "$root" /opt/java/bin/java @/opt/memberport/java-options io.memberport.cli.Main "$@"; }
median() { cut -d " " -f "$1" "$2" | sort -n | sed -n "$((rounds / 2 + 1))p"; }

# Members that both read from the place where both see them.
jar simulate --quiet --members 50 --generate "$root/tmp/export.json"
for command in --version sinks "load EXPORT --quiet --to csv:TARGET"; do
  for round in $(seq 0 "$rounds"); do
    for form in jar image; do
      tmp=/tmp && [ $form = image ] || tmp=$root/tmp
      line=${command/EXPORT/$tmp/export.json}
      { time $form ${line/TARGET/$tmp/$form-$round.csv} > "$work/out"; } 2> "$work/took"
      # The first round fills the page cache.
      [ "$round" = 0 ] || awk "END { print \$1, \$2 + \$3 }" "$work/took" >> "$work/$form"
    done
  done
  for form in jar image; do
    printf "%-40s %-6s wall %s s, processor %s s\n" "$command" $form "$(median 1 "$work/$form")" "$(median 2 "$work/$form")"
    rm "$work/$form"
  done
done
' start.sh "$rounds" "$java_home"
