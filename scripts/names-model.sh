#!/bin/sh
# Makes lexicons/models/names-fr.dixit again: the same bytes from the same articles.
# names-model.sh DIXIT-TRAIN SHARED OUTPUT
set -e
train=$1 shared=$2 output=$3
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
sh scripts/corpus-texts.sh "$texts"
"$train" names --output "$output" \
  --corpus "$shared/eval/text/train:$shared/eval/entities/gold/train" \
  --corpus "$shared/articles:lexicons/models/names-fr.gold.jsonl" \
  --corpus "$texts:corpus/gold/entities" \
  --judge "$shared/eval/text/dev:$shared/eval/entities/gold/dev" \
  --source "Wikinews in French (CC BY 2.5)" \
  --source "L'Est Républicain through the French TimeBank (LGPL-LR)" \
  --source "articles of BBC Afrique, read for learning only: no text of them is kept" \
  --source "corpus/ of this project (CC0 1.0)" \
  --source "names-fr.gold.jsonl, annotated for this project (CC0 1.0)"
