import DixitDocument
import DixitLexicons

/// The different words of a document, numbered: what is known of a word lies in an array and not in a dictionary.
struct WordNumbers {
  private let numbers: [UInt32]
  /// The keys of the words, by number.
  let keys: [WordKey]
  var count: Int { keys.count }

  init(_ tokens: [Token]) {
    var keys: [WordKey] = []
    var slots = 16
    while slots < 2 * tokens.count { slots *= 2 }
    numbers = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: slots) { buffer in
      // The number behind that of the word in the slot; 0 for none.
      buffer.initialize(repeating: 0)
      return tokens.map { token in
        var slot = Int(truncatingIfNeeded: token.key) & (slots - 1)
        while buffer[slot] != 0, keys[Int(buffer[slot]) - 1] != token.key { slot = (slot + 1) & (slots - 1) }
        if buffer[slot] == 0 {
          keys.append(token.key)
          buffer[slot] = UInt32(keys.count)
        }
        return buffer[slot] - 1
      }
    }
    self.keys = keys
  }

  /// The number of a token's word.
  subscript(token: Int) -> Int { Int(numbers[token]) }
}
