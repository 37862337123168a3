import Foundation
import Glibc

/// The disk under a folder, as sysfs describes it.
enum BlockDevice {
  /// Chains of devices (a volume of a group on a RAID on an encrypted partition) are no deeper than that.
  private static let depthMax = 8

  /// Whether everything that is written into a folder is encrypted on its way to the disk (dm-crypt, which LUKS uses).
  /// Unknown where the folder lies on no block device: a container's layer, a network share, a file system over several
  /// disks.
  ///
  /// - Parameter sys: where sysfs is mounted.
  static func encryption(under path: String, sys: String = "/sys") -> DoctorFacts.Encryption {
    var status = stat()
    guard stat(path, &status) == 0 else { return .unknown }
    return encryption(device: UInt64(status.st_dev), sys: sys)
  }

  /// - Parameter device: as `stat` numbers it.
  static func encryption(device: UInt64, sys: String = "/sys") -> DoctorFacts.Encryption {
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & ~0xFF
    let node = "\(sys)/dev/block/\(major):\(minor)"
    guard access(node, F_OK) == 0 else { return .unknown }
    return isEncrypted(node, depth: 0) ? .on : .off
  }

  /// Whether the device, or every device below it, is a mapping of dm-crypt.
  private static func isEncrypted(_ node: String, depth: Int) -> Bool {
    if let uuid = try? String(contentsOfFile: node + "/dm/uuid", encoding: .utf8), uuid.hasPrefix("CRYPT-") {
      return true
    }
    guard depth < depthMax,
      let slaves = try? FileManager.default.contentsOfDirectory(atPath: node + "/slaves"), !slaves.isEmpty
    else { return false }
    return slaves.allSatisfy { isEncrypted("\(node)/slaves/\($0)", depth: depth + 1) }
  }

  /// The lines of `/proc/swaps`, each with whether it is encrypted. zram never reaches a disk.
  static func swaps(_ text: String, sys: String = "/sys") -> [DoctorFacts.Swap] {
    text.split(separator: "\n").dropFirst().prefix(64).compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2 else { return nil }
      let name = String(words[0])
      if name.hasPrefix("/dev/zram") { return DoctorFacts.Swap(name: name, encryption: .on) }
      guard words[1] == "partition" else {
        return DoctorFacts.Swap(name: name, encryption: encryption(under: name, sys: sys))
      }
      var status = stat()
      guard stat(name, &status) == 0 else { return DoctorFacts.Swap(name: name, encryption: .unknown) }
      return DoctorFacts.Swap(
        name: name, encryption: encryption(device: UInt64(status.st_rdev), sys: sys))
    }
  }
}
