import Foundation
import HTTP
import Records
import Store
import Synchronization

@testable import Node

/// A folder of its own for one test. Short, because a socket's path must be.
final class TestFolder: Sendable {
  let path = "/tmp/nd-\(UInt32.random(in: .min ... .max))"

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func home(_ name: String) -> NodeHome { NodeHome(path + "/" + name) }

  func names(in home: NodeHome) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? []).sorted()
  }
}

/// The wall clock, moved by a test.
final class MovedClock: Sendable {
  private let offset = Mutex<Int64>(0)
  var now: @Sendable () -> Int64 { { [self] in wallClock() + offset.withLock { $0 } } }
  func move(milliseconds: Int64) { offset.withLock { $0 += milliseconds } }
}

/// A hub behind a real nginx with TLS, on a port that was free a moment ago.
final class TestHub: Sendable {
  let folder = TestFolder()
  let clock = MovedClock()
  let context: NodeContext
  let front: HubFront
  let address: HubAddress
  private let running: Task<Void, Never>

  init(options: HubService.Options = HubService.Options()) async throws {
    let port = try FreePort.find(on: "127.0.0.1")
    guard let address = HubAddress("https://127.0.0.1:\(port)") else { throw NodeError.badAddress("") }
    self.address = address
    let home = folder.home("hub")
    try await HubSetup.create(home, address: address, label: "Lạng Sơn", now: clock.now)
    let context = try NodeContext.open(home, now: clock.now)
    self.context = context
    let front = try HubFront(
      context, config: Self.config, listen: "127.0.0.1", port: port, options: options, log: .silent)
    self.front = front
    try await front.start()
    running = Task { await front.service.run() }
  }

  static var config: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Config").path
  }

  func stop() async {
    running.cancel()
    await front.stop(gracePeriodMs: 100)
    await running.value
    await context.close()
  }

  func invite(_ center: String, units: [String] = ["06184"]) async throws -> JoinToken {
    try await HubInvitations.create(
      context, try InvitationTerms(center: center, units: units), validSeconds: 600
    ).token
  }

  /// A center that joined, open, with nothing fetched yet.
  func center(_ name: String, units: [String] = ["06184"], at address: HubAddress? = nil) async throws
    -> NodeContext
  {
    let home = folder.home(name)
    _ = try await NodeSetup.join(
      home, address ?? self.address, try await invite(name, units: units), now: clock.now)
    return try NodeContext.open(home, now: clock.now)
  }
}
