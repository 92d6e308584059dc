import DixitDocument

/// What a file makes: one document; or one for each article that it holds and then, behind them, the file itself, so
/// that it is known to be done only when they are.
///
/// Articles are made when they are asked for: of a large collection only those on their way are in memory, and the file.
final class FileTasks {
  private let file: InputFile
  private let row: Ledger.Row?
  private let desk: DocumentDesk
  private var signature: FileSignature?
  private var sha256: String?
  private var parts: (any ArticleParts)?
  private var collection: Collection?
  /// What is to be handed in when there are no parts, or no more.
  private var last: DocumentTask?
  /// Articles that were handed in, where there may be older ones.
  private var names: Set<BytePath> = []
  private var isArticle = false
  /// Whether it holds articles that were not handed in.
  var isUnfinished: Bool { parts != nil }

  init(_ file: InputFile, row: Ledger.Row?, desk: DocumentDesk) {
    self.file = file
    self.row = row
    self.desk = desk
    do { try open() } catch { last = task(.failure(error)) }
  }

  private func open() throws {
    let (bytes, signature) = try Files.read(file, limit: desk.options.maximumSize)
    self.signature = signature
    if let row, row.outcome.isCollection {
      sha256 = desk.workshop.digest(bytes)
      if desk.isDone(row, sha256: sha256) {
        let collection = Collection(try desk.folder.ledger?.partCount(of: file.name) ?? 0)
        self.collection = collection
        last = task(.unchanged)
        return
      }
    }
    do { parts = try desk.workshop.open(bytes, file.name.description, desk.options.maximumSize) } catch {
      sha256 = desk.workshop.digest(bytes)
      throw error
    }
    guard parts != nil else {
      isArticle = true
      last = task(.bytes(bytes))
      return
    }
    sha256 = sha256 ?? desk.workshop.digest(bytes)
    collection = Collection()
  }

  /// The next document; nil when all are handed in.
  func next() -> DocumentTask? {
    if parts != nil {
      do {
        if let part = try parts!.next() { return task(for: part) }
        last = task(.collection(nil))
        try markGone()
      } catch {
        last = task(.collection(error))
      }
      parts = nil
    } else if isArticle, last != nil, row?.outcome.isCollection ?? false {
      // It held several once, and is one article now.
      do { try markGone() } catch { last = task(.failure(error)) }
    }
    defer { last = nil }
    return last
  }

  private func task(_ content: DocumentTask.Content) -> DocumentTask {
    DocumentTask(
      file: file, content: content, signature: signature, sha256: sha256, row: row, collection: collection, desk: desk)
  }

  private func task(for part: ArticlePart) -> DocumentTask {
    let name = file.name.appending(BytePath(part.name))
    if row != nil { names.insert(name) }
    let content: DocumentTask.Content =
      switch part.bytes {
      case .success(let bytes): .bytes(bytes)
      case .failure(let error): .failure(error)
      }
    return DocumentTask(
      file: file, content: content, signature: signature, collection: collection, part: name, origin: part.origin,
      desk: desk)
  }

  /// Remembers the articles that the file held earlier and holds no more, until they are deleted or come back.
  private func markGone() throws {
    guard row != nil, let ledger = desk.folder.ledger else { return }
    var gone = ledger.allRows(below: file.name).filter { $0.collection == file.name && !names.contains($0.name) }
    // What failed, or was skipped as a duplicate, leaves nothing behind, and nothing to try again.
    try ledger.remove(gone.filter { $0.outcome != .done && $0.outcome != .gone }.map(\.name))
    gone.removeAll { $0.outcome != .done }
    for index in gone.indices { gone[index].outcome = .gone }
    try ledger.save(gone)
  }
}

/// A file that holds several articles, while they are on their way.
final class Collection: Sendable {
  private struct Counts {
    var all = 0
    var failed = 0
  }

  private let counts: Locked<Counts>

  init(_ count: Int = 0) { counts = Locked(Counts(all: count)) }

  var count: Int { counts.withLock { $0.all } }

  /// Takes note of an article that has come back, or of the file itself behind them, whose row then tells how they did.
  func note(_ document: inout Finished) {
    if document.isPart {
      counts.withLock { counts in
        counts.all += 1
        if case .failed = document.outcome { counts.failed += 1 }
      }
    } else if case .collected = document.outcome {
      let counts = counts.withLock { $0 }
      document.row.outcome = counts.failed == 0 ? .collection : .incomplete
      if counts.failed > 0 {
        document.row.outputs = []
        document.row.error = "collection\t\(IncompleteCollection(failed: counts.failed, count: counts.all))"
      } else {
        document.row.attempts = 1
      }
    }
  }
}

/// Some articles of a file failed.
struct IncompleteCollection: Error, CustomStringConvertible {
  let failed: Int
  let count: Int

  var description: String { "\(failed) of \(count) articles failed; what became of each is listed under its name." }
}
