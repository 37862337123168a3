import Crypto
import Exchange
import Glibc
import HTTP
import Records
import Store
import Testing

@testable import Node

private let day: Int64 = 86_400_000

@Suite(.serialized, .timeLimit(.minutes(3))) struct `A node's certificate` {
  @Test func `lasts 90 days, and is not renewed while it is young`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    let certificate = try Certificate(file: node.home.certificate)
    #expect(certificate.notAfter - certificate.notBefore == 90 * 86_400)
    #expect(try await CertificateRenewal(node).renewIfDue() == nil)
    await node.close()
    await hub.stop()
  }

  @Test func `is renewed over the session from its 30th day on, over the same key`() async throws {
    let hub = try await TestHub()
    hub.clock.move(milliseconds: -40 * day)
    let node = try await hub.center("H37.11")
    hub.clock.move(milliseconds: 40 * day)
    let old = try Certificate(file: node.home.certificate)
    let renewed = try #require(try await CertificateRenewal(node).renewIfDue())
    #expect(renewed.publicKey == old.publicKey && renewed.subject == old.subject)
    #expect(renewed.notAfter - old.notAfter > 39 * 86_400)
    #expect(try Certificate(file: node.home.certificate) == renewed)
    #expect(try await node.sync().summary.isComplete)
    #expect(try await CertificateRenewal(node).renewIfDue() == nil)
    #expect(hub.front.service.counts.renewed == 1)
    await node.close()
    await hub.stop()
  }

  @Test func `that has ended lets the node renew and do nothing else`() async throws {
    let hub = try await TestHub()
    hub.clock.move(milliseconds: -100 * day)
    let node = try await hub.center("H37.11")
    hub.clock.move(milliseconds: 100 * day)
    await #expect(throws: NodeError.self) { _ = try await node.sync() }
    _ = try #require(try await CertificateRenewal(node).renewIfDue())
    #expect(try await node.sync().summary.isComplete)
    await node.close()
    await hub.stop()
  }

  @Test func `is not given to a revoked node, to another key, or to a stranger's request`() async throws {
    let hub = try await TestHub()
    hub.clock.move(milliseconds: -100 * day)
    let (a, b) = (try await hub.center("H37.11"), try await hub.center("H37.12"))
    hub.clock.move(milliseconds: 100 * day)
    let (mine, theirs) = (
      try Certificate(file: a.home.certificate), try Certificate(file: b.home.certificate)
    )
    func ask(_ certificate: Certificate, _ key: SigningKey) throws -> RenewRequest {
      RenewRequest(
        certificate: certificate.der,
        signingRequest: try CertificateRequest.make(key: key, commonName: "tram").der)
    }
    let key = try SigningKey(file: a.home.key)
    let stolen = try ask(theirs, key)
    #expect(throws: NodeError.refused(.requestInvalid)) {
      _ = try HubRenewal.renew(stolen, caller: nil, hub.context)
    }
    // Over another's session neither.
    let own = try ask(mine, key)
    #expect(throws: NodeError.refused(.requestInvalid)) {
      _ = try HubRenewal.renew(own, caller: b.identity, hub.context)
    }
    #expect(try await HubRegistry.revoke("H37.11", reason: "lost", hub.context) == 1)
    await #expect(throws: NodeError.refused(.revokedNode)) {
      _ = try await CertificateRenewal(a).renewIfDue()
    }
    #expect(hub.front.service.counts.renewed == 0)
    for node in [a, b] { await node.close() }
    await hub.stop()
  }

  @Test func `waits while the authority's key is in the safe`() async throws {
    let hub = try await TestHub()
    hub.clock.move(milliseconds: -40 * day)
    let node = try await hub.center("H37.11")
    hub.clock.move(milliseconds: 40 * day)
    let key = hub.context.home.authorityKey
    #expect(rename(key, key + ".away") == 0)
    await #expect(throws: NodeError.refused(.authorityAbsent)) {
      _ = try await CertificateRenewal(node).renewIfDue()
    }
    #expect(rename(key + ".away", key) == 0)
    #expect(try await CertificateRenewal(node).renewIfDue() != nil)
    await node.close()
    await hub.stop()
  }
}

@Suite(.serialized, .timeLimit(.minutes(3))) struct `The hub's certificate` {
  @Test func `is renewed over the same key in its last 60 days, when the authority's key is at hand`()
    async throws
  {
    let hub = try await TestHub()
    let home = hub.context.home
    #expect(try HubCertificate.renewIfDue(hub.context) == nil)
    hub.clock.move(milliseconds: Int64(HubSetup.hubCertificateDays - 30) * day)
    let old = try Certificate(file: home.certificate)
    #expect(rename(home.authorityKey, home.authorityKey + ".away") == 0)
    #expect(try HubCertificate.renewIfDue(hub.context) == nil)
    #expect(rename(home.authorityKey + ".away", home.authorityKey) == 0)
    let renewed = try #require(try HubCertificate.renewIfDue(hub.context))
    #expect(renewed.publicKey == old.publicKey && renewed.notAfter > old.notAfter && renewed.isForServer)
    #expect(try Certificate(file: home.certificate) == renewed)
    #expect(renewed.isIssued(by: hub.context.authority))
    await hub.stop()
  }
}

@Suite(.serialized, .timeLimit(.minutes(3))) struct `What a node says of itself` {
  @Test func `reaches the province beside a sync, and is kept over a restart`() async throws {
    let hub = try await TestHub()
    let node = try await hub.center("H37.11")
    try await node.replica.write { file in try file.raise(.amnesia, "x") }
    _ = try await node.sync()
    let seen = try await HubNodes.list(hub.context, service: hub.front.service)
    let report = try #require(seen.first?.report)
    #expect(report.alarms == 1 && report.version == ProgramVersion.text)
    #expect(report.diskFree ?? 0 > 0 && report.heardAt != nil)
    #expect(try await HubNodes.list(hub.context).first?.report == report)
    await node.close()
    await hub.stop()
  }

  @Test(arguments: [
    "", "x", "{}", "{\"version\":\"\"}", "{\"version\":\"a b\"}", "{\"version\":\"1\",\"conflicts\":",
    "{\"version\":\"\(String(repeating: "1", count: 600))\"}",
  ])
  func `is passed over where no node says it so`(header: String) {
    #expect(NodeReport(header: header) == nil)
  }
}
