package import Exchange
package import Records

/// Why a bundle was not written, read or taken in. Whatever it is, nothing was changed, but for `.node`, which can come in
/// the middle: what was durable by then stays, and the same command again finishes.
package enum BundleError: Error, Equatable, Sendable {
  // The file.
  case notABundle
  /// It ends too early: the copy was cut, or the stick was pulled out.
  case truncated
  /// Its bytes are not those that were written.
  case altered
  /// It is sealed to, or names, somebody else.
  case misaddressed
  case forged(BundleForgery)
  /// It, or what it unpacks to, is larger than any bundle may be.
  case tooLarge
  case versionMismatch(own: ProtocolRange, peer: ProtocolRange)
  /// A bundle in a format whose number this version does not know.
  case unknownFormat(UInt64)
  /// It begins beyond what is held here. The answer to carry back was written to `answer`, or could not be.
  case gap(Partition, answer: String?)

  // What was asked.
  /// Nobody of this name, or nobody whose certificate is known here.
  case unknownRecipient(String)
  case toItself
  /// There is such a file; nothing was overwritten.
  case exists(path: String)
  case file(path: String, errno: Int32)

  case node(NodeError)
}

/// Why a signature counts for nothing.
package enum BundleForgery: String, Equatable, Sendable {
  /// What is inside is not signed by the certificate that it carries.
  case unsigned
  /// The certificate is not of this province's authority.
  case notCertified = "not-certified"
  /// The registry does not name this key under this name.
  case unknownKey = "unknown-key"
  /// The registry says that the key is revoked.
  case revoked
  /// It says that it is from somebody else than who signed it, or two signed it, or it is what no node writes.
  case contradictory
}

extension BundleError {
  init(_ error: ExchangeError) {
    switch error {
    case .versionMismatch(let own, let peer): self = .versionMismatch(own: own, peer: peer)
    case .unknownFormat(let number): self = .unknownFormat(number)
    case .tooLarge, .cbor(.tooLong): self = .tooLarge
    case .outOfOrder: self = .altered
    // Signed by a certified node, and yet what no node writes.
    default: self = .forged(.contradictory)
    }
  }
}
