import Crypto

/// The token that each form carries back (CSRF): bound to the secret of the session, or before there is one to the
/// visitor's cookie; the page alone knows it, and nothing has to be kept.
package enum FormToken {
  package static let field = "_t"

  package static func of(_ secret: String) -> String {
    Base32.encoded(Array(SHA256.digest(Array("tram-form:\(secret)".utf8)).prefix(20)))
  }

  package static func isRight(_ token: String?, for secret: String?) -> Bool {
    guard let token, let secret else { return false }
    return constantTimeEquals(Array(token.utf8), Array(of(secret).utf8))
  }
}
