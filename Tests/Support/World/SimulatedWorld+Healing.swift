import Causality
import Conflicts
import Exchange
import Records
import SQLite
import Store

extension SimulatedWorld {
  /// How many rounds it may take until nothing moves: all send what they have, all get what the others had, all find
  /// nothing new; and one more where a grant or a stick made a node begin late.
  package static let healingRoundsMax = 4

  /// All faults end; everybody syncs with the hub until nothing moves. Returns the rounds it took.
  package func heal() throws -> Int {
    note("world", "all faults end")
    faults = .none
    mail = []
    for node in nodes {
      node.isCutUntil = 0
      node.session = nil
      for seat in node.clerks.indices { node.clerks[seat].form = nil }
    }
    for round in 1...Self.healingRoundsMax {
      events.step += 1
      var moved = 0
      for node in nodes.dropFirst() { moved += try syncUndisturbed(node) }
      note("world", "healing round \(round) moved \(moved) changes")
      if moved == 0 { return round }
    }
    throw WorldFailure("not quiet after \(Self.healingRoundsMax) rounds")
  }

  private func syncUndisturbed(_ node: SimulatedNode) throws -> Int {
    try beginSession(node)
    guard let live = node.session else { return 0 }
    // Each round trip moves at least one change of either side.
    for _ in 0..<2_000 {
      guard node.session === live, let message = mail.popLast() else { break }
      try deliver(message)
    }
    guard node.session == nil else { throw WorldFailure("\(node.name) never ends its session") }
    guard let summary = lastSummary else {
      throw WorldFailure("\(node.name)'s session fails with the link up")
    }
    guard summary.isComplete, summary.refusedByHub.isEmpty, summary.refusedHere.isEmpty else {
      throw WorldFailure("\(node.name) and the hub are not done with the link up: \(summary)")
    }
    return summary.sent + summary.received
  }

  /// What must hold when nothing is left to say.
  package func verify() throws {
    for node in nodes { try verifyDatabase(node) }
    for node in nodes.dropFirst() { try verifyAgreement(node) }
    try verifyAcknowledged()
    for partition in tracked {
      for node in nodes where node.number == 0 || node.partitions.contains(partition) {
        try verifyStanding(partition, node)
        try verifyQueue(partition, node)
      }
      try verifyReplay(partition)
    }
    try verifyNewcomer(Self.unit)
  }

  private var tracked: [Partition] {
    [Self.unit] + nodes.dropFirst().map { Partition.center($0.name) }
  }

  private func verifyDatabase(_ node: SimulatedNode) throws {
    let found = try node.file.db.text("PRAGMA integrity_check")
    guard found == "ok" else {
      throw WorldFailure("\(node.name): \(found ?? "no answer") of the integrity check")
    }
    for partition in try node.reader.partitions() {
      var digest = Hash256.zero
      try node.reader.forEachRecord(in: partition) { digest = digest &+ $0.digest(hashing: self.hashing) }
      guard try node.reader.state(of: partition).digest == digest else {
        throw WorldFailure("\(node.name): the digest of \(partition) is not that of its records")
      }
    }
  }

  private func verifyAgreement(_ node: SimulatedNode) throws {
    for partition in node.partitions {
      let (here, there) = (try node.reader.state(of: partition), try hub.reader.state(of: partition))
      guard here == there else {
        throw WorldFailure(
          "\(node.name) and the hub differ in \(partition): \(here.vector) and \(there.vector)")
      }
      let mine = try encodings(partition, node)
      let theirs = try encodings(partition, hub)
      guard mine.keys.sorted() == theirs.keys.sorted() else {
        throw WorldFailure("\(node.name) and the hub hold other records of \(partition)")
      }
      for (record, bytes) in theirs.sorted(by: { $0.key < $1.key }) where mine[record] != bytes {
        throw WorldFailure("\(node.name) and the hub have two states of \(record)\n\(story(of: record))")
      }
    }
  }

  private func encodings(_ partition: Partition, _ node: SimulatedNode) throws -> [RecordID: [UInt8]] {
    var found: [RecordID: [UInt8]] = [:]
    try node.reader.forEachRecord(in: partition) { found[$0.record] = $0.encoded }
    return found
  }

  /// What was acknowledged to anybody is in the hub's log.
  private func verifyAcknowledged() throws {
    for write in oracle.writes {
      guard let id = write.id, try hub.reader.change(id) != nil else {
        let kind = write.isAcknowledged ? "acknowledged" : "saved"
        throw WorldFailure("\(write.token) was \(kind) and is lost\n\(story(of: write.record))")
      }
    }
  }

