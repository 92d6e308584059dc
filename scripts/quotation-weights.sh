#!/bin/sh
# Learns what finds of quotations weigh, or what speaks for speakers, again: the same table from the same articles.
# quotation-weights.sh DIXIT-TRAIN SHARED finds|stops|speakers OUTPUT [more options]
set -e
train=$1 shared=$2 command=$3 output=$4
shift 4
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
sh scripts/corpus-texts.sh "$texts"
"$train" "$command" --output "$output" --folds 5 \
  --corpus "$shared/eval/text/train:$shared/eval/quotations/gold/train" \
  --corpus "$shared/articles:lexicons/models/quotations-fr.gold.jsonl" \
  --corpus "$texts:corpus/gold/quotations" \
  --judge "$shared/eval/text/dev:$shared/eval/quotations/gold/dev" "$@"
