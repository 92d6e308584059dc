/// What keeps a model from being made.
enum TrainingError: Error, CustomStringConvertible {
  case badRow(path: String, line: Int, found: Int)
  case unknownSource(path: String)
  case notACorpus(String)
  case missingStage(String)

  var description: String {
    switch self {
    case .badRow(let path, let line, let found):
      "\(path):\(line): expected 10 columns divided by tabs, found \(found)."
    case .notACorpus(let found): "Expected two folders as TEXTS:GOLD, found “\(found)”."
    case .missingStage(let name): "The annotator has no stage “\(name)”."
    case .unknownSource(let path):
      "\(path) is no source whose licence is known; add it to Learning/Sources.swift, and to NOTICE."
    }
  }
}
