import Crypto
import Exchange
import Glibc
import HTTP
import Records
import Store
import Testing

@testable import Node

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Joining a province` {
  @Test func `with an invitation gives a node its certificate, its place in the registry and its grants`()
    async throws
  {
    let hub = try await TestHub()
    let home = hub.folder.home("a")
    let token = try await hub.invite("H37.11", units: ["06184", "06187"])
    let joined = try await NodeSetup.join(home, hub.address, JoinToken(" \(token.text.uppercased())\n"))
    #expect(joined.name == "H37.11")
    let node = try NodeContext.open(home)
    #expect(node.identity.name == "H37.11")
    #expect(node.identity.role == .center)
    let registry = hub.context.replica.registry
    #expect(registry.nodes[node.identity.key] == node.identity)
    #expect(registry.nodes[hub.context.identity.key] == hub.context.identity)
    #expect(
      registry.partitions(of: node.identity).map(\.text) == [
        "registry", "center/H37.11", "catalogue", "unit/06184", "unit/06187", "access/H37.11",
      ])
    await node.close()
    await hub.stop()
  }

  @Test func `keeps its key to itself, readable by its owner only`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    #expect(permissions(node.home.key) == 0o600)
    #expect(permissions(node.home.path) == 0o700)
    #expect(permissions(hub.context.home.authorityKey) == 0o600)
    await node.close()
    await hub.stop()
  }

  @Test func `twice with one invitation is refused, and nothing is left behind`() async throws {
    let hub = try await TestHub()
    let token = try await hub.invite("H37.11")
    _ = try await NodeSetup.join(hub.folder.home("a"), hub.address, token)
    let second = hub.folder.home("b")
    await #expect(throws: NodeError.refused(.invitationUsed)) {
      _ = try await NodeSetup.join(second, hub.address, token)
    }
    #expect(hub.folder.names(in: second).isEmpty)
    #expect(hub.context.replica.registry.nodes.count == 2)
    await hub.stop()
  }

  @Test func `after an answer that was lost goes on with the same key`() async throws {
    let hub = try await TestHub()
    let token = try await hub.invite("H37.11")
    let home = hub.folder.home("a")
    // The state in which a lost answer leaves a node: its key is here, the hub has let it in.
    try home.makeFolders(hub: false)
    let key = try SigningKey.generate()
    try key.save(to: home.key)
    let request = JoinRequest(
      token: token.secret, signingRequest: try CertificateRequest.make(key: key, commonName: "x").der)
    _ = try await HubEnrolment.admit(request, hub.context)
    #expect(try await NodeSetup.join(home, hub.address, token).name == "H37.11")
    #expect(hub.context.replica.registry.nodes.count == 2)
    await hub.stop()
  }

  @Test func `with an invitation whose time is over is refused`() async throws {
    let hub = try await TestHub()
    let token = try await hub.invite("H37.11")
    hub.clock.move(milliseconds: 600_001)
    await #expect(throws: NodeError.refused(.invitationExpired)) {
      _ = try await NodeSetup.join(hub.folder.home("a"), hub.address, token)
    }
    await hub.stop()
  }

  @Test func `with a secret that nobody gave out is refused`() async throws {
    let hub = try await TestHub()
    let token = JoinToken(secret: [UInt8](repeating: 7, count: 16), authority: hub.context.authority)
    await #expect(throws: NodeError.refused(.invitationUnknown)) {
      _ = try await NodeSetup.join(hub.folder.home("a"), hub.address, token)
    }
    await hub.stop()
  }

  @Test func `at a hub of another authority says nothing secret and leaves nothing behind`() async throws {
    let hub = try await TestHub()
    let other = try CertificateAuthority.create(name: "other", notBefore: 0, validDays: 100)
    let token = JoinToken(secret: try await hub.invite("H37.11").secret, authority: other.certificate)
    let home = hub.folder.home("a")
    await #expect(throws: NodeError.otherAuthority) {
      _ = try await NodeSetup.join(home, hub.address, token)
    }
    #expect(hub.folder.names(in: home).isEmpty)
    await hub.stop()
  }

  @Test func `with a certificate request of somebody else's key is refused and does not use the invitation`()
    async throws
  {
    let hub = try await TestHub()
    let token = try await hub.invite("H37.11")
    var der = try CertificateRequest.make(key: SigningKey.generate(), commonName: "x").der
    der[der.count - 1] ^= 1
    await #expect(throws: NodeError.refused(.requestInvalid)) {
      _ = try await HubEnrolment.admit(JoinRequest(token: token.secret, signingRequest: der), hub.context)
    }
    #expect(try await NodeSetup.join(hub.folder.home("a"), hub.address, token).name == "H37.11")
    await hub.stop()
  }

  @Test func `while the authority's key is in its safe is refused, and possible once it is back`()
    async throws
  {
    let hub = try await TestHub()
    let token = try await hub.invite("H37.11")
    let key = try readFile(hub.context.home.authorityKey, bytesMax: 4_096)
    unlink(hub.context.home.authorityKey)
    await #expect(throws: NodeError.refused(.authorityAbsent)) {
      _ = try await NodeSetup.join(hub.folder.home("a"), hub.address, token)
    }
    try writeAtomically(key, to: hub.context.home.authorityKey, mode: 0o600)
    #expect(try await NodeSetup.join(hub.folder.home("a"), hub.address, token).name == "H37.11")
    await hub.stop()
  }

  @Test func `where nobody answers is offline, and leaves nothing behind`() async throws {
    let folder = TestFolder()
    let port = try FreePort.find(on: "127.0.0.1")
    let authority = try CertificateAuthority.create(name: "x", notBefore: 0, validDays: 100)
    let token = JoinToken(secret: [UInt8](repeating: 7, count: 16), authority: authority.certificate)
    await #expect(throws: NodeError.offline(.unreachable)) {
      _ = try await NodeSetup.join(folder.home("a"), HubAddress("https://127.0.0.1:\(port)")!, token)
    }
    #expect(folder.names(in: folder.home("a")).isEmpty)
  }
}

