/// One of the situations that a procedure distinguishes, with what its dossier consists of.
package struct ProcedureCase: Hashable, Sendable, Codable {
  package var nameVi: String
  package var nameEn: String
  package var components: [Component]

  package init(
    nameVi: String, nameEn: String, components: [Component] = []
  ) {
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.components = components
  }

  private enum CodingKeys: String, CodingKey {
    case nameVi = "name", nameEn = "name_en", components
  }
}

/// One part of a dossier, and what takes its place.
///
/// Required when `condition` is nil; parts that share `oneOf` are alternatives to each other.
package struct Component: Hashable, Sendable, Codable {
  /// Handed in; shown and not kept; printed by the office and signed; looked up without paper.
  package enum Mode: String, Hashable, Sendable, Codable, CaseIterable { case submit, show, sign, data }

  package var id: String
  package var nameVi: String
  package var nameEn: String
  package var originals: Int
  package var copies: Int
  package var form: String?
  package var mode: Mode
  package var condition: String?
  package var conditionVi: String?
  package var oneOf: String?
  /// The first source to try.
  package var satisfiedBy: ComponentSource
  package var alternatives: [ComponentSource]
  package var withEvidence: String?
  package var withEvidenceVi: String?
  /// What happens when the data are missing.
  package var fallback: String?
  package var fallbackVi: String?
  /// `judgement` must not by itself justify refusing or demanding a paper.
  package var basis: String

  package init(
    id: String, nameVi: String, nameEn: String, originals: Int, copies: Int, form: String? = nil, mode: Mode,
    condition: String? = nil, conditionVi: String? = nil, oneOf: String? = nil, satisfiedBy: ComponentSource,
    alternatives: [ComponentSource] = [], withEvidence: String? = nil, withEvidenceVi: String? = nil,
    fallback: String? = nil, fallbackVi: String? = nil, basis: String
  ) {
    self.id = id
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.originals = originals
    self.copies = copies
    self.form = form
    self.mode = mode
    self.condition = condition
    self.conditionVi = conditionVi
    self.oneOf = oneOf
    self.satisfiedBy = satisfiedBy
    self.alternatives = alternatives
    self.withEvidence = withEvidence
    self.withEvidenceVi = withEvidenceVi
    self.fallback = fallback
    self.fallbackVi = fallbackVi
    self.basis = basis
  }

  private enum CodingKeys: String, CodingKey {
    case id, nameVi = "name_vi", nameEn = "name_en", originals, copies, form, mode, condition,
      conditionVi = "condition_vi", oneOf,
      satisfiedBy, alternatives, withEvidence, withEvidenceVi = "withEvidence_vi", fallback, fallbackVi =
      "fallback_vi", basis
  }
}

/// Where what a component states can come from.
package enum ComponentSource: Hashable, Sendable {
  case populationRegister, civilStatusRegister, residenceRegister, healthInsuranceRegister
  case electronicForm
  case citizenMustProvide
  /// A document in VNeID, by its slug in `documentTypes`.
  case vneidDocument(String)
  /// An agency, by its slug in `otherAgencies`.
  case otherAgency(String)
}

extension ComponentSource: Codable, CustomStringConvertible {
  private static let plain: [(ComponentSource, String)] = [
    (.populationRegister, "population-register"), (.civilStatusRegister, "civil-status-register"),
    (.residenceRegister, "residence-register"), (.healthInsuranceRegister, "health-insurance-register"),
    (.electronicForm, "electronic-form"), (.citizenMustProvide, "citizen-must-provide"),
  ]

  /// As in the file: `population-register`, `vneid-document:passport`, `other-agency:court`; nil for anything else.
  package init?(_ text: String) {
    if let (source, _) = Self.plain.first(where: { $0.1 == text }) {
      self = source
      return
    }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "vneid-document": self = .vneidDocument(String(parts[1]))
    case "other-agency": self = .otherAgency(String(parts[1]))
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .vneidDocument(let slug): "vneid-document:\(slug)"
    case .otherAgency(let slug): "other-agency:\(slug)"
    default: Self.plain.first { $0.0 == self }?.1 ?? ""
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let source = ComponentSource(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no source of that name")
    }
    self = source
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
