import Causality
import Exchange
import HTTP
import Records
import Simulation
import Store
import Synchronization
import Testing

@testable import Node

private let unit = Partition.unit("06184")

extension NodeContext {
  /// A person of the commune, with a phone number as the value that is argued about.
  @discardableResult
  func register(_ phone: String, in partition: Partition = .unit("06184")) async throws -> RecordID {
    var generator = SystemRandomNumberGenerator()
    let id = RecordID(milliseconds: now(), using: &generator)
    let values = GroupDraft(group: 8, values: GroupValues([.text(phone)]))
    _ = try await replica.commit(
      Draft(
        partition: partition, record: id, entity: 1, writes: [values], author: "test", source: "counter",
        reason: "", isCreation: true))
    return id
  }

  func setPhone(_ id: RecordID, _ phone: String) async throws {
    _ = try await replica.write { file in
      try file.edit(try file.show(id), "phone", [.text(phone)], in: .unit("06184"))
    }
  }

  func state(_ partition: Partition = .unit("06184")) async throws -> PartitionState {
    try await read { (reader) throws(ReplicaError) in try reader.state(of: partition) }
  }

  func sync() async throws -> SyncReport { try await SyncSession(self).run() }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `A sync over HTTPS` {
  @Test func `brings two centers and the hub to one state, whatever each of them wrote`() async throws {
    let hub = try await TestHub()
    let (a, b) = (try await hub.center("H37.11"), try await hub.center("H37.12"))
    let id = try await hub.context.register("1")
    for node in [a, b] { #expect(try await node.sync().summary.isComplete) }
    try await a.setPhone(id, "2")
    try await b.setPhone(id, "3")
    for _ in 0..<50 {
      try await a.register("4")
      try await b.register("5")
    }
    for node in [a, b, a] { #expect(try await node.sync().summary.isComplete) }
    let states = [try await a.state(), try await b.state(), try await hub.context.state()]
    #expect(states[0] == states[1] && states[1] == states[2])
    #expect(states[0].vector.entries.map(\.sequence).reduce(0, +) == 103)
    #expect(try await a.read { (reader) throws(ReplicaError) in try reader.conflicts() }.count == 1)
    for node in [a, b] { await node.close() }
    await hub.stop()
  }

  @Test func `with nothing new is one round trip of few bytes, and a small one is one round trip too`()
    async throws
  {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    let idle = try await node.sync()
    #expect(idle.summary.rounds == 1)
    #expect(idle.summary.isComplete)
    #expect(idle.bytesSent + idle.bytesReceived < 2_000)
    try await node.register("1")
    try await hub.context.register("2")
    let small = try await node.sync()
    #expect(small.summary.rounds == 1)
    #expect((small.summary.sent, small.summary.received) == (1, 1))
    #expect(abs(small.clockOffset ?? .max) < 1_000)
    await node.close()
    await hub.stop()
  }

  @Test func `tells of progress towards what is to be expected`() async throws {
    let hub = try await TestHub()
    for _ in 0..<300 { try await hub.context.register("1") }
    let node = try await hub.center("H37.11")
    let seen = Mutex<[SyncProgress]>([])
    let report = try await SyncSession(node).run { progress in seen.withLock { $0.append(progress) } }
    let last = try #require(seen.withLock { $0.last })
    #expect(last.received == report.summary.received)
    #expect(last.expected == last.received)
    #expect(report.bytesReceived < 300 * 200)
    await node.close()
    await hub.stop()
  }

  @Test func `shows what the hub refuses, keeps it, and is not held up by it`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    try await node.register("1")
    _ = try await node.replica.write {
      try $0.write("dossier", [("code", [.text("x"), .bool(true)])], in: .center("H37.11"))
    }
    // The province takes the grant for the commune back, and the node does not know yet.
    let entity = try #require(Schema.current.entity(named: "grant"))
    try await hub.context.replica.write { file in
      for record in try file.reader.records(in: .registry, entity: entity.number)
      where record.text("partition", in: entity) == "unit/06184" {
        let shown = try file.show(record.record)
        try file.edit(
          shown, "scope",
          [.text("H37.11"), .text("unit/06184"), .text("document"), .text("counter"), .text("data")],
          in: .registry, kind: .control)
      }
    }
    let report = try await node.sync()
    #expect(report.summary.refusedByHub.map(\.code) == [.notGranted])
    #expect(report.summary.refusedByHub.first?.reason == AdmissionRefusal.entityNotGranted.code)
    let own = LogID(origin: await node.replica.origin)
    #expect(try await hub.context.state(.center("H37.11")).vector[own] == 1)
    #expect(try await hub.context.state().vector.entries.isEmpty)
    #expect(try await node.state().vector.entries.map(\.sequence) == [1])
    await node.close()
    await hub.stop()
  }

  @Test func `of more than a batch holds comes in bounded rounds, and goes on where it was cut`() async throws
  {
    let hub = try await TestHub()
    let link = Forwarder(to: hub.address.port, port: try FreePort.find(on: "127.0.0.1"))
    link.connect()
    let node = try await hub.center("H37.11", at: HubAddress("https://127.0.0.1:\(link.port)"))
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<40 {
      let drafts = (0..<250).map { number in
        Draft(
          partition: unit, record: RecordID(milliseconds: wallClock(), using: &generator), entity: 1,
          writes: [GroupDraft(group: 8, values: GroupValues([.text("\(number)")]))], author: "import",
          source: "province", reason: "", isCreation: true)
      }
      _ = try await hub.context.replica.commit(Act(drafts))
    }
    let session = SyncSession(node)
    await #expect {
      _ = try await session.run { progress in if progress.received > 8_000 { link.cut() } }
    } throws: {
      ($0 as? NodeError)?.category == .offline
    }
    let held = try await node.state().vector.entries.reduce(0) { $0 + $1.sequence }
    #expect((8_000..<10_000).contains(held))
    link.connect()
    let report = try await session.run()
    #expect(report.summary.isComplete)
    #expect(report.summary.received == 10_000 - Int(held))
    #expect(try await node.state() == hub.context.state())
    link.cut()
    await node.close()
    await hub.stop()
  }

  @Test func `brings a center its first numbers, and no more than once`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    let leases = try await node.replica.read { try DossierNumbers.leases(of: "H37.11", $0) }
    let origin = await node.replica.origin
    #expect(leases.map(\.origin) == [origin.description])
    _ = try await node.sync()
    #expect(try await node.state(.center("H37.11")).vector.entries.map(\.sequence) == [1])
    await node.close()
    await hub.stop()
  }