@Suite struct `A data folder` {
  @Test func `that is a node is not made into another`() async throws {
    let folder = TestFolder()
    let home = folder.home("hub")
    let address = try #require(HubAddress("https://hub.langson.example"))
    try await HubSetup.create(home, address: address, label: "Lạng Sơn")
    let key = try readFile(home.authorityKey, bytesMax: 4_096)
    await #expect(throws: NodeError.nodeExists(path: home.path)) {
      try await HubSetup.create(home, address: address, label: "Lạng Sơn")
    }
    #expect(try readFile(home.authorityKey, bytesMax: 4_096) == key)
  }

  @Test func `has one owner at a time`() async throws {
    let folder = TestFolder()
    let home = folder.home("hub")
    try await HubSetup.create(
      home, address: try #require(HubAddress("https://10.0.0.1")), label: "Lạng Sơn")
    let first = try NodeContext.open(home)
    #expect(throws: NodeError.alreadyServed(process: getpid())) { _ = try NodeContext.open(home) }
    await first.close()
  }

  @Test func `with the key of somebody else is damaged`() async throws {
    let folder = TestFolder()
    let home = folder.home("hub")
    try await HubSetup.create(
      home, address: try #require(HubAddress("https://10.0.0.1")), label: "Lạng Sơn")
    try SigningKey.generate().save(to: home.key)
    #expect(throws: NodeError.damagedHome(file: home.certificate)) { _ = try NodeContext.open(home) }
  }

  @Test func `that is empty is no node`() {
    #expect(throws: NodeError.noNode(path: "/tmp/nothing-here")) {
      _ = try NodeContext.open(NodeHome("/tmp/nothing-here/"))
    }
  }
}

@Suite struct `An invitation` {
  @Test(arguments: [
    "", "tram1", "tram1--", "tram2-aaaaaaaaaaaaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaa",
    "tram1-aaaaaaaaaaaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaa", "tram1-aaaaaaaaaaaaaaaaaaaaaaaaab-aaaaaaaaaaaaaaaa",
    "tram1-aaaaaaaaaaaaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaa1",
    "tram1-aaaaaaaaaaaaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaa-a",
  ])
  func `that is misspelt or cut short is none`(text: String) {
    #expect(throws: NodeError.badToken) { _ = try JoinToken(text) }
  }

  @Test func `is for one hour at most`() async throws {
    let folder = TestFolder()
    let home = folder.home("hub")
    try await HubSetup.create(
      home, address: try #require(HubAddress("https://10.0.0.1")), label: "Lạng Sơn")
    let hub = try NodeContext.open(home)
    let terms = try InvitationTerms(center: "H37.11", units: [])
    for seconds in [0, 3_601, -1] as [Int64] {
      await #expect(throws: NodeError.badSpan(seconds: seconds)) {
        _ = try await HubInvitations.create(hub, terms, validSeconds: seconds)
      }
    }
    await hub.close()
  }

  @Test(arguments: ["", "a/b", "province", "ố", String(repeating: "a", count: 41)])
  func `is for a center with a code`(code: String) {
    #expect(throws: NodeError.badName(code)) { _ = try InvitationTerms(center: code, units: []) }
  }

  @Test func `says the same after it was written down`() throws {
    let terms = try InvitationTerms(center: "H37.11", units: ["06187", "06184"], label: "Trung tâm Kỳ Lừa")
    let text = terms.document.written()
    #expect(InvitationTerms(document: try JSONValue.parse(text)) == terms)
  }
}

@Suite struct `The address of a hub` {
  @Test(arguments: [
    ("https://hub.langson.example:8443", "https://hub.langson.example:8443"),
    ("https://hub.langson.example/", "https://hub.langson.example:443"),
    ("HTTPS://Hub.Langson.example", "https://hub.langson.example:443"),
    ("https://10.1.2.3:1", "https://10.1.2.3:1"), ("https://[::1]:8443", "https://[::1]:8443"),
  ])
  func `is read`(text: String, read: String) { #expect(HubAddress(text)?.text == read) }

  @Test(arguments: [
    "", "http://hub", "https://", "https://hub:0", "https://hub:65536", "https://hub:8443/x", "https://a b",
    "https://[::1", "https://user@hub", "https://hub?x", "https://hub:8443:1", "https://[]",
  ])
  func `is nothing else`(text: String) { #expect(HubAddress(text) == nil) }
}

private func permissions(_ path: String) -> Int {
  var info = stat()
  return stat(path, &info) == 0 ? Int(info.st_mode) & 0o777 : -1
}
