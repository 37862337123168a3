import Causality
import Exchange
import Glibc
import Records
import Store
import Testing

@testable import Node

extension DoctorFacts {
  fileprivate func state(_ subject: Check.Subject) -> Check.Finding? {
    Checkup.checks(self).first { $0.subject == subject }?.finding
  }
}

@Suite(.serialized, .timeLimit(.minutes(3))) struct `An examination` {
  private func facts(_ node: NodeContext, full: Bool = false) async throws -> DoctorFacts {
    try await Examination(node.home, now: node.now()).facts(node, sync: nil, isServed: false, full: full)
  }

  @Test func `of a center that synced finds data, logs, sequence, keys and clock in order`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    try await node.register("1")
    _ = try await node.sync()
    let quick = try await facts(node)
    #expect(quick.state(.file) == .fileIntact)
    #expect(quick.state(.logs) == .logsStand)
    #expect(quick.state(.sequence) == .sequenceAgrees)
    #expect(quick.state(.keys) == .keysPrivate)
    #expect(quick.state(.clock) == .clockAgrees)
    #expect(quick.state(.certificate) == .certificateValid)
    #expect(quick.state(.alarms) == .alarmsNone)
    let full = try await facts(node, full: true)
    #expect(full.state(.logs) == .logsVerified)
    #expect(full.state(.digests) == .digestsVerified)
    // The province's clock goes wrong, and the hub's answer says so.
    hub.clock.move(milliseconds: 3_600_000)
    let home = node.home
    await node.close()
    let again = try NodeContext.open(home)
    #expect(try await facts(again).state(.clock) == .clockWrong)
    await hub.stop()
    #expect(try await facts(again).state(.clock) == .clockUnknown)
    #expect(try await facts(again).role == .center)
    await again.close()
  }

  @Test func `finds a key that others may read, and one that is gone`() async throws {
    let hub = try await TestHub()
    let home = hub.context.home
    #expect(try await facts(hub.context).state(.keys) == .keysPrivate)
    #expect(try await facts(hub.context).state(.authorityKey) == .authorityKeyHere)
    chmod(home.key, 0o644)
    #expect(try await facts(hub.context).state(.keys) == .keysOpen)
    unlink(home.key)
    #expect(try await facts(hub.context).state(.keys) == .keysMissing)
    await hub.stop()
  }

  @Test func `of an older copy of the disk says that own changes are missing`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    try await node.register("1")
    _ = try await node.sync()
    // As if the disk were older than the hub's acknowledgement.
    let own = LogID(origin: await node.replica.origin)
    try await node.replica.write { file in
      try file.remember(
        [PartitionVector(partition: .unit("06184"), vector: VersionVector([(own, 9)]))],
        of: SyncSession.hubPeer)
    }
    let found = try await facts(node)
    #expect(found.held?.health.lost == [.unit("06184"): 8])
    #expect(found.state(.sequence) == .sequenceLost)
    await node.close()
    await hub.stop()
  }
}
