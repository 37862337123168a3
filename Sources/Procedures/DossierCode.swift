/// The code of a dossier: agency, day of receipt, serial number, as in `H37.05-261124-000123`.
///
/// Codes of other systems differ in form (`000.00.01.H29-240115-0001`, `G09.20-20260609-0092637`,
/// `G22.99.08-260921-896048`): an agency of 2 to 5 dotted parts, a day of 6 or 8 digits, a serial of 4 to 7. They
/// are all read and **never written anew**: `text` is what came in, byte for byte, and alone decides equality.
///
/// Where the province hands out the official code, an offline receipt bears a provisional one, whose serial begins with
/// letters of the node that made it (`H37.05-261124-KQT0042`), so that it can be taken for nothing else.
package struct DossierCode: Hashable, Sendable {
  package let text: String
  /// `H37.05`.
  package let agency: String
  package let date: CivilDate
  /// As written, with its zeros and, in a provisional code, the letters before it.
  package let serial: String
  package let isProvisional: Bool

  /// Reads a code, or nil for what is none. Nothing is trimmed or corrected.
  package init?(_ text: String) {
    guard text.utf8.count <= 48 else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isAgency(parts[0]), let date = Self.date(parts[1].utf8) else { return nil }
    let letters = parts[2].utf8.prefix { isCapital($0) }.count
    let digits = parts[2].utf8.dropFirst(letters)
    guard letters == 0 || (2...4).contains(letters), (4...7).contains(digits.count),
      digits.allSatisfy(isDigit)
    else { return nil }
    self.text = text
    self.date = date
    agency = String(parts[0])
    serial = String(parts[2])
    isProvisional = letters > 0
  }

  /// A new code from the range that the node has leased: `H37.05-261124-000123`.
  package static func make(agency: String, on date: CivilDate, serial: Int) throws(ProcedureError)
    -> DossierCode
  {
    try make(agency, date, letters: "", serial, width: 6)
  }

  /// A provisional code with letters that no other node of the agency bears: `H37.05-261124-KQT0042`.
  package static func makeProvisional(
    agency: String, on date: CivilDate, originLetters: String, serial: Int
  ) throws(ProcedureError) -> DossierCode {
    guard (2...4).contains(originLetters.utf8.count), originLetters.utf8.allSatisfy(isCapital) else {
      throw .originLettersMalformed
    }
    return try make(agency, date, letters: originLetters, serial, width: 4)
  }

  private static func make(
    _ agency: String, _ date: CivilDate, letters: String, _ serial: Int, width: Int
  ) throws(ProcedureError) -> DossierCode {
    guard isAgency(agency[...]) else { throw .agencyMalformed }
    guard (1...999_999).contains(serial) else { throw .serialOutOfRange }
    let (year, month, day) = date.parts
    let digits = "\(padded(year % 100, 2))\(padded(month, 2))\(padded(day, 2))"
    guard let code = DossierCode("\(agency)-\(digits)-\(letters)\(padded(serial, width))") else {
      throw .agencyMalformed
    }
    return code
  }

  /// Three letters for a node, from the first bytes of its identity. Letters that are mistaken for one another or for
  /// digits (I, L, O, Q, S, Z) are not used.
  package static func originLetters(_ identity: some Sequence<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHJKMNPRTUVWXY".utf8)
    var mixed: UInt32 = 2_166_136_261
    for byte in identity { mixed = (mixed ^ UInt32(byte)) &* 16_777_619 }
    var letters: [UInt8] = []
    for _ in 0..<3 {
      letters.append(alphabet[Int(mixed % UInt32(alphabet.count))])
      mixed /= UInt32(alphabet.count)
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// 2 to 5 parts, each of 2 to 4 capitals and digits, of which one begins with a letter (QĐ 20/2020/QĐ-TTg).
  private static func isAgency(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (2...5).contains(parts.count)
      && parts.allSatisfy { part in
        (2...4).contains(part.utf8.count) && part.utf8.allSatisfy { isDigit($0) || isCapital($0) }
      }
      && parts.contains { $0.utf8.first.map(isCapital) ?? false }
  }

  private static func date(_ digits: Substring.UTF8View) -> CivilDate? {
    guard digits.count == 6 || digits.count == 8, digits.allSatisfy(isDigit) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    let year = number / 10_000 + (digits.count == 6 ? 2000 : 0)
    return CivilDate(year: year, month: number / 100 % 100, day: number % 100)
  }

  package static func == (left: DossierCode, right: DossierCode) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension DossierCode: CustomStringConvertible {
  package var description: String { text }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
