import DixitLexicons
import Foundation
import Testing

/// The table that word forms are looked up in.
@Suite struct KeyTableTests {
  @Test(arguments: [1, 7, 8, 100, 5_000]) func findsWhatWasAddedAndNothingElse(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var expected: [UInt64: UInt32] = [:]
    var table = KeyTable()
    for _ in 0..<count {
      let key = random.next()
      let value = UInt32.random(in: 0..<1_000_000, using: &random)
      table[key] = value
      expected[key] = value
    }
    #expect(table.count == expected.count)
    #expect(expected.allSatisfy { table[$0.key] == $0.value })
    #expect((0..<10_000).allSatisfy { _ in table[random.next()] == nil })
  }

  @Test func neighboursAndTheLastSlotKeepTheirValues() {
    // All of them want the same slot, the last one.
    let keys = (0..<12).map { UInt64.max - $0 << 20 }
    var table = KeyTable()
    for (value, key) in keys.enumerated() { table[key] = UInt32(value) }
    #expect(keys.map { table[$0] } == (0..<12).map(UInt32.init))
    #expect(table[0] == nil)
    table[0] = 5
    #expect(table[0] == 5)
  }

  @Test func aLaterValueReplacesAnEarlierOne() {
    var table = KeyTable()
    table[1 << 40] = 1
    table[1 << 40] = 0
    #expect(table[1 << 40] == 0)
    #expect(table.count == 1)
  }

  @Test func aCopyDoesNotChangeWithTheOriginal() {
    var table = KeyTable()
    table[1 << 40] = 1
    let copy = table
    table[1 << 40] = 2
    table[1 << 50] = 3
    #expect((copy[1 << 40], copy[1 << 50]) == (1, nil))
    #expect((table[1 << 40], table[1 << 50]) == (2, 3))
  }

  /// A slot has no room for a key's lower bits.
  @Test func noTwoFormsOfOursShareTheBitsThatAreKept() throws {
    var forms: Set<UInt64> = []
    for path in LexiconLibrary.tables where path.hasPrefix("fr/") {
      let table = String(decoding: try #require(LexiconLibrary.embedded(path)), as: UTF8.self)
      for row in table.split(separator: "\n") where !row.hasPrefix("#") {
        forms.insert(Folding.wordKey(row.prefix { $0 != "\t" }))
      }
    }
    #expect(Set(forms.map { $0 >> 20 }).count == forms.count)
  }
}
