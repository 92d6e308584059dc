import DixitDocument

/// The lines of words.
extension CoNLLUDocument {
  /// Writes a token's line, or for two words in one token the line of both and theirs.
  ///
  /// - Returns: the number of the next word.
  mutating func write(_ token: Int, _ id: Int) -> Int {
    guard let words = words[token], words.count > 1 else {
      output.put(id)
      put(form: token)
      writeColumns(of: token, id)
      output.put("\t")
      writeMisc(of: token, opens: true, closes: true, spaces: true)
      output.put("\n")
      return id + 1
    }
    output.put(id)
    output.put("-")
    output.put(id + words.count - 1)
    put(form: token)
    output.put("\t_\t_\t_\t_\t_\t_\t_\t")
    writeMisc(of: token, opens: false, closes: false, spaces: true)
    output.put("\n")
    for (position, word) in words.enumerated() {
      output.put(id + position)
      output.put("\t")
      output.put(line: word)
      // The part of speech of the token is its first word's, by treebanks an adposition; the other is not known here.
      output.put("\t_\t")
      output.put(position == 0 ? partOfSpeech(of: token) : "X")
      output.put("\t_\t_")
      writeHead(of: id + position)
      output.put("\t")
      writeMisc(of: token, opens: position == 0, closes: position == words.count - 1, spaces: false)
      output.put("\n")
    }
    return id + words.count
  }

  private mutating func put(form token: Int) {
    output.put("\t")
    output.put(line: document.text, table.tokens[token].span)
  }

  private func partOfSpeech(of token: Int) -> String {
    if let tags = document.tags, token < tags.count { return tags[token].partOfSpeech.universalName }
    switch table.tokens[token].kind {
    case .punctuation, .quotationMark: return "PUNCT"
    case .number: return "NUM"
    case .symbol: return "SYM"
    case .word, .address: return "X"
    }
  }

  private mutating func writeColumns(of token: Int, _ id: Int) {
    output.put("\t")
    let lemma = document.lemmas.flatMap { token < $0.count ? $0[token] : nil }
    output.put(line: lemma ?? "_")
    output.put("\t")
    output.put(partOfSpeech(of: token))
    output.put("\t_\t")
    let tag = document.tags.flatMap { token < $0.count ? $0[token] : nil }
    output.put(tag.map { features[$0] } ?? "_")
    writeHead(of: id)
  }

  /// All depend on the first: CoNLL-U wants a tree.
  private mutating func writeHead(of id: Int) { output.put(id == 1 ? "\t0\troot\t_" : "\t1\tdep\t_") }

  /// `Cue=`, `Entity=`, `Quote=`, `Source=`, `SpaceAfter=`, in the order of the alphabet, or `_`.
  private mutating func writeMisc(of token: Int, opens: Bool, closes: Bool, spaces: Bool) {
    let start = output.count
    let isWord = opens || closes || !spaces
    if isWord {
      put(numbers: "Cue=q", roles.cues[token])
      writeEntity(of: token, opens: opens, closes: closes, after: start)
      put(numbers: "Quote=q", roles.quotations(at: token))
      put(numbers: "Source=q", roles.sources[token])
    }
    if spaces { writeSpaces(behind: token, after: start) }
    if output.count == start { output.put("_") }
  }

  private mutating func put(numbers label: StaticString, _ numbers: [Int]?) {
    guard let numbers, !numbers.isEmpty else { return }
    if output.last != UInt8(ascii: "\t") { output.put("|") }
    output.put(label)
    for (position, number) in numbers.enumerated() {
      if position > 0 { output.put(",q") }
      output.put(number + 1)
    }
  }

  private mutating func writeEntity(of token: Int, opens: Bool, closes: Bool, after start: Int) {
    let closing = closes ? brackets.closing[token] ?? [] : []
    let opening = opens || closes ? brackets.opening[token] ?? [] : []
    var isFirst = true
    let begin = { (output: inout [UInt8]) in
      if isFirst {
        if output.count > start { output.put("|") }
        output.put("Entity=")
      }
      isFirst = false
    }
    for mention in closing {
      begin(&output)
      output.put("e")
      output.put(mention.entity + 1)
      output.put(")")
    }
    for mention in opening {
      // One of this token alone opens and closes with its one word, or opens with the first of two and closes with the
      // second.
      let isWhole = mention.tokens.count == 1 && opens && closes
      if isWhole || opens {
        begin(&output)
        open(mention)
        if isWhole { output.put(")") }
      } else if mention.tokens.count == 1 {
        begin(&output)
        output.put("e")
        output.put(mention.entity + 1)
        output.put(")")
      }
    }
  }

  /// `(e1-per-1-Q7186`: entity, type, place of the head among the mention's words, item.
  private mutating func open(_ mention: EntityBrackets.Bracket) {
    let entity = entities.indices.contains(mention.entity) ? entities[mention.entity] : nil
    output.put("(e")
    output.put(mention.entity + 1)
    output.put("-")
    output.put((entity?.type ?? .other).rawValue.lowercased())
    output.put("-")
    let before = mention.tokens.lowerBound..<max(mention.tokens.lowerBound, mention.head)
    output.put(1 + before.reduce(0) { $0 + (words[$1]?.count ?? 1) })
    output.put("-")
    if let qid = entity?.qid, qid.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }) { output.put(qid) }
  }

  private mutating func writeSpaces(behind token: Int, after start: Int) {
    let gap = document.text.bytes(table.gap(behind: token))
    if gap.elementsEqual([0x20]) { return }
    if output.count > start { output.put("|") }
    if gap.isEmpty { return output.put("SpaceAfter=No") }
    output.put("SpacesAfter=")
    output.put(spaces: gap)
  }
}
