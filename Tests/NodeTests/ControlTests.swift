import Causality
import Foundation
import Glibc
import HTTP
import Records
import Store
import Synchronization
import Testing

@testable import Node

private final class Output: Sendable {
  private let bytes = Mutex<(out: [UInt8], err: [UInt8])>(([], []))
  var out: String { String(decoding: bytes.withLock { $0.out }, as: UTF8.self) }
  var err: String { String(decoding: bytes.withLock { $0.err }, as: UTF8.self) }
  func run(_ request: ControlRequest, at home: NodeHome) async throws(NodeError) -> Int32 {
    try await ControlClient.run(
      request, at: home, out: { piece in bytes.withLock { $0.out += piece } },
      err: { piece in bytes.withLock { $0.err += piece } })
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `A command in the daemon` {
  private static func served(
    _ handler: @escaping ControlServer.Handler, _ body: (NodeHome) async throws -> Void
  ) async throws {
    let folder = TestFolder()
    let home = folder.home("n")
    try home.makeFolders(hub: false)
    let server = ControlServer(socketPath: home.controlSocket, handler: handler)
    try await server.start()
    try await body(home)
    await server.stop(gracePeriodMs: 0)
  }

  @Test func `gets its words and answers on both streams, with its exit code`() async throws {
    let request = ControlRequest(
      arguments: ["status", "--json"], language: "vi", columns: 100, isTerminal: true, usesColor: true,
      staff: "hoa.ntt", folder: "/home/hoa")
    try await Self.served { received, writer in
      writer.out(Array("Trực tuyến\n".utf8))
      writer.err(Array("\(received.arguments) \(received.staff)\n".utf8))
      writer.out(Array("hết\n".utf8))
      return received == request ? 4 : 1
    } _: { home in
      let output = Output()
      let code = try await output.run(request, at: home)
      #expect(code == 4)
      #expect(output.out == "Trực tuyến\nhết\n")
      #expect(output.err == "[\"status\", \"--json\"] hoa.ntt\n")
    }
  }

  @Test func `may answer much more than a socket holds`() async throws {
    try await Self.served { _, writer in
      for number in 0..<20_000 { writer.out(Array("\(number) \(String(repeating: "x", count: 100))\n".utf8)) }
      return 0
    } _: { home in
      let output = Output()
      let code = try await output.run(ControlRequest(arguments: [], language: "en"), at: home)
      #expect(code == 0)
      #expect(output.out.split(separator: "\n").count == 20_000)
    }
  }

  @Test func `is cancelled when its terminal goes away`() async throws {
    let bell = Doorbell()
    let ended = Doorbell()
    try await Self.served { _, _ in
      bell.ring()
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
      ended.ring()
      return 0
    } _: { home in
      let terminal = Task {
        _ = try? await Output().run(ControlRequest(arguments: [], language: "en"), at: home)
      }
      await bell.next()
      terminal.cancel()
      await ended.next()
    }
  }

  @Test func `where nobody listens says so, and one cut short is not taken for done`() async throws {
    let folder = TestFolder()
    let home = folder.home("n")
    try home.makeFolders(hub: false)
    let request = ControlRequest(arguments: ["status"], language: "en")
    await #expect(throws: NodeError.notRunning) { _ = try await Output().run(request, at: home) }
    // A daemon that ends in the middle.
    let responder = Responder(socketPath: home.controlSocket) { _ in
      ServerResponse(
        body: .stream { body in try? await body.write(ControlFrame.encoded(kind: 1, Array("x".utf8)[...])) })
    }
    try await responder.start()
    await #expect(throws: NodeError.serviceEnded) { _ = try await Output().run(request, at: home) }
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `in bytes that no terminal sends is refused`() {
    let bytes = ControlRequest(arguments: ["a"], language: "en").encoded
    #expect(ControlRequest(encoded: bytes) != nil)
    for index in bytes.indices { #expect(ControlRequest(encoded: Array(bytes[..<index])) == nil) }
    #expect(ControlRequest(encoded: bytes + [0]) == nil)
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `The service of a node` {
  /// Runs a daemon until `body` is done.
  private static func served(
    _ home: NodeHome, port: Int? = nil, log: EventLog = .silent,
    _ body: @Sendable @escaping (Services) async throws -> Void
  ) async throws {
    let (ready, services) = AsyncStream.makeStream(of: Services.self)
    let stop = Doorbell()
    var options = ServeOptions()
    options.listen = "127.0.0.1"
    options.port = port
    options.hardStopMs = nil
    options.environment = ["TRAM_CONFIG": TestHub.config]
    options.gracePeriodMs = 200
    let fixed = options
    let running = Task {
      defer { services.finish() }
      try await Daemon.run(
        home, fixed, log: log, onReady: { services.yield($0) }, until: { await stop.next() }
      ) { services, request, writer in
        writer.out(Array("\(services.context.configuration.name) \(request.arguments)".utf8))
        return 0
      }
    }
    for await services in ready {
      try await body(services)
      stop.ring()
    }
    try await running.value
  }

  @Test func `of a hub and a center serve each other and their terminals, stop cleanly, and start again`()
    async throws
  {
    let folder = TestFolder()
    let port = try FreePort.find(on: "127.0.0.1")
    let address = try #require(HubAddress("https://127.0.0.1:\(port)"))
    let (hubHome, home) = (folder.home("hub"), folder.home("a"))
    try await HubSetup.create(hubHome, address: address, label: "Lạng Sơn")
    let lines = Mutex<[String]>([])
    let log = EventLog { line in lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    for start in 0..<2 {
      try await Self.served(hubHome, port: port, log: log) { hub in
        if start == 0 {
          let terms = try InvitationTerms(center: "H37.11", units: ["06184"])
          let token = try await HubInvitations.create(hub.context, terms, validSeconds: 60).token
          _ = try await NodeSetup.join(home, address, token)
        }
        try await Self.served(home) { center in
          let loop = try #require(center.sync)
          _ = try await loop.syncNow()
          try await center.context.register("1")
          _ = try await loop.syncNow()
          #expect(try await hub.context.state() == center.context.state())
          let output = Output()
          let request = ControlRequest(arguments: ["status"], language: "vi")
          #expect(try await output.run(request, at: home) == 0)
          #expect(output.out == "H37.11 [\"status\"]")
        }
      }
    }
    let events = lines.withLock { $0 }.compactMap { try? JSONValue.parse($0) }.compactMap {
      $0["event"]?.text
    }
    for event in ["node.started", "nginx.started", "node.stopping", "node.stopped"] {
      #expect(events.filter { $0 == event }.count == 2)
    }
    // The log was folded into the file.
    var info = stat()
    #expect(stat(home.path + "/replica.sqlite-wal", &info) == 0 && info.st_size == 0)
  }

  @Test func `is one at a time; the second is told which process`() async throws {
    let folder = TestFolder()
    let home = folder.home("hub")
    let port = try FreePort.find(on: "127.0.0.1")
    try await HubSetup.create(
      home, address: try #require(HubAddress("https://127.0.0.1:\(port)")), label: "Lạng Sơn")
    try await Self.served(home, port: port) { _ in
      await #expect(throws: NodeError.alreadyServed(process: getpid())) {
        try await Daemon.run(home, ServeOptions(), log: .silent) { _, _, _ in 0 }
      }
    }
  }

  @Test func `ends on SIGTERM, with nginx gone and the folder free`() async throws {
    await #expect(processExitsWith: .exitCode(7)) {
      let folder = TestFolder()
      let home = folder.home("hub")
      let port = try FreePort.find(on: "127.0.0.1")
      let address = try #require(HubAddress("https://127.0.0.1:\(port)"))
      try await HubSetup.create(home, address: address, label: "Lạng Sơn")
      var options = ServeOptions()
      options.listen = "127.0.0.1"
      options.environment = ["TRAM_CONFIG": TestHub.config]
      // A signal that comes before the service listens for it must not end the test instead.
      signal(SIGTERM, SIG_IGN)
      try await Daemon.run(
        home, options, log: .silent,
        onReady: { _ in
          Thread.detachNewThread { @Sendable in
            while true {
              kill(getpid(), SIGTERM)
              usleep(20_000)
            }
          }
        }
      ) { _, _, _ in 0 }
      let answer = try? await Client().send(Request(url: "http://127.0.0.1:\(port)/"))
      let again = try NodeContext.open(home)
      await again.close()
      exit(answer == nil ? 7 : 6)
    }
  }

  @Test func `tells systemd when it is ready and when it stops`() async throws {
    let path = "/tmp/nd-notify-\(UInt32.random(in: .min ... .max))"
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer {
      close(descriptor)
      unlink(path)
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    ServiceManager.notify("READY=1", environment: ["NOTIFY_SOCKET": path])
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "READY=1")
  }
}
