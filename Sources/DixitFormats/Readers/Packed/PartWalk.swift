import CICU
import DixitDocument

/// Goes through the articles of a file, and of the files in it, and gives each a name.
struct PartWalk: ArticleParts {
  private struct Level {
    var parts: any ArticleParts
    let prefix: String
    let warnings: [String]
    /// What several of the articles call themselves.
    let repeated: RepeatedNames

    init(_ parts: any ArticleParts, prefix: String, warnings: [String]) {
      self.parts = parts
      self.prefix = prefix
      self.warnings = warnings
      repeated = RepeatedNames(parts)
    }
  }

  private let readers: Readers
  private let limits: UnpackingLimits
  private var levels: [Level]
  private var names = PartNames()

  /// - Parameter warnings: what was wrong with the file, which each of its articles tells.
  init(_ parts: any ArticleParts, warnings: [String] = [], readers: Readers, limits: UnpackingLimits) {
    self.readers = readers
    self.limits = limits
    levels = [Level(parts, prefix: "", warnings: warnings)]
  }

  mutating func next() throws -> ArticlePart? {
    while !levels.isEmpty {
      do {
        guard var part = try levels[levels.count - 1].parts.next() else {
          levels.removeLast()
          continue
        }
        let level = levels[levels.count - 1]
        part.origin.encoding = level.parts.encoding
        part.origin.warnings += level.warnings
        if let named = enter(part, level) { return named }
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
  private mutating func enter(_ part: ArticlePart, _ level: Level) -> ArticlePart? {
    let prefix = level.prefix
    let isRepeated = level.repeated.contains(part)
    guard part.isFile, case .success(let bytes) = part.bytes else {
      return named(part, below: prefix, isRepeated: isRepeated)
    }
    do {
      guard let opened = try Gzip.unwrapped(bytes, part.name, limits).open(readers, limits) else {
        return named(part, below: prefix, isRepeated: isRepeated)
      }
      if levels.count >= limits.depth { throw ReadingError.nested(limit: limits.depth) }
      let folder = names.folder(of: part, below: prefix, isRepeated: isRepeated)
      let warnings = part.origin.warnings + (isRepeated ? [Self.warning(part)] : []) + opened.warnings
      levels.append(Level(opened.parts, prefix: folder, warnings: warnings))
      return nil
    } catch {
      // By its bytes, which alone tell it from another of its name.
      return named(part, below: prefix, isRepeated: isRepeated, failure: error)
    }
  }

  private mutating func named(
    _ part: ArticlePart, below prefix: String, isRepeated: Bool = false, failure: (any Error)? = nil
  ) -> ArticlePart {
    let name = names.name(of: part, below: prefix, isRepeated: isRepeated)
    if let failure { return ArticlePart(name: name, bytes: .failure(failure)) }
    var part = part
    if isRepeated { part.origin.warnings.append(Self.warning(part)) }
    part.name = name
    return part
  }

  private static func warning(_ part: ArticlePart) -> String {
    "Several articles of the file call themselves “\(part.name.prefix(80))”: each is named by its bytes too."
  }
}

/// The names that several articles of a file give themselves. None of those articles has it alone: which of them came
/// first would decide, and change with their order.
struct RepeatedNames {
  /// Hashes: a file may hold a million names.
  private var hashes: Set<Int> = []

  /// Goes through all articles, which costs a hundredth of what annotating them does; of files in an archive only through
  /// their names.
  init(_ parts: any ArticleParts) {
    var seen = Set<Int>()
    let note = { (hash: Int?, hashes: inout Set<Int>) in
      if let hash, !seen.insert(hash).inserted { hashes.insert(hash) }
    }
    if parts.areFiles {
      for name in parts.fileNames ?? [] { note(Self.hash(ofPath: name), &hashes) }
    } else {
      var parts = parts
      while let part = try? parts.next() { note(Self.hash(part), &hashes) }
    }
  }

  func contains(_ part: ArticlePart) -> Bool { Self.hash(part).map(hashes.contains) ?? false }

  private static func hash(_ part: ArticlePart) -> Int? {
    if part.isFile { return hash(ofPath: part.name) }
    return part.isFailed ? nil : PartNames.component(part.name, isPath: false)?.lowercased().hashValue
  }

  private static func hash(ofPath path: String) -> Int? { PartNames.path(path)?.lowercased().hashValue }
}

/// Names that no file system trips over, each given once.
struct PartNames {
  /// In lower case; `String` takes NFC and NFD for one.
  private var given: Set<String> = []
  /// In lower case too: what names have before a slash.
  private var folders: Set<String> = []
  /// How often a name of some bytes was asked for.
  private var counts: [String: Int] = [:]
  /// Leaves room for the endings of outputs, below the 255 bytes that a name may have.
  static let longest = 160

  /// A name for a part: the one that it has, or else one of its bytes. Whoever comes later by a name that is given gets
  /// one of its bytes too, so that names do not depend on how many others there are.
  ///
  /// - Parameter isRepeated: whether several have its own name.
  mutating func name(of part: ArticlePart, below prefix: String, isRepeated: Bool = false) -> String {
    let own = part.isFile ? Self.path(part.name) : Self.component(part.name, isPath: false)
    let base = own.map { placed(Self.join(prefix, $0)) } ?? prefix
    if own != nil || (part.name.isEmpty && part.isFailed && !prefix.isEmpty), !isRepeated, take(base) { return base }
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
  mutating func folder(of part: ArticlePart, below prefix: String, isRepeated: Bool) -> String {
    guard var own = Self.path(part.name) else { return prefix }
    if isRepeated { own += "-\(Self.fingerprint(part))" }
    return String(placed(Self.join(prefix, own) + "/x").dropLast(2))
  }

  /// A path none of whose folders is where an output of another article lies: beside `a.txt`, whose outputs are
  /// `a.txt.json` and so on, a folder `a.txt.json` gets another name.
  private mutating func placed(_ path: String) -> String {
    let components = path.split(separator: "/")
    var folder = ""
    for component in components.dropLast() {
      folder = Self.join(folder, String(component))
      if !folders.contains(folder.lowercased()), isOutput(folder.lowercased()) {
        folder += "-\(Fingerprint.sha256(Array(folder.utf8)).prefix(12))"
      }
      folders.insert(folder.lowercased())
    }
    return Self.join(folder, String(components.last ?? ""))
  }

  private func isOutput(_ path: String) -> Bool {
    OutputFormat.endings.contains { path.hasSuffix($0) && given.contains(String(path.dropLast($0.count))) }
  }

  /// Gives a name, unless it is given or its outputs would be in another's place.
  private mutating func take(_ name: String) -> Bool {
    let name = name.lowercased()
    if !folders.isEmpty, OutputFormat.endings.contains(where: { folders.contains(name + $0) }) { return false }
    for part in Self.partsOfEndings {
      if given.contains(name + part) || name.hasSuffix(part) && given.contains(String(name.dropLast(part.count))) {
        return false
      }
    }
    return given.insert(name).inserted
  }

  /// What some endings have before another: `.spacy.json` of `a` is `.json` of `a.spacy`.
  private static let partsOfEndings: [String] = OutputFormat.endings.flatMap { long in
    OutputFormat.endings.compactMap { long != $0 && long.hasSuffix($0) ? String(long.dropLast($0.count)) : nil }
  }

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
    let label = composed(label)
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

  /// NFC: a letter and its accent are one.
  private static func composed(_ label: String) -> String {
    let utf8 = Array(label.utf8)
    if utf8.allSatisfy({ $0 < 0x80 }) { return label }
    let composed = [UInt8](unsafeUninitializedCapacity: 3 * utf8.count) { buffer, count in
      count = max(0, dixit_icu_nfc(utf8, utf8.count, buffer.baseAddress!, buffer.count))
    }
    return String(decoding: composed, as: UTF8.self)
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
