import Exchange
import HTTP
import Records

/// A piece of a backup, as it is signed and sealed: a part of the stream of items, packed, with its place in it, so that
/// pieces of two backups, or in another order, are noticed.
///
///     [1, h'backup', number, is last, unpacked bytes, h'packed bytes']
struct BackupPiece {
  static let format: UInt64 = 1
  static let identifierBytes = 16
  static let bodyBytes = 4 << 20

  let backup: [UInt8]
  let number: UInt64
  let isLast: Bool
  let body: [UInt8]

  var encoded: [UInt8] {
    let packed = Zstd.compress(body)
    var out = CBORWriter(capacity: packed.count + 64)
    out.array(6)
    out.uint(Self.format)
    out.data(backup)
    out.uint(number)
    out.bool(isLast)
    out.uint(UInt64(body.count))
    out.data(packed)
    return out.bytes
  }

  init(backup: [UInt8], number: UInt64, isLast: Bool, body: [UInt8]) {
    self.backup = backup
    self.number = number
    self.isLast = isLast
    self.body = body
  }

  init(encoded bytes: [UInt8]) throws(BackupError) {
    do {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 6)
      guard try reader.uint() == Self.format else { throw BackupError.notABackup }
      backup = try reader.data(max: Self.identifierBytes)
      number = try reader.uint()
      isLast = try reader.bool()
      let size = Int(try reader.uint(max: UInt64(Self.bodyBytes)))
      let packed = try reader.data(max: Self.bodyBytes + (64 << 10))
      try reader.finish()
      body = size == 0 ? [] : try Zstd.decompress(packed, bytesMax: size)
      guard body.count == size else { throw BackupError.altered }
    } catch let error as BackupError {
      throw error
    } catch {
      throw .altered
    }
  }
}

/// The head of an item in the stream: its place in the node's folder, and how many bytes follow. The last has no name.
///
///     4 bytes of length (big endian), then ["content/3f/3fa9…", 81234]
struct BackupItem: Equatable {
  static let headBytesMax = 512

  let path: String
  let size: UInt64

  var encoded: [UInt8] {
    var out = CBORWriter(capacity: 128)
    out.array(2)
    out.text(path)
    out.uint(size)
    let head = out.bytes
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: head.count >> $0) } + head
  }

  init(path: String, size: UInt64) {
    self.path = path
    self.size = size
  }

  init(head bytes: [UInt8]) throws(BackupError) {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 2)
      path = try reader.text(max: 256)
      size = try reader.uint(max: 1 << 46)
      try reader.finish()
    } catch {
      throw .altered
    }
    guard path.isEmpty ? size == 0 : Self.isKnown(path) else { throw .altered }
  }

  static let manifest = "manifest.json"
  static let replica = "replica.sqlite"
  private static let fixed: Set<String> = [
    manifest, replica, "node.json", "keys/node.key", "keys/node.crt", "keys/authority.crt",
    "keys/recovery.crt",
    "authority/authority.crt",
  ]

  /// Only names that a node has: what comes out of a file from outside makes no path of its own.
  static func isKnown(_ path: String) -> Bool {
    if fixed.contains(path) { return true }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let name = parts.last else { return false }
    switch parts[0] {
    case "content": return isHash(name) && parts[1] == name.prefix(2)
    case "authority": return parts[1] == "issued" && name.hasSuffix(".crt") && isHash(name.dropLast(4))
    default: return false
    }
  }

  private static func isHash(_ text: Substring) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }
}
