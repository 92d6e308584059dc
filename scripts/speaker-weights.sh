#!/bin/sh
# Learns lexicons/fr/speaker-weights.tsv again: the same table from the same articles.
# speaker-weights.sh DIXIT-TRAIN SHARED OUTPUT
set -e
train=$1 shared=$2 output=$3
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
sh scripts/corpus-texts.sh "$texts"
"$train" speakers --output "$output" --folds 5 \
  --corpus "$shared/eval/text/train:$shared/eval/quotations/gold/train" \
  --corpus "$shared/articles:lexicons/models/quotations-fr.gold.jsonl" \
  --corpus "$texts:corpus/gold/quotations" \
  --references "$shared/articles:lexicons/models/references-fr.gold.jsonl" \
  --judge "$shared/eval/text/dev:$shared/eval/quotations/gold/dev"
