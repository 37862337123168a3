internal import Causality
internal import Node
internal import Records
internal import Store

/// What the province says about nodes that are in, and about itself after a restore.
extension StationCommands {
  static let trust: [(words: [String], body: Body)] = [
    (["hub", "revoke"], revoke), (["hub", "release"], release),
  ]

  @Sendable static func revoke(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node, station.isHub else { return session.fail(Texts.problems.notAHub) }
    let name = invocation.required("NODE")
    let logs = try await station.replica.read { try $0.logs(of: name) }
    let isKnown = node.replica.registry.nodes.values.contains { $0.name == name && $0.role == .center }
    guard isKnown else { return session.fail(Texts.problems.nothingFound, SafeText(name)) }
    var bounds: [NodeLog: LogBound] = [:]
    for (option, isGood) in [("--last-good", true), ("--final", false)] {
      for text in invocation.all(option) {
        guard let (log, place) = try await end(text, logs, station) else {
          return session.fail(Texts.problems.badWord, SafeText(text))
        }
        var bound =
          bounds[log]
          ?? LogBound(
            partition: log.partition, origin: log.log.origin, good: log.head, final: log.head)
        if isGood { bound.good = place } else { bound.final = place }
        bounds[log] = bound
      }
    }
    if invocation.globals.isDryRun {
      show(logs, bounds, session)
      return .ok
    }
    let count = try await HubRegistry.revoke(
      name, bounds: Array(bounds.values), author: invocation.staff, reason: invocation.required("--reason"),
      node)
    if session.isJSON {
      session.answer([
        "schema": "hub.revoke/1", "node": .string(name), "keys": JSONValue(count),
        "bounds": .array(bounds.values.map(\.document)),
      ])
    } else {
      session.say(Texts.hub.revoked, SafeText(name), SafeText(count))
      session.remark(Texts.hub.revokedNext)
    }
    return .ok
  }

  /// `unit/06184:96`, or `unit/06184@5f0c12ab:96` where the node has several logs of a partition.
  private static func end(
    _ text: String, _ logs: [NodeLog], _ station: Station
  ) async throws -> (NodeLog, LogBound.Place)? {
    guard let colon = text.lastIndex(of: ":"), let sequence = UInt64(text[text.index(after: colon)...]) else {
      return nil
    }
    let parts = text[..<colon].split(separator: "@", maxSplits: 1)
    let fitting = logs.filter { log in
      log.partition.text == parts[0] && (parts.count == 1 || log.log.description.hasPrefix(parts[1]))
    }
    guard fitting.count == 1, let log = fitting.first, sequence <= log.head.sequence else { return nil }
    let place = try await station.replica.read { reader in
      try reader.place(sequence, of: log.log, in: log.partition)
    }
    return place.map { (log, $0) }
  }

  /// What whoever revokes looks at first.
  private static func show(_ logs: [NodeLog], _ bounds: [NodeLog: LogBound], _ session: Session) {
    if session.isJSON {
      session.answer([
        "schema": "hub.revoke-plan/1",
        "logs": .array(
          logs.map { log in
            [
              "partition": .string(log.partition.text), "log": .string(log.log.description),
              "head": JSONValue(log.head.sequence), "latest": .time(log.latest),
              "last_good": JSONValue(bounds[log]?.good.sequence ?? log.head.sequence),
              "final": JSONValue(bounds[log]?.final.sequence ?? log.head.sequence),
            ]
          }),
      ])
      return
    }
    let (language, texts) = (session.language, Texts.hub)
    var table = Table([
      .init(Texts.sync.partition(language)), .init(texts.log(language)),
      .init(texts.head(language), .right), .init(texts.latestChange(language)),
      .init(texts.lastGood(language), .right), .init(texts.final(language), .right),
    ])
    for log in logs {
      table.append([
        SafeText(log.partition.text), SafeText(log.log.description), SafeText(log.head.sequence),
        log.latest.map { CalendarText.moment($0) } ?? "",
        SafeText(bounds[log]?.good.sequence ?? log.head.sequence),
        SafeText(bounds[log]?.final.sequence ?? log.head.sequence),
      ])
    }
    session.show(table)
    session.say(Texts.common.dryRun)
  }

  @Sendable static func release(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node, station.isHub else { return session.fail(Texts.problems.notAHub) }
    guard let since = station.replica.recoveringSince else {
      return session.fail(Texts.problems.notRecovering)
    }
    let nodes = try await HubNodes.list(node, service: station.hub).filter { $0.state == .active }
    let missing = nodes.filter { ($0.lastSeen ?? 0) < since }.map(\.name)
    if !missing.isEmpty { session.remark(Texts.hub.notSeenYet, SafeText(missing.joined(separator: ", "))) }
    if invocation.globals.isDryRun {
      session.say(Texts.common.dryRun)
      return .ok
    }
    let (staff, reason) = (invocation.staff, invocation.required("--reason"))
    _ = try await station.replica.write { file in try file.release(by: staff, reason: reason) }
    if session.isJSON {
      session.answer([
        "schema": "hub.release/1", "not_seen": .array(missing.map { .string($0) }),
      ])
    } else {
      session.say(Texts.hub.released)
    }
    return .ok
  }
}
