# Refuses files that name folders of one machine.
set -u
found=$(git grep -nIE '(^|[^[:alnum:]_.$)}-])/(work|home|root|Users)/[[:alnum:]._]' -- . ':!lexicons' ':!LICENSE')
if [ -n "$found" ]; then
  echo "Expected no path of one machine in any file, found:" >&2
  echo "$found" >&2
  exit 1
fi
echo "No file names a folder of one machine."