  @Test func `of a node that was revoked is refused, by name`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    #expect(try await HubRegistry.revoke("H37.11", reason: "stolen", hub.context) == 1)
    await #expect(throws: NodeError.refused(.revokedNode)) { _ = try await node.sync() }
    #expect(try await HubRegistry.revoke("H37.11", reason: "stolen", hub.context) == 0)
    await node.close()
    await hub.stop()
  }

  @Test func `with a certificate that ran out is refused`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    hub.clock.move(milliseconds: Int64(HubSetup.nodeCertificateDays) * 86_400_000)
    await #expect(throws: NodeError.refused(.certificateExpired)) { _ = try await node.sync() }
    await node.close()
    await hub.stop()
  }

  @Test func `without a certificate of the province is refused`() async throws {
    let hub = try await TestHub()
    var request = HTTP.Request(method: "POST", url: hub.address.path("/sync"))
    request.headers = [HTTP.Header("SSL-CLIENT-VERIFY", "SUCCESS")]
    let client = HTTP.Client(
      trust: HTTP.Trust(server: .authority(pemPath: hub.context.home.authorityCertificate)))
    let response = try await client.send(request)
    #expect(response.status == 403)
    #expect(response.header("Tram-Refusal") == "no-certificate")
    await hub.stop()
  }

  @Test func `reads only what the node was granted`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    let other = Partition.unit("06187")
    try await hub.context.register("1", in: other)
    let request = SyncRequest(
      schemaVersion: 1, origin: await node.replica.origin, states: [PartitionState(partition: other)])
    let answer = try await HubLink(node).post("/sync", request.encoded, bytesMax: 1 << 20, timeouts: .init())
    let response = try SyncResponse(encoded: answer.body, hashing: CryptoHashing())
    #expect(response.refusals == [SyncRefusal(code: .notReadable, partition: other)])
    #expect(response.batch.isEmpty && response.states.isEmpty)
    await node.close()
    await hub.stop()
  }

  @Test func `with a hub that speaks other versions says which side is older`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    let future = ProtocolRange(lowest: 7, highest: 9)
    let request = SyncRequest(
      protocols: future, schemaVersion: 1, origin: await node.replica.origin, states: [])
    let answer = try await HubLink(node).post("/sync", request.encoded, bytesMax: 1 << 20, timeouts: .init())
    #expect(throws: ExchangeError.versionMismatch(own: future, peer: .current)) {
      _ = try SyncResponse(encoded: answer.body, hashing: CryptoHashing(), own: future)
    }
    await node.close()
    await hub.stop()
  }
}
