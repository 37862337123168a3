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
  /// What is on the lists of the day of receipt.
  package var lists: ListsOfDay
  /// How it was seen who the applicant is: a word of the schema's `identified_by`.
  package var identifiedBy: String?

  package init(
    procedure: Procedure, chosenCase: ProcedureCase?, channel: Channel.Kind,
    applicant: Holdings, concerns: RecordID? = nil, summary: String? = nil,
    link: (group: String, part: Int)? = nil, lists: ListsOfDay, identifiedBy: String? = nil
  ) {
    self.procedure = procedure
    self.chosenCase = chosenCase
    self.channel = channel
    self.applicant = applicant
    self.concerns = concerns
    self.summary = summary
    self.link = link
    self.lists = lists
    self.identifiedBy = identifiedBy
  }
}

/// A dossier as it will be when its act is durable.
package struct OpenedDossier: Sendable {
  package let record: RecordID
  package let procedure: Procedure
  package let code: DossierCode
  /// Beside the code on the receipt; opens the public view.
  package let secret: LookUpSecret
  package let due: DueDate
  package let judgements: [Judgement]
  package let drafts: [Draft]
  /// Step of the linked request, and the case that was taken because nobody said one.
  package var assumed: (step: Int, chosen: ProcedureCase)?

  package var requirements: [(component: Component, satisfaction: Satisfaction)] {
    judgements.map { ($0.component, $0.satisfaction) }
  }
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
    let judgements = asked.map {
      $0.judgement(by: applicant, channel: channel, lists: lists, at: acting.now, hashing: hashing)
    }
    let citation = lists.citation(hashing)
    let secret = LookUpSecret.make(using: &chance)
    var drafts = [dossier(id, code, secret, status, due, in: partition, by: acting)]
    for judgement in judgements {
      let (component, satisfaction) = (judgement.component, judgement.satisfaction)
      drafts.append(
        newRecord(
          RecordID(milliseconds: acting.now, using: &chance), "requirement",
          [
            ("what", [.text(component.id), .text(component.nameVi)]), ("state", satisfaction.values),
            (
              "judged",
              [.text(judgement.outcome.word), .text(judgement.rule.word), .text(citation), .int(acting.now)]
            ),
          ], in: partition, root: (id, []), by: acting))
    }
    for judgement in judgements {
      if let evidence = judgement.satisfaction.evidence(
        RecordID(milliseconds: acting.now, using: &chance), for: judgement.component,
        subject: applicant.person.record, lists: citation, in: partition, root: (id, []), by: acting)
      {
        drafts.append(evidence)
      }
    }
    drafts.append(
      DossierEvent(what: .received, from: nil, to: status, note: summary)
        .draft(RecordID(milliseconds: acting.now, using: &chance), in: partition, root: (id, []), by: acting))
    return OpenedDossier(
      record: id, procedure: procedure, code: code, secret: secret, due: due, judgements: judgements,
      drafts: drafts)
  }

  private func dossier(
    _ id: RecordID, _ code: DossierCode, _ secret: LookUpSecret, _ status: DossierStatus, _ due: DueDate,
    in partition: Partition, by acting: Acting
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
        ("tracking", [.text(secret.text)]),
        ("identified", [.optional(identifiedBy)]),
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
    /// The official code took the place of the provisional one.
    case numbered
    case assigned
    /// The calendar changed, and with it the due date.
    case dueRecounted = "due-recounted"
    /// Evidence was looked at again, or renewed.
    case groundChecked = "ground-checked"
    /// A form was printed; the note says which.
    case printed
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
