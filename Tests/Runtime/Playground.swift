import DixitDocument
import DixitRuntime
import Foundation

/// A folder of its own for one test, gone when the test ends.
final class Playground {
  let root: BytePath

  init() {
    var template = Array((NSTemporaryDirectory() + "/dixit-XXXXXX").utf8CString)
    root = BytePath(String(cString: mkdtemp(&template)!)).resolved!
  }

  deinit {
    let task = Process()
    task.executableURL = URL(fileURLWithPath: "/bin/rm")
    task.arguments = ["-rf", root.description]
    try? task.run()
    task.waitUntilExit()
  }

  subscript(_ name: String) -> BytePath { root.appending(BytePath(name)) }

  @discardableResult func write(_ text: String, to name: String) -> BytePath { write(text, to: BytePath(name)) }

  @discardableResult func write(_ text: String, to name: BytePath) -> BytePath {
    let path = root.appending(name)
    var folder = path.parent
    var missing: [BytePath] = []
    while folder != root {
      missing.insert(folder, at: 0)
      folder = folder.parent
    }
    for folder in missing { _ = folder.withBytes { mkdir($0, 0o755) } }
    let file = path.withBytes { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o644) }
    _ = Array(text.utf8).withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
    close(file)
    return path
  }

  func text(_ name: String) -> String? { text(BytePath(name)) }

  func text(_ name: BytePath) -> String? {
    let file = root.appending(name).withBytes { open($0, O_RDONLY) }
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(file, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// All files below a folder, hidden ones too, sorted; the runtime's own `.dixit` left out.
  func files(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: self[folder].description)?.compactMap { $0 as? String } ?? []
    return names.filter { !$0.hasPrefix(".dixit/") && $0 != ".dixit" && isFile(self[folder + "/" + $0]) }.sorted()
  }

  private func isFile(_ path: BytePath) -> Bool {
    var status = stat()
    return path.withBytes { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  func batch(
    _ inputs: [String], to output: String = "out", stages: [any Stage] = [Delay(.tokens)],
    writer: any DocumentWriter = Shouting(), force: Bool = false, configuration: String = "1",
    maximumSize: Int = 1 << 20, interruption: Interruption = Interruption(), jobs: Int = 2
  ) -> Batch {
    let options = Batch.Options(
      inputs: inputs.map { self[$0] }, output: self[output], jobs: jobs, force: force, maximumSize: maximumSize)
    return Batch(options, workshop(stages, writer, configuration), interruption: interruption)
  }

  func workshop(
    _ stages: [any Stage] = [Delay(.tokens)], _ writer: any DocumentWriter = Shouting(), _ configuration: String = "1"
  ) -> Workshop {
    Workshop(stages: stages, writers: [writer], configuration: configuration) { bytes in
      String(bytes.hashValue)
    } read: { bytes, id, _ in
      let text = String(decoding: bytes, as: UTF8.self)
      if text.hasPrefix("bad") { throw Trouble() }
      return Document(text, id: id)
    }
  }
}

extension BytePath {
  func withBytes<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
