import Causality
import Exchange
import Records
import Simulation
import Store
import Testing

@testable import Node

/// Waits for something that another task brings about; the suite's time limit ends it otherwise.
func until(_ isTrue: () async throws -> Bool) async throws {
  while try await !isTrue() { try await Task.sleep(for: .milliseconds(10)) }
}

/// Waits until a value has not changed for half a second.
func untilStill<Value: Equatable>(_ value: () -> Value) async throws {
  try await until {
    let before = value()
    try await Task.sleep(for: .milliseconds(500))
    return value() == before
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `The loop of a node` {
  private static func options() -> SyncLoop.Options {
    var options = SyncLoop.Options()
    options.debounceMs = 20
    options.firstBackoffMs = 50
    options.mostBackoffMs = 200
    return options
  }

  @Test func `carries a write from one center to another at once, by long poll`() async throws {
    let hub = try await TestHub()
    let (a, b) = (try await hub.center("H37.11"), try await hub.center("H37.12"))
    let loops = [a, b].map { SyncLoop($0, options: Self.options()) }
    let running = loops.map { loop in Task { await loop.run() } }
    try await until { loops.allSatisfy { $0.status.link == .online } && loops.count == 2 }
    try await until { await hub.front.service.waiting == 2 }
    let start = ContinuousClock.now
    let id = try await a.register("1")
    try await until { try await b.read { (reader) throws(ReplicaError) in try reader.record(id) } != nil }
    // The long poll would end by itself after 55 seconds.
    #expect(start.duration(to: .now) < .seconds(50))
    // Told once, the nodes come to rest: they wait again and do not go round in circles.
    try await until { await hub.front.service.waiting == 2 }
    try await untilStill { loops.map(\.status.rounds) }
    #expect(await hub.front.service.waiting == 2)
    for task in running { task.cancel() }
    for task in running { await task.value }
    for node in [a, b] { await node.close() }
    await hub.stop()
  }

  @Test func `goes on working while the link is cut, and agrees when it is back`() async throws {
    let hub = try await TestHub()
    let link = Forwarder(to: hub.address.port, port: try FreePort.find(on: "127.0.0.1"))
    link.connect()
    let node = try await hub.center("H37.11", at: HubAddress("https://127.0.0.1:\(link.port)"))
    let loop = SyncLoop(node, options: Self.options())
    let running = Task { await loop.run() }
    try await until { loop.status.link == .online }
    link.cut()
    try await node.register("1")
    try await until { if case .offline = loop.status.link { true } else { false } }
    for _ in 0..<20 { try await node.register("2") }
    try await hub.context.register("3")
    let lastSuccess = try #require(loop.status.lastSuccess)
    link.connect()
    try await until { try await node.state() == hub.context.state() }
    try await until { loop.status.link == .online }
    #expect(try #require(loop.status.lastSuccess) > lastSuccess)
    #expect(try await node.state().vector.entries.map(\.sequence).sorted() == [1, 21])
    running.cancel()
    await running.value
    #expect(SyncStatus.lastKnown(node.home).lastSuccess == loop.status.lastSuccess)
    link.cut()
    await node.close()
    await hub.stop()
  }

  @Test func `syncs at once when a person asks, though it was to wait`() async throws {
    let hub = try await TestHub()
    let link = Forwarder(to: hub.address.port, port: try FreePort.find(on: "127.0.0.1"))
    link.connect()
    let node = try await hub.center("H37.11", at: HubAddress("https://127.0.0.1:\(link.port)"))
    link.cut()
    var options = Self.options()
    options.firstBackoffMs = 60_000
    options.mostBackoffMs = 60_000
    let loop = SyncLoop(node, options: options)
    let running = Task { await loop.run() }
    await #expect(throws: NodeError.offline(.unreachable)) { _ = try await loop.syncNow() }
    link.connect()
    let report = try await loop.syncNow()
    #expect(report.summary.isComplete)
    running.cancel()
    await running.value
    await #expect(throws: NodeError.cancelled) { _ = try await loop.syncNow() }
    link.cut()
    await node.close()
    await hub.stop()
  }

  @Test func `ends in the middle of a long poll, not at its end`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    let loop = SyncLoop(node, options: Self.options())
    let running = Task { await loop.run() }
    try await until { await hub.front.service.waiting == 1 }
    let start = ContinuousClock.now
    running.cancel()
    await running.value
    // The hub would answer after 55 seconds.
    #expect(start.duration(to: .now) < .seconds(50))
    await node.close()
    await hub.stop()
  }

  @Test func `does not offer again at once what the hub refused`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    _ = try await node.sync()
    try await node.register("1")
    let entity = try #require(Schema.current.entity(named: "grant"))
    try await hub.context.replica.write { file in
      for record in try file.reader.records(in: .registry, entity: entity.number)
      where record.text("partition", in: entity) == "unit/06184" {
        try file.edit(
          try file.show(record.record), "scope",
          [.text("H37.11"), .text("unit/06184"), .text("document"), .text("counter"), .text("data")],
          in: .registry, kind: .control)
      }
    }
    let loop = SyncLoop(node, options: Self.options())
    let running = Task { await loop.run() }
    try await until { !loop.status.refusedByHub.isEmpty }
    try await until { await hub.front.service.waiting == 1 }
    try await untilStill { loop.status.rounds }
    let kept = try await node.read { (reader) throws(ReplicaError) in try reader.refusals(by: "hub") }
    #expect(kept.map(\.refusal) == loop.status.refusedByHub)
    running.cancel()
    await running.value
    await node.close()
    await hub.stop()
  }

  @Test func `says that its clock is wrong, in every stamp until it is right`() async throws {
    let hub = try await TestHub()
    let home = hub.folder.home("a")
    _ = try await NodeSetup.join(home, hub.address, try await hub.invite("H37.11"))
    let clock = MovedClock()
    clock.move(milliseconds: 86_400_000)
    let node = try NodeContext.open(home, now: clock.now)
    let loop = SyncLoop(node, options: Self.options())
    let running = Task { await loop.run() }
    try await until { loop.status.link == .online }
    try await until { try await node.replica.write { $0.clockIsSuspect } }
    #expect(abs(try #require(loop.status.clockOffset) + 86_400_000) < 5_000)
    clock.move(milliseconds: -86_400_000)
    _ = try await loop.syncNow()
    #expect(try await node.replica.write { $0.clockIsSuspect } == false)
    running.cancel()
    await running.value
    await node.close()
    await hub.stop()
  }
}

@Suite struct `Backing off` {
  @Test(arguments: [(1, 500, 1_000), (2, 1_000, 2_000), (7, 30_000, 60_000), (1_000, 30_000, 60_000)])
  func `doubles, half of it by chance, up to a minute`(failures: Int, least: Int, most: Int) {
    #expect(Backoff(chance: { _ in 0 }).milliseconds(failures: failures) == least)
    #expect(Backoff(chance: { $0 - 1 }).milliseconds(failures: failures) == most)
  }
}
