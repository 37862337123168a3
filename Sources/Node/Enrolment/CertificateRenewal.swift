package import Crypto
import Exchange
import HTTP
import Records

/// Keeps a center's certificate alive: from its 30th of 90 days on it asks the hub for a new one over the same key, by
/// itself, so that two months without a link end nothing.
package struct CertificateRenewal: Sendable {
  /// Days that must be left for a certificate not to be due.
  static let daysLeft: Int64 = 60
  private static let pauseMs = 6 * 3_600_000
  private static let retryMs = 600_000

  private let context: NodeContext
  private let log: EventLog

  package init(_ context: NodeContext, log: EventLog = .silent) {
    self.context = context
    self.log = log
  }

  static func isDue(_ certificate: Certificate, at now: Int64) -> Bool {
    certificate.notAfter - now / 1_000 < daysLeft * 86_400
  }

  /// Until the task is cancelled.
  package func run() async {
    var told: String?
    while !Task.isCancelled {
      var pause = Self.pauseMs
      // So that a backup can be sealed to the province on a day without a link.
      try? await RecoveryKey.obtain(context)
      do throws(NodeError) {
        if let renewed = try await renewIfDue() {
          log.write(.info, "certificate.renewed", ["until": .time(renewed.notAfter * 1_000)])
        }
        told = nil
      } catch {
        pause = Self.retryMs
        // Offline is ordinary; the rest is told once, not every ten minutes for weeks.
        let word = "\(error.category)"
        if error.category != .offline, error != .cancelled, word != told {
          log.write(.warning, "certificate.renewal.failed", ["error": .string(word)])
          told = word
        }
      }
      try? await Task.sleep(for: .milliseconds(pause))
    }
  }

  /// The new certificate, in its place on the disk; `nil` where none is due, or the hub gave the same again.
  @discardableResult
  package func renewIfDue() async throws(NodeError) -> Certificate? {
    let home = context.home
    let (old, key) = try certifying { () throws(CryptoError) in
      (try Certificate(file: home.certificate), try SigningKey(file: home.key))
    }
    let now = context.now()
    guard Self.isDue(old, at: now) else { return nil }
    let signing = try certifying { () throws(CryptoError) in
      try CertificateRequest.make(key: key, commonName: "tram")
    }
    var request = Request(method: "POST", url: context.configuration.hub.path(HubRoute.renew))
    request.headers = [Header("Content-Type", HubRoute.mediaType)]
    request.body = RenewRequest(certificate: old.der, signingRequest: signing.der).encoded
    request.download = .memory(bytesMax: 64 << 10)
    // nginx lets nobody in whose certificate has ended; without one, the door asks for the key's signature.
    let trust =
      old.holds(at: now / 1_000)
      ? context.trust : Trust(server: .authority(pemPath: home.authorityCertificate))
    let response: Response
    do throws(HTTPError) { response = try await Client(trust: trust).send(request) } catch {
      throw NodeError(error)
    }
    guard response.status == 200 else { throw HubRoute.error(of: response) }
    guard let message = try? RenewResponse(encoded: response.body),
      let certificate = try? Certificate(der: message.certificate), certificate.isForClient,
      certificate.isIssued(by: context.authority), certificate.publicKey == old.publicKey,
      certificate.subject == old.subject
    else { throw .badReply }
    guard certificate.notAfter > old.notAfter else { return nil }
    try certifying { () throws(CryptoError) in
      try writeAtomically(try certificate.pem(), to: home.certificate, mode: 0o644)
    }
    return certificate
  }
}
