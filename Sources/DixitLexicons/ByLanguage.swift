import DixitDocument
import Synchronization

/// What is known of each language that documents are analysed in: French from the start, another from its first document
/// on; of languages without tables of their own, French.
public struct ByLanguage<Value: Sendable>: Sendable {
  public let french: Value
  private let others: [String: Deferred<Value>]

  /// French alone, for whatever language.
  public init(french: Value) {
    self.french = french
    others = [:]
  }

  /// - Parameter load: makes the value of a language such as `en`; called once, by the first that asks.
  public init(french: Value, load: @escaping @Sendable (_ language: String) throws -> Value) {
    self.french = french
    var others: [String: Deferred<Value>] = [:]
    for language in LexiconLibrary.analysedLanguages where language != "fr" {
      others[language] = Deferred { try load(language) }
    }
    self.others = others
  }

  /// - Throws: `LexiconError`, where a table of the language has a bad row.
  public func value(for document: Document) throws -> Value {
    guard let language = document.language else { return french }
    return try others[Language.primary(language)]?.value() ?? french
  }

  /// Loads what would wait for its first document.
  public func loadAll() throws { for other in others.values { _ = try other.value() } }
}

/// A value that is made when it is asked for first. Whoever asks while it is made waits: once, for some tens of
/// milliseconds.
private final class Deferred<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () throws -> Value

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  func value() throws -> Value {
    try made.withLock { made in
      if let made { return made }
      let value = try make()
      made = value
      return value
    }
  }
}
