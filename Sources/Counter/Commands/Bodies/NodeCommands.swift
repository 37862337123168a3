internal import Exchange
internal import Node
internal import Procedures
internal import Records
internal import Store

/// The link, and the province's nodes.
extension StationCommands {
  static let node: [(words: [String], body: Body)] = [
    (["status"], status), (["sync"], sync), (["hub", "invite"], invite), (["hub", "nodes"], nodes),
  ]

  @Sendable static func status(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node else { return session.fail(Texts.problems.daemonUnreachable) }
    let reading = StatusReading(
      configuration: node.configuration,
      status: node.configuration.role == .hub ? nil : station.sync?.status ?? SyncStatus.lastKnown(node.home),
      isServed: station.sync != nil || station.hub != nil,
      standings: try await PartitionStanding.all(node),
      held: try await station.replica.read { try StatusReading.Held($0) }, now: session.now())
    if session.isJSON {
      session.answer(StatusView.document(reading))
    } else {
      StatusView.show(reading, in: session)
    }
    return .ok
  }

  @Sendable static func sync(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node, node.configuration.role == .center else {
      return session.fail(Texts.problems.nothingToSync)
    }
    let result = await attempt(session, station, node)
    if case .failure(.offline) = result {
      let waiting = try await PartitionStanding.all(node).reduce(0) { $0 + $1.toSend }
      return session.fail(Texts.problems.offline, grouped(waiting, session.language))
    }
    let report = try result.get()
    tell(report, session)
    if let diverged = report.summary.diverged.first {
      return session.fail(Texts.problems.digestsDiffer, Texts.places.partition(diverged, session.language))
    }
    if let refused = report.summary.refusedByHub.first {
      return session.fail(
        Texts.problems.changesRefused, grouped(report.summary.refusedByHub.count, session.language),
        QuarantineView.reason(of: refused, session.language))
    }
    return .ok
  }

  /// Through the running loop, or through one of its own for as long as it takes.
  private static func attempt(
    _ session: Session, _ station: Station, _ node: NodeContext
  ) async -> Result<SyncReport, NodeError> {
    let progress = SharedProgress(session, Texts.sync.receiving)
    defer { progress.clear() }
    if let loop = station.sync { return await ask(loop, progress, session) }
    do throws(NodeError) {
      return .success(try await SyncLoop(node).once { progress.show($0, at: session.now()) })
    } catch {
      return .failure(error)
    }
  }

  private static func ask(
    _ loop: SyncLoop, _ progress: SharedProgress, _ session: Session
  ) async -> Result<SyncReport, NodeError> {
    do throws(NodeError) {
      return .success(try await loop.syncNow { progress.show($0, at: session.now()) })
    } catch {
      return .failure(error)
    }
  }

  /// Compares with the province after a sync: equal vectors and other digests are an alarm.
  static func compareWithHub(_ session: Session, _ station: Station) async throws -> ExitCode {
    guard let node = station.node, node.configuration.role == .center else {
      return session.fail(Texts.problems.nothingToSync)
    }
    let report = try await attempt(session, station, node).get()
    if let diverged = report.summary.diverged.first {
      return session.fail(Texts.problems.digestsDiffer, Texts.places.partition(diverged, session.language))
    }
    session.remark(Texts.sync.sameAsHub)
    return .ok
  }

  static func firstSync(
    _ session: Session, _ station: Station, _ node: NodeContext
  ) async throws(NodeError) -> SyncReport { try await attempt(session, station, node).get() }

  static func tell(_ report: SyncReport, _ session: Session) {
    let (language, summary) = (session.language, report.summary)
    if session.isJSON {
      session.answer([
        "schema": "node.sync/1", "complete": .bool(summary.isComplete), "rounds": JSONValue(summary.rounds),
        "changes_sent": JSONValue(summary.sent), "changes_received": JSONValue(summary.received),
        "bytes_sent": .int(report.bytesSent), "bytes_received": .int(report.bytesReceived),
        "milliseconds": JSONValue(report.milliseconds),
      ])
      return
    }
    let bytes = bytesText(report.bytesSent + report.bytesReceived, language)
    if summary.sent == 0, summary.received == 0 {
      session.say(Texts.sync.nothingNew)
    } else {
      session.say(
        Texts.sync.done, grouped(summary.sent, language), grouped(summary.received, language))
    }
    session.say(
      Texts.sync.rounds, grouped(summary.rounds, language), bytes,
      report.milliseconds < 10_000
        ? "\(report.milliseconds) ms" : AgeText.span(Int64(report.milliseconds), language))
  }

