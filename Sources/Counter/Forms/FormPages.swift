internal import Causality
internal import Node
internal import Procedures
internal import Records
internal import Store

/// What stands on each form, from a dossier.
struct FormPages {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }
  private var texts: Texts.Forms { Texts.forms }

  func form(_ printing: Printing) throws -> PrintedForm {
    let view = printing.view
    let dossier = view.dossier
    let code = dossier.text("code") ?? dossier.record.description
    let isProvisional = dossier.value("is_provisional").bool ?? false
    var blocks: [PrintedForm.Block] = [.facts(try facts(view, printing))]
    var signatures = [say(texts.signHead)]
    switch printing.form {
    case .receipt:
      blocks.append(try components(view.requirements))
      let secret = dossier.text("secret").flatMap { LookUpSecret($0) }
      blocks.append(.codes(bar: code, qr: secret.map { "\(code)/\($0.text)" } ?? code))
      signatures = [say(texts.signCitizen), say(texts.signReceiver)]
    case .supplement:
      let missing = view.requirements.filter { $0.text("state") == "missing" }.compactMap { $0.text("name") }
      if !missing.isEmpty { blocks += [.paragraph(say(texts.deficient) + ":"), .list(missing)] }
      blocks.append(.facts([.init(say(texts.content), lastNote(view, .supplementRequested))]))
      blocks.append(.paragraph(say(texts.guidance)))
      signatures = [say(texts.signCitizen), say(texts.signReceiver)]
    case .refusal:
      blocks.append(.facts([.init(say(texts.ground), lastNote(view, .refused))]))
      blocks += try money(view)
    case .apology:
      blocks.append(
        .facts([
          .init(say(texts.cause), printing.cause ?? ""),
          .init(say(texts.newDueAt), printing.newDue?.vietnamese ?? ""),
        ]))
      blocks.append(.paragraph(say(texts.apology)))
    case .stop:
      let before = view.events.last { $0.text("what") == DossierEvent.What.stopped.rawValue }?.int(
        "from_status")
      let stage = before.flatMap { Texts.dossier.status(Int(clamping: $0)) }
      blocks.append(
        .facts([
          .init(say(texts.stage), stage.map(say) ?? "–"), .init(say(texts.ground), lastNote(view, .stopped)),
        ]))
      blocks += try money(view)
    case .control: blocks.append(handOvers(view))
    }
    return PrintedForm(
      number: printing.form.rawValue, title: say(texts.titles[(Int(printing.form.rawValue) ?? 1) - 1]),
      agency: try printing.agency.map { try labels.center($0) } ?? say(texts.center),
      nation: say(texts.nation), motto: say(texts.motto), code: code,
      provisional: isProvisional || view.standing != .knownToProvince
        ? say(Texts.dossier.provisionalReceipt) : nil,
      reprint: printing.time > 1 ? texts.reprint(language, SafeText(printing.time)).plain : nil,
      blocks: blocks, signatures: signatures,
      footer: texts.footer(
        language, SafeText(printing.form.rawValue), SafeText(printing.printedAt.vietnamese)
      )
      .plain)
  }

  private func say(_ text: Text) -> String { text[language] }

  private func moment(_ field: String, _ sheet: Sheet) -> String? {
    sheet.int(field).map { HanoiTime(millisecondsSinceEpoch: $0).vietnamese }
  }

  private func facts(_ view: DossierView, _ printing: Printing) throws -> [PrintedForm.Fact] {
    let dossier = view.dossier
    var facts: [PrintedForm.Fact] = []
    func add(_ name: Text, _ value: String?) {
      if let value, !value.isEmpty { facts.append(.init(say(name), value)) }
    }
    add(texts.owner, try view.applicant.flatMap { try labels.title($0.state) })
    add(
      texts.procedure,
      try dossier.text("procedure").map { "\(try labels.procedure($0)) (\($0))" })
    add(texts.receivedAt, moment("received_at", dossier))
    switch printing.form {
    case .receipt:
      add(texts.dueAt, moment("due_at", dossier) ?? say(Texts.views.noLimit))
      add(
        texts.channel,
        dossier.text("channel").flatMap { Texts.fields.word($0, in: "channel") }.map(say))
      add(texts.resultBy, say(texts.electronic))
      add(texts.secret, dossier.text("secret").flatMap { LookUpSecret($0) }?.spaced)
    case .apology: add(texts.promisedAt, moment("promised_at", dossier))
    case .control:
      add(texts.dueAt, moment("due_at", dossier))
      add(texts.promisedAt, moment("promised_at", dossier))
    case .supplement, .refusal, .stop: break
    }
    return facts
  }

  private func components(_ requirements: [Sheet]) throws -> PrintedForm.Block {
    .table(
      [say(texts.number), say(texts.component), say(texts.howSatisfied)],
      requirements.enumerated().map { index, requirement in
        let state = requirement.text("state").flatMap { Texts.fields.word($0, in: "state") }
        return [String(index + 1), requirement.text("name") ?? "–", state.map(say) ?? "–"]
      })
  }

  /// What an officer wrote at the last event of a kind.
  private func lastNote(_ view: DossierView, _ what: DossierEvent.What) -> String {
    view.events.last { $0.text("what") == what.rawValue }?.text("note") ?? "–"
  }

  private func money(_ view: DossierView) throws -> [PrintedForm.Block] {
    let paid = view.payments.map { payment in
      let amount = "\(grouped(Int(clamping: payment.int("amount") ?? 0), language).plain) đ"
      let words = [payment.text("purpose") ?? "", amount, payment.text("receipt_number") ?? ""]
      return words.joined(separator: ", ")
        + (payment.text("status") == "refunded" ? " (\(say(texts.refund)))" : "")
    }
    return [
      .facts([.init(say(texts.money), paid.isEmpty ? say(texts.noMoney) : paid.joined(separator: "; "))])
    ]
  }

  /// Each step with giver, receiver, time, and whether the dossier was early, on time or late then.
  private func handOvers(_ view: DossierView) -> PrintedForm.Block {
    let due = view.dossier.int("due_at").map(HanoiTime.init(millisecondsSinceEpoch:))
    var giver = ""
    var rows: [[String]] = []
    let shown: Set<String> = [
      "printed", "ground-checked", "requirement-changed", "attached", "due-recounted",
    ]
    for event in view.events where !(event.text("what").map(shown.contains) ?? false) {
      let author =
        event.state.groups.first { $0.group != RecordState.lifeGroup }?.siblings.entries.first?
        .content.stamp.author ?? "–"
      let at = event.int("at").map(HanoiTime.init(millisecondsSinceEpoch:))
      let isAssignment = event.text("what") == DossierEvent.What.assigned.rawValue
      let receiver = isAssignment ? event.text("note")?.split(separator: ":").first.map(String.init) : author
      let status = event.int("to_status").flatMap { Texts.dossier.status(Int(clamping: $0)) }
      rows.append([
        String(rows.count + 1), giver.isEmpty ? say(texts.signCitizen) : giver, receiver ?? "–",
        at?.vietnamese ?? "–", status.map(say) ?? "–", pace(at, due), event.text("note") ?? "",
      ])
      giver = receiver ?? author
    }
    return .table(
      [
        say(texts.number), say(texts.giver), say(texts.receiver), say(Texts.common.time), say(texts.state),
        say(texts.timely), say(Texts.dossier.note),
      ], rows)
  }

  /// Early on an earlier day than the due one, late after its hour.
  private func pace(_ at: HanoiTime?, _ due: HanoiTime?) -> String {
    guard let at, let due else { return say(texts.notCounted) }
    if due < at { return say(texts.late) }
    return at.date < due.date ? say(texts.early) : say(texts.onTime)
  }

  // MARK: The register

  func register(_ dossiers: [Sheet], agency: String?, from: CivilDate, to: CivilDate, at now: HanoiTime)
    throws
    -> PrintedForm
  {
    let rows = try dossiers.enumerated().map { index, dossier in
      [
        String(index + 1), dossier.text("code") ?? "–",
        try dossier.reference("person").flatMap { try labels.title($0) } ?? "–",
        try dossier.text("procedure").map { try labels.procedure($0) } ?? "–",
        moment("received_at", dossier) ?? "–", moment("due_at", dossier) ?? "–",
        dossier.dossierStatus.map { say(Texts.dossier.status($0)) } ?? "–",
      ]
    }
    return PrintedForm(
      number: "07", title: say(texts.titles[6]),
      agency: try agency.map { try labels.center($0) } ?? say(texts.center), nation: say(texts.nation),
      motto: say(texts.motto), code: "\(from.vietnamese) – \(to.vietnamese)", provisional: nil, reprint: nil,
      blocks: [
        .table(
          [
            say(texts.number), say(Texts.dossier.code), say(texts.owner), say(texts.procedure),
            say(texts.receivedAt), say(texts.dueAt), say(texts.state),
          ], rows)
      ], signatures: [say(texts.signHead)],
      footer: texts.footer(language, "07", SafeText(now.vietnamese)).plain)
  }
}
