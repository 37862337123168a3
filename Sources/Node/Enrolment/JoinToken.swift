import Crypto

/// What a person carries from the province to a new node: a secret that lets it in once, and by which authority it
/// recognizes the hub before it says the secret.
///
///     tram1-<base32 of 16 random bytes>-<base32 of the first 10 bytes of the authority certificate's SHA-256>
package struct JoinToken: Hashable, Sendable {
  package static let secretBytes = 16
  /// 80 bits: whoever wants to stand in for the hub needs a second certificate with the same beginning.
  package static let fingerprintBytes = 10

  package let secret: [UInt8]
  package let fingerprint: [UInt8]

  init(secret: [UInt8], authority: Certificate) {
    self.secret = secret
    fingerprint = Array(authority.fingerprint.prefix(Self.fingerprintBytes))
  }

  /// Reads an invitation as it was typed; case and surrounding spaces do not matter. Fails with `.badToken`.
  package init(_ text: String) throws(NodeError) {
    let parts = text.lowercased().filter { !$0.isWhitespace }.split(
      separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count <= 128, parts.count == 3, parts[0] == "tram1",
      let secret = Base32.decoded(parts[1]), secret.count == Self.secretBytes,
      let fingerprint = Base32.decoded(parts[2]), fingerprint.count == Self.fingerprintBytes
    else { throw .badToken }
    self.secret = secret
    self.fingerprint = fingerprint
  }

  package var text: String { "tram1-\(Base32.encoded(secret))-\(Base32.encoded(fingerprint))" }

  func names(_ authority: Certificate) -> Bool {
    constantTimeEquals(fingerprint, Array(authority.fingerprint.prefix(Self.fingerprintBytes)))
  }
}
