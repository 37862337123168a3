internal import Procedures
internal import Records

/// What a value on the command line must look like. The parser refuses everything else, so that a command never sees it.
package enum ValueKind: Hashable, Sendable {
  /// Any text that is not empty.
  case text
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  case oneOf([String])
  /// A path to a file, `-` for the standard input.
  case file
  case folder
  /// `https://…`
  case address
  /// Codes with commas between them: `05977,05983`.
  case codes
  /// `group.field=value`; the value may be empty and may contain `=`.
  case assignment
  /// `field=value` or `field<value` or `field>value`.
  case condition
  /// A number with its unit: `30m`, `12h`, `3d`.
  case span
  /// A day: `2026-03-09` or `09/03/2026`.
  case day
  /// A side of a conflict: its number, or a word that chooses one in each of many: `provisional`, `latest`,
  /// `source:population-register`, `center:H37.11`.
  case side

  /// Whether the text is a value of this kind.
  package func accepts(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= Self.bytesMax else { return false }
    // Escape sequences, line ends and marks that turn the direction of writing are shown safely everywhere; here they are
    // kept out of signed data.
    guard !text.unicodeScalars.contains(where: \.isHidden) else { return false }
    switch self {
    case .text, .file, .folder: return true
    case .integer(let range): return Self.number(text).map(range.contains) ?? false
    case .oneOf(let words): return words.contains { $0.utf8.elementsEqual(text.utf8) }
    case .address:
      return text.hasPrefix("https://") && text.utf8.count > 8
        && text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
    case .codes: return text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(Self.isCode)
    case .assignment:
      guard let sign = text.firstIndex(of: "=") else { return false }
      let name = text[..<sign].split(separator: ".", omittingEmptySubsequences: false)
      return name.count == 2 && name.allSatisfy(Self.isCode)
    case .condition:
      guard let sign = text.firstIndex(where: { "=<>".contains($0) }) else { return false }
      return Self.isCode(text[..<sign]) && text.index(after: sign) < text.endIndex
    case .span: return Self.spanMs(text) != nil
    case .day: return CivilDate(text) != nil
    case .side:
      if let number = Self.number(text) { return 1...Self.sidesMax ~= number }
      if text == "provisional" || text == "latest" { return true }
      return ["source:", "center:"].contains { text.hasPrefix($0) && Self.isCode(text.dropFirst($0.count)) }
    }
  }

  /// A value on the command line is no longer than that.
  package static let bytesMax = 64 << 10
  package static let sidesMax = 64

  /// "30m" in milliseconds; nil for what is no span. At most 9,999 of a unit.
  package static func spanMs(_ text: String) -> Int64? {
    guard let unit = text.last, text.count <= 5, let count = number(String(text.dropLast())) else {
      return nil
    }
    let units: [Character: Int64] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    return units[unit].map { Int64(count) * $0 }
  }

  /// ASCII digits only, nine at most.
  private static func number(_ text: String) -> Int? {
    guard 1...9 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Int(text)
  }

  /// A word of letters, digits, `-`, `_`, `.` and `/`, as codes and names of fields are.
  private static func isCode(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || 0x30...0x39 ~= $0.value || "-_./".unicodeScalars.contains($0))
      }
  }
}
