package import Causality
package import Records

/// A dossier in the hands of an officer, with what decides whether it may move.
package struct DossierInHand: Sendable {
  package var dossier: Sheet
  /// Events in the order in which they happened.
  package var events: [Sheet]
  /// The version of the procedure in force at receipt; `nil` where the catalogue has not arrived.
  package var procedure: Procedure?
  package var calendar: WorkingCalendar?
  /// Ids of open conflicts by what they hold up: `advance`, `issue`, `return`, `collect`.
  package var heldUp: [String: [String]]
  /// Parts of the linked request that must end before this one is worked on, and have not.
  package var waitsFor: [RecordID]
  /// The linked request waits for the person's number.
  package var needsPersonalID: Bool
  /// What is on the lists of today, and their names and hashes.
  package var lists: ListsOfDay
  package var citation: String
  /// The applicant, to whom an exception's request for correction belongs; `nil` where the record is not held.
  package var subject: Sheet?
  package var requirements: [Sheet]
  /// Of each component that relies on data, its latest evidence against what is held now.
  package var ground: [Ground]

  package init(
    dossier: Sheet, events: [Sheet], procedure: Procedure?, calendar: WorkingCalendar?,
    heldUp: [String: [String]] = [:], waitsFor: [RecordID] = [], needsPersonalID: Bool = false,
    lists: ListsOfDay, citation: String = "", subject: Sheet? = nil, requirements: [Sheet] = [],
    ground: [Ground] = []
  ) {
    self.dossier = dossier
    self.events = events
    self.procedure = procedure
    self.calendar = calendar
    self.heldUp = heldUp
    self.waitsFor = waitsFor
    self.needsPersonalID = needsPersonalID
    self.lists = lists
    self.citation = citation
    self.subject = subject
    self.requirements = requirements
    self.ground = ground
  }

  package var status: DossierStatus {
    dossier.int("status").flatMap { Int(exactly: $0) }.flatMap(DossierStatus.init) ?? .registered
  }
}

extension DossierInHand {
  /// Moves the dossier to another status: its state and the event, one act. Where the clock starts again, the due date is
  /// counted anew and what the receipt promised stays.
  ///
  /// Words that ask for a paper, refuse or stop for want of one are held against the lists of the day. Before a result is
  /// there, all that the dossier relies on is looked at again; ground that has moved holds it up, else the look is
  /// written down.
  ///
  /// - Parameter result: what came out; `nil` leaves what stands.
  package func advance(
    to: DossierStatus, table: TransitionTable, note: String?, result: String? = nil,
    exception: GuardException? = nil, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try dossier.checkUsable()
    try check(step: to, table)
    var drafts: [Draft] = []
    if to == .notAccepted,
      let word = [note, acting.reason].compactMap({ $0 }).first(where: isTechnicalGround)
    {
      throw .technicalGround(word)
    }
    if [.supplementRequested, .notAccepted, .stopped].contains(to) {
      drafts += try passing(words: [note, acting.reason], exception, by: acting, using: &chance)
    }
    if to == .finished {
      guard shiftedGround.isEmpty else { throw .groundShifted(shiftedGround.map(\.component).sorted()) }
      drafts += checks(ground, by: acting)
    }
    let event = DossierEvent(what: what(to), from: status, to: to, note: note)
    return drafts + stateDrafts(to: to, result: result, by: acting)
      + [self.event(event, by: acting, using: &chance)]
  }

  /// Asks the citizen for these components, and for nothing that the lists of the day say is integrated.
  ///
  /// - Parameter exception: for the listed ones among them.
  package func requestSupplement(
    _ components: [Component], table: TransitionTable, note: String, exception: GuardException? = nil,
    by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    guard !trimmed(note).isEmpty else { throw .reasonMissing }
    try dossier.checkUsable()
    try check(step: .supplementRequested, table)
    var drafts: [Draft] = []
    for component in components {
      let existing = requirements.first { $0.text("component") == component.id }
      drafts += try passing(component, exception, by: acting, using: &chance)
      drafts += requirementDrafts(component, existing: existing, .missing, by: acting, using: &chance)
    }
    drafts += try passing(words: [note, acting.reason], exception, by: acting, using: &chance)
    let words = components.map(\.id).joined(separator: ", ")
    let event = DossierEvent(
      what: .supplementRequested, from: status, to: .supplementRequested,
      note: words.isEmpty ? note : "\(words): \(note)")
    return drafts + stateDrafts(to: .supplementRequested, result: nil, by: acting)
      + [self.event(event, by: acting, using: &chance)]
  }

