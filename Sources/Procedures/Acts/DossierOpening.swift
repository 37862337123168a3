package import Causality
package import Records

/// A dossier that is about to be received: what the clerk said, with the texts in force on that day.
package struct DossierOpening: Sendable {
  package var procedure: Procedure
  /// `nil` for a procedure without cases.
  package var chosenCase: ProcedureCase?
  package var channel: Channel.Kind
  package var applicant: Holdings
  /// Whom it is about, when another person.
  package var concerns: RecordID?
  package var summary: String?
  /// Code that the parts of a linked request share, and the number of this part.
  package var link: (group: String, part: Int)?

  package init(
    procedure: Procedure, chosenCase: ProcedureCase?, channel: Channel.Kind,
    applicant: Holdings, concerns: RecordID? = nil, summary: String? = nil,
    link: (group: String, part: Int)? = nil
  ) {
    self.procedure = procedure
    self.chosenCase = chosenCase
    self.channel = channel
    self.applicant = applicant
    self.concerns = concerns
    self.summary = summary
    self.link = link
  }
}

/// A dossier as it will be when its act is durable.
package struct OpenedDossier: Sendable {
  package let record: RecordID
  package let code: DossierCode
  package let due: DueDate
  package let requirements: [(component: Component, satisfaction: Satisfaction)]
  package let drafts: [Draft]
}

extension DossierOpening {
  /// The dossier, its requirements and the event `received`: one act.
  ///
  /// What comes by the counter or by post is accepted; what was filed online is registered until somebody accepts it.
  ///
  /// - Parameter code: a number that nothing else bears; taken just before, so that a refusal spends none.
  package func opened(
    as code: DossierCode, in partition: Partition, calendar: WorkingCalendar, hashing: any Hashing,
    by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> OpenedDossier {
    try applicant.person.checkUsable()
    let limit = try procedure.offered(channel)?.timeLimit
    let due = limit.map { calendar.dueDate($0, receivedAt: acting.time) } ?? .notStated
    let status: DossierStatus = channel == .online ? .registered : .accepted
    let id = RecordID(milliseconds: acting.now, using: &chance)
    let asked = (chosenCase?.components ?? []).filter { $0.isAsked(by: channel) }
    let requirements = asked.map { component in
      (
        component: component,
        satisfaction: component.satisfaction(by: applicant, on: acting.day, hashing: hashing)
      )
    }
    var drafts = [dossier(id, code, status, due, in: partition, by: acting)]
    for (component, satisfaction) in requirements {
      drafts.append(
        newRecord(
          RecordID(milliseconds: acting.now, using: &chance), "requirement",
          [("what", [.text(component.id), .text(component.nameVi)]), ("state", satisfaction.values)],
          in: partition, root: (id, []), by: acting))
    }
    drafts.append(
      DossierEvent(what: .received, from: nil, to: status, note: summary)
        .draft(RecordID(milliseconds: acting.now, using: &chance), in: partition, root: (id, []), by: acting))
    return OpenedDossier(record: id, code: code, due: due, requirements: requirements, drafts: drafts)
  }

  private func dossier(
    _ id: RecordID, _ code: DossierCode, _ status: DossierStatus, _ due: DueDate, in partition: Partition,
    by acting: Acting
  ) -> Draft {
    let moment: Value = due.moment.map { .int($0.millisecondsSinceEpoch) } ?? .null
    return newRecord(
      id, "dossier",
      [
        ("code", [.text(code.text), .bool(code.isProvisional)]),
        (
          "request",
          [
            .text(procedure.code), .text(procedure.validFrom.description),
            procedure.cases.count > 1 ? .optional(chosenCase?.nameVi) : .null, .text(channel.rawValue),
            .int(acting.now), typedValue(summary ?? procedure.nameVi),
          ]
        ),
        ("subject", [.record(applicant.person.record), .record(concerns)]),
        ("state", [.int(Int64(status.rawValue)), .null, .null]),
        ("due", [moment, moment]),
        ("assignment", [.text(acting.account)]),
        ("link", [.optional(link?.group), link.map { .int(Int64($0.part)) } ?? .null]),
      ], in: partition, by: acting)
  }
}

/// Something that happened to a dossier.
package struct DossierEvent: Hashable, Sendable {
  package enum What: String, Hashable, Sendable, CaseIterable {
    case received, advanced, returned, withdrawn, refused, stopped, finished, paid
    case supplementRequested = "supplement-requested"
    case supplementReceived = "supplement-received"
    case paymentRequested = "payment-requested"
    case paymentReceived = "payment-received"
    case requirementChanged = "requirement-changed"
    case attached
  }

  package var what: What
  package var from: DossierStatus?
  package var to: DossierStatus
  package var note: String?

  func draft(
    _ id: RecordID, in partition: Partition, root: (record: RecordID, lifeShown: [ChangeName]),
    by acting: Acting
  ) -> Draft {
    newRecord(
      id, "event",
      [
        (
          "happened",
          [
            .text(what.rawValue), from.map { .int(Int64($0.rawValue)) } ?? .null, .int(Int64(to.rawValue)),
            .int(acting.now), typedValue(note),
          ]
        )
      ], in: partition, root: root, by: acting)
  }
}
