import Crypto
import Glibc

/// Puts items into a backup, piece by piece: each packed, signed by the node and sealed to the recipients.
struct BackupWriter: ~Copyable {
  private var draft: BundleDraft
  private let key: SigningKey
  private let certificate: Certificate
  private let recipients: [Certificate]
  private let backup: [UInt8]
  private var number: UInt64 = 0
  private var body: [UInt8] = []

  init(
    writing path: String, key: SigningKey, certificate: Certificate, recipients: [Certificate]
  ) throws(BackupError) {
    let backup = try backingUp { () throws(CryptoError) in try randomBytes(BackupPiece.identifierBytes) }
    let draft = try Self.draft(path)
    self.draft = draft
    self.backup = backup
    self.key = key
    self.certificate = certificate
    self.recipients = recipients
  }

  private static func draft(_ path: String) throws(BackupError) -> BundleDraft {
    do throws(BundleError) { return try BundleDraft(writing: path) } catch { throw BackupError(error) }
  }

  mutating func add(_ path: String, _ bytes: [UInt8]) throws(BackupError) {
    try append(BackupItem(path: path, size: UInt64(bytes.count)).encoded)
    try append(bytes)
  }

  /// Adds a file as long as it is now; one that is gone meanwhile is left out.
  ///
  /// - Parameter progress: told of bytes read.
  mutating func add(
    _ path: String, file: String, progress: (Int) -> Void = { _ in }
  ) throws(BackupError) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw .node(.file(path: file, errno: errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .node(.file(path: file, errno: errno)) }
    var left = Int(status.st_size)
    try append(BackupItem(path: path, size: UInt64(left)).encoded)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while left > 0 {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, min($0.count, left)) }
      if count < 0, errno == EINTR { continue }
      // Shorter than it was: the item's length would be a lie.
      guard count > 0 else { throw .node(.file(path: file, errno: count < 0 ? errno : EIO)) }
      try append(Array(piece[..<count]))
      progress(count)
      left -= count
    }
  }

  mutating func finish() throws(BackupError) {
    try append(BackupItem(path: "", size: 0).encoded)
    try flush(isLast: true)
    do throws(BundleError) { try draft.finish() } catch { throw BackupError(error) }
  }

  private mutating func append(_ bytes: [UInt8]) throws(BackupError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(BackupPiece.bodyBytes - body.count)
      body += part
      rest = rest.dropFirst(part.count)
      if body.count == BackupPiece.bodyBytes { try flush(isLast: false) }
    }
  }

  private mutating func flush(isLast: Bool) throws(BackupError) {
    let piece = BackupPiece(backup: backup, number: number, isLast: isLast, body: body).encoded
    let (key, certificate, recipients) = (key, certificate, recipients)
    let sealed = try backingUp { () throws(CryptoError) in
      try SealedMessage.seal(piece, by: key, certificate, for: recipients)
    }
    do throws(BundleError) { try draft.add(sealed) } catch { throw BackupError(error) }
    number += 1
    body.removeAll(keepingCapacity: true)
  }
}
