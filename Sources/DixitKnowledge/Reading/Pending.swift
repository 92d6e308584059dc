extension KnowledgeBase {
  public func kinds(ofWord key: UInt64) -> [UInt16] { [] }
  public func kinds(of item: Int) -> [UInt16] { [] }
  public func country(ofWord key: UInt64) -> UInt8? { nil }
  public func areLinked(_ one: Int, _ other: Int) -> Bool { false }
}
