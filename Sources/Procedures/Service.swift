/// One of the 25 full-process services. It stands for one procedure or several, or for a linked group of them.
package struct Service: Hashable, Sendable, Codable {
  /// 1 to 25, by the published list.
  package var number: Int
  package var nameVi: String
  package var nameEn: String
  package var ministry: String
  package var ministryEn: String
  /// Codes; the first is the one to use. Empty where none was found.
  package var procedures: [String]
  package var relatedProcedures: [String]
  package var linked: LinkedGroup?
  package var note: String?
  package var validFrom: CivilDate
  package var validTo: CivilDate?

  package init(
    number: Int, nameVi: String, nameEn: String, ministry: String, ministryEn: String,
    procedures: [String] = [], relatedProcedures: [String] = [], linked: LinkedGroup? = nil,
    note: String? = nil, validFrom: CivilDate, validTo: CivilDate? = nil
  ) {
    self.number = number
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.ministry = ministry
    self.ministryEn = ministryEn
    self.procedures = procedures
    self.relatedProcedures = relatedProcedures
    self.linked = linked
    self.note = note
    self.validFrom = validFrom
    self.validTo = validTo
  }

  private enum CodingKeys: String, CodingKey {
    case number, nameVi = "vi", nameEn = "en", ministry, ministryEn = "ministry_en", procedures,
      relatedProcedures, linked, note, validFrom, validTo
  }
}

/// The steps of a linked group (Decree 63/2024/NĐ-CP), each at its own agency.
package struct LinkedGroup: Hashable, Sendable, Codable {
  package var steps: [LinkedStep]

  package init(
    steps: [LinkedStep] = []
  ) {
    self.steps = steps
  }
}

/// One step of a linked group.
package struct LinkedStep: Hashable, Sendable, Codable {
  package var order: Int
  /// Nil for a step that brings data and is no dossier.
  package var procedure: String?
  package var nameVi: String
  package var nameEn: String
  /// `commune-peoples-committee`, `commune-police`, `population-database`, `social-insurance`.
  package var agencyKind: String
  /// The steps that must have ended, by their order.
  package var dependsOn: [Int]
  package var optional: Bool
  /// Codes that take the place of `procedure` for other groups of people.
  package var alternativeProcedures: [String]
  package var basis: String
  package var note: String?

  package init(
    order: Int, procedure: String? = nil, nameVi: String, nameEn: String, agencyKind: String,
    dependsOn: [Int] = [], optional: Bool, alternativeProcedures: [String] = [], basis: String,
    note: String? = nil
  ) {
    self.order = order
    self.procedure = procedure
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.agencyKind = agencyKind
    self.dependsOn = dependsOn
    self.optional = optional
    self.alternativeProcedures = alternativeProcedures
    self.basis = basis
    self.note = note
  }

  private enum CodingKeys: String, CodingKey {
    case order, procedure, nameVi = "name_vi", nameEn = "name_en", agencyKind, dependsOn, optional,
      alternativeProcedures, basis, note
  }
}
