/// The communes and wards of the province: `units.json`.
package struct UnitList: Hashable, Sendable, Codable {
  package var province: Province
  package var source: String
  package var certainty: String
  package var units: [AdministrativeUnit]

  package init(
    province: Province, source: String, certainty: String, units: [AdministrativeUnit] = []
  ) {
    self.province = province
    self.source = source
    self.certainty = certainty
    self.units = units
  }
}

/// The province of a list of units.
package struct Province: Hashable, Sendable, Codable {
  package var code: String
  package var name: String

  package init(
    code: String, name: String
  ) {
    self.code = code
    self.name = name
  }
}

/// A commune or a ward. Codes were used again in 2025 under other names, so the key is the code with `validFrom`.
package struct AdministrativeUnit: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable { case commune, ward }

  /// `05977`.
  package var code: String
  /// `Phường Đông Kinh`.
  package var name: String
  package var shortName: String
  package var kind: Kind
  package var areaHectares: Int
  /// Millionths of a degree; records know no floating point.
  package var latitudeMicro: Int
  package var longitudeMicro: Int
  package var validFrom: CivilDate
  package var validTo: CivilDate?

  package init(
    code: String, name: String, shortName: String, kind: Kind, areaHectares: Int, latitudeMicro: Int,
    longitudeMicro: Int, validFrom: CivilDate, validTo: CivilDate? = nil
  ) {
    self.code = code
    self.name = name
    self.shortName = shortName
    self.kind = kind
    self.areaHectares = areaHectares
    self.latitudeMicro = latitudeMicro
    self.longitudeMicro = longitudeMicro
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

/// Which units of before 1 July 2025 went into which: `former-units.json`.
package struct FormerUnitList: Hashable, Sendable, Codable {
  /// The last day of the former units.
  package var validTo: CivilDate
  package var source: String
  package var certainty: String
  package var successions: [Succession]

  package init(
    validTo: CivilDate, source: String, certainty: String, successions: [Succession] = []
  ) {
    self.validTo = validTo
    self.source = source
    self.certainty = certainty
    self.successions = successions
  }
}

/// A former unit, whole or one part of it, and the unit that it became.
package struct Succession: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable { case whole, split }

  package var formerCode: String
  package var formerName: String
  package var formerDistrictCode: String
  package var formerDistrict: String
  package var code: String
  package var name: String
  package var kind: Kind
  /// Of the parts of a split unit, the one to propose. A person decides.
  package var isDefault: Bool

  package init(
    formerCode: String, formerName: String, formerDistrictCode: String, formerDistrict: String, code: String,
    name: String, kind: Kind, isDefault: Bool
  ) {
    self.formerCode = formerCode
    self.formerName = formerName
    self.formerDistrictCode = formerDistrictCode
    self.formerDistrict = formerDistrict
    self.code = code
    self.name = name
    self.kind = kind
    self.isDefault = isDefault
  }
}

extension FormerUnitList {
  /// What became of a former unit: none for an unknown code, one in most cases, several where it was split and an
  /// address needs a person's decision.
  package func successions(of formerCode: String) -> [Succession] {
    successions.filter { $0.formerCode == formerCode }
  }
}

/// The codes of agencies in dossier codes: `agencies.json`.
package struct AgencyList: Hashable, Sendable, Codable {
  package var source: String
  package var agencies: [Agency]

  package init(
    source: String, agencies: [Agency] = []
  ) {
    self.source = source
    self.agencies = agencies
  }
}

/// An agency that receives dossiers.
package struct Agency: Hashable, Sendable, Codable {
  /// `H37.05`.
  package var code: String
  /// The unit whose center it is; nil for the province.
  package var unit: String?
  package var nameVi: String
  package var nameEn: String
  /// `placeholder` until the official code is entered.
  package var certainty: String
  package var validFrom: CivilDate
  package var validTo: CivilDate?

  package init(
    code: String, unit: String? = nil, nameVi: String, nameEn: String, certainty: String,
    validFrom: CivilDate, validTo: CivilDate? = nil
  ) {
    self.code = code
    self.unit = unit
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.certainty = certainty
    self.validFrom = validFrom
    self.validTo = validTo
  }

  private enum CodingKeys: String, CodingKey {
    case code, unit, nameVi = "name_vi", nameEn = "name_en", certainty, validFrom, validTo
  }
}
