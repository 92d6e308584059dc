#!/bin/sh
# fuzz.sh BINARY WORK SECONDS: each target for so long, from the regressions and the corpus; what fails is kept.
set -eu
binary=$1 work=$2 seconds=$3
export SWIFT_BACKTRACE=enable=no
failed=0
for target in ${FUZZ_TARGETS:-text reader html packed records table markup}; do
  mkdir -p "$work/$target" "Fuzz/regressions/$target"
  case $target in
  html) seeds="corpus/articles corpus/html/tuning corpus/html/held-out" words=-dict=Fuzz/html.dict ;;
  *) seeds="corpus/articles Tests/Formats/Samples" words= ;;
  esac
  echo "== $target, $seconds seconds"
  DIXIT_FUZZ_TARGET=$target "$binary" "$work/$target" "Fuzz/regressions/$target" $seeds $words \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -max_len=16384 -print_final_stats=1 \
    -artifact_prefix="Fuzz/regressions/$target/" </dev/null >"$work/$target.log" 2>&1 || failed=1
  grep -E 'ERROR|Fatal error|stat::number_of_executed_units|Test unit written' "$work/$target.log" || true
done
exit $failed
