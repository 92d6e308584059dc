/// A day of the Gregorian calendar, as ISO 8601 writes it: `2024-03-12`.
package struct CalendarDate {
  package let year: Int
  package let month: Int
  package let day: Int

  /// - Returns: nil for another shape, and for what is no day: `2023-02-29`.
  package init?(_ text: some StringProtocol) {
    let date = Array(text.utf8)
    let isShaped =
      date.count == 10
      && date.indices.allSatisfy {
        $0 == 4 || $0 == 7 ? date[$0] == UInt8(ascii: "-") : 0x30...0x39 ~= date[$0]
      }
    guard isShaped else { return nil }
    let number = { (range: Range<Int>) in range.reduce(0) { $0 * 10 + Int(date[$1] - 0x30) } }
    (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, 1...12 ~= month, 1...lengths[month - 1] ~= day else { return nil }
  }
}
