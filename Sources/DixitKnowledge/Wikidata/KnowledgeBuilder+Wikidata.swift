/// What to read a dump of Wikidata for.
package struct WikidataOptions: Sendable {
  /// The dump: `latest-all.json.gz`, `.bz2`, `.json`, or `-` for standard input.
  package var dump: String
  /// Folder that keeps what was read so far.
  package var state: String
  /// `wikidata-classes.tsv`.
  package var classes: String
  package var fewestSitelinks: Int

  package init(dump: String, state: String, classes: String, fewestSitelinks: Int) {
    self.dump = dump
    self.state = state
    self.classes = classes
    self.fewestSitelinks = fewestSitelinks
  }
}

extension KnowledgeBuilder {
  /// Reads a dump of Wikidata in its own JSON format, or goes on where an earlier run was stopped.
  ///
  /// Memory: while reading it does not depend on the dump; behind that, on the items that are taken.
  ///
  /// - Parameter progress: called often; false stops, and a later run with the same state goes on there.
  /// - Returns: false where it was stopped.
  package mutating func addWikidata(
    _ options: WikidataOptions, progress: @escaping (WikidataProgress) -> Bool
  ) throws(KnowledgeBuildError) -> Bool {
    let reader = WikidataReader(
      classes: try readClasses(options.classes), fewestSitelinks: max(1, options.fewestSitelinks))
    let state = try WikidataState(folder: options.state)
    return try add(
      try WikidataHarvest(reader: reader, state: state, progress: progress).run(options.dump), reader, state)
  }

  /// Takes the rows of a dump that was read; says whether it was read to its end.
  mutating func add(
    _ read: WikidataCheckpoint, _ reader: WikidataReader, _ state: WikidataState
  ) throws(KnowledgeBuildError) -> Bool {
    guard read.isComplete else { return false }
    report.rowCount += read.entities
    report.badRowCount += read.damaged
    report.badRows += read.findings
    report.isCutShort = read.isCutShort
    var selection = try WikidataSelection(state, read, reader)
    try selection.select { found in
      add(found.row)
      for fact in found.facts { facts.add(fact) }
    }
    return true
  }

  /// Reads `wikidata-classes.tsv`: columns `qid`, `label`, `means`.
  mutating func readClasses(_ path: String) throws(KnowledgeBuildError) -> WikidataClasses {
    var classes = WikidataClasses()
    try read(path, ["qid", "means"]) { cells in classes.add(qid: cells[0], means: cells[1]) }
    return classes
  }
}
