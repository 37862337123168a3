import Foundation
import Testing

@testable import HTTP

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Behind nginx with TLS` {
  static let echo: Responder.Handler = { request in
    let variables = request.variables
    return .text(
      "\(request.method) \(request.path) \(request.body.count) \(variables["SSL_CLIENT_VERIFY"] ?? "-") "
        + "\(variables["REMOTE_ADDR"] ?? "-") \(request.headers["x-word"] ?? "-")")
  }

  @Test func `a client with our certificate is known, one without is let in unknown`() async throws {
    let front = try await Front { request in
      let certificate = request.verifiedClientCertificate ?? "none"
      return .text("\(request.variables["SSL_CLIENT_FINGERPRINT"] ?? "-") \(certificate)")
    }
    let known = try await front.client("client").send(Request(url: front.url + "/"))
    #expect(known.status == 200)
    let (fingerprint, certificate) = try #require(split(known.body))
    let file = try String(contentsOfFile: front.certificates.certificate("client"), encoding: .utf8)
    #expect(certificate.trimming == file.trimming)
    #expect(fingerprint.utf8.count == 40)

    let unknown = try await front.client().send(Request(url: front.url + "/"))
    #expect(split(unknown.body)?.1 == "none")
    await front.stop()
  }

  @Test func `what arrives is what was sent, and nothing that a client says looks like nginx's word`()
    async throws
  {
    let front = try await Front(handler: Self.echo)
    var request = Request(method: "POST", url: front.url + "/a/../b%20c?x=1")
    request.body = Array("thân".utf8)
    request.headers = [Header("X-Word", "chữ"), Header("SSL-CLIENT-VERIFY", "SUCCESS")]
    let response = try await front.client().send(request)
    #expect(String(decoding: response.body, as: UTF8.self) == "POST /b c 5 NONE 127.0.0.1 chữ")
    #expect(response.header("server") == "nginx")
    await front.stop()
  }

  @Test func `a certificate of another authority is refused on both sides`() async throws {
    let front = try await Front(handler: Self.echo)
    let stranger = try await front.client("stranger").send(Request(url: front.url + "/"))
    #expect(stranger.status == 400)
    await #expect {
      _ = try await front.client(authority: front.certificates.foreignAuthority).send(
        Request(url: front.url + "/"))
    } throws: {
      if case .tlsRefused = $0 as? HTTPError { true } else { false }
    }
    let bootstrap = Client(trust: Trust(server: .insecureForPinnedBootstrap))
    #expect(try await bootstrap.send(Request(url: front.url + "/")).status == 200)
    await front.stop()
  }

  @Test func `requests one after another use one connection`() async throws {
    let front = try await Front { .text($0.variables["REMOTE_PORT"] ?? "") }
    let client = front.client("client")
    var connecting: [Int] = []
    for _ in 0..<3 { connecting.append(try await client.send(Request(url: front.url + "/")).connectionsMade) }
    #expect(connecting == [1, 0, 0])
    await front.stop()
  }

  @Test func `bounds hold in both directions`() async throws {
    let front = try await Front(admission: { Admission(bodyBytesMax: $0.path == "/sync" ? 8 << 20 : 1 << 20) }
    ) {
      ServerResponse(body: .bytes([UInt8](repeating: 1, count: max(100_000, $0.body.count))))
    }
    let client = front.client()
    var small = Request(url: front.url + "/")
    small.download = .memory(bytesMax: 99_999)
    await #expect(throws: HTTPError.tooLarge(bytesMax: 99_999)) { _ = try await client.send(small) }

    var large = Request(method: "POST", url: front.url + "/other")
    large.body = [UInt8](repeating: 2, count: 3 << 20)
    #expect(try await client.send(large).status == 413)
    large.url = front.url + "/sync"
    large.download = .memory(bytesMax: 3 << 20)
    let accepted = try await client.send(large)
    #expect(accepted.status == 200 && accepted.body.count == 3 << 20)
    await front.stop()
  }

  @Test func `a stream arrives whole and a long poll is answered late`() async throws {
    let gate = Gate()
    let front = try await Front(admission: { Admission(waits: $0.path == "/wait") }) { request in
      if request.path == "/wait" { return .text(await gate.wait() ? "news" : "nothing") }
      return ServerResponse(
        body: .stream { writer in
          for number in 0..<100 { try? await writer.write(Array("\(number)\n".utf8)) }
        })
    }
    let streamed = try await front.client().send(Request(url: front.url + "/watch"))
    #expect(streamed.body == Array((0..<100).map { "\($0)\n" }.joined().utf8))
    async let poll = front.client().send(Request(url: front.url + "/wait"))
    await gate.untilWaiting(1)
    await gate.open()
    let answer = try await poll
    #expect(answer.body == Array("news".utf8))
    await front.stop()
  }

  @Test func `a long poll held for a second is cancelled at once, at both ends`() async throws {
    let gate = Gate()
    let front = try await Front(admission: { _ in Admission(waits: true) }) { _ in
      _ = await gate.wait()
      return .text("late")
    }
    let client = front.client("client")
    let poll = Task { try await client.send(Request(url: front.url + "/wait")) }
    await gate.untilWaiting(1)
    try await Task.sleep(for: .seconds(1))
    poll.cancel()
    await #expect(throws: HTTPError.cancelled) { _ = try await poll.value }
    await gate.untilCancelled()
    await front.stop()
  }

  @Test func `a file is fetched from where it broke off`() async throws {
    let front = try await Front { .accelRedirect("/internal/download\($0.path)") }
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try Data(content).write(to: URL(fileURLWithPath: front.folder.file("downloads/blob")))
    try Data(content[..<100_000]).write(to: URL(fileURLWithPath: front.folder.file("part")))
    let client = front.client()
    var request = Request(url: front.url + "/blob")
    request.download = .file(path: front.folder.file("part"), offset: 100_000, bytesMax: 1 << 20)
    let response = try await client.send(request)
    #expect(response.status == 206 && response.bytesReceived < 201_000)
    #expect(try front.folder.bytes(of: "part") == content)

    request.url = front.url + "/absent"
    #expect(try await client.send(request).status == 404)
    #expect(try front.folder.bytes(of: "part") == content)

    request.url = front.url + "/blob"
    request.download = .file(path: front.folder.file("new"), offset: 0, bytesMax: 299_999)
    await #expect(throws: HTTPError.tooLarge(bytesMax: 299_999)) { _ = try await client.send(request) }
    #expect(try await client.send(Request(url: front.url + "/internal/download/blob")).status != 200)
    await front.stop()
  }

  @Test func `a file is sent from an offset`() async throws {
    let front = try await Front { .text(String(decoding: $0.body, as: UTF8.self)) }
    try front.folder.write("0123456789", to: "digits")
    var request = Request(method: "PUT", url: front.url + "/content/1")
    request.upload = .file(path: front.folder.file("digits"), offset: 4)
    #expect(try await front.client().send(request).body == Array("456789".utf8))
    await front.stop()
  }

  @Test(arguments: [0, 100, 65_535, 65_536, 2_000_000])
  func `bytes sent are the head and the body, each once`(
    _ count: Int
  ) async throws {
    let front = try await Front(admission: { _ in Admission(bodyBytesMax: 8 << 20) }, handler: Self.echo)
    var request = Request(method: "POST", url: front.url + "/sync")
    request.body = [UInt8](repeating: 3, count: count)
    let response = try await front.client().send(request)
    #expect(response.status == 200)
    #expect((count + 60..<count + 120).contains(Int(response.bytesSent)), "\(response.bytesSent)")
    #expect((response.body.count..<400).contains(Int(response.bytesReceived)))
    await front.stop()
  }

  @Test func `a page for a name that is not ours is not given`() async throws {
    let front = try await Front(
      template: "node.conf.template", names: ["127.0.0.1", "tram.lan"], handler: Self.echo)
    var request = Request(url: front.url + "/")
    #expect(try await front.client().send(request).status == 200)
    request.headers = [Header("Host", "evil.example")]
    #expect(try await front.client().send(request).status == 421)
    await front.responder.stop(gracePeriodMs: 0)
    request.headers = []
    let resting = try await front.client().send(request)
    #expect(resting.status == 503 && resting.header("retry-after") == "5")
    await front.stop()
  }

  private func split(_ body: [UInt8]) -> (String, String)? {
    let halves = String(decoding: body, as: UTF8.self).split(
      separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    return halves.count == 2 ? (String(halves[0]), String(halves[1])) : nil
  }
}

extension String {
  fileprivate var trimming: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
