/// One step in the history of a schema: a name, for example `0003 persons by folded name`, and the SQL that takes it.
///
/// Steps only go forward, and a step that has shipped is never edited: a new one is added behind it.
package struct Migration: Equatable, Sendable {
  package let name: String
  package let sql: String

  package init(name: String, sql: String) {
    self.name = name
    self.sql = sql
  }
}

/// Why a database cannot be brought to this binary's schema. In every case it was left as it was found, but for the
/// steps before the one that failed.
package enum MigrationError: Error, Equatable, Sendable {
  /// This step was applied to the database with another text, or in another place, than the binary knows.
  case historyEdited(name: String)
  /// The database has steps that the binary does not know: it was written by a newer one.
  case newerThanBinary(names: [String])
  /// A statement failed.
  case sqlite(SQLiteError)
}

extension Connection {
  /// Applies the steps that the database lacks, in order, each in a transaction of its own.
  ///
  /// - Parameters:
  ///   - history: all steps since the beginning, oldest first, each with its own name.
  ///   - digest: names a text: equal for equal texts, different for different ones. It is stored beside the name.
  /// - Returns: the names of the steps that were applied now.
  @discardableResult
  package func migrate(
    _ history: [Migration], digest: (String) -> String
  ) throws(MigrationError) -> [String] {
    precondition(Set(history.map(\.name)).count == history.count, "each migration has its own name")
    let applied = try storing(appliedMigrations)
    let unknown = applied.map(\.name).filter { name in !history.contains { $0.name == name } }
    guard unknown.isEmpty else { throw .newerThanBinary(names: unknown) }
    for (found, known) in zip(applied, history) {
      guard found.name == known.name, found.digest == digest(known.sql) else {
        throw .historyEdited(name: found.name)
      }
    }
    let missing = history.dropFirst(applied.count)
    for (position, step) in zip(applied.count..., missing) {
      try storing { () throws(SQLiteError) in try apply(step, at: position, digest: digest(step.sql)) }
    }
    return missing.map(\.name)
  }

  private func appliedMigrations() throws(SQLiteError) -> [(name: String, digest: String)] {
    // Asking first keeps a database of a newer binary unwritten.
    guard try int64("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'") != nil else {
      return []
    }
    var applied: [(name: String, digest: String)] = []
    let read = try prepare("SELECT name, digest FROM migration ORDER BY position")
    while try read.step() { applied.append((read.text(0), read.text(1))) }
    return applied
  }

  private func apply(_ step: Migration, at position: Int, digest: String) throws(SQLiteError) {
    try transaction { () throws(SQLiteError) in
      try execute(
        """
        CREATE TABLE IF NOT EXISTS migration (
          position INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          digest TEXT NOT NULL
        ) STRICT
        """)
      try execute(step.sql)
      guard isInTransaction else { throw .misuse("a migration ended its own transaction", sql: step.name) }
      let note = try prepare("INSERT INTO migration (position, name, digest) VALUES (?1, ?2, ?3)")
      note.bind(1, position)
      note.bind(2, step.name)
      note.bind(3, digest)
      try note.run()
    }
  }

  private func storing<Value>(
    _ body: () throws(SQLiteError) -> Value
  ) throws(MigrationError) -> Value {
    do throws(SQLiteError) { return try body() } catch { throw .sqlite(error) }
  }
}
