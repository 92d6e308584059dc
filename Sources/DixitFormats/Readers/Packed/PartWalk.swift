import DixitDocument

/// Goes through the articles of a file, and of the files in it, and gives each a name.
struct PartWalk: ArticleParts {
  private struct Level {
    var parts: any ArticleParts
    let prefix: String
  }

  private let readers: Readers
  private let limits: UnpackingLimits
  private var levels: [Level]
  private var names = PartNames()

  init(_ parts: any ArticleParts, readers: Readers, limits: UnpackingLimits) {
    self.readers = readers
    self.limits = limits
    levels = [Level(parts: parts, prefix: "")]
  }

  mutating func next() throws -> ArticlePart? {
    while !levels.isEmpty {
      do {
        guard let part = try levels[levels.count - 1].parts.next() else {
          levels.removeLast()
          continue
        }
        if let named = enter(part) { return named }
      } catch {
        // The whole file ends here; a file in it fails alone.
        guard levels.count > 1 else { throw error }
        let name = levels.removeLast().prefix
        return named(ArticlePart(name: "", bytes: .failure(error)), below: name)
      }
    }
    return nil
  }

  /// Names the part, or goes on inside it.
  private mutating func enter(_ part: ArticlePart) -> ArticlePart? {
    let prefix = levels[levels.count - 1].prefix
    guard part.isFile, case .success(let bytes) = part.bytes else { return named(part, below: prefix) }
    do {
      let (plain, fileName) = try Gzip.unwrapped(bytes, part.name, limits)
      let reader = readers.reader(for: plain, fileName: fileName)
      guard let parts = try reader.open(plain, fileName: fileName, limits: limits) else {
        return named(part, below: prefix)
      }
      if levels.count >= limits.depth { throw ReadingError.nested(limit: limits.depth) }
      levels.append(Level(parts: parts, prefix: names.path(part.name, below: prefix)))
      return nil
    } catch {
      return named(ArticlePart(name: part.name, bytes: .failure(error)), below: prefix)
    }
  }

  private mutating func named(_ part: ArticlePart, below prefix: String) -> ArticlePart {
    var part = part
    part.name = names.name(of: part, below: prefix)
    return part
  }
}

/// Names that no file system trips over, each given once.
struct PartNames {
  /// In lower case; `String` takes NFC and NFD for one.
  private var given: Set<String> = []
  /// How often a name of some bytes was asked for.
  private var counts: [String: Int] = [:]
  /// Leaves room for the endings of outputs, below the 255 bytes that a name may have.
  static let longest = 160

  /// A name for a part: the one that it has, or else one of its bytes. Whoever comes later by a name that is given gets
  /// one of its bytes too, so that names do not depend on how many others there are.
  mutating func name(of part: ArticlePart, below prefix: String) -> String {
    let own = part.isFile ? Self.path(part.name) : Self.component(part.name, isPath: false)
    let base = own.map { Self.join(prefix, $0) } ?? prefix
    if own != nil || (part.name.isEmpty && part.isFailed && !prefix.isEmpty), take(base) { return base }
    let print = Self.fingerprint(part)
    let name = own == nil ? Self.join(prefix, print) : "\(base)-\(print)"
    if take(name) { return name }
    // A file may hold the same bytes a million times.
    while true {
      counts[name, default: 1] += 1
      let numbered = "\(name)-\(counts[name]!)"
      if take(numbered) { return numbered }
    }
  }

  /// The folder of a file that holds several.
  func path(_ name: String, below prefix: String) -> String {
    Self.path(name).map { Self.join(prefix, $0) } ?? prefix
  }

  private mutating func take(_ name: String) -> Bool { given.insert(name.lowercased()).inserted }

  private static func join(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : "\(prefix)/\(name)" }

  private static func fingerprint(_ part: ArticlePart) -> String {
    let bytes = (try? part.bytes.get()) ?? Array(part.name.utf8)
    return String(Fingerprint.sha256(bytes).prefix(12))
  }

  /// A path of an archive: what would lead out of a folder leads nowhere.
  static func path(_ label: String) -> String? {
    let components = label.split { $0 == "/" || $0 == "\\" }.compactMap { component(String($0), isPath: true) }
    return components.isEmpty ? nil : components.joined(separator: "/")
  }

  /// Letters, digits and a few signs stay, the rest becomes a dash; nil where nothing is left. Of a web address the
  /// scheme goes.
  static func component(_ label: String, isPath: Bool) -> String? {
    let rest = label.firstRange(of: "://").map { isPath ? label[...] : label[$0.upperBound...] } ?? label[...]
    var result = ""
    for scalar in rest.unicodeScalars {
      if isKept(scalar, isPath: isPath) {
        result.unicodeScalars.append(scalar)
      } else if !result.hasSuffix("-") {
        result += "-"
      }
    }
    while let last = result.last, "-. ".contains(last) { result.removeLast() }
    // A hidden name would not be found again, and `..` is none.
    result = String(result.drop { "-. ".contains($0) })
    return result.isEmpty ? nil : shortened(result, label)
  }

  private static func isKept(_ scalar: Unicode.Scalar, isPath: Bool) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    // Outputs end with a point and more: without points no record takes another's name.
    case ".", " ", "'", "(", ")", "+", ",", "=", "@": isPath
    default: scalar.value >= 0xA0 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
  }

  private static func shortened(_ name: String, _ label: String) -> String {
    guard name.utf8.count > longest else { return name }
    var head = name
    while head.utf8.count > longest - 13 { head.removeLast() }
    return "\(head)-\(Fingerprint.sha256(Array(label.utf8)).prefix(12))"
  }
}

extension ArticlePart {
  fileprivate var isFailed: Bool {
    if case .failure = bytes { return true }
    return false
  }
}
