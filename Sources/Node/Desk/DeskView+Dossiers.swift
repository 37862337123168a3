package import Causality
import Conflicts
package import Procedures
import Records
package import Store

/// A dossier with everything that belongs to it.
package struct DossierView: Sendable {
  package let dossier: Sheet
  package let applicant: Sheet?
  package let concerns: Sheet?
  /// The version of the procedure in force at receipt; `nil` where the catalogue does not hold it.
  package let procedure: Procedure?
  package let status: DossierStatus
  package let requirements: [Sheet]
  /// What it relies on, against what is held now.
  package let ground: [Ground]
  package let exceptions: [Sheet]
  /// Oldest first.
  package let events: [Sheet]
  package let payments: [Sheet]
  package let attachments: [Sheet]
  /// Other parts of a linked request, by part.
  package let parts: [Sheet]
  /// Parts that must end before this one is worked on.
  package let waitsFor: [RecordID]
  package let needsPersonalID: Bool
  package let timeliness: Timeliness
  /// Steps that the table allows from here.
  package let next: [DossierStatus]
  /// Entries of the queue that concern the dossier, its applicant or whom it is about.
  package let conflicts: [QueueEntry]
  package let standing: Standing
}

/// Which dossiers to list.
package struct DossierFilter: Hashable, Sendable {
  /// Empty for all.
  package var statuses: Set<DossierStatus> = []
  /// Due before this moment, milliseconds since 1970-01-01 UTC.
  package var dueBefore: Int64?
  /// Staff account that works on it.
  package var officer: String?
  package var procedure: String?
  package var applicant: RecordID?
  /// Agency code of a center; at the province only.
  package var center: String?
  package var limit = 50

  package init() {}

  func admits(_ dossier: Sheet) -> Bool {
    if !statuses.isEmpty, !(dossier.dossierStatus.map(statuses.contains) ?? false) { return false }
    if let dueBefore, (dossier.int("due_at") ?? .max) >= dueBefore { return false }
    if let officer, dossier.text("assigned_to") != officer { return false }
    if let procedure, dossier.text("procedure") != procedure { return false }
    if let applicant, dossier.reference("person") != applicant { return false }
    return dossier.state.life != .deleted
  }
}

extension Sheet {
  /// The shown status; `nil` for one that this version does not know.
  package var dossierStatus: DossierStatus? {
    int("status").flatMap { Int(exactly: $0) }.flatMap(DossierStatus.init)
  }
}

extension DeskView {
  /// Dossiers by the day on which they are due, those without one last.
  package func dossiers(_ filter: DossierFilter = DossierFilter()) throws -> [Sheet] {
    guard let entity = rules.schema.entity(named: "dossier") else { return [] }
    var found: [Sheet] = []
    if let applicant = filter.applicant {
      found = try sheets(try reader.find(.applicant, hexText(applicant.bits.bytes), limit: 10_000))
    } else {
      for partition in try reader.partitions() {
        guard case .center(let agency) = partition, filter.center ?? agency == agency else { continue }
        found += try reader.records(in: partition, entity: entity.number).compactMap {
          sheet($0, in: partition)
        }
      }
    }
    found.removeAll { !filter.admits($0) }
    found.sort { a, b in
      let (first, second) = (a.int("due_at") ?? .max, b.int("due_at") ?? .max)
      return first != second ? first < second : a.record < b.record
    }
    return Array(found.prefix(filter.limit))
  }

  /// By code or id.
  package func dossier(_ text: String) throws -> DossierView {
    let dossier = try one(.dossier, text)
    let hand = try hand(dossier)
    let requirements = hand.requirements
    let payments = try children(of: dossier, "payment")
    let people = [dossier.record, dossier.reference("person"), dossier.reference("concerns")].compactMap {
      $0
    }
    var conflicts: [QueueEntry] = []
    for record in people {
      for entry in try openConflicts(of: record) where !conflicts.contains(entry) { conflicts.append(entry) }
    }
    return DossierView(
      dossier: dossier, applicant: try dossier.reference("person").flatMap(sheet),
      concerns: try dossier.reference("concerns").flatMap(sheet), procedure: hand.procedure,
      status: hand.status, requirements: requirements, ground: hand.ground,
      exceptions: try children(of: dossier, "exception"), events: hand.events, payments: payments,
      attachments: try children(of: dossier, "attachment"), parts: try parts(of: dossier),
      waitsFor: hand.waitsFor, needsPersonalID: hand.needsPersonalID, timeliness: hand.timeliness(at: time),
      next: catalogue?.transitions?.next(after: hand.status) ?? [], conflicts: conflicts,
      standing: try standing(of: [dossier] + requirements + hand.events + payments))
  }

