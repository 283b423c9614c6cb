#!/usr/bin/env bash
# Makes a release of a commit twice, as if on two machines, and compares everything that it publishes, byte by byte. Then it
# uses the bundle for Maven Central as a stranger does, from an empty repository. Nothing is uploaded.
#
#   .ci/reproducible.sh [COMMIT]
#
# The two builds differ in directory, time zone, language and time. The mask for new files is the usual one in both, because
# archives record permissions. Prints one line for each file and exits with 1 if any differs or is missing. Needs git, a
# JDK and Maven, and for signatures gpg, which makes a key for this run alone; leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

commit=$(git rev-parse --verify "${1:-HEAD}^{commit}")
version=$(sed -n 's#^  <version>\(.*\)</version>#\1#p' pom.xml)
released=${version%-SNAPSHOT}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Builds in a directory, to a phase.
build() {
  local directory=$1 phase=$2
  shift 2
  (
    umask 022
    mkdir -p "$directory"
    git archive "$commit" | tar -x --no-same-permissions -C "$directory"
    cd "$directory"
    # A bundle has no snapshots.
    grep -rlF --include=pom.xml --include='*.md' "$version" . | xargs sed -i "s/${version//./\\.}/$released/g"
    # What has been checked by the tests is not checked again.
    env "$@" mvn --batch-mode --no-transfer-progress --quiet --threads 2 -Prelease,central -Dmaven.test.skip=true \
      -Dspotless.check.skip=true -Derror-prone.checks=-XepDisableAllChecks -Dmaven.install.skip=true -DskipUpload=true \
      -Dgpg.signer=bc -Dgpg.skip="$unsigned" --projects '!site,!benchmarks,!testing/integration' "$phase"
  )
}

# A key for this run alone, in the form that the release has it in.
unsigned=true
if command -v gpg >/dev/null 2>&1; then
  unsigned=false
  mkdir -m 700 "$work/gnupg"
  GNUPGHOME=$work/gnupg gpg --batch --quiet --passphrase '' --quick-generate-key 'Test <test@example.com>' ed25519 sign never
  MAVEN_GPG_KEY=$(GNUPGHOME=$work/gnupg gpg --batch --armor --export-secret-keys)
  export MAVEN_GPG_KEY
  GNUPGHOME=$work/gnupg gpgconf --kill all
fi

# Path and SHA-256 of each published file. Of the POMs only the one that is made, the BOM's; the others are the commit's. The
# tests' servers are built, for others are built with them, but not published. The image is not built: the JVM writes its archive of
# classes in another order each time.
published() {
  (
    cd "$1"
    {
      find . -path './testing' -prune -o -path '*/src/*' -prune -o -path '*/target/*' -prune -o -name .flattened-pom.xml -print
      find . -path './testing' -prune -o -path '*/target/*' -prune -o -name target -type d -print | while read -r target; do
        find "$target" -maxdepth 1 -type f \( -name '*.jar' -o -name '*.zip' -o -name '*.tar.gz' -o -name '*.deb' -o -name 'bom.json' -o -name SHA256SUMS \)
      done
    } | sed 's#^\./##' | sort -u | xargs sha256sum | awk '{ print $2 "\t" $1 }'
  )
}

# What every library must have, so that a release profile that makes nothing does not pass for one that makes the same.
complete() {
  local library file
  (cd "$1/cli-launcher/target" && sha256sum --check --quiet SHA256SUMS) || { echo "missing    checksums that fit"; return 1; }
  for library in $(sed -n 's#.*<artifactId>memberport-\(.*\)</artifactId>.*#\1#p' "$1/bom/pom.xml" | grep -vx -e parent -e bom); do
    for file in "$library"/target/memberport-"$library"-*-sources.jar \
      "$library"/target/memberport-"$library"-*-javadoc.jar "$library"/target/bom.json; do
      compgen -G "$1/$file" >/dev/null || { echo "missing    $file"; return 1; }
    done
  done
}

echo "Building $commit twice"
build "$work/first" deploy TZ=UTC LC_ALL=C
# A zone whose clocks never skip an hour: a file of a dependency that was packed in such an hour gets another time there.
build "$work/second/in/a/deeper/directory" pre-integration-test TZ=Asia/Kathmandu LC_ALL=C.UTF-8

published "$work/first" >"$work/first.tsv"
published "$work/second/in/a/deeper/directory" >"$work/second.tsv"
complete "$work/first"

join -t $'\t' -a 1 -a 2 -e absent -o 0,1.2,2.2 "$work/first.tsv" "$work/second.tsv" | awk -F '\t' '
  { same = $2 == $3; differing += !same
    printf "%-9s  %s  %s\n", same ? "same" : "DIFFERENT", substr($2, 1, 16), $1 }
  END { printf "%d files, %d of them different\n", NR, differing; exit differing > 0 || NR == 0 }'

echo "Using the bundle"
bundle=$work/first/target/central-publishing/central-bundle.zip
(cd "$work/first" && mkdir bundle && cd bundle && jar --extract --file "$bundle")
if [ "$unsigned" = false ]; then
  find "$work/first/bundle" -name '*.asc' | while read -r signature; do
    GNUPGHOME=$work/gnupg gpg --batch --quiet --verify "$signature" "${signature%.asc}" 2>/dev/null \
      || { echo "not signed  $signature"; exit 1; }
  done
  GNUPGHOME=$work/gnupg gpgconf --kill all
fi
repository=$(mvn --batch-mode --quiet --non-recursive help:evaluate -Dexpression=settings.localRepository -DforceStdout)
mvn --batch-mode --no-transfer-progress -Dmaven.repo.local="$work/empty" -f "$work/first/testing/released/pom.xml" \
  -Dother.libraries="$repository" -Dmemberport.bundle="$work/first/bundle" -Dmemberport.version="$released" \
  -Dmemberport.signed="$([ "$unsigned" = true ] && echo false || echo true)" test