  /// The result is handed over: status 10.
  package func handOver(
    table: TransitionTable, note: String?, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try advance(to: .returned, table: table, note: note, by: acting, using: &chance)
  }

  /// The citizen takes the dossier back: status 7, with the reason.
  package func withdraw(
    table: TransitionTable, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    guard !trimmed(acting.reason).isEmpty else { throw .reasonMissing }
    return try advance(to: .withdrawn, table: table, note: acting.reason, by: acting, using: &chance)
  }

  /// A fee is taken. A dossier that waited for it goes on.
  ///
  /// - Parameter purpose: fee code or words; the rules see a fee taken twice by dossier and purpose.
  package func pay(
    purpose: String, amount: Int64, receipt: String, center: String, table: TransitionTable,
    by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try dossier.checkUsable()
    guard amount >= 0 else { throw .unfitValue(field: "amount", .amount) }
    guard !typedValue(receipt).isNull else { throw .unfitValue(field: "receipt_number", .text) }
    guard !typedValue(purpose).isNull else { throw .unfitValue(field: "purpose", .text) }
    if let ids = heldUp["collect"], !ids.isEmpty { throw .heldUp(by: ids) }
    if table.isTerminal(status), status != .returned { throw .ended(status) }
    let paid = newRecord(
      RecordID(milliseconds: acting.now, using: &chance), "payment",
      [
        (
          "paid",
          [
            typedValue(purpose), .int(amount), typedValue(receipt), .text(center), .record(dossier.record),
          ]
        ),
        ("status", [.text("paid")]),
      ], in: dossier.partition, root: (dossier.record, lifeShown), by: acting)
    let goesOn = status == .paymentRequested
    let to = goesOn ? DossierStatus.inProcess : status
    if goesOn { try check(step: to, table) }
    let event = DossierEvent(what: goesOn ? .paymentReceived : .paid, from: status, to: to, note: receipt)
    let changes: [Draft]
    if goesOn {
      changes = stateDrafts(to: to, result: nil, by: acting)
    } else {
      // A clock that waits for the fee starts now.
      changes = dossier.drafts(dueWrites(paidAt: acting.time, endingPauseAt: nil), by: acting)
    }
    return [paid] + changes + [self.event(event, by: acting, using: &chance)]
  }

  /// The dossier goes from hand to hand: who works on it now. Nothing about its clock changes.
  package func assign(
    to staff: String, note: String?, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try dossier.checkUsable()
    guard let group = dossier.entity.group(named: "assignment"), !typedValue(staff).isNull else {
      throw .unfitValue(field: "assigned_to", .text)
    }
    guard dossier.text("assigned_to") != trimmed(staff) else { throw .nothingToChange }
    let words = [trimmed(staff)] + (note.map { [$0] } ?? [])
    let event = DossierEvent(
      what: .assigned, from: status, to: status, note: words.joined(separator: ": "))
    return dossier.drafts([dossier.write(group, [typedValue(staff)])], by: acting)
      + [self.event(event, by: acting, using: &chance)]
  }

  /// The calendar has changed since the due date was counted: the new one, while what the receipt promised stays. Nothing
  /// where it comes out the same, where the clock stands still, and where the dossier has ended.
  package func recounted(
    by acting: Acting, using chance: inout some RandomNumberGenerator
  ) -> [Draft] {
    let running: Set<DossierStatus> = [.registered, .accepted, .inProcess]
    guard running.contains(status), !dossier.isProvisional("due_at") else { return [] }
    let writes = dueWrites(paidAt: nil, endingPauseAt: nil)
    guard !writes.isEmpty, let due = writes[0].values.values[0].int else { return [] }
    let before = dossier.int("due_at").map { HanoiTime(millisecondsSinceEpoch: $0).description } ?? "–"
    let note = "\(before) → \(HanoiTime(millisecondsSinceEpoch: due))"
    return dossier.drafts(writes, by: acting)
      + [
        event(
          DossierEvent(what: .dueRecounted, from: status, to: status, note: note), by: acting, using: &chance)
      ]
  }

