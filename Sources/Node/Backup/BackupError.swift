import Crypto
import Store

/// Why a backup was not made, proven or restored. Nothing was changed but what the error names.
package enum BackupError: Error, Equatable, Sendable {
  /// Not a backup at all.
  case notABackup
  /// It ends before its end.
  case truncated
  /// It was altered, or it was put together from pieces of several.
  case altered
  /// It is sealed to other keys than the one that was given.
  case misaddressed
  /// Who signed it is not the node that it is of.
  case forged
  /// What came out of it is not what went in: a word for what differs.
  case damaged(String)
  /// There is no certificate to seal it to: the province's was never fetched, and no other was named.
  case noRecipient
  case exists(path: String)
  case node(NodeError)

  init(_ error: BundleError) {
    switch error {
    case .notABundle: self = .notABackup
    case .truncated: self = .truncated
    case .misaddressed: self = .misaddressed
    case .forged: self = .forged
    case .exists(let path): self = .exists(path: path)
    case .file(let path, let code): self = .node(.file(path: path, errno: code))
    case .node(let error): self = .node(error)
    default: self = .altered
    }
  }

  init(_ error: CryptoError) { self = .node(.crypto(error)) }
}

func backingUp<Value>(_ body: () throws(CryptoError) -> Value) throws(BackupError) -> Value {
  do throws(CryptoError) { return try body() } catch { throw BackupError(error) }
}
