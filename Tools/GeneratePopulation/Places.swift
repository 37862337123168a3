import Foundation
import Procedures

/// A commune or ward with its share of the people and the names of its villages.
struct Place {
  var unit: AdministrativeUnit
  /// No population by unit is known, so the share is the number of former units merged into it; wards are denser and count double.
  var weight: Int
  var villages: [String]
  /// The units of before 1 July 2025 that became this one; papers of that time name them.
  var former: [Former]

  struct Former {
    var code: String
    /// `thị trấn Thất Khê, huyện Tràng Định`.
    var nameInText: String
  }

  /// First day of the units of 2025.
  static let reform = CivilDate(year: 2025, month: 7, day: 1) ?? .last

  /// The committee that issued a paper on a day, and the code of its unit then. `number` says which of several former
  /// units it was, always the same for a person.
  func committee(on day: CivilDate, for number: Int) -> (code: String, name: String) {
    guard day < Self.reform, !former.isEmpty else {
      return (unit.code, "Ủy ban nhân dân \(nameInText)")
    }
    let old = former[number % former.count]
    return (old.code, "Ủy ban nhân dân \(old.nameInText), tỉnh Lạng Sơn")
  }

  /// `xã Chi Lăng`, as it stands inside a sentence.
  var nameInText: String {
    (unit.kind == .ward ? "phường " : "xã ") + unit.shortName
  }

  /// The units of `Config/catalogue`, or those of them that were asked for, in the order of the file.
  static func load(catalogue: URL, units wanted: [String]?) throws -> [Place] {
    let decoder = JSONDecoder()
    let units = try decoder.decode(
      UnitList.self, from: Data(contentsOf: catalogue.appending(path: "units.json"))
    ).units
    let former = try decoder.decode(
      FormerUnitList.self, from: Data(contentsOf: catalogue.appending(path: "former-units.json"))
    ).successions
    if let unknown = wanted?.first(where: { code in !units.contains { $0.code == code } }) {
      throw GeneratorError.unknownUnit(unknown)
    }
    return units.filter { wanted?.contains($0.code) ?? true }.map { unit in
      let merged = former.filter { $0.code == unit.code && $0.isDefault }
      return Place(
        unit: unit, weight: max(1, merged.count) * (unit.kind == .ward ? 2 : 1), villages: villages(of: unit),
        former: merged.map {
          Former(
            code: $0.formerCode, nameInText: "\(inText($0.formerName)), \(inText($0.formerDistrict))")
        })
    }
  }

  /// The kind of a unit in small letters, as inside a sentence: `thị trấn Thất Khê`.
  private static func inText(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }

  /// Names in the manner of the region (Nà = field, Khuổi = stream, Pác = mouth …), invented, always the same for a unit.
  private static func villages(of unit: AdministrativeUnit) -> [String] {
    if unit.kind == .ward { return (1...16).map { "Khối \($0)" } }
    var chance = Chance(seed: UInt64(unit.code) ?? 0)
    let first = ["Nà", "Khuổi", "Pác", "Bản", "Lũng", "Cốc", "Kéo", "Phai", "Pò", "Còn"]
    let second = [
      "Pàn", "Mò", "Lùng", "Chuông", "Hin", "Sao", "Đeng", "Loỏng", "Kéo", "Tàn", "Phung", "Lệnh", "Ngoà",
      "Cáp", "Riềng",
      "Mạ", "Thuổm", "Đông",
    ]
    var names: [String] = []
    while names.count < 14 {
      let name = "Thôn \(chance.pick(first)) \(chance.pick(second))"
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// How many of the persons live in each place: by weight, the largest remainders rounded up, so that the sum is exact.
func shares(of total: Int, among weights: [Int]) -> [Int] {
  let sum = weights.reduce(0, +)
  var shares = weights.map { total * $0 / sum }
  let byRemainder = weights.indices.sorted {
    (total * weights[$0] % sum, $1) > (total * weights[$1] % sum, $0)
  }
  for index in byRemainder.prefix(total - shares.reduce(0, +)) { shares[index] += 1 }
  return shares
}
