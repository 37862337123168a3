import Records

/// What the code on an identity card says: personal number, old number, name, date of birth, sex, residence, date of
/// issue, joined by `|`. The exact form is to be confirmed on real cards; a scanner that types as a keyboard may change
/// letters where an input method is on, never digits. So only the digits are relied on, and the name is compared.
///
///     020190000001|012345678|Nông Thị Lan|05031990|Nữ|Thôn 1, xã Thất Khê, Lạng Sơn|03072023
package struct CardText: Hashable, Sendable {
  package static let bytesMax = 1_024

  /// 12 digits.
  package let personalID: String
  /// 9 digits, where the card names them.
  package let oldNumber: String?
  package let name: String?
  package let birth: CivilDate?

  /// Reads what a scanner typed; nil where it is no such text. Spaces, line ends and a broken tail are borne.
  package init?(_ scanned: String) {
    guard scanned.utf8.count <= Self.bytesMax else { return nil }
    let fields = scanned.split(separator: "|", omittingEmptySubsequences: false).map { trimmed(String($0)) }
    guard fields.count >= 2 else { return nil }
    let first = fields[0].filter { $0.isASCII && $0.isNumber }
    guard first.utf8.count == 12, fields[0].count <= 16 else { return nil }
    personalID = first
    let old = fields[1].filter { $0.isASCII && $0.isNumber }
    oldNumber = old.utf8.count == 9 ? old : nil
    // The name is the first field without a digit.
    name = fields.dropFirst().first { !$0.isEmpty && !$0.contains { $0.isNumber } }.map { composed($0) }
    birth = fields.dropFirst().lazy.compactMap(Self.day).first
  }

  /// `05031990`.
  private static func day(_ text: String) -> CivilDate? {
    guard text.utf8.count == 8, text.utf8.allSatisfy(isDigit), let number = Int(text) else { return nil }
    return CivilDate(year: number % 10_000, month: number / 10_000 % 100, day: number / 1_000_000)
  }

  /// Whether the name on the card is that of a record, without marks, capitals and what a keyboard made of them.
  package func names(_ person: Sheet) -> Bool {
    guard let name else { return true }
    let known = ["surname", "middle", "given"].compactMap { person.text($0) }.joined(separator: " ")
    return foldedWords(known) == foldedWords(name)
  }
}
