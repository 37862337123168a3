import Causality
import Store

/// Takes pieces of contents, one after another: two nodes that bring the same content do not write over each other, and
/// the disk does not hold up the pool.
actor ContentDesk {
  private let executor = QueueExecutor(label: "tram.content")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let store: ContentStore

  init(_ store: ContentStore) { self.store = store }

  func append(
    _ piece: [UInt8], to hash: Hash256, at offset: Int, total: Int
  ) throws(ContentError) -> Bool {
    try store.append(piece, to: hash, at: offset, total: total)
  }

  func read(_ hash: Hash256, from offset: Int, count: Int) throws(ContentError) -> [UInt8] {
    try store.read(hash, from: offset, count: count)
  }
}