  @Sendable static func invite(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard station.isHub else { return session.fail(Texts.problems.notAHub) }
    let (code, units) = (invocation.required("CENTER"), invocation.codes("--units"))
    let (published, unknown) = try await station.read(session) { labels in
      guard try labels.hasCatalogue() else { throw DeskRefusal.catalogueNotHere }
      return (try labels.published(agency: code), try units.filter { try labels.published(unit: $0) == nil })
    }
    guard let published else { return session.fail(Texts.problems.agencyUnknown, SafeText(code)) }
    guard unknown.isEmpty else {
      return session.fail(Texts.problems.unitsUnknown, SafeText(unknown.joined(separator: ", ")))
    }
    guard let node = station.node else { return session.fail(Texts.problems.notAHub) }
    let terms = try InvitationTerms(
      center: code, units: units,
      label: invocation["--name"] ?? String(published.prefix(InvitationTerms.labelMax)))
    let seconds = (invocation.spanMs("--valid") ?? 3_600_000) / 1_000
    let invitation = try await HubInvitations.create(node, terms, validSeconds: seconds)
    let (token, address) = (invitation.token.text, node.configuration.hub.text)
    if session.isJSON {
      session.answer([
        "schema": "hub.invite/1", "center": .string(terms.center), "token": .string(token),
        "url": .string(address), "expires_at": .time(invitation.expiresAt),
        "enrolled_keys": JSONValue(invitation.enrolledKeys),
      ])
      return .ok
    }
    session.say(
      Texts.hub.invited, "\(terms.label) (\(terms.center))", CalendarText.moment(invitation.expiresAt))
    session.say("  \(token)")
    session.say(Texts.hub.joinWith)
    session.say("  tram join \(address) \(token)")
    if invitation.enrolledKeys > 0 {
      let keys = SafeText(invitation.enrolledKeys)
      session.say(paragraph: Texts.views.alreadyEnrolled(session.language, keys).inked(.caution))
    }
    return .ok
  }

  @Sendable static func nodes(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let node = station.node, station.isHub else { return session.fail(Texts.problems.notAHub) }
    let nodes = try await HubNodes.list(node, service: station.hub)
    let names = try await station.read(session) { labels in try nodes.map { try labels.center($0.name) } }
    if session.isJSON {
      session.answer([
        "schema": "hub.nodes/1",
        "nodes": .array(
          nodes.map { node in
            [
              "name": .string(node.name), "state": .string(NodeStateText.word(node.state)),
              "keys": JSONValue(node.keys), "partitions": .array(node.partitions.map { .string($0.text) }),
              "last_seen": node.lastSeen.map { JSONValue.time($0) } ?? .null,
              "behind": JSONValue(node.behind),
              "lag": .object(
                node.lag.sorted { $0.key < $1.key }.map { .init($0.key.text, JSONValue($0.value)) }),
              "certificate_ends": .time(node.certificateEnd.map { $0 * 1_000 }),
              "report": node.report?.document ?? .null,
            ]
          }),
      ])
      return .ok
    }
    let language = session.language
    guard !nodes.isEmpty else {
      session.say(Texts.hub.noNodes)
      return .ok
    }
    var table = Table([
      .init(Texts.hub.nodes(language)), .init(Texts.common.name(language), isFlexible: true),
      .init(Texts.sync.state(language)),
      .init(Texts.hub.lastSeen(language)), .init(Texts.hub.behind(language), .right),
      .init(Texts.doctor.subject(.alarms)?(language) ?? "", .right),
      .init(Texts.doctor.subject(.conflicts)?(language) ?? "", .right),
      .init(Texts.doctor.subject(.certificate)?(language) ?? ""),
      .init(Texts.doctor.subject(.disk)?(language) ?? "", .right), .init(Texts.hub.version(language)),
    ])
    for (node, name) in zip(nodes, names) {
      var state = NodeStateText.text(node.state, language)
      // Two keys under one name: two machines, or one that was copied.
      if node.keys > 1 { state.append(" (\(Texts.views.keys(language, SafeText(node.keys)), .caution))") }
      table.append(
        [
          SafeText(node.name), SafeText(name), state,
          node.lastSeen.map { AgeText.text(of: $0, at: session.now(), language) }
            ?? Texts.sync.never(language),
          grouped(node.behind, language),
        ] + care(of: node, session.now(), language))
    }
    session.show(table)
    return .ok
  }
}

extension StationCommands {
  /// Alarms, conflicts, end of the certificate, room on the disk, version: as far as the node says.
  private static func care(of node: HubNode, _ now: Int64, _ language: Language) -> [SafeText] {
    let report = node.report
    let alarms = report?.alarms ?? 0
    let end = node.certificateEnd.map { end in
      let text = CalendarText.day(end * 1_000)
      return end * 1_000 - now < 30 * 86_400_000 ? text.inked(.caution) : text
    }
    return [
      report.map { _ in grouped(alarms, language).inked(alarms > 0 ? .danger : .plain) } ?? "–",
      report.map { grouped($0.conflicts, language) } ?? "–", end ?? "–",
      report?.diskFree.map { bytesText($0, language) } ?? "–", report.map { SafeText($0.version) } ?? "–",
    ]
  }
}

enum NodeStateText {
  static func word(_ state: HubNode.State) -> String {
    switch state {
    case .active: "active"
    case .revoked: "revoked"
    case .invited: "invited"
    }
  }

  static func text(_ state: HubNode.State, _ language: Language) -> SafeText {
    switch state {
    case .active: Texts.hub.active(language)
    case .revoked: Texts.hub.revokedState(language)
    case .invited: Texts.hub.invitedState(language)
    }
  }
}
