# Installs the system libraries that are missing, with apt-get; says what to install where there is none.
set -eu

if ! command -v swift >/dev/null; then
  echo "Expected Swift 6.2 or later, found no swift. Install it from https://www.swift.org/install and try again." >&2
  exit 69
fi

missing=
command -v pkg-config >/dev/null || missing="$missing pkg-config"
for pair in icu-i18n:libicu-dev libxml-2.0:libxml2-dev zlib:zlib1g-dev sqlite3:libsqlite3-dev; do
  pkg-config --exists "${pair%%:*}" 2>/dev/null || missing="$missing ${pair##*:}"
done
# libbz2 has no file for pkg-config.
echo '#include <bzlib.h>' | clang -E -x c - >/dev/null 2>&1 || missing="$missing libbz2-dev"
# Only for checks: the scorers and the JSON schema.
command -v python3 >/dev/null || missing="$missing python3"
"$(sh "$(dirname "$0")/python.sh")" -c 'import jsonschema' 2>/dev/null || missing="$missing python3-jsonschema"

if [ -z "$missing" ]; then
  echo "All libraries are here."
  exit
fi
if ! command -v apt-get >/dev/null; then
  echo "Expected these libraries, by the names Debian gives them:$missing. Install them and try again." >&2
  exit 69
fi
as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "Run this as root: apt-get install$missing" >&2; exit 77; }
  as_root=sudo
fi
echo "Installing:$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
