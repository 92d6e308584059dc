# Writes articles in every format and reads each output back by what it is made for.
#
#     validate-formats.sh DIXIT SHARED WORK
#
# Needs Python with the packages of scripts/formats-requirements.txt, which go into an environment of their own in WORK; what
# is not there is named and left out. Ends with 1 where anything is wrong.
set -u
dixit=$1 shared=$2 work=$3
python=${PYTHON:-python3}
articles="corpus/articles corpus/en/articles corpus/html Tests/Formats/Awkward"
[ -d "$shared/articles" ] && articles="$articles $shared/articles"

venv=$work/venv
if [ ! -x "$venv/bin/python" ] || ! cmp -s scripts/formats-requirements.txt "$venv/requirements"; then
  "$python" -m venv "$venv" && "$venv/bin/pip" install --quiet -r scripts/formats-requirements.txt \
    && cp scripts/formats-requirements.txt "$venv/requirements" || echo "skipped: the packages could not be installed"
fi
[ -x "$venv/bin/python" ] && python=$venv/bin/python

status=0
rm -rf "$work/out"
mkdir -p "$work/out"
for folder in $articles; do
  "$dixit" run "$folder" --output "$work/out/$(echo "$folder" | tr -c '[:alnum:]\n' _)" --include '*.txt' --include '*.html' \
    --format tei,tei-tokens,json,ndjson,jsonld,conllu,spacy,brat,vrt,ninjs,html,csv,sqlite || status=1
done

context=$work/anno.jsonld
[ -f "$context" ] || "$python" -c 'import sys, urllib.request
request = urllib.request.Request("http://www.w3.org/ns/anno.jsonld", headers={"Accept": "application/ld+json"})
open(sys.argv[1], "wb").write(urllib.request.urlopen(request, timeout=20).read())' "$context" 2>/dev/null || rm -f "$context"
schema=$shared/formats/ninjs-schema_3.1.json
set --
[ -f "$context" ] && set -- "$@" --context "$context"
[ -f "$schema" ] && set -- "$@" --ninjs-schema "$schema"
"$python" scripts/validate-formats.py "$@" "$work"/out/* || status=1
if [ -f "$shared/formats/tei_all.rng" ]; then
  echo "TEI against $shared/formats/tei_all.rng:"
  "$dixit" validate --schema "$shared/formats/tei_all.rng" "$work/out" || status=1
fi
exit $status
