import Crypto
import Exchange

/// Takes items out of a backup, front to back. Nothing is given out that is not sealed to the key, signed by one signer,
/// and in its place.
struct BackupReader: ~Copyable {
  private var file: BundleFile
  private let key: SigningKey
  private let certificate: Certificate
  private var backup: [UInt8] = []
  private var number: UInt64 = 0
  private var body: [UInt8] = []
  private var place = 0
  private var isOver = false
  /// Who signed it; known after the first item.
  private(set) var signer: Certificate?

  /// - Parameters:
  ///   - key: of one of the recipients.
  ///   - certificate: over that key.
  init(reading path: String, key: SigningKey, certificate: Certificate) throws(BackupError) {
    let file = try Self.file(path)
    self.file = file
    self.key = key
    self.certificate = certificate
  }

  private static func file(_ path: String) throws(BackupError) -> BundleFile {
    do throws(BundleError) { return try BundleFile(reading: path) } catch { throw BackupError(error) }
  }

  /// Bytes of the file, for the progress.
  var size: Int { file.size }
  var position: Int { file.position }

  /// The next item's head; `nil` after the last, when the file ends as it must.
  mutating func next() throws(BackupError) -> BackupItem? {
    let length = try take(4).reduce(0) { $0 << 8 | Int($1) }
    guard 1...BackupItem.headBytesMax ~= length else { throw .altered }
    let item = try BackupItem(head: try take(length))
    guard item.path.isEmpty else { return item }
    guard isOver, place == body.count else { throw .altered }
    do throws(BundleError) { try file.end() } catch { throw BackupError(error) }
    return nil
  }

  /// A piece of the item's bytes, at most so many.
  mutating func some(max: Int) throws(BackupError) -> ArraySlice<UInt8> {
    if place == body.count { try fill() }
    let part = body[place..<min(body.count, place + max)]
    place += part.count
    return part
  }

  private mutating func take(_ count: Int) throws(BackupError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += try some(max: count - bytes.count) }
    return bytes
  }

  private mutating func fill() throws(BackupError) {
    guard !isOver else { throw .truncated }
    let message: [UInt8]
    do throws(BundleError) { message = try file.next() } catch { throw BackupError(error) }
    let opened: (content: [UInt8], signer: Certificate)
    do throws(SealError) {
      opened = try SealedMessage.open(
        message, with: key, certificate, bytesMax: BackupPiece.bodyBytes + (128 << 10))
    } catch {
      switch error {
      case .misaddressed: throw .misaddressed
      case .unsigned: throw .forged
      case .malformed: throw number == 0 ? .notABackup : .altered
      case .altered, .tooLarge: throw .altered
      }
    }
    let piece = try BackupPiece(encoded: opened.content)
    if number == 0 { (backup, signer) = (piece.backup, opened.signer) }
    guard piece.backup == backup, piece.number == number, opened.signer == signer,
      !piece.body.isEmpty || piece.isLast
    else { throw .altered }
    number += 1
    isOver = piece.isLast
    (body, place) = (piece.body, 0)
    guard !body.isEmpty else { throw .truncated }
  }
}
