package import Causality
package import Procedures
import Records
import Store

/// What a clerk says when receiving a dossier.
package struct DossierRequest: Hashable, Sendable {
  /// `1.001193`.
  package var procedure: String
  /// Id or number of the applicant.
  package var applicant: String
  /// Number or name of the case, where the procedure has several.
  package var caseText: String?
  package var channel: Channel.Kind
  /// Id or number of whom it is about, when another person.
  package var concerns: String?
  package var summary: String?
  /// There are open dossiers of the same applicant and procedure, and this is another matter.
  package var isAnother: Bool
  /// How it was seen who the applicant is: a word of the schema's `identified_by`.
  package var identifiedBy: String?

  package init(
    procedure: String, applicant: String, caseText: String? = nil, channel: Channel.Kind = .direct,
    concerns: String? = nil, summary: String? = nil, isAnother: Bool = false
  ) {
    self.procedure = procedure
    self.applicant = applicant
    self.caseText = caseText
    self.channel = channel
    self.concerns = concerns
    self.summary = summary
    self.isAnother = isAnother
  }
}

/// What a clerk says when receiving a linked request.
package struct LinkedRequest: Hashable, Sendable {
  /// Number of the service: 15 for a birth, 16 for a death.
  package var service: Int
  package var applicant: String
  /// Optional steps that the citizen chose, by number.
  package var steps: Set<Int> = []
  /// Case of a part, by its step.
  package var cases: [Int: String] = [:]
  package var channel: Channel.Kind = .direct
  /// Whom it is about, when already a record: the deceased.
  package var concerns: String?
  /// The child, who becomes a record with this request and has no number yet.
  package var child: NewPerson?
  package var summary: String?
  package var isAnother = false
  package var identifiedBy: String?

  package init(service: Int, applicant: String) {
    self.service = service
    self.applicant = applicant
  }
}

/// A dossier that was received.
package struct DossierReceipt: Sendable {
  package let record: RecordID
  package let code: DossierCode
  package let secret: LookUpSecret
  package let due: DueDate
  package let requirements: [(component: Component, satisfaction: Satisfaction)]
  /// What the procedure is called.
  package let nameVi: String
  package let nameEn: String
  /// Step of the linked request, and the case that was taken because nobody said one.
  package let assumed: (step: Int, chosen: ProcedureCase)?
}

/// A request that was understood and checked; only its numbers are missing.
package struct PreparedDossiers: Sendable {
  enum Kind: Sendable {
    case single(DossierOpening)
    case linked(LinkedOpening)
  }
  let kind: Kind
  let agency: String
  let calendar: WorkingCalendar
  /// The child of a linked birth.
  let child: Draft?

  /// How many codes it needs.
  package var codeCount: Int {
    switch kind {
    case .single: 1
    case .linked(let opening): opening.parts.count
    }
  }
}

extension DeskView {
  /// Statuses in which a dossier is open.
  private static let openStatuses: Set<DossierStatus> = [
    .registered, .accepted, .inProcess, .supplementRequested, .paymentRequested, .finished,
  ]

  package func prepare(_ request: DossierRequest, by acting: Acting) throws -> PreparedDossiers {
    guard let agency = home.agency else { throw DeskRefusal.notACenter }
    let catalogue = try published()
    guard let calendar = catalogue.calendar else { throw DeskRefusal.catalogueNotHere }
    guard let procedure = catalogue.catalogue.procedure(request.procedure, on: acting.day) else {
      throw DeskRefusal.procedureUnknown(request.procedure)
    }
    let chosen = try procedure.chosenCase(request.caseText)
    _ = try procedure.offered(request.channel)
    let applicant = try one(.person, request.applicant)
    try applicant.checkUsable()
    let concerns = try request.concerns.map { try one(.person, $0).record }
    if !request.isAnother {
      try checkDuplicates([procedure.code], applicant.record, concerns)
    }
    return PreparedDossiers(
      kind: .single(
        DossierOpening(
          procedure: procedure, chosenCase: chosen, channel: request.channel,
          applicant: try holdings(applicant), concerns: concerns, summary: request.summary,
          lists: catalogue.lists(on: acting.day), identifiedBy: request.identifiedBy)),
      agency: agency, calendar: calendar, child: nil)
  }

