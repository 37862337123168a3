/// An administrative procedure, as the national catalogue describes it.
package struct Procedure: Hashable, Sendable, Codable {
  /// `1.001193`.
  package var code: String
  package var nameVi: String
  package var nameEn: String
  /// `current`, `outdated`, `reported-current`, `reported-replaced`.
  package var status: String
  /// Whether the text itself was read.
  package var sourceText: Bool
  package var field: String?
  /// `commune`, `province`, `central`.
  package var levels: [String]
  package var levelListed: String?
  package var decision: String?
  package var executingAgency: String?
  package var competentAgency: String?
  package var channels: [Channel]
  package var cases: [ProcedureCase]
  package var results: [ProcedureResult]
  package var legalBasis: [String]
  package var notes: [String]
  package var validFrom: CivilDate
  package var validTo: CivilDate?
  package var validityBasis: String

  package init(
    code: String, nameVi: String, nameEn: String, status: String, sourceText: Bool, field: String? = nil,
    levels: [String] = [], levelListed: String? = nil, decision: String? = nil,
    executingAgency: String? = nil, competentAgency: String? = nil, channels: [Channel] = [],
    cases: [ProcedureCase] = [], results: [ProcedureResult] = [], legalBasis: [String] = [],
    notes: [String] = [], validFrom: CivilDate, validTo: CivilDate? = nil, validityBasis: String
  ) {
    self.code = code
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.status = status
    self.sourceText = sourceText
    self.field = field
    self.levels = levels
    self.levelListed = levelListed
    self.decision = decision
    self.executingAgency = executingAgency
    self.competentAgency = competentAgency
    self.channels = channels
    self.cases = cases
    self.results = results
    self.legalBasis = legalBasis
    self.notes = notes
    self.validFrom = validFrom
    self.validTo = validTo
    self.validityBasis = validityBasis
  }

  private enum CodingKeys: String, CodingKey {
    case code, nameVi = "name_vi", nameEn = "name_en", status, sourceText, field, levels, levelListed,
      decision, executingAgency, competentAgency, channels, cases, results, legalBasis, notes, validFrom,
      validTo, validityBasis
  }
}

/// A way to file: how long it takes and what it costs.
package struct Channel: Hashable, Sendable, Codable {
  /// Trực tiếp, trực tuyến, bưu chính công ích.
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case direct, online, postal }

  package var channel: Kind
  package var timeLimit: TimeLimit
  package var fee: Fee
  package var basis: String

  package init(
    channel: Kind, timeLimit: TimeLimit, fee: Fee, basis: String
  ) {
    self.channel = channel
    self.timeLimit = timeLimit
    self.fee = fee
    self.basis = basis
  }
}

/// What a channel costs, in đồng. Nil is not zero: the text gives no amount.
package struct Fee: Hashable, Sendable, Codable {
  package var amount: Int?
  /// The number printed in the source, which `amount` corrects where the words beside it say otherwise.
  package var listed: Int?
  package var note: String?
  package var variants: [FeeVariant]
  package var basis: String

  package init(
    amount: Int? = nil, listed: Int? = nil, note: String? = nil, variants: [FeeVariant] = [], basis: String
  ) {
    self.amount = amount
    self.listed = listed
    self.note = note
    self.variants = variants
    self.basis = basis
  }
}

/// A named or dated exception. One with dates takes the place of the amount between them.
package struct FeeVariant: Hashable, Sendable, Codable {
  package var when: String
  package var amount: Int?
  package var from: CivilDate?
  package var to: CivilDate?

  package init(
    when: String, amount: Int? = nil, from: CivilDate? = nil, to: CivilDate? = nil
  ) {
    self.when = when
    self.amount = amount
    self.from = from
    self.to = to
  }
}

extension Channel {
  /// What is taken on a day from somebody to whom none of the named exceptions applies; nil where it is not known.
  package func feeAmount(on day: CivilDate) -> Int? {
    let dated = fee.variants.first { variant in
      (variant.from != nil || variant.to != nil)
        && (variant.when == "any channel" || variant.when == channel.rawValue)
        && (variant.from ?? .first) <= day && day <= (variant.to ?? .last)
    }
    return dated.map(\.amount) ?? fee.amount
  }
}

/// What a procedure gives.
package struct ProcedureResult: Hashable, Sendable, Codable {
  package var nameVi: String
  package var nameEn: String
  package var code: String?

  package init(
    nameVi: String, nameEn: String, code: String? = nil
  ) {
    self.nameVi = nameVi
    self.nameEn = nameEn
    self.code = code
  }

  private enum CodingKeys: String, CodingKey {
    case nameVi = "name_vi", nameEn = "name_en", code
  }
}
