#!/bin/sh
# corpus-texts.sh FOLDER: the texts that the gold of corpus/ counts in. Two articles' text, once decoded, lies beside the gold.
set -e
cp corpus/articles/*.txt "$1"
cp corpus/gold/text/*.txt "$1"
