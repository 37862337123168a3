internal import Causality
internal import Exchange
package import Node
package import Records
package import Store

/// How a node stands: link, what waits, conflicts, each partition.
package struct StatusReading: Sendable {
  package var configuration: NodeConfiguration
  package var status: SyncStatus?
  /// Whether a service keeps it in agreement.
  package var isServed: Bool
  package var standings: [PartitionStanding]
  package var held: Held
  package var now: Int64

  /// What the replica itself knows.
  package struct Held: Sendable {
    var openConflicts: Int
    /// What stands until a person has looked at it.
    var alarms: [Alarm]
    /// What the province refused, also before the service was started again.
    var refusals: [StandingRefusal]
    /// When the oldest change was made that the province is not known to hold, by its writer's clock.
    var oldest: [Partition: Int64] = [:]
    var quarantine = QuarantineCounts()

    package init(_ reader: Reader) throws {
      openConflicts = try reader.openConflictCount()
      alarms = try reader.alarms(limit: 100)
      refusals = try reader.refusals(by: SyncSession.hubPeer)
      quarantine = try reader.quarantineCounts()
      for state in try reader.peerStates(of: SyncSession.hubPeer) {
        oldest[state.partition] = try reader.oldestChange(of: state.partition, beyond: state.vector)
      }
    }
  }

  package init(
    configuration: NodeConfiguration, status: SyncStatus?, isServed: Bool, standings: [PartitionStanding],
    held: Held,
    now: Int64
  ) {
    self.configuration = configuration
    self.status = status
    self.isServed = isServed
    self.standings = standings
    self.held = held
    self.now = now
  }

  var toSend: Int { standings.reduce(0) { $0 + $1.toSend } }
  var isHub: Bool { configuration.role == .hub }
}

