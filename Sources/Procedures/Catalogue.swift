/// What the province publishes of services and procedures: `catalogue.json`, whose README says how to read it.
///
/// Member for member as in the file, so that one decoder and one encoder serve it. Names end in `_vi` and `_en` there.
package struct Catalogue: Hashable, Sendable, Codable {
  /// The day on which the texts were read.
  package var asOf: CivilDate
  package var compiledOn: CivilDate
  /// The words that the file uses, by the member that uses them.
  package var enums: [String: [String]]
  package var services: [Service]
  package var procedures: [Procedure]
  package var documentTypes: [DocumentType]
  package var otherAgencies: [OtherAgency]

  package init(
    asOf: CivilDate, compiledOn: CivilDate, enums: [String: [String]] = [:], services: [Service] = [],
    procedures: [Procedure] = [], documentTypes: [DocumentType] = [], otherAgencies: [OtherAgency] = []
  ) {
    self.asOf = asOf
    self.compiledOn = compiledOn
    self.enums = enums
    self.services = services
    self.procedures = procedures
    self.documentTypes = documentTypes
    self.otherAgencies = otherAgencies
  }
}

extension Catalogue {
  /// The text of a procedure that was in force on a day, or nil. A dossier keeps the one of its day of receipt.
  package func procedure(_ code: String, on day: CivilDate) -> Procedure? {
    procedures.first { $0.code == code && $0.validFrom <= day && day <= ($0.validTo ?? .last) }
  }

  package func service(_ number: Int, on day: CivilDate) -> Service? {
    services.first { $0.number == number && $0.validFrom <= day && day <= ($0.validTo ?? .last) }
  }

  package func documentType(_ slug: String) -> DocumentType? {
    documentTypes.first { $0.slug == slug }
  }
}

/// A kind of document that a person or an organisation holds.
package struct DocumentType: Hashable, Sendable, Codable {
  /// `citizen-identity-card`.
  package var slug: String
  package var nameVi: String
  package var nameEn: String
  /// `person` or `organization`.
  package var holder: String
  /// `sourced` or `assumed`.
  package var basis: String
  package var note: String
  /// How many components of cases name it.
  package var uses: Int
  /// On, or assumed to be on, the lists of what is shown through VNeID.
  package var inVNeID: Bool

  package init(
    slug: String, nameVi: String, nameEn: String, holder: String, basis: String, note: String, uses: Int,
    inVNeID: Bool
  ) {
    self.slug = slug
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.holder = holder
    self.basis = basis
    self.note = note
    self.uses = uses
    self.inVNeID = inVNeID
  }

  private enum CodingKeys: String, CodingKey {
    case slug, nameVi = "name_vi", nameEn = "name_en", holder, basis, note, uses, inVNeID
  }
}

/// An agency beyond the center that holds what a procedure needs.
package struct OtherAgency: Hashable, Sendable, Codable {
  package var slug: String
  package var nameVi: String
  package var nameEn: String

  package init(
    slug: String, nameVi: String, nameEn: String
  ) {
    self.slug = slug
    self.nameVi = nameVi
    self.nameEn = nameEn
  }

  private enum CodingKeys: String, CodingKey {
    case slug, nameVi = "name_vi", nameEn = "name_en"
  }
}
