# `make` installs what is missing, builds, and annotates corpus/. `make test` runs all tests.

SWIFT   ?= swift
SCRATCH ?= .build
PYTHON  ?= $(shell sh scripts/python.sh)
# Articles, gold and scorers that are not part of the project; what needs them is skipped where they are missing.
SHARED  ?= ../shared
# Date of the facts in the knowledge base.
FACTS   ?= 2026-11-28
# Bytes of JSON of the dump that bench-wikidata makes.
WIKIDATA_SIZE ?= 2200M
# How long each fuzzing target runs.
FUZZ_SECONDS ?= 600

DIXIT = $(SCRATCH)/release/dixit
BUILD = $(SWIFT) build -c release --scratch-path $(SCRATCH)

.PHONY: all setup build demo test lint main-text main-text-reference scores sentences-scores robustness encodings validate validate-formats bench bench-wikidata fuzz knowledge confidences names-model sentences-model speaker-weights link-weights find-weights stop-weights attestations tsan soak format ci clean
.NOTPARALLEL:

all: setup build demo

setup:
	sh scripts/setup.sh

build:
	$(BUILD) --product dixit

demo: build
	$(DIXIT) run corpus/articles --output annotated
	@echo
	@echo "Each article is in annotated/ now, as TEI (.tei.xml) and as JSON (.json). To see one here:"
	@echo "  $(DIXIT) explain corpus/articles/depeche-greve.txt"

test:
	@status=0; \
	$(SWIFT) test --scratch-path $(SCRATCH) || status=1; \
	bash Tests/Command/bad-input.sh $(SCRATCH)/debug/dixit || status=1; \
	exit $$status

lint:
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Benchmarks Fuzz Package.swift
	sh scripts/no-machine-paths.sh

scores: build
	$(PYTHON) scripts/scores.py $(DIXIT) $(SHARED) $(SCRATCH)/scores

robustness: build
	$(PYTHON) scripts/robustness.py $(DIXIT) $(SHARED) $(SCRATCH)/robustness

sentences-scores: build
	$(BUILD) --product dixit-train
	$(PYTHON) scripts/sentences.py $(SCRATCH)/release $(SHARED) $(SCRATCH)/sentences-scores

encodings: build
	$(PYTHON) scripts/encodings.py $(DIXIT) $(SHARED) $(SCRATCH)/encodings

# Main text of pages; trafilatura's beside it once `make main-text-reference` has installed that.
main-text: build
	$(PYTHON) scripts/main-text.py $(DIXIT) $(SCRATCH)/main-text --reference $(SCRATCH)/venv/bin/python

main-text-reference:
	python3 -m venv $(SCRATCH)/venv
	$(SCRATCH)/venv/bin/pip install --quiet trafilatura==2.3.1 lxml_html_clean==0.4.6

validate: build
	PYTHON=$(PYTHON) sh scripts/validate.sh $(DIXIT) $(SHARED) $(SCRATCH)/validated

# With a network and python3-venv it installs the tools that read the formats, below $(SCRATCH).
validate-formats: build
	PYTHON=$(PYTHON) sh scripts/validate-formats.sh $(DIXIT) $(SHARED) $(SCRATCH)/validated-formats

bench: build
	$(BUILD) --product dixit-bench
	$(PYTHON) Benchmarks/bench.py $(SCRATCH)/release $(SHARED) $(SCRATCH)/bench

# From the tables of facts; without them from the knowledge base that is there, with what is new in the tables by hand.
knowledge: build
	$(DIXIT) knowledge build $(if $(wildcard $(SHARED)/kb/entities.tsv.gz),--from $(SHARED)/kb,--base lexicons/knowledge/knowledge.dixit) \
	  --corrections lexicons/knowledge/corrections.tsv --date $(FACTS) --output lexicons/knowledge/knowledge.dixit

bench-wikidata: build
	$(PYTHON) Benchmarks/wikidata.py $(DIXIT) $(SCRATCH)/bench-wikidata $(WIKIDATA_SIZE)

confidences: build
	$(PYTHON) scripts/confidences.py $(DIXIT) $(SHARED) $(SCRATCH)/confidences > $(SCRATCH)/confidences.tsv
	cp $(SCRATCH)/confidences.tsv lexicons/fr/confidences.tsv

names-model:
	$(BUILD) --product dixit-train
	sh scripts/names-model.sh $(SCRATCH)/release/dixit-train $(SHARED) lexicons/models/names-fr.dixit

fuzz:
	DIXIT_FUZZ=1 $(SWIFT) build -c release --scratch-path $(SCRATCH)/fuzz-build --product dixit-fuzz -Xswiftc -sanitize=fuzzer
	sh scripts/fuzz.sh $(SCRATCH)/fuzz-build/release/dixit-fuzz $(SCRATCH)/fuzz $(FUZZ_SECONDS)

speaker-weights:
	$(BUILD) --product dixit-train
	sh scripts/quotation-weights.sh $(SCRATCH)/release/dixit-train $(SHARED) speakers lexicons/fr/speaker-weights.tsv \
	  --references $(SHARED)/articles:lexicons/models/references-fr.gold.jsonl

link-weights:
	$(BUILD) --product dixit-train
	sh scripts/link-weights.sh $(SCRATCH)/release/dixit-train $(SHARED) lexicons/fr/link-weights.tsv

find-weights:
	$(BUILD) --product dixit-train
	sh scripts/quotation-weights.sh $(SCRATCH)/release/dixit-train $(SHARED) finds lexicons/fr/find-weights.tsv

stop-weights:
	$(BUILD) --product dixit-train
	sh scripts/quotation-weights.sh $(SCRATCH)/release/dixit-train $(SHARED) stops lexicons/fr/stop-weights.tsv

attestations: build
	$(PYTHON) scripts/attestations.py $(DIXIT) $(SHARED) lexicons/fr/attestations.tsv

sentences-model:
	$(BUILD) --product dixit-train
	$(SCRATCH)/release/dixit-train sentences --output lexicons/models/sentences-fr.dixit \
	  $(SHARED)/data/ud/fr_sequoia-ud-train.conllu $(SHARED)/data/ud/fr_sequoia-ud-dev.conllu \
	  $(SHARED)/data/ud/fr_gsd-ud-dev.conllu \
	  $(SHARED)/data/ud/fr_alts-ud-train.conllu $(SHARED)/data/ud/fr_alts-ud-dev.conllu

# Kills, full disks, bursts, wrong clocks: half an hour, and root for what mounts. `make soak SOAK=--short` takes minutes.
soak: build
	$(PYTHON) scripts/soak.py $(DIXIT) $(SCRATCH)/soak $(SOAK)

# The tests under the thread sanitizer: a quarter of an hour.
tsan:
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path $(SCRATCH)-tsan
	$(SWIFT) test --skip-build --sanitize=thread --scratch-path $(SCRATCH)-tsan

format:
	$(SWIFT) format --in-place --parallel --recursive Sources Tests Benchmarks Fuzz Package.swift

ci:
	bash .ci/run

clean:
	rm -rf $(SCRATCH) annotated
