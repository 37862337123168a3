internal import Causality
internal import Node
internal import Procedures
internal import Records
internal import Store

extension StationCommands {
  static let access: [(words: [String], body: Body)] = [
    (["access", "extract"], extractAccess), (["access", "breach"], reportBreach),
    (["report"], reportPeriod),
    (["catalogue", "coverage"], catalogueCoverage), (["procedure", "diff"], diffProcedure),
  ]

  /// Asking for the extract is itself a look at the person's data, at the citizen's request.
  @Sendable static func extractAccess(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = invocation.required("ID")
    session.show(
      try await station.look(
        for: Purpose.Named.citizenRequest.rawValue, invocation, session
      ) { view, labels in
        let person = try view.one(.person, id)
        return (
          try AccessPages(labels).extract(try view.lookUps(of: person.record), of: person), [person.record]
        )
      })
    return .ok
  }

  /// Names nobody but the accounts that looked: whose data it was stands as ids in the answer for programs.
  @Sendable static func reportBreach(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (from, to) = (invocation.requiredDay("--from"), invocation.requiredDay("--to"))
    let account = invocation["--account"]
    session.show(
      try await station.view(session) { view, labels in
        try AccessPages(labels).breach(
          try view.lookUps(from: from, to: to, by: account), from: from, to: to)
      })
    return .ok
  }

  @Sendable static func reportPeriod(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (from, to) = (invocation.requiredDay("--from"), invocation.requiredDay("--to"))
    let (center, isCSV) = (invocation["--center"], invocation.has("--csv"))
    let (page, csv) = try await station.view(session, catalogue: true) { view, labels in
      let report = try view.report(from: from, to: to, center: center)
      let pages = AccessPages(labels)
      return (try pages.report(report, view), try pages.csv(report, view))
    }
    if isCSV, !session.isJSON {
      // Not `say`: a file for a spreadsheet is not lines for people; its cells are made harmless by `CSV`.
      session.out.write(csv)
    } else {
      session.show(page)
    }
    return .ok
  }

  @Sendable static func catalogueCoverage(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let asked = invocation.day("--on")
    session.show(
      try await station.view(session, catalogue: true) { view, labels in
        AccessPages(labels).coverage(try view.catalogueHere(), on: asked ?? view.day)
      })
    return .ok
  }

  @Sendable static func diffProcedure(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let code = invocation.required("CODE")
    let (from, asked) = (invocation.requiredDay("--from"), invocation.day("--to"))
    let page: Page? = try await station.view(session, catalogue: true) { view, labels in
      let to = asked ?? view.day
      let definitions = try view.procedureDefinitions(code)
      guard let before = definitions.definition(on: from), let after = definitions.definition(on: to) else {
        return nil
      }
      return AccessPages(labels).diff(code, from, before, to, after)
    }
    guard let page else { return session.fail(Texts.problems.procedureNotFound, SafeText(code)) }
    session.show(page)
    return .ok
  }
}

extension Station {
  /// Answers a question about people, for a purpose; who was looked at is written down before anything is shown.
  func look(
    for purpose: String?, _ invocation: Invocation, _ session: Session,
    _ body: @escaping @Sendable (DeskView, Labels) throws -> (page: Page, persons: [RecordID])
  ) async throws -> Page {
    let desk = try await desk(invocation, session)
    let purpose = try await desk.checkedPurpose(purpose)
    let (page, persons) = try await view(session, body)
    try await desk.note(persons, for: purpose, staff: invocation.staff)
    return page
  }
}
