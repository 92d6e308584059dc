#!/bin/sh
# Learns lexicons/fr/find-weights.tsv again: the same table from the same articles.
# find-weights.sh DIXIT-TRAIN SHARED OUTPUT
set -e
train=$1 shared=$2 output=$3
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
sh scripts/corpus-texts.sh "$texts"
"$train" finds --output "$output" --folds 5 \
  --corpus "$shared/eval/text/train:$shared/eval/quotations/gold/train" \
  --corpus "$shared/articles:lexicons/models/quotations-fr.gold.jsonl" \
  --corpus "$texts:corpus/gold/quotations" \
  --judge "$shared/eval/text/dev:$shared/eval/quotations/gold/dev"
