#!/bin/sh
# Learns lexicons/fr/link-weights.tsv again: the same table from the same articles.
# link-weights.sh DIXIT-TRAIN SHARED OUTPUT [more options]
set -e
train=$1 shared=$2 output=$3
shift 3
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
sh scripts/corpus-texts.sh "$texts"
"$train" links --output "$output" --folds 5 \
  --corpus "$shared/eval/text/train:$shared/eval/entities/gold/train" \
  --corpus "$shared/articles:lexicons/models/links-fr.gold.jsonl" \
  --corpus "$texts:corpus/gold/entities" \
  --judge "$shared/eval/text/dev:$shared/eval/entities/gold/dev" "$@"
