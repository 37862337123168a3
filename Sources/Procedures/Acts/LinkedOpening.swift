package import Causality
package import Records

/// A linked request (Decree 63/2024/NĐ-CP): one wish of a citizen, parts at several agencies.
package struct LinkedOpening: Sendable {
  /// What a part is opened with.
  package struct Part: Hashable, Sendable {
    package var step: LinkedStep
    package var procedure: Procedure
    /// `nil` for a procedure without cases.
    package var chosenCase: ProcedureCase?
    /// The procedure has several cases and nobody said which.
    package var isAssumed: Bool

    package init(
      step: LinkedStep, procedure: Procedure, chosenCase: ProcedureCase?, isAssumed: Bool = false
    ) {
      self.step = step
      self.procedure = procedure
      self.chosenCase = chosenCase
      self.isAssumed = isAssumed
    }
  }

  package var service: Service
  package var parts: [Part]
  package var channel: Channel.Kind
  package var applicant: Holdings
  package var concerns: RecordID?
  package var summary: String?
  package var lists: ListsOfDay
  package var identifiedBy: String?

  package init(
    service: Service, parts: [Part], channel: Channel.Kind, applicant: Holdings,
    concerns: RecordID? = nil, summary: String? = nil, lists: ListsOfDay,
    identifiedBy: String? = nil
  ) {
    self.service = service
    self.parts = parts
    self.channel = channel
    self.applicant = applicant
    self.concerns = concerns
    self.summary = summary
    self.lists = lists
    self.identifiedBy = identifiedBy
  }
}

extension Service {
  /// Steps that become dossiers: all that must be, and of the others those that were chosen by number.
  ///
  /// Fails with `.serviceNotLinked` for a service without steps.
  package func steps(choosing optional: Set<Int>) throws(DeskRefusal) -> [LinkedStep] {
    guard let linked else { throw .serviceNotLinked(number) }
    return linked.steps.filter { $0.procedure != nil && (!$0.optional || optional.contains($0.order)) }
  }

  /// Orders of the steps that must end before this one is worked on, and whether a step between brings the number of a
  /// person, which is data and no dossier.
  package func predecessors(of order: Int) -> (parts: [Int], needsPersonalID: Bool) {
    guard let steps = linked?.steps else { return ([], false) }
    var parts: Set<Int> = []
    var needsID = false
    var open = steps.first { $0.order == order }?.dependsOn ?? []
    var seen: Set<Int> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let step = steps.first(where: { $0.order == next }) else { continue }
      if step.procedure == nil {
        if step.agencyKind == "population-database" { needsID = true }
        open += step.dependsOn
      } else {
        parts.insert(next)
      }
    }
    return (parts.sorted(), needsID)
  }
}

extension LinkedOpening {
  /// All parts, one act: each a dossier with its requirements and its event, sharing the code of the first.
  ///
  /// A part that does not offer the channel of the request is received by its first channel, since the citizen filed
  /// once.
  ///
  /// - Parameter codes: one for each part, in order.
  package func opened(
    as codes: [DossierCode], in partition: Partition, calendar: WorkingCalendar, hashing: any Hashing,
    by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [OpenedDossier] {
    guard let first = codes.first, codes.count == parts.count else {
      throw .serviceNotLinked(service.number)
    }
    var opened: [OpenedDossier] = []
    for (part, code) in zip(parts, codes) {
      let offered = part.procedure.channels.map(\.channel)
      let way = offered.contains(channel) || offered.isEmpty ? channel : offered[0]
      let opening = DossierOpening(
        procedure: part.procedure, chosenCase: part.chosenCase, channel: way, applicant: applicant,
        concerns: concerns, summary: summary ?? service.nameVi,
        link: (group: first.text, part: part.step.order), lists: lists, identifiedBy: identifiedBy)
      var dossier = try opening.opened(
        as: code, in: partition, calendar: calendar, hashing: hashing, by: acting, using: &chance)
      if part.isAssumed { dossier.assumed = part.chosenCase.map { (part.step.order, $0) } }
      opened.append(dossier)
    }
    return opened
  }
}
