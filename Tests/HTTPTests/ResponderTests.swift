import Glibc
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(15))) struct `A responder` {
  let folder = Folder()
  var path: String { folder.file("s") }

  func started(
    limits: Limits = Limits(),
    admission: @escaping @Sendable (RequestHead) -> Admission = { _ in Admission() },
    _ handler: @escaping Responder.Handler
  ) async throws -> Responder {
    let responder = Responder(socketPath: path, limits: limits, admission: admission, handler: handler)
    try await responder.start()
    return responder
  }

  @Test func `answers a request that stands on the page`() async throws {
    let responder = try await started { request in
      .text("\(request.method) \(request.path) \(String(decoding: request.body, as: UTF8.self))")
    }
    let answer = await exchange(
      netstring("CONTENT_LENGTH·4·SCGI·1·REQUEST_METHOD·POST·DOCUMENT_URI·/echo·", body: "năm"), at: path)
    #expect(
      answer
        == "Status: 200\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 15\r\n\r\nPOST /echo năm"
    )
    await responder.stop(gracePeriodMs: 1_000)
  }

  @Test(arguments: `An SCGI head`.hostile) func `refuses what is malformed with 400 and closes`(
    _ row: `An SCGI head`.Row
  ) async throws {
    let responder = try await started { _ in .text("handled") }
    #expect(await exchange(row.bytes, at: path, thenShutDown: true).hasPrefix("Status: 400\r\n"))
    #expect(await responder.connectionCount == 0)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `never runs its handler for a request cut at any byte`() async throws {
    let responder = try await started { _ in .text("handled") }
    let bytes = netstring("CONTENT_LENGTH·3·SCGI·1·REQUEST_METHOD·POST·DOCUMENT_URI·/·", body: "abc")
    for length in 1..<bytes.count {
      let answer = await exchange(Array(bytes[..<length]), at: path, thenShutDown: true)
      #expect(answer.hasPrefix("Status: 400\r\n"), "cut at \(length)")
    }
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `refuses a body longer than announced`() async throws {
    let responder = try await started { _ in .text("handled") }
    let bytes = netstring("CONTENT_LENGTH·1·SCGI·1·REQUEST_METHOD·POST·DOCUMENT_URI·/·", body: "abc")
    #expect(await exchange(bytes, at: path).hasPrefix("Status: 400\r\n"))
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `bounds the body by route before it is read`() async throws {
    let responder = try await started(
      admission: { Admission(bodyBytesMax: $0.path == "/sync" ? 2 << 20 : 1 << 20) },
      { .text("\($0.body.count)") })
    let client = ScgiClient(socketPath: path)
    let body = [UInt8](repeating: 7, count: 2 << 20)
    let large = try await client.send(
      ServerRequest(head: RequestHead(method: "POST", path: "/sync"), body: body), bytesMax: 100)
    #expect(large.status == 200 && large.body == Array("2097152".utf8))
    let refused = try await client.send(
      ServerRequest(head: RequestHead(method: "POST", path: "/other"), body: body), bytesMax: 100)
    #expect(refused.status == 413)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `holds five hundred waiting requests and answers each of them later`() async throws {
    let gate = Gate()
    let responder = try await started(admission: { _ in Admission(waits: true) }) { request in
      await gate.wait() ? .text(request.query) : .text("cancelled", status: 500)
    }
    let answers = await withTaskGroup(of: (Int, String).self) { group in
      let bytes = (0..<500).map { number in
        netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·/wait·QUERY_STRING·n\(number)·")
      }
      group.addTask {
        await gate.untilWaiting(500)
        await gate.open()
        return (-1, "")
      }
      for (number, request) in bytes.enumerated() {
        group.addTask {
          guard let held = try? Held(request, at: path) else { return (number, "no connection") }
          return (number, await held.answer())
        }
      }
      return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
    }
    let right = (0..<500).filter { answers[$0]?.hasSuffix("\r\n\r\nn\($0)") == true }
    #expect(right.count == 500)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `cancels the handler of a client that goes away`() async throws {
    let gate = Gate()
    let responder = try await started { _ in
      _ = await gate.wait()
      return .text("late")
    }
    let client = ScgiClient(socketPath: path)
    let request = Task { try await client.send(ServerRequest(head: RequestHead(path: "/wait"))) }
    await gate.untilWaiting(1)
    request.cancel()
    await #expect(throws: HTTPError.cancelled) { _ = try await request.value }
    await gate.untilCancelled()
    #expect(await responder.connectionCount == 0)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `tells the excess of handlers to come again`() async throws {
    let gate = Gate()
    var limits = Limits()
    limits.handlers = 2
    let responder = try await started(limits: limits) { _ in
      _ = await gate.wait()
      return .text("done")
    }
    let client = ScgiClient(socketPath: path)
    let request = ServerRequest(head: RequestHead(path: "/"))
    async let first = client.send(request, bytesMax: 100)
    async let second = client.send(request, bytesMax: 100)
    await gate.untilWaiting(2)
    let third = try await client.send(request)
    #expect(third.status == 503)
    #expect(third.header("retry-after") == "1")
    await gate.open()
    let statuses = try await [first.status, second.status]
    #expect(statuses == [200, 200])
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `tells the excess of connections to come again`() async throws {
    let gate = Gate()
    var limits = Limits()
    limits.connections = 3
    let responder = try await started(limits: limits, admission: { _ in Admission(waits: true) }) { _ in
      _ = await gate.wait()
      return .text("done")
    }
    let request = netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·/·")
    let held = try (0..<3).map { _ in try Held(request, at: path) }
    await gate.untilWaiting(3)
    #expect(await exchange(request, at: path).hasPrefix("Status: 503\r\n"))
    await gate.open()
    for one in held { #expect(await one.answer().hasSuffix("done")) }
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `streams a body by the pieces that its handler writes`() async throws {
    let gate = Gate()
    let responder = try await started { _ in
      ServerResponse(
        body: .stream { writer in
          try? await writer.write(Array("một\n".utf8))
          _ = await gate.wait()
          try? await writer.write(Array("hai\n".utf8))
        })
    }
    let reply = try await ScgiClient(socketPath: path).send(ServerRequest(head: RequestHead(path: "/watch")))
    let pieces = reply.body.makeAsyncIterator()
    #expect(try await pieces.next() == Array("một\n".utf8))
    await gate.untilWaiting(1)
    await gate.open()
    #expect(try await pieces.next() == Array("hai\n".utf8))
    #expect(try await pieces.next() == nil)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `delivers a body far larger than the kernel's buffer whole`() async throws {
    let body = (0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let responder = try await started { request in
      guard request.path == "/stream" else { return ServerResponse(body: .bytes(body)) }
      return ServerResponse(
        body: .stream { writer in
          for start in stride(from: 0, to: body.count, by: 100_000) {
            try? await writer.write(Array(body[start..<min(start + 100_000, body.count)]))
          }
        })
    }
    let client = ScgiClient(socketPath: path)
    for path in ["/whole", "/stream"] {
      let answer = try await client.send(ServerRequest(head: RequestHead(path: path)), bytesMax: 8 << 20)
      #expect(answer.body == body)
    }
    await #expect(throws: HTTPError.tooLarge(bytesMax: 1_000)) {
      _ = try await client.send(ServerRequest(head: RequestHead(path: "/whole")), bytesMax: 1_000)
    }
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `tells a stream's writer that its reader is gone`() async throws {
    let gate = Gate()
    let responder = try await started { _ in
      ServerResponse(
        body: .stream { writer in
          while (try? await writer.write([UInt8](repeating: 0, count: 1 << 20))) != nil {}
          await gate.open()
        })
    }
    async let opened = gate.wait()
    await gate.untilWaiting(1)
    do {
      let reply = try await ScgiClient(socketPath: path).send(ServerRequest(head: RequestHead(path: "/")))
      #expect(reply.status == 200)
    }
    let told = await opened
    #expect(told)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `stops after the work at hand, and ends who only waits at once`() async throws {
    let (work, wait) = (Gate(), Gate())
    let responder = try await started(admission: { Admission(waits: $0.path == "/wait") }) { request in
      if request.path == "/wait" { return await wait.wait() ? .text("news") : .text("stopping") }
      return await work.wait() ? .text("worked") : .text("cancelled")
    }
    let client = ScgiClient(socketPath: path)
    async let waiting = client.send(ServerRequest(head: RequestHead(path: "/wait")), bytesMax: 100)
    async let working = client.send(ServerRequest(head: RequestHead(path: "/work")), bytesMax: 100)
    await work.untilWaiting(1)
    await wait.untilWaiting(1)
    async let stopped: Void = responder.stop(gracePeriodMs: 60_000)
    let waited = try await waiting.body
    #expect(waited == Array("stopping".utf8))
    await work.open()
    let worked = try await working.body
    #expect(worked == Array("worked".utf8))
    await stopped
    #expect(access(path, F_OK) != 0)
    await #expect(throws: HTTPError.self) {
      try await client.send(ServerRequest(head: RequestHead(path: "/")))
    }
  }

  @Test func `gives up on a handler that outlasts the grace period`() async throws {
    let gate = Gate()
    let responder = try await started { _ in
      _ = await gate.wait()
      return .text("late")
    }
    let client = ScgiClient(socketPath: path)
    async let answer = client.send(ServerRequest(head: RequestHead(path: "/")))
    await gate.untilWaiting(1)
    await responder.stop(gracePeriodMs: 50)
    do {
      _ = try await answer
      Issue.record("an answer came")
    } catch {
      #expect(error as? HTTPError == .lost("the connection ended before the answer"))
    }
    await gate.untilCancelled()
  }

  @Test func `answers 500 rather than let a header break out of its line`() async throws {
    let responder = try await started { _ in
      ServerResponse(headers: [Header("X-Name", "a\r\nSet-Cookie: b")], body: .bytes(Array("secret".utf8)))
    }
    let answer = await exchange(
      netstring("CONTENT_LENGTH·0·SCGI·1·REQUEST_METHOD·GET·DOCUMENT_URI·/·"), at: path)
    #expect(answer == "Status: 500\r\nContent-Length: 0\r\n\r\n")
    await responder.stop(gracePeriodMs: 0)
  }
}

@Suite struct `A responder's socket` {
  let folder = Folder()

  func responder(_ name: String = "s", mode: UInt16 = 0o600) -> Responder {
    Responder(socketPath: folder.file(name), mode: mode) { _ in .text("") }
  }

  @Test(arguments: [0o600, 0o660, 0o666] as [UInt16]) func `has the mode asked for`(_ mode: UInt16)
    async throws
  {
    let responder = responder(mode: mode)
    try await responder.start()
    var status = stat()
    #expect(stat(folder.file("s"), &status) == 0)
    #expect(UInt16(status.st_mode & 0o777) == mode)
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `left behind by a dead process is replaced`() async throws {
    do { _ = try UnixSocket.listening(at: folder.file("s"), mode: 0o600) }
    #expect(access(folder.file("s"), F_OK) == 0)
    let responder = responder()
    try await responder.start()
    await responder.stop(gracePeriodMs: 0)
  }

  @Test func `at which another answers is not taken`() async throws {
    let first = responder()
    try await first.start()
    await #expect(throws: ServerError.alreadyServed) { try await responder().start() }
    let answer = try await ScgiClient(socketPath: folder.file("s"))
      .send(ServerRequest(head: RequestHead(path: "/")))
    #expect(answer.status == 200)
    await first.stop(gracePeriodMs: 0)
  }

  @Test func `does not replace a file`() async throws {
    try folder.write("precious", to: "s")
    await #expect(throws: ServerError.pathTaken) { try await responder().start() }
    #expect(try folder.bytes(of: "s") == Array("precious".utf8))
  }

  @Test func `with a path too long is refused`() async {
    await #expect(throws: ServerError.self) {
      try await responder(String(repeating: "x", count: 100)).start()
    }
  }

  @Test func `is started once`() async throws {
    let responder = responder()
    try await responder.start()
    await #expect(throws: ServerError.alreadyStarted) { try await responder.start() }
    await responder.stop(gracePeriodMs: 0)
  }
}