  /// A form was printed: which, and for which time.
  package func printed(
    form: String, time: Int, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) -> Draft {
    event(
      DossierEvent(what: .printed, from: status, to: status, note: "\(form): \(time)"), by: acting,
      using: &chance)
  }

  /// How often a form was printed before.
  package func timesPrinted(form: String) -> Int {
    events.count {
      $0.text("what") == DossierEvent.What.printed.rawValue
        && ($0.text("note")?.hasPrefix("\(form):") ?? false)
    }
  }

  /// A component is provided, waived, or asked for; `existing` is its requirement where there is one. What the lists of
  /// the day say is integrated is neither asked for nor taken, but by an exception. What data answer leaves an evidence.
  package func setRequirement(
    _ component: Component, existing: Sheet?, _ satisfaction: Satisfaction, note: String?,
    exception: GuardException? = nil, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try dossier.checkUsable()
    var change: [Draft] = []
    switch satisfaction.state {
    case .missing, .provided: change += try passing(component, exception, by: acting, using: &chance)
    case .data, .waived, .awaited: break
    }
    let requirement = requirementDrafts(
      component, existing: existing, satisfaction, by: acting, using: &chance)
    guard !requirement.isEmpty else { throw .nothingToChange }
    change += requirement
    if let evidence = satisfaction.evidence(
      RecordID(milliseconds: acting.now, using: &chance), for: component,
      subject: subject?.record ?? dossier.record, lists: citation, in: dossier.partition,
      root: (dossier.record, lifeShown), by: acting)
    {
      change.append(evidence)
    }
    let words = [component.id, satisfaction.state.rawValue] + (note.map { [$0] } ?? [])
    let event = DossierEvent(
      what: .requirementChanged, from: status, to: status, note: words.joined(separator: ": "))
    return change + [self.event(event, by: acting, using: &chance)]
  }

  /// The requirement in its new state; empty where it is in it already.
  private func requirementDrafts(
    _ component: Component, existing: Sheet?, _ satisfaction: Satisfaction, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) -> [Draft] {
    guard let existing else {
      return [
        newRecord(
          RecordID(milliseconds: acting.now, using: &chance), "requirement",
          [("what", [.text(component.id), .text(component.nameVi)]), ("state", satisfaction.values)],
          in: dossier.partition, root: (dossier.record, lifeShown), by: acting)
      ]
    }
    guard let group = existing.entity.group(named: "state"), existing.values(group) != satisfaction.values
    else { return [] }
    return existing.drafts([existing.write(group, satisfaction.values)], root: dossier, by: acting)
  }

  /// A file is added: its name and hash, and the component that it is for as provided. The content travels by its hash.
  ///
  /// A scan of what the lists of the day say is integrated is refused, but by an exception; a file for no component is
  /// judged by its name and its note.
  ///
  /// - Parameter requirement: of the component, where there is one already.
  package func attach(
    _ file: AttachedFile, for component: Component?, requirement: Sheet?, note: String?,
    exception: GuardException? = nil, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try dossier.checkUsable()
    let name = typedValue(file.name)
    guard case .text(let text) = name, text.utf8.count <= AttachedFile.nameBytesMax else {
      throw .unfitValue(field: "name", .text)
    }
    let passed =
      if let component {
        try passing(component, exception, by: acting, using: &chance)
      } else {
        try passing(words: [text, note, acting.reason], exception, by: acting, using: &chance)
      }
    let attachment = newRecord(
      RecordID(milliseconds: acting.now, using: &chance), "attachment",
      [
        ("content", [name, .text(file.mediaType), .int(Int64(file.size)), .bytes(file.hash.bytes)]),
        ("purpose", [.optional(component?.id)]),
      ], in: dossier.partition, root: (dossier.record, lifeShown), by: acting)
    let isProvided = requirement?.text("state") == Satisfaction.State.provided.rawValue
    if let component, !isProvided {
      let words = [component.id, Satisfaction.State.provided.rawValue, note ?? text]
      let event = DossierEvent(
        what: .requirementChanged, from: status, to: status, note: words.joined(separator: ": "))
      return [attachment] + passed
        + requirementDrafts(
          component, existing: requirement, Satisfaction(state: .provided), by: acting, using: &chance)
        + [self.event(event, by: acting, using: &chance)]
    }
    let event = DossierEvent(what: .attached, from: status, to: status, note: note ?? text)
    return [attachment] + passed + [self.event(event, by: acting, using: &chance)]
  }

