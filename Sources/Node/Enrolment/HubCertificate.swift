import Crypto
import HTTP
import Records
import Store

/// Keeps the hub's own certificate alive: it issues itself a new one over the same key, where the authority's key is at hand
/// in the last 60 days, as it is whenever a node is let in.
enum HubCertificate {
  private static let pauseMs = 3_600_000

  /// Until the task is cancelled.
  static func run(_ context: NodeContext, _ front: HubFront, _ log: EventLog) async {
    while !Task.isCancelled {
      do throws(NodeError) {
        if let renewed = try renewIfDue(context) {
          do throws(NginxError) { try await front.nginx.reload() } catch { throw NodeError.nginx(error) }
          log.write(.info, "certificate.renewed", ["until": .time(renewed.notAfter * 1_000)])
        }
      } catch {
        log.write(.warning, "certificate.renewal.failed", ["error": .string("\(error.category)")])
      }
      try? await Task.sleep(for: .milliseconds(pauseMs))
    }
  }

  /// The new certificate, in its place on the disk; `nil` where none is due, or the authority's key is in its safe.
  static func renewIfDue(_ context: NodeContext) throws(NodeError) -> Certificate? {
    let home = context.home
    let (old, key) = try certifying { () throws(CryptoError) in
      (try Certificate(file: home.certificate), try SigningKey(file: home.key))
    }
    guard CertificateRenewal.isDue(old, at: context.now()),
      let authority = try? HubEnrolment.authority(context)
    else { return nil }
    let configuration = context.configuration
    return try certifying { () throws(CryptoError) in
      let certificate = try HubSetup.ownCertificate(
        key, authority, configuration.hub, configuration.label, context.now())
      try writeAtomically(try certificate.pem(), to: home.certificate, mode: 0o644)
      return certificate
    }
  }
}
