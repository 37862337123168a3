internal import Causality
internal import Node
internal import Procedures
internal import Records
internal import Store

extension StationCommands {
  @Sendable static func requestSupplement(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    try await step(
      .requestSupplement(
        components: invocation.all("--requirement"), note: invocation.required("--reason"),
        exception: invocation.exception), "dossier.supplement/1", invocation, session, station)
  }

  @Sendable static func recheckDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let code = invocation.required("CODE")
    let done = try await station.desk(invocation, session).step(
      .renewGround, of: code, reason: invocation["--reason"] ?? "", staff: invocation.staff,
      seen: invocation["--seen"])
    if session.isJSON {
      session.answer([
        "schema": "dossier.recheck/1", "record": .string(done.answer.record.description),
        "dry_run": .bool(invocation.globals.isDryRun), "changes": .array(done.changes.map(\.document)),
      ])
    } else {
      session.say(invocation.globals.isDryRun ? Texts.common.dryRun : Texts.law.rechecked, SafeText(code))
    }
    return .ok
  }

  @Sendable static func explainDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (code, component) = (invocation.required("CODE"), invocation["--requirement"])
    let day = invocation.day("--on")
    session.show(
      try await station.view(session, catalogue: true) { view, labels in
        try LawPages(labels, view).why(try view.why(code, on: day, component: component))
      })
    return .ok
  }

  @Sendable static func judgeProcedure(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (code, text, person) = (invocation.required("CODE"), invocation["--case"], invocation["--person"])
    let channel = Channel.Kind(rawValue: invocation.valueOrDefault("--channel") ?? "")
    let asked = invocation.day("--on")
    session.show(
      try await station.view(session, catalogue: true) { view, labels in
        let day = asked ?? view.day
        let (procedure, judgements) = try view.judge(
          procedure: code, case: text, person: person, channel: channel, on: day)
        return try LawPages(labels, view).judged(procedure, judgements, on: day)
      })
    return .ok
  }
}

extension Invocation {
  /// The exception that the law allows, with the reason as its note; the table requires the reason.
  var exception: GuardException? {
    first("--exception").flatMap { GuardException.Reason(rawValue: $0) }.map {
      GuardException($0, note: first("--reason") ?? "")
    }
  }
}
