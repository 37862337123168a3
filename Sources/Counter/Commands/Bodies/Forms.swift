internal import Causality
internal import Node
internal import Procedures
internal import Records
internal import Store

extension StationCommands {
  static let forms: [(words: [String], body: Body)] = [
    (["print"], printForm), (["dossier", "assign"], assignDossier), (["dossier", "track"], trackDossier),
  ]

  @Sendable static func printForm(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let paper = PrintedForm.Paper(rawValue: invocation.valueOrDefault("--paper") ?? "") ?? .a5
    guard let form = DossierForm(rawValue: invocation.required("FORM")) else {
      return try await printRegister(paper, invocation, session, station)
    }
    guard let code = invocation["CODE"] else {
      return session.fail(UsageError(.missingArgument("CODE"), command: invocation.command.words))
    }
    let done = try await station.desk(invocation, session).print(
      form, of: code, cause: invocation["--reason"], newDue: invocation.day("--until"),
      staff: invocation.staff)
    let printed = try await station.read(session) { labels in try FormPages(labels).form(done.answer) }
    show(printed, paper, invocation, session)
    session.remark(
      Texts.forms.printed, SafeText(form.rawValue), SafeText(code), SafeText(done.answer.time))
    return .ok
  }

  private static func printRegister(
    _ paper: PrintedForm.Paper, _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (from, to) = (invocation.day("--from"), invocation.day("--to"))
    let printed = try await station.view(session) { view, labels in
      // A day to come without an end is a list of that day, which is empty.
      let last = to ?? max(view.day, from ?? view.day)
      let first = from ?? last
      var filter = DossierFilter()
      filter.limit = 10_000
      filter.center = view.home.agency
      let range =
        HanoiTime(first).millisecondsSinceEpoch..<HanoiTime(last.adding(days: 1)).millisecondsSinceEpoch
      let dossiers = try view.dossiers(filter).filter {
        range.contains($0.int("received_at") ?? .min)
      }.sorted { ($0.int("received_at") ?? 0, $0.record) < ($1.int("received_at") ?? 0, $1.record) }
      return try FormPages(labels).register(
        dossiers, agency: view.home.agency, from: first, to: last, at: view.time)
    }
    show(printed, paper, invocation, session)
    return .ok
  }

  private static func show(
    _ form: PrintedForm, _ paper: PrintedForm.Paper, _ invocation: Invocation, _ session: Session
  ) {
    if session.isJSON {
      session.answer([
        "schema": "print/1", "form": .string(form.number), "title": .string(form.title),
        "code": JSONValue(form.code), "provisional": .bool(form.provisional != nil),
        "reprint": .bool(form.reprint != nil), "html": .string(form.html(paper).text),
      ])
    } else if invocation.has("--html") {
      // Not `say`: a page is not a line for people, and everything in it is escaped by its type.
      session.out.write(form.html(paper).text)
    } else {
      let width = paper == .a4 ? 90 : paper == .a5 ? 72 : 42
      for line in form.lines(width: width) { session.say(line) }
    }
  }

  @Sendable static func assignDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (code, to) = (invocation.required("CODE"), invocation.required("--to"))
    let done = try await station.desk(invocation, session).step(
      .assign(to: to, note: invocation["--reason"]), of: code, reason: invocation["--reason"] ?? "",
      staff: invocation.staff, seen: invocation["--seen"])
    if session.isJSON {
      session.answer([
        "schema": "dossier.assign/1", "record": .string(done.answer.record.description),
        "assigned_to": .string(to), "dry_run": .bool(invocation.globals.isDryRun),
        "changes": .array(done.changes.map(\.document)),
      ])
    } else if invocation.globals.isDryRun {
      session.say(Texts.common.dryRun)
    } else {
      session.say(Texts.forms.assigned, SafeText(code), SafeText(to))
    }
    return .ok
  }

  @Sendable static func trackDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (code, secret) = (invocation.required("CODE"), invocation.required("SECRET"))
    let page: Page? = try await station.view(session) { view, labels in
      try view.track(code, secret: secret).map { try TrackPage(labels).page($0) }
    }
    guard let page else { return session.fail(Texts.problems.trackNotFound) }
    session.show(page)
    return .ok
  }
}