  /// The dossier as an officer has it in hand: with what may hold it up.
  package func hand(_ dossier: Sheet) throws -> DossierInHand {
    let procedure = dossier.text("procedure").flatMap { code in
      dossier.text("procedure_valid_from").flatMap { CivilDate($0) }.flatMap {
        catalogue?.procedure(code, validFrom: $0)
      }
    }
    // Of events of one moment the one that arrived first stands first, which is the causal order.
    let events = try children(of: dossier, "event").enumerated().sorted {
      ($0.element.int("at") ?? 0, $0.offset) < ($1.element.int("at") ?? 0, $1.offset)
    }.map(\.element)
    let lists = catalogue?.lists(on: day) ?? .none(on: day)
    var hand = DossierInHand(
      dossier: dossier, events: events, procedure: procedure, calendar: catalogue?.calendar, lists: lists,
      citation: lists.citation(hashing), subject: try dossier.reference("person").flatMap(sheet),
      requirements: try children(of: dossier, "requirement"))
    hand.ground = try ground(of: hand)
    for entry in try openConflicts(of: dossier.record) {
      for word in entry.blocks { hand.heldUp[word, default: []].append(entry.id) }
    }
    // A name in dispute holds up the certificate, not the work on the dossier.
    for person in [dossier.reference("person"), dossier.reference("concerns")].compactMap({ $0 }) {
      for entry in try openConflicts(of: person) where entry.blocks.contains("issue") {
        hand.heldUp["issue", default: []].append(entry.id)
      }
    }
    try addPredecessors(to: &hand)
    return hand
  }

  /// The latest evidence of each component that relies on data, against what is held now.
  private func ground(of hand: DossierInHand) throws -> [Ground] {
    let relying = Set(
      hand.requirements.filter { $0.text("state") == Satisfaction.State.data.rawValue }.compactMap {
        $0.text("component")
      })
    guard !relying.isEmpty else { return [] }
    var latest: [String: Sheet] = [:]
    for evidence in try children(of: hand.dossier, "evidence") {
      guard let component = evidence.text("component"), relying.contains(component) else { continue }
      let order = { (sheet: Sheet) in (sheet.int("queried_at") ?? 0, sheet.record) }
      if let known = latest[component], order(known) >= order(evidence) { continue }
      latest[component] = evidence
    }
    var held: [RecordID: Holdings] = [:]
    var ground: [Ground] = []
    for (_, evidence) in latest.sorted(by: { $0.key < $1.key }) {
      guard let subject = evidence.reference("subject"), let person = try sheet(subject) else { continue }
      let holdings = try held[subject] ?? self.holdings(person)
      held[subject] = holdings
      if let one = holdings.ground(of: evidence, lists: hand.lists, at: now, hashing: hashing) {
        ground.append(one)
      }
    }
    return ground
  }

  /// Other parts of a linked request.
  package func parts(of dossier: Sheet) throws -> [Sheet] {
    guard let group = dossier.text("linked_group") else { return [] }
    return try sheets(try reader.find(.linkedGroup, group))
      .filter { $0.record != dossier.record && $0.state.life != .deleted }
      .sorted { ($0.int("part") ?? 0) < ($1.int("part") ?? 0) }
  }

  private func addPredecessors(to hand: inout DossierInHand) throws {
    guard let part = hand.dossier.int("part"), hand.dossier.text("linked_group") != nil,
      let services = catalogue?.catalogue.services
    else { return }
    let parts = try parts(of: hand.dossier)
    let codes = Set(([hand.dossier] + parts).compactMap { $0.text("procedure") })
    // The service that this request is of: the linked one whose steps hold all these procedures.
    let service = services.first { service in
      guard let steps = service.linked?.steps else { return false }
      return codes.isSubset(
        of: Set(steps.flatMap { [$0.procedure].compactMap { $0 } + $0.alternativeProcedures }))
    }
    guard let (orders, needsID) = service.map({ $0.predecessors(of: Int(clamping: part)) }) else { return }
    hand.waitsFor = parts.filter { other in
      guard let order = other.int("part"), orders.contains(Int(clamping: order)) else { return false }
      return other.dossierStatus != .finished && other.dossierStatus != .returned
    }.map(\.record)
    let person = hand.dossier.reference("concerns") ?? hand.dossier.reference("person")
    hand.needsPersonalID =
      needsID ? try person.flatMap(sheet)?.text("personal_id") == nil : false
  }

  func openConflicts(of record: RecordID) throws -> [QueueEntry] {
    var filter = QueueFilter()
    filter.record = record
    return try reader.conflicts(filter)
  }
}
