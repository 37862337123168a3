package import Causality
package import Records

/// What a replica holds about an applicant, and how fresh it is.
package struct Holdings: Hashable, Sendable {
  package var person: Sheet
  /// Documents of the person, whatever their state.
  package var documents: [Sheet]
  /// When this replica last heard from the province, milliseconds since 1970-01-01 UTC; at the province: now.
  package var asOf: Int64

  package init(person: Sheet, documents: [Sheet], asOf: Int64) {
    self.person = person
    self.documents = documents
    self.asOf = asOf
  }
}

/// How a component of a dossier is satisfied when it is opened.
package struct Satisfaction: Hashable, Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    case missing, data, provided, waived
    /// Data or a document in VNeID will answer; no paper is asked for.
    case awaited
  }

  package var state: State
  /// Source as in the catalogue: `population-register`, `vneid-document:passport`.
  package var source: ComponentSource?
  /// The document relied on, when it is one of ours.
  package var document: RecordID?
  /// The group of the person's record relied on, when it is no document: `residence`.
  package var group: String?
  /// Hash of the values relied on.
  package var hash: Hash256?
  package var asOf: Int64?

  package static let missing = Satisfaction(state: .missing)

  package init(
    state: State, source: ComponentSource? = nil, document: RecordID? = nil, group: String? = nil,
    hash: Hash256? = nil, asOf: Int64? = nil
  ) {
    self.state = state
    self.source = source
    self.document = document
    self.group = group
    self.hash = hash
    self.asOf = asOf
  }

  package var values: [Value] {
    [
      .text(state.rawValue), .optional(source?.description), .record(document),
      hash.map { .bytes($0.bytes) } ?? .null, asOf.map { .int($0) } ?? .null,
    ]
  }
}

extension Component {
  /// Looks for data in place of this component, in the order in which the catalogue names the sources.
  ///
  /// Cautious on purpose: a register answers only with a group that is known here, undisputed and on a register's word;
  /// a document only when it is valid on that day. What is asked of other agencies, of the citizen, or by a form stays
  /// missing until somebody provides it.
  package func satisfaction(
    by holdings: Holdings, on day: CivilDate, hashing: any Hashing
  ) -> Satisfaction {
    for source in [satisfiedBy] + alternatives {
      switch source {
      case .populationRegister, .residenceRegister, .civilStatusRegister:
        guard let group = group(askedOf: source), let hash = holdings.registered(group, hashing) else {
          continue
        }
        return Satisfaction(state: .data, source: source, group: group, hash: hash, asOf: holdings.asOf)
      case .healthInsuranceRegister:
        if let found = holdings.document("health-insurance-card", on: day, source, hashing) { return found }
      case .vneidDocument(let slug):
        if let found = holdings.document(slug, on: day, source, hashing) { return found }
      case .electronicForm, .citizenMustProvide, .otherAgency: continue
      }
    }
    return .missing
  }

  /// The group of a person that answers what this component asks of a register; `nil` where the replica holds no answer.
  private func group(askedOf source: ComponentSource) -> String? {
    let all = [satisfiedBy] + alternatives
    if all.contains(.residenceRegister) || all.contains(.vneidDocument("residence-information")) {
      return mode == .data ? nil : "residence"
    }
    if all.contains(.vneidDocument("citizen-identity-card")) || mode == .sign { return "identity" }
    return satisfiedBy == .civilStatusRegister && mode == .data ? "marriage" : nil
  }
}

extension Holdings {
  private static let registers: Set<String> = ["population-register", "civil-register"]

  /// Hash of a group that is known, undisputed, and on a register's word; `nil` otherwise.
  func registered(_ name: String, _ hashing: any Hashing) -> Hash256? {
    guard let group = person.entity.group(named: name), person.marks[group.number]?.isProvisional != true,
      person.values(group).first?.isNull == false,
      let source = person.source(of: group), Self.registers.contains(source)
    else { return nil }
    return hashing.hash(GroupValues(person.values(group)).bytes)
  }

  func document(
    _ slug: String, on day: CivilDate, _ source: ComponentSource, _ hashing: any Hashing
  ) -> Satisfaction? {
    guard let held = documents.first(where: { $0.text("type") == slug && $0.holds(on: day) }),
      let issue = held.entity.group(named: "issue")
    else { return nil }
    return Satisfaction(
      state: .data, source: source, document: held.record,
      hash: hashing.hash(GroupValues(held.values(issue)).bytes), asOf: asOf)
  }
}

extension Component {
  private static let conditions: [(String, Set<Channel.Kind>)] = [
    ("online filing", [.online]), ("online", [.online]),
    ("direct or postal filing", [.direct, .postal]), ("direct or postal", [.direct, .postal]),
  ]

  /// Whether a dossier that comes by this channel needs the component from the start. Other conditions are for a person
  /// to judge; such a component is added when it applies.
  package func isAsked(by channel: Channel.Kind) -> Bool {
    guard let condition else { return true }
    return Self.conditions.contains { $0.0 == condition && $0.1.contains(channel) }
  }
}
