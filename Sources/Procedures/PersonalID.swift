/// The sex that a register enters.
package enum Sex: String, Hashable, Sendable, Codable, CaseIterable {
  case male, female
}

/// A personal identification number: 12 digits, of which 3 are the province of birth registration, 1 the century and
/// the sex, 2 the year of birth and 6 random. There is no check digit.
///
/// The number is not immutable (it is issued anew when a sex or a year of birth is corrected), so it names no record, and
/// what does not fit is a warning for a person, never a reason to refuse.
package struct PersonalID: Hashable, Sendable {
  package let digits: String

  /// Reads exactly 12 digits; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 12, text.utf8.allSatisfy(isDigit) else { return nil }
    digits = String(text)
  }

  /// `020` is Lạng Sơn.
  package var provinceCode: String { String(digits.prefix(3)) }

  /// The province of birth registration, by the names before the mergers of 2025; nil for other codes.
  package var provinceName: String? { PersonalID.provinces[provinceCode] }

  /// 0 and 1 are men and women of the 1900s, 2 and 3 of the 2000s, and so on.
  private var centuryAndSex: Int { digit(3) }

  package var sex: Sex { centuryAndSex % 2 == 0 ? .male : .female }

  package var birthYear: Int { 1900 + centuryAndSex / 2 * 100 + digit(4) * 10 + digit(5) }

  private func digit(_ index: Int) -> Int {
    Int(digits.utf8[digits.utf8.index(digits.utf8.startIndex, offsetBy: index)] - UInt8(ascii: "0"))
  }

  /// What does not fit in a number, each a warning.
  package enum Finding: Hashable, Sendable, CaseIterable {
    /// Not 12 digits.
    case shape
    /// No province has that code; a country has, perhaps.
    case unknownProvince
    case sexMismatch
    case birthYearMismatch
  }

  /// Compares a number as written with the sex and the date of birth beside it, where these are known.
  package static func findings(in text: some StringProtocol, sex: Sex?, birth: PartialDate?) -> [Finding] {
    guard let number = PersonalID(text) else { return [.shape] }
    var findings: [Finding] = []
    if number.provinceName == nil { findings.append(.unknownProvince) }
    if let sex, sex != number.sex { findings.append(.sexMismatch) }
    if let birth, birth.year != number.birthYear { findings.append(.birthYearMismatch) }
    return findings
  }

  /// The first six digits for a person: province, century and sex, year. Nil outside 1900 to 2399.
  package static func prefix(province: String, sex: Sex, birthYear: Int) -> String? {
    guard (1900...2399).contains(birthYear), province.utf8.count == 3 else { return nil }
    let century = (birthYear / 100 - 19) * 2 + (sex == .female ? 1 : 0)
    return "\(province)\(century)\(padded(birthYear % 100, 2))"
  }

  /// The 63 provinces as of the introduction of the number (Circular 59/2021/TT-BCA, annex); the mergers of 2025
  /// renumbered nobody.
  package static let provinces: [String: String] = [
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang",
    "010": "Lào Cai", "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái",
    "017": "Hòa Bình", "019": "Thái Nguyên", "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang",
    "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh", "030": "Hải Dương", "031": "Hải Phòng",
    "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định", "037": "Ninh Bình",
    "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị",
    "046": "Thừa Thiên Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum",
    "064": "Gia Lai", "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước",
    "072": "Tây Ninh", "074": "Bình Dương", "075": "Đồng Nai", "077": "Bà Rịa - Vũng Tàu",
    "079": "Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang", "083": "Bến Tre", "084": "Trà Vinh",
    "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang", "092": "Cần Thơ",
    "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
  ]
}

/// The number of an old identity card (CMND): 9 digits. Invalid as a paper since 1 January 2025, it is still what
/// people remember, and several may belong to one person.
package struct OldIdentityNumber: Hashable, Sendable {
  package let digits: String

  /// Reads exactly 9 digits; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 9, text.utf8.allSatisfy(isDigit) else { return nil }
    digits = String(text)
  }
}
