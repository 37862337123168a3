import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(15))) struct `A client` {
  @Test func `without anybody at the other end is offline`() async throws {
    let port = try Front.freePort()
    await #expect {
      _ = try await Client().send(Request(url: "http://127.0.0.1:\(port)/"))
    } throws: {
      ($0 as? HTTPError)?.isOffline == true
    }
  }

  @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "no address at all", ""])
  func `refuses an address that is not of the web`(_ url: String) async {
    await #expect {
      _ = try await Client().send(Request(url: url))
    } throws: {
      if case .badRequest = $0 as? HTTPError { true } else { false }
    }
  }

  @Test func `refuses a header that would begin another line`() async {
    var request = Request(url: "http://127.0.0.1:1/")
    request.headers = [Header("X-Name", "a\r\nX-Other: b")]
    await #expect {
      _ = try await Client().send(request)
    } throws: {
      if case .badRequest = $0 as? HTTPError { true } else { false }
    }
  }

  @Test func `of a task already cancelled sends nothing`() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await Client().send(Request(url: "http://127.0.0.1:1/"))
    }
    await #expect(throws: HTTPError.cancelled) { _ = try await task.value }
  }

  @Test func `names a missing file of an upload by its errno`() async {
    var request = Request(method: "PUT", url: "http://127.0.0.1:1/")
    request.upload = .file(path: "/nonexistent", offset: 0)
    await #expect(throws: HTTPError.file(errno: 2)) { _ = try await Client().send(request) }
  }

  @Test func `gives up on a server that accepts and stays silent`() async throws {
    let folder = Folder()
    let silent = try UnixSocket.listening(at: folder.file("s"), mode: 0o600)
    var request = Request(url: "http://localhost/")
    request.unixSocketPath = folder.file("s")
    request.timeouts = Request.Timeouts(connectMs: 1_000, totalMs: 100, stalledMs: 0)
    await #expect(throws: HTTPError.timedOut) { _ = try await Client().send(request) }
    withExtendedLifetime(silent) {}
  }
}
