# What `dixit` does with input that is not as it should be: bad-input.sh DIXIT
#
# Each case checks the exit status, a part of the sentence that is said, and that nothing half-written is left behind. Needs
# no more than a few seconds, with a debug build too. Cases that need another user or a small disk run only where they can.
set -u
dixit=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
cd "$work" || exit 1
trap 'umount "$work/disk" 2>/dev/null; chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# check NAME STATUS WORDS COMMAND…: the command ends with the status and says the words.
check() {
  local name=$1 status=$2 words=$3 said found
  shift 3
  said=$("$@" </dev/null 2>&1)
  found=$?
  if [ $found = "$status" ] && [[ $said == *"$words"* ]] && [ -z "$(partial)" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $name: expected status $status and “$words”, found status $found and: $said $(partial)"
  fi
}

# Temporary files and empty outputs, which no run may leave.
partial() { find "$work" \( -name '*.part' -o -name '*.json' -size 0 -o -name '*.tei.xml' -size 0 \) 2>/dev/null; }

skip() {
  skipped=$((skipped + 1))
  echo "skipped: $1"
}

run() { "$dixit" run "$1" --output out --force --quiet; }
annotate() { "$dixit" annotate <"$1"; }
article() { printf '« Je pars », a dit Claire Martin.\n' >"$1"; }

: >empty.txt
check "empty file" 1 "empty.txt: reading: Expected an article, found an empty file" run empty.txt
printf ' \n\n\t' >blank.txt
check "white space" 1 "found only white space" run blank.txt
head -c 4096 "$dixit" >program.txt
check "program" 1 "found a program (ELF)" run program.txt
check "program in a pipe" 1 "found a program (ELF)" annotate program.txt
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >image.txt
check "image" 1 "found a PNG image" run image.txt
printf 'a\0\1\2\3\4\5\6\7\0\0\0b\0\0\0' >bytes.txt
check "other bytes" 1 "bytes.txt: reading: Expected text" run bytes.txt
printf 'Il a dit \xc3\x28 \xf0\x9f « bonjour ».\n' >broken.txt
check "invalid UTF-8" 0 "" run broken.txt
printf '« Bonjour, a dit Paul Martin. Il ajoute " que.' >lone.txt
check "lone quotation marks" 0 "" run lone.txt
printf '«' >mark.txt
check "nothing but a quotation mark" 0 "" run mark.txt
check "nothing but a quotation mark, explained" 0 "" "$dixit" explain mark.txt
name=$'line\nbreak.txt'
article "$name"
check "name with a line break" 0 "" run "$name"
# Each of these once took time by the square of its length or worse: hours, where seconds are enough without optimizing.
# The limit is no stopwatch; it kills, since a batch that is asked to end would first finish what is at hand.
for repeated in "d'" '. ' 'dit ' 'a dit que ' '( ' '(' '\314\243\314\201' '- ' '« a »' 'Paul, '; do
  printf -- "$repeated%.0s" $(seq 5000) >repeated.txt
  check "much of $repeated" 0 "" timeout --signal=KILL 120 "$dixit" run repeated.txt --output out --force --quiet
done
# A text may end behind any word.
said="« Je pars », a déclaré Claire Martin. Cette dernière a par ailleurs dit qu'il y a grève et promet de partir selon lui"
cut=""
for word in $said; do
  cut="$cut $word"
  printf '{"id": "%s", "text": "%s"}\n' ${#cut} "$cut"
done >cut.jsonl
check "texts cut behind any word" 0 "" "$dixit" run cut.jsonl --output cut --quiet
truncate -s 200M huge.txt
check "200 MB" 1 "huge.txt has 200" run huge.txt

# Files of many articles, and what pretends to be one. The time allowed is no stopwatch.
soon() { timeout 60 "$dixit" run "$1" --output out --force --quiet; }
printf '{"id": "a", "text": "« Je pars », a dit Claire Martin."}\nnothing\n{"id": "b", "text": "coup' >broken.jsonl
check "broken lines" 1 "1 done, 0 skipped, 2 failed" "$dixit" run broken.jsonl --output lines
check "the line that is whole" 0 "" test -s lines/broken.jsonl/a.json
check "lines in a pipe" 1 "Expected a JSON object, found something that is not JSON" annotate broken.jsonl
printf '{"headline": "Un titre", "x": 1}' >field.json
check "no field with the text" 1 'found none among "headline", "x". --text-field names it' soon field.json
printf 'a;b\n1;2\n' >columns.csv
check "no column with the text" 1 'found none among "a", "b"' soon columns.csv
printf 'id,text\n1,"never closed\n' >quote.csv
check "quotation mark without end" 1 "in the row at line 2 is never closed" soon quote.csv
printf 'id;texte\n1;L\x92\xe9t\xe9 sera chaud.\n' >western.csv
check "windows-1252 table" 0 "" soon western.csv
printf '{"text": "%s"}' "$(head -c 4000 /dev/zero | tr '\0' '[')" >brackets.json
check "brackets in a text" 0 "" soon brackets.json
(printf '{"text": "Oui.", "x": '; head -c 20000000 /dev/zero | tr '\0' '['; printf '}') >deep.json
check "20 million brackets" 1 "Expected" soon deep.json
printf '<TEI>\0\0</TEI>' >nul.xml
check "NULs in XML" 1 "Expected" soon nul.xml
{
  printf '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "ha">'
  for level in b c d e f g h i j; do
    last=$(printf '%s' "$level" | tr b-j a-i)
    printf '<!ENTITY %s "%s">' $level "$(printf "&$last;%.0s" 1 2 3 4 5 6 7 8 9 10)"
  done
  printf ']><TEI><text><body><p>&j;</p></body></text></TEI>'
} >laughs.xml
check "entity bomb" 1 "found declarations of some" soon laughs.xml
printf '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI><text><body><p>&x;</p></body></text></TEI>' >passwd.xml
check "external entity" 1 "found declarations of some" soon passwd.xml
printf '<!DOCTYPE nitf [<!ENTITY %% x SYSTEM "file:///etc/passwd"> %%x;]><nitf><body><body.content><p>Oui.</p></body.content></body></nitf>' >parameter.xml
check "parameter entity" 1 "found declarations of some" soon parameter.xml
(printf '<TEI><text>'; for index in $(seq 20000); do printf '<div>'; done) >deep.xml
check "deep XML" 1 "Expected" soon deep.xml
printf '<teiCorpus><TEI><text><body><p>Oui.</p></body></text></TEI>' >cut.xml
check "cut XML" 1 "not well formed at line 1" soon cut.xml
head -c 300000000 /dev/zero | gzip -9 >bomb.txt.gz
check "compression bomb" 1 "unpacks to more than 250 times its size" soon bomb.txt.gz
article whole.txt
gzip -c whole.txt | head -c 30 >cut.txt.gz
check "cut gzip" 1 "it breaks off" soon cut.txt.gz
gzip -c bomb.txt.gz | gzip -c | gzip -c | gzip -c >nested.gz
check "gzip in gzip" 1 "Expected at most 3 archives in one another" soon nested.gz
for name in huge.jsonl huge.zip huge.xml huge.csv; do
  truncate -s 1G $name
  check "1 GB as $name" 1 "$name has 1024 MB; the limit is 64." soon $name
  rm $name
done
if command -v python3 >/dev/null; then
  python3 - <<'END'
import io, struct, zipfile

def archive(name, files):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in files:
            file.writestr(member, content)

text = "« Je pars », a dit Claire Martin.\n".encode()
archive("bomb.zip", [("a.txt", bytes(300_000_000)), ("b.txt", text)])
archive("out.zip", [("../../../out-of-here.txt", text), ("/tmp/absolute.txt", text), ("C:\\a\\..\\b.txt", text)])
nested = text
for depth in range(9):
    inner = io.BytesIO()
    archive(inner, [("a.zip" if depth else "a.txt", nested)])
    nested = inner.getvalue()
open("nested.zip", "wb").write(nested)
archive("word.zip", [("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")])
archive("images.zip", [("a.png", b"\x89PNG"), ("b.jpg", b"")])
whole = io.BytesIO()
archive(whole, [("a.txt", text), ("b.txt", text)])
whole = bytearray(whole.getvalue())
open("cut.zip", "wb").write(whole[: len(whole) - 10])
# Both entries of the list lead to the same bytes.
end = whole.rfind(b"PK\5\6")
first = struct.unpack("<I", whole[end + 16 : end + 20])[0]
second = whole.find(b"PK\1\2", first + 4)
whole[second + 42 : second + 46] = whole[first + 42 : first + 46]
open("overlap.zip", "wb").write(whole)
END
  check "bomb in an archive" 1 "unpacks to more than 250 times its size" soon bomb.zip
  check "the file beside the bomb" 0 "" test -s out/bomb.zip/b.txt.json
  check "names that lead out" 0 "" soon out.zip
  check "outputs stay inside" 0 "3" bash -c "find out/out.zip -name '*.json' | wc -l; test ! -e out-of-here.txt.json -a ! -e /tmp/absolute.txt.json"
  check "archives in archives" 1 "Expected at most 3 archives in one another" soon nested.zip
  check "word processor's file" 1 "found a word processor's or e-book's file" soon word.zip
  check "archive without articles" 1 "found none in a ZIP archive of 2 files" soon images.zip
  check "cut archive" 1 "its end is missing" soon cut.zip
  check "overlapping files" 1 "its files overlap" soon overlap.zip
else
  skip "archives need python3"
fi

check "missing input" 66 "Could not open missing.txt" run missing.txt
mkdir none in
check "folder without articles" 66 "found none in none" run none
article in/a.txt
check "output in the input" 78 "The output folder in/out lies in the input in" "$dixit" run in --output in/out
check "input in the output" 78 "The input in lies in the output folder" "$dixit" run in --output .
article file
check "output is a file" 73 "Could not create file: Not a directory" "$dixit" run in --output file
check "no knowledge base" 78 "file is no knowledge base" "$dixit" run in --output out --knowledge file
check "knowledge of nothing" 64 "Expected --from with a folder of tables or --wikidata" \
  "$dixit" knowledge build --corrections file --date 2026-11-28 --output k.dixit
check "bad format" 64 "pdf" "$dixit" run in --output out --format pdf

# One bad article among good ones: they are annotated, and the status remembers.
mkdir many
article many/a.txt
: >many/b.txt
article many/c.txt
check "one bad article among others" 1 "2 done, 0 skipped, 1 failed" "$dixit" run many --output many-out
check "outputs of the others" 0 "4" bash -c "find many-out -name '*.txt.*' | wc -l"

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  cp "$dixit" dixit-copy
  chmod 755 . dixit-copy
  mkdir -p closed/folder
  for path in closed/a.txt closed/folder/b.txt closed/secret.txt; do article $path; done
  chmod 0 closed/folder closed/secret.txt
  mkdir -m 777 open-out
  mkdir -m 755 closed-out
  nobody() { setpriv --reuid=65534 --clear-groups ./dixit-copy run "$@"; }
  check "folder without permission" 1 "Could not list closed/folder: Permission denied" nobody closed --output open-out
  check "file without permission" 1 "Could not open closed/secret.txt: Permission denied" nobody closed/secret.txt --output open-out
  check "what may be read is annotated" 0 "" test -s open-out/a.txt.json
  check "output without permission" 73 "Permission denied" nobody closed/a.txt --output closed-out
else
  skip "permissions need root and setpriv"
fi

mkdir disk full
if mount -t tmpfs -o size=40k tmpfs disk 2>/dev/null; then
  for index in $(seq 40); do article "full/$index.txt"; done
  check "disk full from the start" 74 "No space left on device" "$dixit" run full --output disk
  mount -o remount,size=200k disk
  check "disk full on the way" 74 "No space left on device" "$dixit" run full --output disk
  mount -o remount,size=20m disk
  check "room again" 0 "0 failed" "$dixit" run full --output disk
  check "all outputs" 0 "80" bash -c "find disk -name '*.txt.*' | wc -l"
else
  skip "a full disk needs the right to mount one"
fi

echo "bad input: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
