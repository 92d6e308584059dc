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
# Each of these once took time by the square of its length: hours, where a second is enough. The limit is no stopwatch.
for repeated in "d'" '. ' '\314\243\314\201' '- ' '« a »' 'Paul, '; do
  printf -- "$repeated%.0s" $(seq 15000) >repeated.txt
  check "much of $repeated" 0 "" timeout 120 "$dixit" run repeated.txt --output out --force --quiet
done
truncate -s 200M huge.txt
check "200 MB" 1 "huge.txt has 200" run huge.txt

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
