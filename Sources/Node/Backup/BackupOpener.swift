import Crypto

/// A key that opens backups, with the certificate over it: `recovery.key` and, beside it, `recovery.crt`.
package struct BackupOpener: Sendable {
  let key: SigningKey
  let certificate: Certificate

  /// - Parameter path: of the key; the certificate has the same name and ends in `.crt`.
  package init(file path: String) throws(BackupError) {
    let stem = path.hasSuffix(".key") ? String(path.dropLast(4)) : path
    (key, certificate) = try backingUp { () throws(CryptoError) in
      (try SigningKey(file: path), try Certificate(file: stem + ".crt"))
    }
  }

  /// A node's own.
  init(_ home: NodeHome) throws(BackupError) {
    (key, certificate) = try backingUp { () throws(CryptoError) in
      (try SigningKey(file: home.key), try Certificate(file: home.certificate))
    }
  }
}