  private func verifyStanding(_ partition: Partition, _ node: SimulatedNode) throws {
    let expected = oracle.standing(in: partition)
    var seen: Set<RecordID> = []
    var failure: WorldFailure?
    try node.reader.forEachRecord(in: partition) { state in
      seen.insert(state.record)
      for group in Set(state.groups.map(\.group)).union(expected[state.record].map { Set($0.keys) } ?? []) {
        let standing = Set(state[group].names.map(self.oracle.token(of:)))
        let wanted = expected[state.record]?[group] ?? []
        guard standing != wanted, failure == nil else { continue }
        let (lost, extra) = (wanted.subtracting(standing).sorted(), standing.subtracting(wanted).sorted())
        failure = WorldFailure(
          "\(node.name): group \(group) of \(state.record) lacks \(lost), which nobody who saw it replaced, and has \(extra)\n"
            + self.story(of: state.record))
      }
    }
    if let failure { throw failure }
    guard seen == Set(expected.keys) else {
      throw WorldFailure("\(node.name) holds other records of \(partition)")
    }
  }

  /// Rivals are in the queue or of one value, nothing else is in it, and it is the hub's queue.
  private func verifyQueue(_ partition: Partition, _ node: SimulatedNode) throws {
    var rivals: Set<QueueEntry.Subject> = []
    try node.reader.forEachRecord(in: partition) { state in
      for group in state.groups where group.siblings.count > 1 {
        let isRivalry =
          group.group == RecordState.lifeGroup
          ? state.life == .disputed
          : Set(group.siblings.entries.map { $0.content.values.values.map(Self.composedValue) }).count > 1
        guard isRivalry else { continue }
        rivals.insert(.group(state.record, group.group))
        if node.number == 0 { self.reach(group.group == RecordState.lifeGroup ? .disputedLife : .rivals) }
      }
    }
    let queue = try queue(partition, node)
    let groups = Set(queue.compactMap { if case .group = $0.subject { $0.subject } else { nil } })
    guard groups == rivals else {
      throw WorldFailure(
        "\(node.name): the queue of \(partition) has \(groups.count) of \(rivals.count) rivalries")
    }
    let theirs = try self.queue(partition, hub)
    guard queue == theirs else {
      let apart = Set(queue).symmetricDifference(theirs)
      throw WorldFailure("\(node.name) and the hub have two queues of \(partition): \(apart)")
    }
  }

  private static func composedValue(_ value: Value) -> Value {
    if case .text(let text) = value { .text(composed(text)) } else { value }
  }

  /// What all holders of a partition must list alike; a rule over several partitions only the province can judge.
  private func queue(_ partition: Partition, _ node: SimulatedNode) throws -> [QueueEntry] {
    try node.reader.conflicts(QueueFilter(isOpen: nil, limit: .max)).filter { entry in
      guard case .records = entry.subject else { return entry.partition == partition }
      return entry.partition == partition && node.file.rules.crossRule(named: entry.rule)?.scope == .partition
    }
  }

  /// What the hub stores is what its log comes to, folded anew.
  private func verifyReplay(_ partition: Partition) throws {
    var fold = FoldReplica()
    let whole = BatchLimits(changes: 30_000)
    let everything = [PartitionVector(partition: partition, vector: VersionVector())]
    for section in try hub.reader.batch(for: everything, limits: whole).batch.sections {
      for sealed in section.changes {
        let change = try sealed.opened()
        let id = ChangeID(origin: change.header.origin, sequence: change.header.sequence, hash: sealed.hash)
        let written = Written(id: id, change: change)
        guard fold.admits(written) else {
          throw WorldFailure("the hub's order of \(partition) is not causal")
        }
        fold.apply(written)
      }
    }
    let stored = try encodings(partition, hub)
    guard stored == fold.records.mapValues(\.encoded) else {
      throw WorldFailure("the hub's state of \(partition) is not what its log comes to")
    }
  }

  /// Whoever comes new gets the same from any holder.
  private func verifyNewcomer(_ partition: Partition) throws {
    let holders = nodes.filter { $0.number == 0 || $0.partitions.contains(partition) }
    let holder = chance.pick(holders)
    let signer = province.signer(name: "newcomer", role: .center)
    let newcomer = try ReplicaFile(
      inMemory: .test(province, signer, clock: TestClock(), seed: seed), identity: signer.identity,
      rules: hub.file.rules)
    let report = try TestWorld.send([.registry, partition], from: holder.file, to: newcomer)
    guard report.refusals.isEmpty,
      try newcomer.reader.state(of: partition) == holder.reader.state(of: partition)
    else {
      throw WorldFailure("a newcomer does not get \(partition) from \(holder.name): \(report.refusals)")
    }
  }

  /// The events about a record, for whoever reads a failure.
  private func story(of record: RecordID) -> String {
    let short = " \(record.description.suffix(4)) "
    return events.events.filter { $0.text.contains(short) }.map { "  \($0.step) \($0.place): \($0.text)" }
      .joined(separator: "\n")
  }

  package func siblingCount() throws -> Int {
    var count = 0
    try hub.reader.forEachRecord { state in
      count += state.groups.filter { $0.group != RecordState.lifeGroup && $0.siblings.count > 1 }.count
    }
    return count
  }
}
