package import Causality
import Glibc
import Store

/// libcrypto's SHA-256 that counts how often it is asked. Hashing is the one thing a replica does all through a commit and
/// an absorption, so "at the n-th hash from now" is a moment inside them: then the switch keeps what the disk holds, and the
/// world goes on from that instead of from what the operation came to.
///
/// What the files hold in the middle of an operation is what a killed process leaves behind, for the page cache outlives it.
package final class PowerSwitch: Hashing {
  private let hashing = CryptoHashing()
  private let folder: String
  private var countdown = 0
  package private(set) var kept: [(name: String, bytes: [UInt8])]?

  package init(folder: String) { self.folder = folder }

  /// Keeps the disk at the `count`-th hash from now.
  package func arm(after count: Int) {
    kept = nil
    countdown = count
  }

  package func disarm() { countdown = 0 }

  package func hash(_ bytes: [UInt8]) -> Hash256 {
    tick()
    return hashing.hash(bytes)
  }

  package func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256 {
    tick()
    return hashing.hash(first, second)
  }

  private func tick() {
    guard countdown > 0 else { return }
    countdown -= 1
    if countdown == 0 {
      kept = Self.durableNames.compactMap { name in
        readFile(folder + "/" + name).map { (name: name, bytes: $0) }
      }
    }
  }

  /// All but the lock and the index of the log, which SQLite makes anew.
  static let durableNames = ["replica.sqlite", "replica.sqlite-wal", "incarnation"]

  /// Puts the disk back to what was kept; `torn` bytes that never were a whole frame lie behind the log then.
  package func restore(torn: [UInt8]) {
    guard let kept else { return }
    for name in Self.durableNames + ["replica.sqlite-shm"] { unlink(folder + "/" + name) }
    for file in kept {
      writeFile(file.name == "replica.sqlite-wal" ? file.bytes + torn : file.bytes, folder + "/" + file.name)
    }
    self.kept = nil
  }
}

func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
  }
}

func writeFile(_ bytes: [UInt8], _ path: String) {
  guard let file = fopen(path, "w") else { return }
  defer { fclose(file) }
  fwrite(bytes, 1, bytes.count, file)
}
