import Causality
import Exchange
import Records
import Simulation
import Store
import Synchronization
import Testing

@testable import Node

@Suite(.serialized, .timeLimit(.minutes(15))) struct `A long poll` {
  private static func hub(_ folder: TestFolder) async throws -> NodeContext {
    let home = folder.home("hub")
    try await HubSetup.create(
      home, address: try #require(HubAddress("https://10.0.0.1")), label: "Lạng Sơn")
    return try NodeContext.open(home)
  }

  @Test func `of thousands is answered by one write, to those whom it concerns`() async throws {
    let folder = TestFolder()
    let hub = try await Self.hub(folder)
    let room = WaitingRoom(hub, wait: .seconds(900))
    let running = Task { await room.run() }
    let answered = Tally()
    try await withThrowingDiscardingTaskGroup { group in
      for number in 0..<3_000 {
        group.addTask {
          let unit = Partition.unit(number < 2_900 ? "06184" : "06187")
          let answer = await room.answer(WaitRequest(states: [PartitionState(partition: unit)]))
          if answer.changed { answered.add() }
        }
      }
      try await until { await room.count == 3_000 }
      try await hub.register("1")
      try await until { answered.count == 2_900 }
      #expect(await room.count == 100)
      // Whoever left no longer waits.
      group.cancelAll()
    }
    #expect(answered.count == 2_900)
    #expect(await room.count == 0)
    running.cancel()
    await running.value
    await hub.close()
  }

  @Test func `of a node that is behind already is answered at once, others when their time is over`()
    async throws
  {
    let folder = TestFolder()
    let hub = try await Self.hub(folder)
    try await hub.register("1")
    let room = WaitingRoom(hub, wait: .seconds(2))
    let running = Task { await room.run() }
    let unit = try await hub.state()
    let behind = WaitRequest(states: [PartitionState(partition: unit.partition)])
    #expect(await room.answer(behind) == WaitResponse(changed: true))
    #expect(await room.answer(behind) == WaitResponse(changed: true))
    async let upToDate = room.answer(WaitRequest(states: [unit]))
    async let ofNothing = room.answer(WaitRequest(states: []))
    #expect(await [upToDate, ofNothing].allSatisfy { $0 == WaitResponse(changed: false) })
    running.cancel()
    await running.value
    await hub.close()
  }

  @Test func `that begins after others left sees what was written between`() async throws {
    let folder = TestFolder()
    let hub = try await Self.hub(folder)
    let room = WaitingRoom(hub, wait: .seconds(900))
    let running = Task { await room.run() }
    let first = Partition.unit("06184")
    let second = Partition.unit("06187")
    // One waiter for the first unit leaves; while somebody waits for the second, both are written.
    let gone = Task { await room.answer(WaitRequest(states: [PartitionState(partition: first)])) }
    try await until { await room.count == 1 }
    try await Task.sleep(for: .milliseconds(50))
    gone.cancel()
    _ = await gone.value
    let other = Task { await room.answer(WaitRequest(states: [PartitionState(partition: second)])) }
    try await until { await room.count == 1 }
    try await hub.register("1", in: first)
    try await hub.register("2", in: second)
    #expect(await other.value.changed)
    let late = await room.answer(WaitRequest(states: [PartitionState(partition: first)]))
    #expect(late.changed)
    running.cancel()
    await running.value
    await hub.close()
  }
}

@Suite(.timeLimit(.minutes(15))) struct `A gate` {
  @Test func `lets so many work, so many wait, and turns the rest away`() async throws {
    let gate = Gate(width: 2, queueMax: 3)
    #expect(await gate.enter())
    #expect(await gate.enter())
    let entered = Tally()
    await withTaskGroup { group in
      for _ in 0..<3 {
        group.addTask {
          if await gate.enter() { entered.add() }
        }
      }
      try? await until { await gate.waitingCount == 3 }
      #expect(await gate.enter() == false)
      for _ in 0..<3 { await gate.leave() }
    }
    #expect(entered.count == 3)
    await gate.leave()
    await gate.leave()
    #expect(await gate.enter())
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `The province's list of nodes` {
  @Test func `says who holds what, who lags, who was invited and who was turned out`() async throws {
    let hub = try await TestHub()
    let (a, b) = (try await hub.center("H37.11"), try await hub.center("H37.12"))
    _ = try await hub.invite("H37.13")
    _ = try await a.sync()
    for _ in 0..<3 { try await hub.context.register("1") }
    _ = try await HubRegistry.revoke("H37.12", reason: "lost", hub.context)
    let nodes = try await HubNodes.list(hub.context, service: hub.front.service)
    #expect(nodes.map(\.name) == ["H37.11", "H37.12", "H37.13"])
    #expect(nodes[0].state == .active)
    #expect(nodes[0].lastSeen != nil)
    #expect(nodes[0].behind >= 4)
    #expect(nodes[1].state == .revoked && nodes[1].lastSeen == nil && nodes[1].keys == 0)
    guard case .invited = nodes[2].state else { return #expect(Bool(false)) }
    for _ in 0..<2 { _ = try await a.sync() }
    #expect(try await HubNodes.list(hub.context, service: hub.front.service)[0].behind == 0)
    #expect(try await PartitionStanding.all(a).allSatisfy { $0.toSend == 0 && $0.toReceive == 0 })
    try await a.register("2")
    let standing = try await PartitionStanding.all(a).first { $0.partition == .unit("06184") }
    #expect(standing?.toSend == 1 && standing?.changes == 4)
    for node in [a, b] { await node.close() }
    await hub.stop()
  }
}

/// Counts across tasks.
private final class Tally: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }
  func add() { value.withLock { $0 += 1 } }
}
