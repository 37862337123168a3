import SQLite

/// Copies of a replica, for backups.
package enum ReplicaCopy {
  /// Writes a consistent copy of an open replica's file, as of one moment, beside whoever writes. One file without a
  /// write-ahead log; the incarnation token outside is not part of it, so whoever opens the copy begins a new origin.
  ///
  /// It runs on a connection of its own, which reads the replica and writes only the copy: the one writer stays the only
  /// one (sqlite.org/lang_vacuum.html, "VACUUM with an INTO clause").
  package static func make(of folder: String, at path: String) async throws(ReplicaError) {
    do throws(SQLiteError) {
      try await CopySeat().copy(folder + "/replica.sqlite", to: path)
    } catch {
      throw .storage(error)
    }
  }

  /// Reads a copy that nobody else has open.
  package static func read<Value: Sendable>(
    _ path: String, _ body: @escaping @Sendable (Reader) throws -> Value
  ) async throws -> Value {
    let seat = try ReaderSeat(path: path, number: 0)
    do {
      let value = try await seat.read(body)
      await seat.close()
      return value
    } catch {
      await seat.close()
      throw error
    }
  }
}

/// Copying reads the whole file, so it has a queue of its own.
private actor CopySeat {
  private let executor = QueueExecutor(label: "tram.copy")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func copy(_ source: String, to path: String) throws(SQLiteError) {
    let db = try Connection(path: source, mode: .reader, cacheKiB: 8_192)
    defer { db.close() }
    // Opened for reading only; without this the copy too could not be written.
    try db.execute("PRAGMA query_only=OFF")
    let vacuum = try db.prepare("VACUUM INTO ?")
    vacuum.bind(1, path)
    try vacuum.run()
  }
}
