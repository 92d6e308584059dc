# Annotates articles and checks every output: TEI against the schema of TEI, JSON against ours, and one against the other.
#
#     validate.sh DIXIT SHARED WORK
#
# Without SHARED the articles of corpus/ are taken, and TEI is only compared with JSON. Ends with 1 where anything is wrong.
set -u
dixit=$1 shared=$2 work=$3
python=${PYTHON:-python3}
articles=corpus/articles
[ -d "$shared/articles" ] && articles="corpus/articles $shared/articles"

rm -rf "$work"
mkdir -p "$work"
status=0
for folder in $articles; do
  out=$work/$(echo "$folder" | tr -c '[:alnum:]\n' _)
  "$dixit" run "$folder" --output "$out" || status=1
done
find "$work" -name '*.json' >"$work/json.list"

schema=$shared/formats/tei_all.rng
if [ -f "$schema" ]; then
  echo "TEI against $schema:"
  "$dixit" validate --schema "$schema" "$work" || status=1
fi
echo "JSON against schemas/dixit-document-1.schema.json:"
tr '\n' '\0' <"$work/json.list" | xargs -0 "$python" Tests/Formats/validate-json.py schemas/dixit-document-1.schema.json || status=1
echo "TEI against JSON, text and spans:"
tr '\n' '\0' <"$work/json.list" | xargs -0 "$python" Tests/Command/compare-outputs.py || status=1
exit $status
