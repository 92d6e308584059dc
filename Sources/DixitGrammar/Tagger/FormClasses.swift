import DixitDocument

/// Between features of a tag and the classes of the table of forms; class 0 of each question is "none".
package enum FormClasses {
  package static let values: [[Tag.Features]] = [
    [
      [], .infinitive, [.participle, .present], [.participle, .past], [.finite, .indicative, .present],
      [.finite, .indicative, .imperfect], [.finite, .indicative, .past], [.finite, .indicative, .future],
      [.finite, .conditional, .present], [.finite, .subjunctive, .present], [.finite, .subjunctive, .past],
      [.finite, .imperative, .present],
    ],
    [[], .masculine, .feminine],
    [[], .singular, .plural],
    [[], .firstPerson, .secondPerson, .thirdPerson],
    [
      [], .article, .demonstrative, .exclamative, .indefinite, .interrogative, .negative, .personal, .relative,
    ],
  ]

  private static let masks: [Tag.Features] = values.map { $0.reduce([]) { $0.union($1) } }

  /// The classes that stand for some features, one a question; nil where the treebank tells less than a class needs
  /// (*VerbForm=Fin* without a mood), and nothing is to be learned.
  package static func classes(of features: Tag.Features) -> [Int?] {
    values.indices.map { question in
      let asked = features.intersection(masks[question])
      guard let index = values[question].firstIndex(where: { $0 == asked || Self.isPastSubjunctive(asked, $0) }) else {
        return nil
      }
      return TaggerFeatures.Form.all[question].lowerBound + index
    }
  }

  /// *qu'il fût* is imperfect in one treebank and past in another.
  private static func isPastSubjunctive(_ asked: Tag.Features, _ value: Tag.Features) -> Bool {
    asked == [.finite, .subjunctive, .imperfect] && value == [.finite, .subjunctive, .past]
  }

  /// All values by class, for the product.
  static let table: [Tag.Features] = values.flatMap { $0 }
}
