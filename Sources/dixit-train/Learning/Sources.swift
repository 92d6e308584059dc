import Foundation

/// What models may learn from, and how it is named in their headers. Nothing non-commercial is listed
/// but WMT 2015, for research only: it may judge, and no model that ships learned from it.
enum Sources {
  private static let known: [(prefix: String, name: String, licence: String)] = [
    ("fr_sequoia", "UD_French-Sequoia", "LGPL-LR"),
    ("fr_gsd", "UD_French-GSD", "CC BY-SA 4.0"),
    ("fr_alts", "UD_French-ALTS", "CC BY-SA 4.0"),
    ("en_ewt", "UD_English-EWT", "CC BY-SA 4.0"),
    ("de_gsd", "UD_German-GSD", "CC BY-SA 4.0"),
    ("es_gsd", "UD_Spanish-GSD", "CC BY-SA 4.0"),
    ("wmt15.", "WMT 2015 news (newsdiscussdev2015, French)", "research use"),
  ]

  /// How a model's header names a file of training data.
  static func line(for path: String) throws -> String {
    let file = URL(fileURLWithPath: path).lastPathComponent
    guard let source = known.first(where: { file.hasPrefix($0.prefix) }) else {
      throw TrainingError.unknownSource(path: path)
    }
    return "\(source.name), \(file) (\(source.licence))"
  }
}
