internal import CCrypto

/// What the cryptography refused or could not do. It names kinds of things and files, never a secret.
package enum CryptoError: Error, Equatable, Sendable {
  /// What bytes were taken for.
  package enum Subject: String, Sendable {
    case privateKey = "private key"
    case publicKey = "public key"
    case request = "certificate request"
    case certificate
    case name
  }

  /// Bytes from outside are not what they should be, or not of the one kind that is accepted here (P-256, SHA-256).
  case malformed(Subject, reason: String)
  /// OpenSSL could not do what it was asked; its own reason.
  case failed(operation: String, reason: String)
  /// A file could not be read or written. `code` is the C `errno`.
  case file(operation: String, path: String, code: Int32)
}

extension CryptoError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let subject, let reason): "malformed \(subject.rawValue): \(reason)"
    case .failed(let operation, let reason): "\(operation): \(reason)"
    case .file(let operation, let path, let code): "\(operation) \(path): error \(code)"
    }
  }
}

/// Takes what OpenSSL left in this thread's queue, which it does not empty itself, and gives the last reason.
func takeReason() -> String {
  var reason: String?
  // The queue is a ring of sixteen.
  while case let code = ERR_get_error(), code != 0 {
    reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
  }
  return reason ?? "no reason given"
}

extension CryptoError {
  static func failed(_ operation: String) -> CryptoError {
    .failed(operation: operation, reason: takeReason())
  }
  static func malformed(_ subject: Subject) -> CryptoError { .malformed(subject, reason: takeReason()) }
}
