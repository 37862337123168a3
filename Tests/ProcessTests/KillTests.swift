import Causality
import Exchange
import Foundation
import Node
import Records
import SQLite
import Store
import Synchronization
import Testing

/// Hub and node as processes, four clerks at the node's socket, and somebody who kills one of the two at random moments.
/// `TRAM_KILLS` says how often (100); `Tools/kill` runs any number.
@Suite(.serialized) struct `Killing node and hub at random moments under load` {
  private static let kills = ProcessInfo.processInfo.environment["TRAM_KILLS"].flatMap(Int.init) ?? 100
  private static let clerks = 4

  @Test(.timeLimit(.minutes(60)))
  func `loses no acknowledged write and leaves both files whole`() async throws {
    let world = try await KillWorld()
    defer { world.removeFolder() }
    try await world.start()
    let ledger = Ledger()
    await withTaskGroup(of: Void.self) { group in
      for clerk in 0..<Self.clerks {
        group.addTask {
          let person = world.persons[clerk]
          var number = 0
          while !ledger.isOver.withLock({ $0 }) {
            number += 1
            // A mobile number that says which write it was.
            let phone = "09\(clerk)" + String(10_000_000 + number).dropFirst()
            if await world.edit(person, phone: phone, clerk: clerk) {
              ledger.acknowledged.withLock { $0[person, default: []].append(phone) }
            } else {
              try? await Task.sleep(for: .milliseconds(20))
            }
          }
        }
      }
      group.addTask {
        for round in 0..<Self.kills {
          try? await Task.sleep(for: .milliseconds(Int.random(in: 30...300)))
          do { try await world.killOne(isHub: round % 3 == 2) } catch { Issue.record(error) }
        }
        ledger.isOver.withLock { $0 = true }
      }
    }
    let written = ledger.acknowledged.withLock { $0 }
    let count = written.values.reduce(0) { $0 + $1.count }
    print("kills: \(Self.kills), acknowledged writes: \(count)")
    #expect(count > Self.kills, "the clerks got through between the kills")
    try await world.settle()
    try await world.expect(written)
  }
}

/// What the node said yes to.
private final class Ledger: Sendable {
  let acknowledged = Mutex<[RecordID: [String]]>([:])
  let isOver = Mutex(false)
}

/// The folders, the processes and what is asked of them.
private final class KillWorld: Sendable {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "tram-kill-\(UUID().uuidString)")
  private let hub: Served
  private let node: Served
  private let port: Int
  let persons: [RecordID]
  private let unit = Partition.unit("06040")

  private var hubHome: NodeHome { NodeHome(folder.appending(path: "hub").path) }
  private var nodeHome: NodeHome { NodeHome(folder.appending(path: "node").path) }

  init() async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    port = try freePort()
    hub = Served(home: folder.appending(path: "hub"), port: port)
    node = Served(home: folder.appending(path: "node"))
    guard let address = HubAddress("https://localhost:\(port)") else { throw CocoaError(.coderInvalidValue) }
    let hubHome = NodeHome(folder.appending(path: "hub").path)
    try await HubSetup.create(hubHome, address: address, label: "Kill")
    let context = try NodeContext.open(hubHome)
    let unit = unit
    persons = try await context.replica.write { file in
      var generator = SystemRandomNumberGenerator()
      return try (0..<4).map { number in
        let id = RecordID(milliseconds: Int64(number), using: &generator)
        _ = try file.commit(
          Draft(
            partition: unit, record: id, entity: 1,
            writes: [
              GroupDraft(group: 1, values: GroupValues([.text("Người"), .null, .text("Thử \(number)")])),
              GroupDraft(group: 8, values: GroupValues([.text("0")])),
            ], author: "test", source: "population-register", reason: "", isCreation: true))
        return id
      }
    }
    let terms = try InvitationTerms(center: "H37.08", units: ["06040"])
    let invitation = try await HubInvitations.create(context, terms, validSeconds: 600)
    await context.close()
    try hub.start()
    try await hub.untilStarted()
    _ = try await NodeSetup.join(NodeHome(folder.appending(path: "node").path), address, invitation.token)
  }

  func start() async throws {
    try node.start()
    try await node.untilStarted()
    for _ in 0..<200 where try await run(nodeHome, ["sync"]) != 0 {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(
      try await run(nodeHome, ["person", "show", "\(persons[0])", "--for", "reception", "--as", "a"]) == 0)
  }

  /// True when the node acknowledged; anything else says nothing about whether it was written.
  func edit(_ person: RecordID, phone: String, clerk: Int) async -> Bool {
    let words = [
      "person", "edit", "\(person)", "--set", "phone.phone=\(phone)", "--reason", "test", "--as",
      "clerk-\(clerk)",
    ]
    return (try? await run(nodeHome, words)) == 0
  }

  func killOne(isHub: Bool) async throws {
    let (served, home) = isHub ? (hub, hubHome) : (node, nodeHome)
    served.kill()
    try served.start()
    try await served.untilStarted()
    #expect(try await run(home, ["verify"]) == 0, "what was left behind is whole")
  }

  /// Everything that is under way arrives, then both stop.
  func settle() async throws {
    for _ in 0..<100 where try await run(nodeHome, ["sync"]) != 0 {
      try await Task.sleep(for: .milliseconds(200))
    }
    #expect(node.stop() == 0)
    #expect(hub.stop() == 0)
  }

  /// Every acknowledged write is in the history at both, both hold the same, and both files are whole.
  func expect(_ acknowledged: [RecordID: [String]]) async throws {
    var states: [PartitionState] = []
    for home in [nodeHome, hubHome] {
      let context = try NodeContext.open(home)
      let unit = unit
      let (state, missing, integrity) = try await context.replica.write { file in
        var missing = 0
        for (person, phones) in acknowledged {
          let history = try file.reader.history(of: person, limit: .max)
          let held = Set(
            history.flatMap {
              $0.change.payload.writes.filter { $0.group == 8 }.compactMap { $0.values[0].text }
            })
          missing += phones.filter { !held.contains($0) }.count
        }
        return (try file.reader.state(of: unit), missing, try file.db.text("PRAGMA integrity_check"))
      }
      #expect(missing == 0, "acknowledged writes lost at \(context.configuration.role)")
      #expect(integrity == "ok")
      states.append(state)
      await context.close()
    }
    #expect(states[0] == states[1])
  }

  func removeFolder() { try? FileManager.default.removeItem(at: folder) }

  /// Exit code of a command in the daemon of a folder; throws when nobody answers there.
  private func run(_ home: NodeHome, _ words: [String]) async throws -> Int32 {
    try await ControlClient.run(
      ControlRequest(arguments: words, language: "en", staff: "test"), at: home, out: { _ in }, err: { _ in })
  }
}
