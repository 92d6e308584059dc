import CICU
import DixitDocument

/// Turns a file's bytes into UTF-8, whatever they were written in.
struct TextDecoding {
  var utf8: [UInt8]
  /// IANA name of the encoding.
  var encoding: String
  /// How many U+FFFD stand for what could not be decoded.
  var replaced: Int
  /// The text ↔ what was decoded, where that had been decoded by the wrong encoding before; and what to say about it.
  private(set) var repairs = Alignment()
  private var mending: String?

  /// Decides and decodes: byte order mark, UTF-16's NULs, valid or slightly broken UTF-8, the declared charset,
  /// the Western encoding in which the text reads best, detection.
  ///
  /// - Parameter declared: what the format says about itself; in press exports it is often wrong, so it comes late.
  /// - Complexity: O(*n*); detection (2.4 MB/s) sees 2 kB.
  init(_ bytes: [UInt8], declared: String? = nil) {
    self = bytes.withUnsafeBufferPointer { Self.decode($0, declared: declared) }
    replaceNULs()
    let mended = TextMojibake(utf8)
    mending = mended.warning
    if mended.count > 0 { (utf8, repairs) = (mended.utf8, mended.repairs) }
  }

  /// What to tell the person; empty where every byte was understood.
  var warnings: [String] { [loss, mending].compactMap { $0 } }

  /// What to tell the person of a text that somebody else decoded, or escaped, with a loss; nil where nothing was lost.
  static func loss(in utf8: [UInt8]) -> String? {
    var (count, at) = (0, 0)
    while let place = utf8.next(UTF8Scanning.replacement, in: at..<utf8.count) {
      count += 1
      at = place + UTF8Scanning.replacement.count
    }
    return count == 0
      ? nil
      : "\(count) \(count == 1 ? "place" : "places") that could not be decoded \(count == 1 ? "is" : "are") U+FFFD; "
        + "check how the file was exported."
  }

  private var loss: String? {
    replaced == 0
      ? nil
      : "\(replaced) \(replaced == 1 ? "place" : "places") that \(encoding) can't explain became U+FFFD; "
        + "check how the file was exported."
  }

  private init(_ encoding: String, _ decoded: (utf8: [UInt8], replaced: Int)) {
    self.encoding = encoding
    utf8 = decoded.utf8
    replaced = decoded.replaced
  }

  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, declared: String?) -> TextDecoding {
    if let marked = decodeMarked(bytes) { return marked }
    if let wide = WideDecoding.betrayed(by: bytes) { return TextDecoding(wide.rawValue, wide.decode(bytes)) }
    if UTF8Scanning.isValid(bytes) { return TextDecoding("UTF-8", (Array(bytes), 0)) }
    // Accented letters of other encodings make a valid sequence only by accident ("É»"), never most of the time.
    let count = UTF8Scanning.count(bytes)
    if count.sequences > count.errors { return repaired(bytes, count) }
    if let foreign = decodeForeign(bytes, declared) { return foreign }
    let western = declared.flatMap(western(named:))
    let guess = TextEncodingGuess(bytes, declared: western)
    if guess?.isPlausible != true, western == nil, let detected = decodeDetected(bytes) { return detected }
    let encoding = guess?.encoding ?? .windows1252
    return TextDecoding(encoding.name, encoding.decode(bytes))
  }

  private static func decodeMarked(_ bytes: UnsafeBufferPointer<UInt8>) -> TextDecoding? {
    let marks: [(mark: [UInt8], encoding: WideDecoding?)] = [
      ([0xEF, 0xBB, 0xBF], nil), ([0xFF, 0xFE, 0, 0], .utf32LE), ([0, 0, 0xFE, 0xFF], .utf32BE),
      ([0xFF, 0xFE], .utf16LE), ([0xFE, 0xFF], .utf16BE),
    ]
    guard let found = marks.first(where: { bytes.starts(with: $0.mark) }) else { return nil }
    let rest = UnsafeBufferPointer(rebasing: bytes.dropFirst(found.mark.count))
    guard let wide = found.encoding else { return repaired(rest, UTF8Scanning.count(rest)) }
    return TextDecoding(wide.rawValue, wide.decode(rest))
  }

  private static func repaired(_ bytes: UnsafeBufferPointer<UInt8>, _ count: UTF8Scanning.Count) -> TextDecoding {
    TextDecoding("UTF-8", (count.errors == 0 ? Array(bytes) : UTF8Scanning.repaired(bytes), count.errors))
  }

  /// By the declared charset where that is not Western, unless the bytes have already disproved it.
  private static func decodeForeign(_ bytes: UnsafeBufferPointer<UInt8>, _ declared: String?) -> TextDecoding? {
    guard let declared else { return nil }
    let name = declared.lowercased()
    if name.hasPrefix("utf") || name.hasPrefix("unicode") || name.hasPrefix("ucs") { return nil }
    return western(named: name) == nil ? decode(bytes, by: declared) : nil
  }

  /// ICU's guess, where it is sure and not Western.
  private static func decodeDetected(_ bytes: UnsafeBufferPointer<UInt8>) -> TextDecoding? {
    var name = [CChar](repeating: 0, count: 64)
    let confidence = dixit_icu_detect(bytes.baseAddress, min(bytes.count, 2048), &name, name.count)
    let found = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard confidence >= 50, western(named: found) == nil, !isConfused(found) else { return nil }
    return decode(bytes, by: found)
  }

  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, by encoding: String) -> TextDecoding? {
    var replaced = 0
    var length = -1
    let result = [UInt8](unsafeUninitializedCapacity: 4 * bytes.count + 16) { buffer, count in
      length = dixit_icu_decode(encoding, bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count, &replaced)
      count = max(0, length)
    }
    return length < 0 ? nil : TextDecoding(encoding, (result, replaced))
  }

  /// The Western encoding of a name; ISO-8859-1 and ASCII mean windows-1252 in practice (WHATWG's labels).
  private static func western(named name: String) -> TextEncoding? {
    switch name.lowercased() {
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "latin1", "l1", "us-ascii", "ascii", "ansi_x3.4-1968",
      "windows-1252", "cp1252", "x-cp1252":
      .windows1252
    case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin-9", "latin9", "l9": .iso8859Part15
    case "macintosh", "x-mac-roman", "macroman", "mac": .macintosh
    case "ibm850", "cp850", "850": .ibm850
    default: nil
    }
  }

  /// What ICU sees in short Western texts: Central European, Turkish, and EBCDIC for Hebrew and Arabic.
  private static func isConfused(_ found: String) -> Bool {
    ["ISO-8859-2", "windows-1250", "ISO-8859-9", "windows-1254"].contains(found) || found.hasPrefix("IBM42")
      || found.hasPrefix("UTF")
  }

  /// NUL can stand in no output format.
  private mutating func replaceNULs() {
    guard utf8.next(0, in: utf8.indices) != nil else { return }
    replaced += utf8.count { $0 == 0 }
    utf8 = Array(utf8.split(separator: 0, omittingEmptySubsequences: false).joined(separator: UTF8Scanning.replacement))
  }
}