  package func prepare(
    _ request: LinkedRequest, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws -> PreparedDossiers {
    guard let agency = home.agency else { throw DeskRefusal.notACenter }
    let catalogue = try published()
    guard let calendar = catalogue.calendar else { throw DeskRefusal.catalogueNotHere }
    guard let service = catalogue.catalogue.service(request.service, on: acting.day) else {
      throw DeskRefusal.notFound(.service)
    }
    let applicant = try one(.person, request.applicant)
    try applicant.checkUsable()
    var parts: [LinkedOpening.Part] = []
    for step in try service.steps(choosing: request.steps) {
      guard let code = step.procedure, let procedure = catalogue.catalogue.procedure(code, on: acting.day)
      else { throw DeskRefusal.procedureUnknown(step.procedure ?? "") }
      let text = request.cases[step.order]
      // The first part is what the citizen came for: its case must be said. Of the others the first case of the text is
      // taken where nobody says one, and the receipt says so: a part without a case would ask for nothing.
      let isSaid = parts.isEmpty || text != nil
      let chosen = isSaid ? try procedure.chosenCase(text) : procedure.cases.first
      parts.append(
        .init(
          step: step, procedure: procedure, chosenCase: chosen,
          isAssumed: !isSaid && procedure.cases.count > 1))
    }
    var concerns = try request.concerns.map { try one(.person, $0).record }
    var child: Draft?
    if var newborn = request.child {
      if newborn.mother == nil, newborn.father == nil {
        if applicant.text("sex") == "female" {
          newborn.mother = applicant.record
        } else {
          newborn.father = applicant.record
        }
      }
      guard newborn.birthDate.earliest <= acting.day else { throw DeskRefusal.dayToCome(field: "birth_date") }
      if let parent = applicant.text("birth_date").flatMap({ PartialDate($0) }),
        newborn.birthDate.latest < parent.earliest
      {
        throw DeskRefusal.beforeBirth(field: "birth_date")
      }
      guard case .unit(let unit) = applicant.partition else { throw DeskRefusal.notFound(.unit) }
      let id = RecordID(milliseconds: acting.now, using: &chance)
      child = try newborn.draft(in: unit, id, by: acting.asRegistrar)
      concerns = id
    }
    if !request.isAnother {
      let known = request.child == nil ? concerns : nil
      try checkDuplicates(parts.map(\.procedure.code), applicant.record, known)
    }
    return PreparedDossiers(
      kind: .linked(
        LinkedOpening(
          service: service, parts: parts, channel: request.channel, applicant: try holdings(applicant),
          concerns: concerns, summary: request.summary, lists: catalogue.lists(on: acting.day),
          identifiedBy: request.identifiedBy)),
      agency: agency, calendar: calendar, child: child)
  }

  /// Open dossiers of the same applicant and procedure, about the same person.
  private func checkDuplicates(
    _ procedures: [String], _ applicant: RecordID, _ concerns: RecordID?
  ) throws {
    let same = try sheets(try reader.find(.applicant, hexText(applicant.bits.bytes), limit: 10_000)).filter {
      dossier in
      dossier.state.life != .deleted && dossier.mergedInto == nil
        && (dossier.text("procedure").map(procedures.contains) ?? false)
        && (concerns == nil || dossier.reference("concerns") == concerns)
        && (dossier.dossierStatus.map(Self.openStatuses.contains) ?? false)
    }
    guard same.isEmpty else { throw DeskRefusal.duplicateDossiers(same.map(\.record)) }
  }

  /// Steps of a dossier that change its status.
  package enum Step: Hashable, Sendable {
    case advance(to: DossierStatus, note: String?, result: String?)
    /// Components by their ids; the exception is for the listed ones among them.
    case requestSupplement(components: [String], note: String, exception: GuardException?)
    /// Looks again at ground that has moved.
    case renewGround
    /// Another member of staff works on it.
    case assign(to: String, note: String?)
    case withdraw
    case handOver(note: String?)
    case pay(purpose: String, amount: Int64, receipt: String)
  }

  /// Where a step led.
  package struct Stepped: Hashable, Sendable {
    package let record: RecordID
    package let from: DossierStatus
    package let to: DossierStatus
    /// Components that are still missing.
    package let missing: [String]
  }

  package func plan(
    _ step: Step, of text: String, seen: String?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<Stepped> {
    let dossier = try one(.dossier, text)
    try check(seen: seen, dossier)
    guard let table = try published().transitions else { throw DeskRefusal.catalogueNotHere }
    let hand = try hand(dossier)
    let drafts: [Draft]
    let to: DossierStatus
    switch step {
    case .advance(let status, let note, let result):
      to = status
      drafts = try hand.advance(
        to: status, table: table, note: note, result: result, by: acting, using: &chance)
    case .requestSupplement(let components, let note, let exception):
      to = .supplementRequested
      drafts = try hand.requestSupplement(
        try components.map { try component($0, of: hand) }, table: table, note: note, exception: exception,
        by: acting, using: &chance)
    case .assign(let other, let note):
      to = hand.status
      drafts = try hand.assign(to: other, note: note, by: acting, using: &chance)
    case .renewGround:
      to = hand.status
      drafts = try renewed(hand, by: acting, using: &chance)
    case .withdraw:
      to = .withdrawn
      drafts = try hand.withdraw(table: table, by: acting, using: &chance)
    case .handOver(let note):
      to = .returned
      drafts = try hand.handOver(table: table, note: note, by: acting, using: &chance)
    case .pay(let purpose, let amount, let receipt):
      let known = try children(of: dossier, "payment").contains {
        $0.state.life != .deleted && $0.value("receipt_number") == typedValue(receipt)
      }
      guard !known else { throw DeskRefusal.feeRecorded(receipt: receipt) }
      to = hand.status == .paymentRequested ? .inProcess : hand.status
      drafts = try hand.pay(
        purpose: purpose, amount: amount, receipt: receipt, center: home.agency ?? "province", table: table,
        by: acting, using: &chance)
    }
    let missing = try children(of: dossier, "requirement").filter { $0.text("state") == "missing" }
    return DeskPlan(
      drafts, from: [dossier] + hand.requirements + hand.ground.map(\.evidence),
      answer: Stepped(
        record: dossier.record, from: hand.status, to: to,
        missing: missing.compactMap { $0.text("component") }))
  }

  /// A component of a dossier is provided, relied on as data (`document`: one of the applicant's documents), waived, or
  /// missing after all.
  package func planRequirement(
    _ componentID: String, of text: String, _ state: Satisfaction.State, document: String? = nil,
    note: String? = nil, exception: GuardException? = nil, seen: String?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<RecordID> {
    let dossier = try one(.dossier, text)
    try check(seen: seen, dossier)
    let hand = try hand(dossier)
    let component = try self.component(componentID, of: hand)
    if state == .waived, (note ?? acting.reason).isEmpty { throw DeskRefusal.reasonMissing }
    var satisfaction = Satisfaction(state: state)
    if let document {
      let held = try one(.document, document)
      guard
        held.state.root == dossier.reference("person") || held.state.root == dossier.reference("concerns"),
        held.holds(on: acting.day), let issue = held.entity.group(named: "issue")
      else { throw DeskRefusal.notFound(.document) }
      satisfaction = Satisfaction(
        state: .data, source: held.text("type").map(ComponentSource.vneidDocument), document: held.record,
        hash: hashing.hash(GroupValues(held.values(issue)).bytes), asOf: try asOf(held.partition))
    }
    let existing = hand.requirements.first { $0.text("component") == componentID }
    if state == .data, document == nil {
      satisfaction = try judgement(of: component, hand).satisfaction
      guard satisfaction.state == .data else { throw DeskRefusal.notFound(.document) }
    }
    let drafts = try hand.setRequirement(
      component, existing: existing, satisfaction, note: note, exception: exception, by: acting,
      using: &chance)
    return DeskPlan(drafts, from: [dossier] + (existing.map { [$0] } ?? []), answer: dossier.record)
  }

  /// A file whose content is in the content store already; `component` is then provided.
  package func planAttachment(
    _ file: AttachedFile, to text: String, for componentID: String?, note: String? = nil,
    exception: GuardException? = nil, seen: String?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws -> DeskPlan<RecordID> {
    let dossier = try one(.dossier, text)
    try check(seen: seen, dossier)
    let hand = try hand(dossier)
    let component = try componentID.map { try self.component($0, of: hand) }
    let requirement = try children(of: dossier, "requirement").first {
      component != nil && $0.text("component") == component?.id
    }
    let drafts = try hand.attach(
      file, for: component, requirement: requirement, note: note, exception: exception, by: acting,
      using: &chance)
    return DeskPlan(
      drafts, from: [dossier] + (requirement.map { [$0] } ?? []), answer: drafts[0].record)
  }

  /// A component of the dossier's case; where the case is not settled, of any.
  func component(_ id: String, of hand: DossierInHand) throws -> Component {
    guard let component = try components(of: hand).first(where: { $0.id == id }) else {
      throw DeskRefusal.unknownComponent(id)
    }
    return component
  }

  /// What the dossier's case consists of; where the case is not settled, of any.
  func components(of hand: DossierInHand) throws -> [Component] {
    guard let procedure = hand.procedure else { throw DeskRefusal.catalogueNotHere }
    let chosen = try hand.dossier.text("case").map(procedure.chosenCase) ?? procedure.onlyCase
    return chosen?.components ?? procedure.cases.flatMap(\.components)
  }
}

extension PreparedDossiers {
  /// The act: all dossiers with their requirements and events, and the child of a birth.
  package func plan(
    as codes: [DossierCode], hashing: any Hashing, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> DeskPlan<[DossierReceipt]> {
    let partition = Partition.center(agency)
    let opened: [OpenedDossier]
    switch kind {
    case .single(let opening):
      guard let code = codes.first else { throw .notACenter }
      opened = [
        try opening.opened(
          as: code, in: partition, calendar: calendar, hashing: hashing, by: acting, using: &chance)
      ]
    case .linked(let opening):
      opened = try opening.opened(
        as: codes, in: partition, calendar: calendar, hashing: hashing, by: acting, using: &chance)
    }
    return DeskPlan(
      (child.map { [$0] } ?? []) + opened.flatMap(\.drafts), from: [],
      answer: opened.map {
        DossierReceipt(
          record: $0.record, code: $0.code, secret: $0.secret, due: $0.due, requirements: $0.requirements,
          nameVi: $0.procedure.nameVi, nameEn: $0.procedure.nameEn, assumed: $0.assumed)
      })
  }
}

extension Procedure {
  /// The one case of a procedure that has one; `nil` where it must be chosen.
  var onlyCase: ProcedureCase? { cases.count == 1 ? cases[0] : nil }
}
