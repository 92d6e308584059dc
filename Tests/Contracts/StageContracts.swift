import DixitDocument
import DixitKit
import Testing

/// What every stage promises, whatever it does.
@Suite struct StageContracts {
  static let documents: [Document] = {
    do {
      let english = try Annotator.shared.annotate(
        "“We won't go,” said Claire Martin, the mayor of the town. She said it was late, according to Paul Morel's lawyer."
      )
      return try Project.corpus().map(Annotator.shared.annotate) + [english]
    } catch { fatalError("\(error)") }
  }()
  static let names = Annotator.shared.stages.map(\.name)

  @Test(arguments: names) func readsOnlyWhatItDeclares(name: String) throws {
    let stage = try stage(name)
    for document in Self.documents {
      var bare = document
      for layer in Layer.allCases where !stage.reads.contains(layer) { bare.remove(layer) }
      try stage.annotate(&bare)
      #expect(bare.annotations(of: stage.writes) == document.annotations(of: stage.writes), "\(document.id)")
    }
  }

  @Test(arguments: names) func writesOnlyItsLayer(name: String) throws {
    let stage = try stage(name)
    for document in Self.documents {
      var again = document
      again.remove(stage.writes)
      try stage.annotate(&again)
      for layer in Layer.allCases {
        #expect(again.annotations(of: layer) == document.annotations(of: layer), "\(layer) of \(document.id)")
      }
    }
  }

  /// The first stages have nothing to read; later ones must bear a document in which nobody found anything.
  @Test(arguments: names) func bearsAnEmptyDocument(name: String) throws {
    var document = Document("")
    for layer in Layer.allCases { document.clear(layer) }
    let stage = try stage(name)
    try stage.annotate(&document)
    #expect(document.has(stage.writes))
    #expect(document.violation(in: stage.writes) == nil)
  }

  @Test func everyLayerHasOneWriter() {
    #expect(Set(Annotator.shared.stages.map(\.writes)) == Set(Layer.allCases))
    #expect(Annotator.shared.stages.count == Layer.allCases.count)
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test func everyStageStandsBehindItsInputs() {
    var written: Set<Layer> = []
    for stage in Annotator.shared.stages {
      #expect(stage.reads.isSubset(of: written), "\(stage.name)")
      written.insert(stage.writes)
    }
  }

  private func stage(_ name: String) throws -> any Stage {
    try #require(Annotator.shared.stages.first { $0.name == name })
  }
}
