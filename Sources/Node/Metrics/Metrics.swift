import Causality
import Crypto
import Glibc
import Records
import Store

/// The figures of a node, for a monitoring program. They name partitions, nodes and codes, never a citizen.
package enum Metrics {
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// - Parameters:
  ///   - sync: the running loop of a center.
  ///   - hub: the running service of a hub.
  package static func families(
    _ context: NodeContext, sync: SyncLoop?, hub: HubService?
  ) async throws -> [MetricFamily] {
    let now = context.now()
    let isHub = context.configuration.role == .hub
    let held = try await context.replica.read { reader in
      try Held(reader, peer: isHub ? nil : SyncSession.hubPeer, key: context.identity.key)
    }
    var families = [build(context)]
    families += try await exchange(context, sync, held, now)
    families += work(held, context.replica.commits, sync, hub, now)
    families += machine(context, now)
    if let hub { families += service(hub.counts) }
    if isHub { families += try await nodes(context, hub) }
    return families
  }

  package static func text(
    _ context: NodeContext, sync: SyncLoop?, hub: HubService?
  ) async throws -> String {
    MetricFamily.text(try await families(context, sync: sync, hub: hub))
  }

  /// What is read in one snapshot.
  private struct Held: Sendable {
    var openConflicts: Int
    var oldestConflict: Int64?
    var quarantine: QuarantineCounts
    var alarms: [String: Int] = [:]
    var oldest: [Partition: Int64] = [:]
    var checkpoint: Int64?

    init(_ reader: Reader, peer: String?, key: Hash256) throws {
      openConflicts = try reader.openConflictCount()
      oldestConflict = try reader.oldestOpenConflict()
      quarantine = try reader.quarantineCounts()
      for alarm in try reader.alarms() { alarms[alarm.word, default: 0] += 1 }
      checkpoint = try reader.latestCheckpoint(key: key)
      guard let peer else { return }
      for state in try reader.peerStates(of: peer) {
        oldest[state.partition] = try reader.oldestChange(of: state.partition, beyond: state.vector)
      }
    }
  }

  private static func build(_ context: NodeContext) -> MetricFamily {
    var family = MetricFamily("build_info", .gauge, "Version and role; the value is 1.")
    family.add(
      1, ("version", ProgramVersion.text), ("role", context.configuration.role.rawValue),
      ("node", context.configuration.name))
    return family
  }

  private static func exchange(
    _ context: NodeContext, _ sync: SyncLoop?, _ held: Held, _ now: Int64
  ) async throws -> [MetricFamily] {
    guard context.configuration.role == .center else { return [] }
    let status = sync?.status ?? SyncStatus.lastKnown(context.home)
    var outbox = MetricFamily("outbox_ops", .gauge, "Changes that the hub is not known to hold.")
    var inbox = MetricFamily("inbox_ops", .gauge, "Changes that the hub said it holds and that are not here.")
    var oldest = MetricFamily(
      "outbox_oldest_seconds", .gauge, "Age of the oldest change that the hub is not known to hold.")
    for standing in try await PartitionStanding.all(context) {
      let label = (name: "partition", value: standing.partition.text)
      outbox.add(Double(standing.toSend), label)
      inbox.add(Double(standing.toReceive), label)
      if let moment = held.oldest[standing.partition] { oldest.add(age(moment, now), label) }
    }
    return [
      MetricFamily(
        "sync_last_success_timestamp_seconds", .gauge, "When the node last agreed with its hub.",
        status.lastSuccess.map { Double($0) / 1_000 }),
      MetricFamily("sync_online", .gauge, "1 while the link carries.", status.link == .online ? 1 : 0),
      outbox, oldest, inbox,
      MetricFamily(
        "hub_rtt_seconds", .gauge, "The latest round trip of the exchange, the hub's work included.",
        status.roundTripMs.map { Double($0) / 1_000 }),
      MetricFamily(
        "clock_offset_seconds", .gauge, "The hub's clock less ours.",
        status.clockOffset.map { Double($0) / 1_000 }),
      MetricFamily(
        "sync_sent_bytes_total", .counter, "Bytes sent to the hub, headers included.",
        Double(status.bytesSent)),
      MetricFamily(
        "sync_received_bytes_total", .counter, "Bytes received from the hub, headers included.",
        Double(status.bytesReceived)),
      MetricFamily(
        "contents_missing", .gauge, "Attachments named here whose content is not.",
        Double(status.contents.missing)),
    ]
  }

  private static func work(
    _ held: Held, _ commits: CommitCounts, _ sync: SyncLoop?, _ hub: HubService?, _ now: Int64
  ) -> [MetricFamily] {
    var alarms = MetricFamily("alarms_standing", .gauge, "Alarms that nobody has acknowledged.")
    for kind in AlarmKind.allCases {
      alarms.add(Double(held.alarms[kind.rawValue] ?? 0), ("kind", kind.rawValue))
    }
    var rejected = MetricFamily("ops_rejected_total", .counter, "Changes that were refused, by reason.")
    let reasons = hub?.counts.refusedFor ?? sync?.status.refusedFor ?? [:]
    for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
      rejected.add(Double(count), ("reason", reason))
    }
    var seconds = MetricFamily("commit_seconds", .histogram, "How long a transaction took to be durable.")
    seconds.add(
      bounds: CommitCounts.bounds, within: commits.within, count: commits.count, sum: commits.seconds)
    let applied = hub.map { $0.counts.changesTaken } ?? sync.map { $0.status.changesReceived }
    return [
      MetricFamily("conflicts_open", .gauge, "Conflicts that await a person.", Double(held.openConflicts)),
      MetricFamily(
        "conflict_oldest_seconds", .gauge, "Age of the oldest conflict that awaits a person.",
        held.oldestConflict.map { age($0, now) } ?? 0),
      MetricFamily(
        "quarantine_entries", .gauge, "Refused runs that are kept.", Double(held.quarantine.entries)),
      MetricFamily("quarantine_changes", .gauge, "Changes in them.", Double(held.quarantine.changes)),
      alarms,
      MetricFamily(
        "ops_applied_total", .counter, "Changes of others that were taken since the start.",
        applied.map { Double($0) }),
      rejected,
      MetricFamily(
        "acts_committed_total", .counter, "Acts made durable here since the start.", Double(commits.acts)),
      seconds,
      MetricFamily(
        "audit_checkpoint_age_seconds", .gauge, "Age of this node's latest signed checkpoint.",
        held.checkpoint.map { age($0, now) }),
    ]
  }

  private static func machine(_ context: NodeContext, _ now: Int64) -> [MetricFamily] {
    let home = context.home
    let backup = BackupRecord(reading: home)
    let log = size(home.path + "/replica.sqlite-wal")
    return [
      // 32 bytes of header, then frames of 24 bytes and a page (sqlite.org/fileformat2.html, section 4).
      MetricFamily(
        "wal_pages", .gauge, "Pages in the write-ahead log.",
        log.map { Double(max(0, $0 - 32) / (24 + 4_096)) } ?? 0),
      MetricFamily(
        "db_bytes", .gauge, "Size of the database file.",
        size(home.path + "/replica.sqlite").map { Double($0) }),
      MetricFamily(
        "disk_free_bytes", .gauge, "Free room on the disk of the data.",
        Machine.room(at: home.path).map { Double($0.free) }),
      MetricFamily(
        "cert_expiry_timestamp_seconds", .gauge, "When this node's certificate ends.",
        (try? Certificate(file: home.certificate)).map { Double($0.notAfter) }),
      MetricFamily(
        "backup_age_seconds", .gauge, "Age of the latest backup; absent where there is none.",
        backup.last.map { age($0, now) }),
      MetricFamily(
        "backup_drill_age_seconds", .gauge, "Age of the latest drill; absent where there is none.",
        backup.drill.map { age($0, now) }),
    ]
  }

  private static func service(_ counts: HubCounts) -> [MetricFamily] {
    var requests = MetricFamily("http_requests_total", .counter, "Requests answered, by route and status.")
    for (key, count) in counts.requests.sorted(by: { $0.key < $1.key }) {
      requests.add(Double(count), ("route", key.route), ("status", String(key.status)))
    }
    return [
      requests,
      MetricFamily(
        "hub_turned_away_total", .counter, "Callers that were not let in.", Double(counts.turnedAway)),
      MetricFamily("hub_busy_total", .counter, "Syncs told to come later.", Double(counts.busy)),
      MetricFamily(
        "hub_sync_seconds_total", .counter, "Time spent in syncs, decoding to encoding.",
        Double(counts.syncMilliseconds) / 1_000),
      MetricFamily("hub_syncs_total", .counter, "Syncs answered.", Double(counts.syncs)),
    ]
  }

  private static func nodes(_ context: NodeContext, _ hub: HubService?) async throws -> [MetricFamily] {
    var lag = MetricFamily(
      "node_partition_lag_ops", .gauge, "Changes of a partition that a node is not known to hold.")
    var seen = MetricFamily(
      "node_last_seen_timestamp_seconds", .gauge, "When a node last said what it holds.")
    var ends = MetricFamily("node_cert_expiry_timestamp_seconds", .gauge, "When a node's certificate ends.")
    for node in try await HubNodes.list(context, service: hub) where node.state == .active {
      let name = (name: "node", value: node.name)
      for (partition, count) in node.lag.sorted(by: { $0.key < $1.key }) {
        lag.add(Double(count), name, ("partition", partition.text))
      }
      if let moment = node.lastSeen { seen.add(Double(moment) / 1_000, name) }
      if let end = node.certificateEnd { ends.add(Double(end), name) }
    }
    return [lag, seen, ends]
  }

  /// Seconds; nothing is younger than now.
  private static func age(_ moment: Int64, _ now: Int64) -> Double {
    max(0, Double(now) - Double(moment)) / 1_000
  }

  private static func size(_ path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }
}
