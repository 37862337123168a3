import Foundation

/// A folder for one world's replicas, in memory where the machine has such a place; gone with its owner.
package final class WorldFolder {
  let path: String

  package init() throws {
    let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    path = base + "/tram-world-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func make(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  /// A whole disk as it lies there, but for the lock.
  package func copy(_ name: String, to other: String) throws {
    let target = try make(other)
    for file in PowerSwitch.durableNames {
      if let bytes = readFile("\(path)/\(name)/\(file)") { writeFile(bytes, "\(target)/\(file)") }
    }
  }
}
