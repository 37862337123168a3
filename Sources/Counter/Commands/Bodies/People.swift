internal import Causality
internal import Node
internal import Procedures
internal import Records
internal import Store

extension StationCommands {
  static let people: [(words: [String], body: Body)] = [
    (["person", "find"], findPersons), (["person", "show"], showPerson),
    (["person", "history"], showHistory), (["person", "edit"], editPerson),
    (["person", "move"], movePerson), (["person", "death"], recordDeath),
    (["document", "list"], listDocuments),
  ]

  @Sendable static func findPersons(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let typed = invocation.all("WORDS").joined(separator: " ")
    let (born, unit) = (invocation.integer("--born"), invocation["--unit"])
    let limit = invocation.integer("--limit") ?? 50
    let page = try await station.look(for: invocation["--for"], invocation, session) { view, labels in
      let found = try view.findPersons(typed, born: born, unit: unit, limit: limit)
      return (try PersonPages(labels).list(found), found.map(\.record))
    }
    session.show(page)
    return page.document["persons"]?.elements?.isEmpty ?? true ? .notFound : .ok
  }

  @Sendable static func showPerson(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = invocation.required("ID")
    session.show(
      try await station.look(for: invocation["--for"], invocation, session) { view, labels in
        let person = try view.person(id)
        return (try PersonPages(labels).show(person, now: session.now()), [person.person.record])
      })
    return .ok
  }

  @Sendable static func showHistory(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = invocation.required("ID")
    let limit = invocation.integer("--limit") ?? 50
    session.show(
      try await station.look(for: invocation["--for"], invocation, session) { view, labels in
        let history = try view.history(.person, id, limit: limit)
        return (try HistoryPage(labels).page(history, now: session.now()), [history.record.record])
      })
    return .ok
  }

  @Sendable static func listDocuments(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = invocation.required("ID")
    session.show(
      try await station.look(for: invocation["--for"], invocation, session) { view, labels in
        let person = try view.one(.person, id)
        let documents = try view.children(of: person, "document").filter { $0.state.life != .deleted }
        return (try PersonPages(labels).documents(documents, of: person), [person.record])
      })
    return .ok
  }

  // MARK: Acts

  @Sendable static func editPerson(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let inputs = invocation.assignments("--set").map { FieldInput("\($0.group).\($0.field)", $0.value) }
    let done = try await station.desk(invocation, session).editPerson(
      invocation.required("ID"), set: inputs, reason: invocation.required("--reason"),
      staff: invocation.staff, seen: invocation["--seen"])
    return try await saved(done, "person.edit/1", invocation, session, station)
  }

  @Sendable static func movePerson(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let move = Move(
      unit: invocation.required("--unit"), address: invocation.required("--address"),
      kind: invocation.valueOrDefault("--kind") ?? "permanent")
    let done = try await station.desk(invocation, session).registerMove(
      invocation.required("ID"), move, reason: invocation.required("--reason"), staff: invocation.staff,
      seen: invocation["--seen"])
    return try await saved(done, "person.move/1", invocation, session, station)
  }

  @Sendable static func recordDeath(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let day = invocation.day("--on") else { preconditionFailure("--on is required by the table") }
    let done = try await station.desk(invocation, session).registerDeath(
      invocation.required("ID"), Death(date: .day(day), place: invocation["--place"]),
      reason: invocation.required("--reason"), staff: invocation.staff, seen: invocation["--seen"])
    return try await saved(done, "person.death/1", invocation, session, station)
  }

  /// Says what was saved, what looks odd about it, and whether it attached to an open conflict.
  private static func saved(
    _ done: Done<DeskView.PersonEdited>, _ schema: String, _ invocation: Invocation, _ session: Session,
    _ station: Station
  ) async throws -> ExitCode {
    let answer = done.answer
    let isDryRun = invocation.globals.isDryRun
    let page = try await station.read(session) { labels in
      var page = Page([
        "schema": .string(schema), "record": .string(answer.record.description), "dry_run": .bool(isDryRun),
        "groups": .array(answer.groups.map { .string($0) }),
        "warnings": .array(answer.warnings.map { .string("\($0)") }), "attaches": .bool(answer.attaches),
        "changes": .array(done.changes.map(\.document)),
      ])
      let language = labels.language
      let name = SafeText(try labels.title(answer.record) ?? answer.record.description)
      let groups = answer.groups.map { Texts.fields.group($0, of: "person")?(language) ?? SafeText($0) }
      let joined = groups.dropFirst().reduce(groups.first ?? SafeText()) { $0 + ", " + $1 }
      let views = Texts.views
      page.line(
        isDryRun
          ? "\(views.wouldSave(language)) \(name): \(joined)"
          : views.savedGroups(language, name, joined).inked(.good))
      for finding in answer.warnings { page.line(PersonPages.text(finding, language).inked(.caution)) }
      if answer.attaches { page.paragraph(views.attached(language).inked(.caution)) }
      if !isDryRun, !station.isHub { page.remark(Texts.records.savedHere(language)) }
      return page
    }
    session.show(page)
    if isDryRun { session.remark(Texts.common.dryRun) }
    return .ok
  }
}