  private var lifeShown: [ChangeName] { dossier.state.shown(RecordState.lifeGroup) }

  func event(
    _ event: DossierEvent, by acting: Acting, using chance: inout some RandomNumberGenerator
  ) -> Draft {
    event.draft(
      RecordID(milliseconds: acting.now, using: &chance), in: dossier.partition,
      root: (dossier.record, lifeShown), by: acting)
  }

  private func check(step to: DossierStatus, _ table: TransitionTable) throws(DeskRefusal) {
    switch table.verdict(from: status, to: to) {
    case .legal: break
    case .unchanged: throw .alreadySo(status)
    case .ended: throw .ended(status)
    case .notAmong(let open): throw .stepNotAllowed(from: status, to: to, open: open)
    }
    var holds: [String] = heldUp["advance"] ?? []
    if to == .finished || to == .returned { holds += heldUp["issue"] ?? [] }
    if to == .returned { holds += heldUp["return"] ?? [] }
    guard holds.isEmpty else { throw .heldUp(by: Set(holds).sorted()) }
    if to == .inProcess, status == .accepted, !waitsFor.isEmpty || needsPersonalID {
      throw .waitsFor(parts: waitsFor, needsPersonalID: needsPersonalID)
    }
  }

  private func what(_ to: DossierStatus) -> DossierEvent.What {
    switch to {
    case .supplementRequested: .supplementRequested
    case .paymentRequested: .paymentRequested
    case .withdrawn: .withdrawn
    case .returned: .returned
    case .notAccepted: .refused
    case .stopped: .stopped
    case .finished: .finished
    case .inProcess where status == .supplementRequested: .supplementReceived
    case .inProcess where status == .paymentRequested: .paymentReceived
    case .registered, .accepted, .inProcess: .advanced
    }
  }

  private func stateDrafts(to: DossierStatus, result: String?, by acting: Acting) -> [Draft] {
    guard let group = dossier.entity.group(named: "state") else { return [] }
    var values = dossier.values(group)
    values[0] = .int(Int64(to.rawValue))
    if let result { values[1] = typedValue(result) }
    if [.notAccepted, .stopped, .finished].contains(to) { values[2] = .text(acting.account) }
    var writes = [dossier.write(group, values)]
    if status.pausesClock, !to.pausesClock, to == .inProcess {
      let paidAt = status == .paymentRequested ? acting.time : nil
      writes += dueWrites(paidAt: paidAt, endingPauseAt: acting.time)
    }
    return dossier.drafts(writes, by: acting)
  }

  /// The due date counted anew, when it comes out differently.
  private func dueWrites(paidAt: HanoiTime?, endingPauseAt end: HanoiTime?) -> [GroupDraft] {
    guard let group = dossier.entity.group(named: "due"), let calendar,
      case .at(let moment, _)? = due(by: calendar, paidAt: paidAt, endingPauseAt: end)
    else { return [] }
    var values = dossier.values(group)
    guard values[0] != .int(moment.millisecondsSinceEpoch) else { return [] }
    values[0] = .int(moment.millisecondsSinceEpoch)
    if values[1].isNull { values[1] = values[0] }
    return [dossier.write(group, values)]
  }
}

/// A file whose content lies in the content store.
package struct AttachedFile: Hashable, Sendable {
  package static let nameBytesMax = 255

  /// As it was given; shown, never used as a path.
  package var name: String
  /// `application/pdf`.
  package var mediaType: String
  package var size: Int
  /// SHA-256 of the content.
  package var hash: Hash256

  package init(name: String, mediaType: String, size: Int, hash: Hash256) {
    self.name = name
    self.mediaType = mediaType
    self.size = size
    self.hash = hash
  }
}