package enum StatusView {
  /// Alarms that are named one by one; the list has them all.
  private static let alarmsShownMax = 5

  package static func show(_ reading: StatusReading, in session: Session) {
    let (language, texts) = (session.language, Texts.sync)
    var pairs = KeyValue()
    pairs.append(
      texts.node(language), "\(SafeText(reading.configuration.label)) (\(reading.configuration.name))")
    pairs.append(texts.role(language), (reading.isHub ? texts.hubRole : texts.centerRole)(language))
    if !reading.isHub {
      pairs.append(texts.link(language), link(reading, language))
      pairs.append(
        texts.lastSuccess(language),
        reading.status?.lastSuccess.map { AgeText.text(of: $0, at: reading.now, language) }
          ?? texts.never(language))
      pairs.append(texts.unacknowledged(language), grouped(reading.toSend, language))
      if let offset = reading.status?.clockOffset, abs(offset) > 2_000 {
        pairs.append(texts.clock(language), AgeText.span(abs(offset), language))
      }
      if let contents = reading.status?.contents, contents.missing > 0 {
        pairs.append(texts.contentsMissing(language), grouped(contents.missing, language))
      }
      if let contents = reading.status?.contents, contents.toSend > 0 {
        pairs.append(texts.contentsToSend(language), grouped(contents.toSend, language))
      }
    }
    pairs.append(texts.open(language), grouped(reading.held.openConflicts, language))
    let quarantine = reading.held.quarantine
    if quarantine.entries > 0 {
      let count = Texts.quarantine.standing(
        language, grouped(quarantine.changes, language), grouped(quarantine.entries, language))
      pairs.append(texts.quarantined(language), count.inked(.caution))
    }
    if !reading.held.alarms.isEmpty {
      pairs.append(
        Texts.alarms.standingCount(language), grouped(reading.held.alarms.count, language).inked(.danger))
    }
    session.show(pairs)
    session.say()
    session.show(table(reading, language))
    for standing in reading.held.refusals {
      let refusal = standing.refusal
      let text = texts.refusedChange(
        language, refusal.partition.map { Texts.places.partition($0, language) } ?? "–",
        SafeText(refusal.sequence),
        QuarantineView.reason(of: refusal, language))
      session.say(text.inked(.danger))
    }
    for partition in reading.status?.diverged ?? [] {
      session.say(
        Texts.problems.digestsDiffer.happened(language, Texts.places.partition(partition, language)).inked(
          .danger))
    }
    for alarm in reading.held.alarms.prefix(alarmsShownMax) {
      let text = Texts.alarms.line(
        language, SafeText(alarm.id), AlarmView.title(alarm, language), SafeText(alarm.subject))
      session.say(text.inked(.danger))
    }
    if !reading.held.alarms.isEmpty { session.remark(Texts.alarms.tryShow) }
    if reading.held.openConflicts > 0 { session.remark(Texts.views.tryConflicts) }
    if quarantine.entries > 0 { session.remark(Texts.quarantine.look) }
    if case .offline? = reading.status?.link { session.remark(texts.goOn) }
  }

  private static func table(_ reading: StatusReading, _ language: Language) -> Table {
    let texts = Texts.sync
    var columns: [Table.Column] = [
      .init(texts.partition(language)), .init(texts.changes(language), .right), .init(texts.digest(language)),
    ]
    if !reading.isHub {
      columns.insert(
        contentsOf: [
          .init(Texts.views.acknowledged(language), .right), .init(texts.toSend(language), .right),
          .init(Texts.views.oldest(language)), .init(texts.toReceive(language), .right),
        ], at: 2)
    }
    var table = Table(columns)
    for standing in reading.standings {
      var cells: [SafeText] = [
        Texts.places.partition(standing.partition, language), grouped(standing.changes, language),
        SafeText(String(standing.digest.description.prefix(12))),
      ]
      if !reading.isHub {
        let oldest = reading.held.oldest[standing.partition]
        cells.insert(
          contentsOf: [
            grouped(standing.changes - standing.toSend, language),
            grouped(standing.toSend, language).inked(standing.toSend == 0 ? .plain : .busy),
            oldest.map { AgeText.text(of: $0, at: reading.now, language) } ?? "",
            grouped(standing.toReceive, language),
          ], at: 2)
      }
      table.append(cells)
    }
    return table
  }

  private static func link(_ reading: StatusReading, _ language: Language) -> SafeText {
    let texts = Texts.sync
    guard reading.isServed, let status = reading.status else { return texts.notServed(language) }
    func since(_ text: Text, _ moment: Int64) -> SafeText {
      "\(text(language)) (\(AgeText.text(of: moment, at: reading.now, language)))"
    }
    switch status.link {
    case .starting: return texts.unknownState(language)
    case .online: return (status.isSyncing ? texts.syncing : texts.online)(language)
    case .offline(let moment, _): return since(texts.offline, moment)
    case .busy(let moment): return since(texts.offline, moment)
    case .refused(let moment, let refusal):
      return "\(since(texts.refused, moment)): \(Texts.refusals.text(refusal)(language))"
    case .untrusted(let moment): return since(texts.untrusted, moment)
    case .versionMismatch: return texts.versions(language)
    case .failing(let moment, _): return since(texts.failing, moment)
    }
  }

  static func word(of refusal: SyncRefusal) -> String {
    if refusal.code == .notGranted, let reason = AdmissionRefusal(code: refusal.reason) { return "\(reason)" }
    return "\(refusal.code)"
  }

  package static func document(_ reading: StatusReading) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("schema", "node.status/1"), .init("name", .string(reading.configuration.name)),
      .init("label", .string(reading.configuration.label)),
      .init("role", .string(reading.configuration.role.rawValue)),
      .init("served", .bool(reading.isServed)),
      .init("conflicts_open", JSONValue(reading.held.openConflicts)),
      .init(
        "quarantine",
        [
          "entries": JSONValue(reading.held.quarantine.entries),
          "changes": JSONValue(reading.held.quarantine.changes),
          "not_kept": JSONValue(reading.held.quarantine.notKept),
        ]),
      .init("alarms", .array(reading.held.alarms.map(AlarmView.document))),
    ]
    if !reading.isHub {
      members.append(.init("link", .string(linkWord(reading.isServed ? reading.status : nil))))
      members.append(.init("last_success", reading.status?.lastSuccess.map { JSONValue.time($0) } ?? .null))
      members.append(.init("changes_to_send", JSONValue(reading.toSend)))
      if let status = reading.status {
        members.append(.init("clock_offset_ms", status.clockOffset.map { .int($0) } ?? .null))
        members.append(.init("rounds", JSONValue(status.rounds)))
        members.append(.init("bytes_sent", .int(status.bytesSent)))
        members.append(.init("bytes_received", .int(status.bytesReceived)))
        members.append(.init("changes_sent", JSONValue(status.changesSent)))
        members.append(.init("changes_received", JSONValue(status.changesReceived)))
        members.append(.init("contents_missing", JSONValue(status.contents.missing)))
        members.append(.init("contents_to_send", JSONValue(status.contents.toSend)))
        members.append(.init("diverged", .array(status.diverged.map { .string($0.text) })))
      }
      members.append(
        .init(
          "refused_by_hub",
          .array(
            reading.held.refusals.map { standing in
              [
                "partition": JSONValue(standing.refusal.partition?.text),
                "sequence": JSONValue(standing.refusal.sequence),
                "reason": .string(word(of: standing.refusal)), "at": .time(standing.at),
              ]
            })))
    }
    members.append(
      .init(
        "partitions",
        .array(
          reading.standings.map { standing in
            [
              "partition": .string(standing.partition.text), "changes": JSONValue(standing.changes),
              "acknowledged": JSONValue(standing.changes - standing.toSend),
              "to_send": JSONValue(standing.toSend),
              "oldest_to_send": .time(reading.held.oldest[standing.partition]),
              "to_receive": JSONValue(standing.toReceive),
              "digest": .string(standing.digest.description),
              "acknowledged_at": standing.acknowledgedAt.map { JSONValue.time($0) } ?? .null,
            ]
          })))
    return .object(members)
  }

  private static func linkWord(_ status: SyncStatus?) -> String {
    switch status?.link {
    case nil: "not-served"
    case .starting: "starting"
    case .online: "online"
    case .offline: "offline"
    case .busy: "busy"
    case .refused: "refused"
    case .untrusted: "untrusted"
    case .versionMismatch: "version-mismatch"
    case .failing: "failing"
    }
  }
}
