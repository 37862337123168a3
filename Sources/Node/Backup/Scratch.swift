import Crypto
import Foundation
import Glibc

/// A folder of this process alone, on the disk that the data lie on, gone when nobody holds it. What a process leaves behind
/// that was killed is swept away by the next one that owns the node: it is a copy of everything.
final class Scratch {
  private static let names = ["backup", "drill"]

  let path: String

  /// - Parameter name: what it is for, as its name begins.
  init(in folder: String, _ name: String) throws(BackupError) {
    let mark = try backingUp { () throws(CryptoError) in try randomBytes(6) }
    path = "\(folder)/\(name)-" + mark.map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
    guard mkdir(path, 0o700) == 0 else { throw .node(.file(path: path, errno: errno)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Only while this process owns the node.
  static func sweep(_ home: NodeHome) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: home.path)) ?? [] {
      let parts = name.split(separator: "-")
      guard parts.count == 2, names.contains(String(parts[0])), parts[1].utf8.count == 12,
        parts[1].allSatisfy(\.isHexDigit)
      else { continue }
      try? files.removeItem(atPath: home.path + "/" + name)
    }
  }
}
