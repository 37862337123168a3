internal import Causality
internal import Exchange
internal import Node
internal import Records
internal import Store

/// What was refused and is kept: looked at, offered again, discarded.
extension StationCommands {
  static let quarantine: [(words: [String], body: Body)] = [
    (["quarantine", "list"], listQuarantine), (["quarantine", "show"], showQuarantine),
    (["quarantine", "retry"], retryQuarantine), (["quarantine", "discard"], discardQuarantine),
  ]

  @Sendable static func listQuarantine(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let limit = invocation.integer("--limit") ?? 50
    let all = invocation.has("--all")
    let page = try await station.read(session) { labels in
      try QuarantineView(labels, now: session.now()).list(
        try labels.reader.quarantine(discarded: all, limit: limit), try labels.reader.quarantineCounts())
    }
    session.show(page)
    return .ok
  }

  @Sendable static func showQuarantine(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = invocation.required("ID")
    let limit = invocation.integer("--limit") ?? 50
    let page = try await station.read(session) { labels -> Page? in
      guard let entry = try labels.reader.quarantined(id) else { return nil }
      let bytes = try labels.reader.quarantinedBytes(id) ?? []
      let batch = try? Batch(encoded: bytes, hashing: CryptoHashing())
      return try QuarantineView(labels, now: session.now()).page(entry, batch ?? Batch(), limit: limit)
    }
    guard let page else { return session.fail(Texts.problems.nothingFound, SafeText(id)) }
    session.show(page)
    return .ok
  }

  @Sendable static func retryQuarantine(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    var ids = invocation.all("ID")
    if ids.isEmpty {
      ids = try await station.replica.read {
        try $0.quarantine(limit: QuarantineLimits.entriesMax).reversed().map(\.id)
      }
    }
    guard !invocation.globals.isDryRun else {
      session.say(Texts.quarantine.count, grouped(ids.count, session.language))
      session.say(Texts.common.dryRun)
      return .ok
    }
    var answers: [JSONValue] = []
    var refused: (id: String, word: SyncRefusal)?
    for id in ids {
      try Task.checkCancellation()
      let outcome = try await station.replica.write { try $0.retryQuarantined(id) }
      switch outcome {
      case .unknown where invocation.all("ID").isEmpty:
        // It went with another that was taken a moment ago.
        continue
      case .unknown, .discarded: return session.fail(Texts.problems.nothingFound, SafeText(id))
      case .settled(let applied):
        answers.append([
          "id": .string(id), "applied": JSONValue(applied), "settled": true, "reason": .null,
        ])
        if !session.isJSON {
          let text = applied == 0 ? Texts.quarantine.nothingLeft : Texts.quarantine.settled
          session.say(text, SafeText(id), grouped(applied, session.language))
        }
      case .refused(let applied, let refusals):
        let first = refusals.first ?? SyncRefusal(code: .unknown)
        refused = refused ?? (id, first)
        answers.append([
          "id": .string(id), "applied": JSONValue(applied), "settled": false,
          "reason": .string(StatusView.word(of: first)),
        ])
        if !session.isJSON {
          session.say(
            Texts.quarantine.stillRefused, SafeText(id), grouped(applied, session.language),
            QuarantineView.reason(of: first, session.language))
        }
      }
    }
    if session.isJSON { session.answer(["schema": "quarantine.retry/1", "entries": .array(answers)]) }
    if answers.isEmpty, !session.isJSON { session.say(Texts.quarantine.none) }
    guard let refused else { return .ok }
    return session.fail(
      Texts.problems.stillQuarantined, SafeText(refused.id),
      QuarantineView.reason(of: refused.word, session.language))
  }

  @Sendable static func discardQuarantine(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = invocation.required("ID")
    guard try await station.replica.read({ try $0.quarantined(id)?.discard == nil }) else {
      return session.fail(Texts.problems.nothingFound, SafeText(id))
    }
    guard !invocation.globals.isDryRun else {
      session.say(Texts.common.dryRun)
      return .ok
    }
    let (staff, reason) = (invocation.staff, invocation.required("--reason"))
    guard try await station.replica.write({ try $0.discardQuarantined(id, by: staff, reason: reason) }) else {
      return session.fail(Texts.problems.nothingFound, SafeText(id))
    }
    if session.isJSON {
      session.answer(["schema": "quarantine.discard/1", "id": .string(id)])
    } else {
      session.say(Texts.quarantine.discarded, SafeText(id))
    }
    return .ok
  }
}
