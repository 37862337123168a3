internal import Causality
internal import Conflicts
internal import Foundation
internal import Node
internal import Procedures
internal import Records
internal import Store

/// Dossiers as staff read them.
struct DossierPages {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }
  private var texts: Texts.Dossier { Texts.dossier }
  private var views: Texts.Views { Texts.views }

  private func text(_ name: String, _ sheet: Sheet) throws -> SafeText {
    guard let (group, index) = sheet.entity.field(named: name) else { return ValueText.unknown }
    let value = sheet.value(name)
    if name == "status" { return ValueText.status(value, language) }
    return try labels.text(value, group.fields[index], of: sheet.entity)
  }

  private func day(_ name: String, _ sheet: Sheet) -> SafeText {
    sheet.int(name).map { CalendarText.day($0) } ?? ValueText.unknown
  }

  // MARK: Lists

  func list(_ dossiers: [Sheet], now: Int64) throws -> Page {
    var page = Page([
      "schema": "dossier.list/1",
      "dossiers": .array(try dossiers.map { try PersonPages.document($0, labels) }),
    ])
    guard !dossiers.isEmpty else {
      page.line(views.noDossiers(language))
      return page
    }
    page.table(try table(dossiers, now: now))
    page.remark(views.dossierCount(language, SafeText(dossiers.count)))
    return page
  }

  func table(_ dossiers: [Sheet], now: Int64) throws -> Table {
    var table = Table([
      .init(texts.code(language)), .init(Texts.common.status(language)),
      .init(texts.applicant(language), isFlexible: true), .init(texts.procedure(language), isFlexible: true),
      .init(texts.received(language)), .init(texts.due(language)),
    ])
    for dossier in dossiers {
      var status = try text("status", dossier)
      if dossier.isProvisional("status") {
        status.append(" (\(Texts.common.provisional(language), .caution))")
      }
      let code = try labels.title(dossier.state) ?? String(dossier.record.description.suffix(12))
      let procedure = try dossier.text("procedure").map { SafeText(try labels.procedure($0)) }
      table.append([
        SafeText(code), status, try text("person", dossier), procedure ?? ValueText.unknown,
        day("received_at", dossier), due(dossier, now: now),
      ])
    }
    return table
  }

  private func due(_ dossier: Sheet, now: Int64) -> SafeText {
    let text = day("due_at", dossier)
    let isOpen = dossier.dossierStatus.map {
      ![.finished, .returned, .notAccepted, .stopped, .withdrawn].contains($0)
    }
    guard let due = dossier.int("due_at"), due < now, isOpen ?? true else { return text }
    return "\(text, .caution) (\(texts.overdue(language, AgeText.span(now - due, language)), .caution))"
  }

  // MARK: One dossier

  func show(_ view: DossierView, now: Int64) throws -> Page {
    let dossier = view.dossier
    var document = try PersonPages.document(dossier, labels)
    document["status"] = JSONValue(view.status.rawValue)
    document["next"] = .array(view.next.map { JSONValue($0.rawValue) })
    document["requirements"] = .array(try view.requirements.map { try PersonPages.document($0, labels) })
    document["events"] = .array(try view.events.map { try PersonPages.document($0, labels) })
    document["payments"] = .array(try view.payments.map { try PersonPages.document($0, labels) })
    document["attachments"] = .array(try view.attachments.map { try PersonPages.document($0, labels) })
    document["parts"] = .array(view.parts.map { .string($0.record.description) })
    document["conflicts"] = .array(view.conflicts.map { .string($0.id) })
    document["standing"] = .string(view.standing.word)
    document["ground"] = .array(
      view.ground.map {
        [
          "component": .string($0.component), "state": .string($0.state.rawValue), "as_of": .time($0.asOf),
          "too_old": .bool($0.isTooOld),
        ]
      })
    document["exceptions"] = .array(try view.exceptions.map { try PersonPages.document($0, labels) })
    var page = Page(.object([.init("schema", "dossier.show/1")] + (document.members ?? [])))
    let code = try labels.title(dossier.state) ?? dossier.record.description
    page.heading(texts.title(language, SafeText(code)))
    page.pairs(try facts(view, now: now))
    try append(requirements: view.requirements, to: &page)
    try append(events: view.events, view.requirements, to: &page)
    try append(rest: view, to: &page)
    let shifted = view.ground.filter { !$0.isFirm }.map(\.component)
    if !shifted.isEmpty {
      page.line()
      page.paragraph(
        Texts.law.groundShifted(language, SafeText(shifted.joined(separator: ", ")), SafeText(code)).inked(
          .caution))
    }
    let old = view.ground.filter { $0.isFirm && $0.isTooOld }.map(\.component)
    if !old.isEmpty {
      page.line()
      page.paragraph(
        Texts.law.groundTooOld(language, SafeText(old.joined(separator: ", "))).inked(.caution))
    }
    if !view.conflicts.isEmpty { page.line() }
    for entry in view.conflicts {
      page.paragraph(
        views.inConflict(language, try labels.what(entry), SafeText(entry.id)).inked(.caution))
    }
    if !view.next.isEmpty {
      let steps = view.next.map { "\($0.rawValue) \(texts.status($0)(language))" as SafeText }
      page.remark(
        views.nextSteps(language, steps.dropFirst().reduce(steps[0]) { $0 + " · " + $1 }))
      page.remark(
        views.advanceWith(language, SafeText(code), SafeText(dossier.version)))
    }
    return page
  }

  private func facts(_ view: DossierView, now: Int64) throws -> KeyValue {
    let dossier = view.dossier
    var facts = KeyValue(indentation: 2)
    var status = texts.status(view.status)(language).inked(.strong)
    if dossier.isProvisional("status") { status.append(" (\(Texts.common.provisional(language), .caution))") }
    facts.append(Texts.common.status(language), status)
    facts.append(Texts.records.version(language), SafeText(dossier.version))
    facts.append(views.standing(language), PersonPages.text(view.standing, language))
    facts.append(texts.procedure(language), try text("procedure", dossier))
    facts.append(texts.applicant(language), try text("person", dossier))
    if !dossier.value("concerns").isNull {
      facts.append(
        Texts.fields.field("concerns", of: "dossier")?(language) ?? "", try text("concerns", dossier))
    }
    for name in [
      "receipt_code", "case", "channel", "summary", "linked_group", "part", "assigned_to", "result",
      "decided_by",
    ] {
      guard !dossier.value(name).isNull else { continue }
      facts.append(
        Texts.fields.field(name, of: "dossier")?(language) ?? SafeText(name), try text(name, dossier))
    }
    facts.append(texts.received(language), dossier.int("received_at").map { CalendarText.moment($0) })
    facts.append(texts.due(language), dossier.int("due_at").map { CalendarText.moment($0) })
    facts.append("", timeliness(view.timeliness))
    if dossier.value("is_provisional").bool ?? false {
      facts.append("", texts.provisionalCode(language).inked(.caution))
    }
    for part in view.parts {
      facts.append(
        texts.linkedCase(language),
        "\(try labels.title(part.state) ?? ""): \(try text("procedure", part)), \(try text("status", part))")
    }
    if view.needsPersonalID, let person = view.concerns ?? view.applicant {
      let name =
        try labels.title(person.state).map { SafeText($0) } ?? labels.entityName(person.entity.number)
      facts.append("", views.waitsForID(language, name).inked(.caution))
    }
    return facts
  }

  private func timeliness(_ timeliness: Timeliness) -> SafeText? {
    switch timeliness {
    case .running(let minutes): views.timeLeft(language, AgeText.span(Int64(minutes) * 60_000, language))
    case .overdue(let minutes):
      texts.overdue(language, AgeText.span(Int64(minutes) * 60_000, language)).inked(.caution)
    case .paused: views.paused(language)
    case .notRunning: nil
    case .endedEarly: texts.early(language).inked(.good)
    case .endedOnTime: texts.onTime(language).inked(.good)
    case .endedLate: views.endedLate(language).inked(.caution)
    }
  }

  private func append(requirements: [Sheet], to page: inout Page) throws {
    guard !requirements.isEmpty else { return }
    page.line()
    page.heading(texts.components(language))
    var table = Table([
      .init(Texts.common.code(language)), .init(Texts.common.name(language), isFlexible: true),
      .init(Texts.common.status(language)), .init(Texts.common.source(language)),
    ])
    for requirement in requirements {
      let state = try text("state", requirement)
      table.append([
        try text("component", requirement), try text("name", requirement),
        requirement.text("state") == "missing" ? state.inked(.caution) : state,
        try text("evidence_source", requirement),
      ])
    }
    page.table(table)
  }

  private func append(events: [Sheet], _ requirements: [Sheet], to page: inout Page) throws {
    guard !events.isEmpty else { return }
    page.line()
    page.heading(texts.progress(language))
    var table = Table([
      .init(Texts.common.time(language)), .init(Texts.fields.field("what", of: "event")?(language) ?? ""),
      .init(Texts.common.status(language)), .init(Texts.common.author(language)),
      .init(texts.note(language), isFlexible: true),
    ])
    for event in events {
      let entry = event.state.groups.first { $0.group != RecordState.lifeGroup }?.siblings.entries.first
      table.append([
        event.int("at").map { CalendarText.moment($0) } ?? ValueText.unknown, try text("what", event),
        ValueText.status(event.value("to_status"), language),
        Texts.places.account(entry?.content.stamp.author ?? "–", language),
        try note(event, requirements),
      ])
    }
    page.table(table)
  }

  /// Of a change of a component the record says `id: state`, and perhaps more; people read its name and state.
  private func note(_ event: Sheet, _ requirements: [Sheet]) throws -> SafeText {
    let parts = (event.text("note") ?? "").components(separatedBy: ": ")
    guard event.text("what") == DossierEvent.What.requirementChanged.rawValue, parts.count >= 2,
      let state = Texts.fields.word(parts[1], in: "state")
    else { return try text("note", event) }
    let requirement = requirements.first { $0.text("component") == parts[0] }
    var note: SafeText = "\(requirement?.text("name") ?? parts[0]): \(state(language).lowercasedFirst)"
    if parts.count > 2 { note.append(" (\(parts[2...].joined(separator: ": ")))") }
    return note
  }

  private func append(rest view: DossierView, to page: inout Page) throws {
    guard !view.payments.isEmpty || !view.attachments.isEmpty else { return }
    page.line()
    for payment in view.payments {
      page.line(
        "  \(texts.fee(language)): \(try text("purpose", payment)), \(try text("amount", payment)), \(try text("receipt_number", payment))"
      )
    }
    for attachment in view.attachments {
      page.line(
        "  \(labels.entityName(attachment.entity.number)): \(try text("name", attachment)), \(bytesText(attachment.int("size") ?? 0, language))"
      )
    }
  }

  // MARK: Receipt

  func receipt(_ done: Done<[DossierReceipt]>, isDryRun: Bool) throws -> Page {
    var page = Page([
      "schema": "dossier.open/1", "dry_run": .bool(isDryRun),
      "dossiers": .array(
        done.answer.map { receipt in
          [
            "record": .string(receipt.record.description), "code": .string(receipt.code.text),
            "provisional": .bool(receipt.code.isProvisional), "secret": .string(receipt.secret.text),
            "due": receipt.due.moment.map { .time($0.millisecondsSinceEpoch) } ?? .null,
            "missing": .array(
              receipt.requirements.filter { $0.satisfaction.state == .missing }.map {
                .string($0.component.id)
              }),
            "from_data": .array(
              receipt.requirements.filter { $0.satisfaction.state == .data }.map { .string($0.component.id) }),
          ]
        }), "changes": .array(done.changes.map(\.document)),
    ])
    for receipt in done.answer {
      page.line(texts.opened(language, SafeText(receipt.code.text), due(receipt.due)).inked(.good))
      // Parts of a linked request are told apart by what they are about.
      if done.answer.count > 1 { page.line("  \(language == .vi ? receipt.nameVi : receipt.nameEn)") }
      if let (step, chosen) = receipt.assumed {
        page.paragraph(
          texts.caseAssumed(
            language, SafeText(language == .vi ? chosen.nameVi : chosen.nameEn), SafeText(step)
          ).inked(.caution))
      }
      page.line("  \(Texts.forms.secret(language)): \(receipt.secret.spaced)")
      for (component, satisfaction) in receipt.requirements {
        let name = language == .vi ? component.nameVi : component.nameEn
        switch satisfaction.state {
        case .missing: page.line("  ○ \(component.id)  \(name): \(texts.missing(language), .caution)")
        case .data: page.line("  ● \(component.id)  \(name): \(texts.reused(language))")
        case .awaited: page.line("  ◐ \(component.id)  \(name): \(texts.awaited(language))")
        case .provided, .waived: page.line("  ● \(component.id)  \(name): \(texts.present(language))")
        }
      }
      if receipt.code.isProvisional { page.line("  \(texts.provisionalCode(language), .caution)") }
    }
    if !isDryRun { page.line(texts.provisionalReceipt(language).inked(.caution)) }
    return page
  }

  private func due(_ due: DueDate) -> SafeText {
    switch due {
    case .at(let moment, _):
      texts.dueAt(language, SafeText(moment.clock), SafeText(moment.date.vietnamese))
    case .awaitsPayment: texts.dueAfterPayment(language)
    case .paused: texts.duePaused(language)
    case .notStated: texts.dueNotStated(language)
    }
  }
}
