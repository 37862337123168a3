/// Whom a client trusts and how it shows who it is. TLS 1.2 is the floor; both ends of ours speak 1.3.
package struct Trust: Equatable, Sendable {
  /// How the server's certificate is checked.
  package enum Server: Equatable, Sendable {
    /// Against the machine's certificate store, name included.
    case system
    /// Against the certificates in one PEM file and nothing else, name included: a pinned private authority.
    case authority(pemPath: String)
    /// Not at all. Only for the one request of an enrolment that fetches the authority's certificate, whose
    /// fingerprint the caller then compares with the one in the invitation before it sends anything secret.
    /// Anyone on the path can answer such a request.
    case insecureForPinnedBootstrap
  }

  /// The client's certificate and its private key, PEM files.
  package struct Identity: Equatable, Sendable {
    package var certificatePath: String
    package var keyPath: String

    package init(certificatePath: String, keyPath: String) {
      self.certificatePath = certificatePath
      self.keyPath = keyPath
    }
  }

  package var server: Server
  package var identity: Identity?

  package init(server: Server = .system, identity: Identity? = nil) {
    self.server = server
    self.identity = identity
  }
}
