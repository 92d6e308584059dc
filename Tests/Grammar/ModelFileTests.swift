import DixitGrammar
import DixitLexicons
import Testing

/// A model that is not whole is refused in a sentence that says why.
@Suite struct ModelFileTests {
  private static let whole: [UInt8] = {
    var writer = ModelWriter(kind: "toy", name: "toy-fr", learnedFrom: ["nothing (public domain)"])
    writer.add("NAMES", lines: ["one", "two"])
    writer.add("WEIGHTS", weights: (0..<64).map { Int8($0) }, width: 16)
    return writer.encoded()
  }()

  private func failure(_ bytes: [UInt8], kind: String = "toy") -> String {
    do {
      _ = try ModelFile(bytes, path: "toy.dixit", kind: kind)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func readsWhatWasWritten() throws {
    let model = try ModelFile(Self.whole, path: "toy.dixit", kind: "toy")
    #expect(model.name == "toy-fr")
    #expect(model.learnedFrom == ["nothing (public domain)"])
    #expect(try model.lines("NAMES") == ["one", "two"])
    #expect(throws: ModelError.self) { try model.weights("WEIGHTS", width: 32) }
    #expect(throws: ModelError.self) { try model.weights("OTHERS", width: 16) }
    _ = try model.weights("WEIGHTS", width: 16)
  }

  @Test func writesTheSameBytesEachTime() {
    #expect(Self.whole.count % 64 == 0)
    var writer = ModelWriter(kind: "toy", name: "toy-fr", learnedFrom: ["nothing (public domain)"])
    writer.add("NAMES", lines: ["one", "two"])
    writer.add("WEIGHTS", weights: (0..<64).map { Int8($0) }, width: 16)
    #expect(writer.encoded() == Self.whole)
  }

  @Test func refusesAnyFlippedBit() {
    for index in Self.whole.indices {
      var damaged = Self.whole
      damaged[index] ^= 0x10
      #expect(failure(damaged) != "", "byte \(index)")
    }
  }

  @Test func saysWhatIsWrong() {
    var other = Self.whole
    other[8] = 9
    #expect(failure(other).contains("format version 9, this program reads version 1"))
    #expect(failure(Array(Self.whole.dropLast(64))).contains("it was cut"))
    #expect(failure(Self.whole + [0]).contains("it was cut or something was added"))
    #expect(failure([1, 2, 3]).contains("it has 3 bytes"))
    #expect(failure(Array("PK\u{3}\u{4} an archive, and no model of ours".utf8)).contains("expected “DIXITML”"))
    #expect(failure(Self.whole, kind: "tagger").contains("of kind “toy”, expected “tagger”"))
    var damaged = Self.whole
    damaged[damaged.count - 1] ^= 1
    #expect(failure(damaged).contains("toy.dixit is damaged"))
    #expect(failure(damaged).contains("Make it again with dixit-train."))
  }

  @Test func namesItsSources() throws {
    let model = try ModelFile(embedded: "models/tagger-fr.dixit", kind: "tagger")
    #expect(model.learnedFrom.contains { $0.hasPrefix("UD_French-Sequoia") })
    #expect(model.learnedFrom.allSatisfy { $0.hasSuffix(")") })
  }
}
