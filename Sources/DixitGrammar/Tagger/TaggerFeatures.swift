import DixitDocument

/// What the tagger looks at: the same code for training and for the product.
package enum TaggerFeatures {
  package static let partWidth = 16
  package static let formWidth = 32
  /// The part of speech beyond a sentence's edge.
  package static let outside: UInt8 = 31

  /// Whether a feature tells what a new word doesn't share with any other, by its place behind `collectWord` and
  /// `collectContext`: the word itself and its longest endings.
  package static func isLexical(_ place: Int) -> Bool { place < 3 || place == wordCount || place == wordCount + 1 }
  private static let wordCount = 8

  /// What a word's form alone says about its part of speech: worked out once for all places where it stands.
  package static func collectWord(_ word: UnsafePointer<TokenFacts>, into list: inout FeatureList) {
    let facts = word.pointee
    let shape = UInt64(facts.shape.rawValue)
    list.add(1, facts.key)
    list.add(2, UInt64(facts.suffixes.3))
    list.add(3, UInt64(facts.suffixes.4))
    list.add(4, UInt64(facts.suffixes.1), shape)
    list.add(5, UInt64(facts.suffixes.2))
    list.add(6, UInt64(facts.prefixes.1))
    list.add(7, facts.wordClasses, shape)
    list.add(8, facts.reading, shape)
  }

  /// What the words around a token say about its part of speech, with `previous` and `beforeThat`, the parts of speech to
  /// its left.
  package static func collectContext(
    _ facts: borrowing FactTable, _ index: Int, in sentence: Range<Int>, previous: UInt8, beforeThat: UInt8,
    into list: inout FeatureList
  ) {
    let this = facts[index]
    let left = facts.at(index - 1, in: sentence)
    let right = facts.at(index + 1, in: sentence)
    let word = this.pointee.key
    let classes = this.pointee.wordClasses
    let rightClasses = right.pointee.wordClasses
    let reading = this.pointee.reading
    let tag = UInt64(previous)
    let tags = tag << 8 | UInt64(beforeThat)
    let shape = UInt64(this.pointee.shape.rawValue)

    list.add(9, word, tag)
    list.add(10, word, left.pointee.key)
    list.add(11, shape, UInt64(this.pointee.prefixes.0), tag)
    list.add(12, classes, tags)
    list.add(14, tags)
    list.add(15, tag, right.pointee.key)
    list.add(16, right.pointee.key)
    list.add(17, left.pointee.key)
    list.add(18, facts.at(index + 2, in: sentence).pointee.key)
    list.add(19, facts.at(index - 2, in: sentence).pointee.key)
    list.add(20, this.pointee.grammar, left.pointee.grammar)
    list.add(21, shape, UInt64(left.pointee.shape.rawValue), UInt64(right.pointee.shape.rawValue))
    list.add(22, this.pointee.grammar, right.pointee.grammar)
    list.add(23, UInt64(this.pointee.suffixes.2), tag)
    list.add(24, UInt64(this.pointee.suffixes.2), rightClasses)
    list.add(25, reading, tag)
    list.add(26, reading, right.pointee.reading, tag)
  }

  /// What the token's form says: one question a range of classes.
  package enum Form {
    package static let verb = 0..<12
    package static let gender = 12..<15
    package static let number = 15..<18
    package static let person = 18..<22
    package static let pronoun = 22..<31
    package static let all = [verb, gender, number, person, pronoun]
  }

  /// What a word and its part of speech say about its form.
  package static func collectFormWord(_ word: UnsafePointer<TokenFacts>, part: UInt8, into list: inout FeatureList) {
    let facts = word.pointee
    let part = UInt64(part)
    list.add(64, part, facts.key)
    list.add(65, part, UInt64(facts.suffixes.1))
    list.add(66, part, UInt64(facts.suffixes.2))
    list.add(67, part, UInt64(facts.suffixes.3))
    list.add(68, part, UInt64(facts.suffixes.4))
    list.add(69, part, facts.grammar)
  }

  /// What stands around a token says about its form, when all parts of speech of the sentence are known.
  ///
  /// `left` is the form of the token before, `noun` that of the last noun or pronoun.
  package static func collectFormContext(
    _ facts: borrowing FactTable, _ index: Int, in sentence: Range<Int>, parts: UnsafePointer<UInt8>,
    left: Tag.Features, noun: Tag.Features, into list: inout FeatureList
  ) {
    let this = facts[index]
    let before = facts.at(index - 1, in: sentence)
    let after = facts.at(index + 1, in: sentence)
    let part = UInt64(parts[index])
    let partBefore = index > sentence.lowerBound ? UInt64(parts[index - 1]) : UInt64(outside)
    let partAfter = index + 1 < sentence.upperBound ? UInt64(parts[index + 1]) : UInt64(outside)
    let around = part << 16 | partBefore << 8 | partAfter

    list.add(70, around)
    list.add(71, part, UInt64(left.rawValue), partBefore)
    list.add(72, part, UInt64(noun.rawValue), this.pointee.grammar)
    list.add(73, part, this.pointee.grammar, UInt64(left.rawValue))
    list.add(74, part << 8 | partAfter, after.pointee.grammar)
    list.add(75, part, before.pointee.key)
    list.add(76, part, after.pointee.key)
    list.add(77, this.pointee.key, UInt64(noun.rawValue))
    list.add(78, this.pointee.key, before.pointee.key)
    list.add(79, part << 8 | partAfter, UInt64(after.pointee.suffixes.1), this.pointee.grammar)
  }
}
