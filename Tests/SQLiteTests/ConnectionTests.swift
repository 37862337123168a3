import Foundation
import SQLite
import Testing

@Suite struct `A connection` {
  let folder: TemporaryFolder
  let writer: Connection

  init() throws {
    folder = try TemporaryFolder()
    writer = try Connection(path: folder.file("a.sqlite"), mode: .writer, cacheKiB: 1_024, busyTimeoutMs: 70)
    try writer.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT")
  }

  @Test func `a writer has the settings of the house`() throws {
    #expect(try writer.text("PRAGMA journal_mode") == "wal")
    #expect(try writer.int64("PRAGMA synchronous") == 2)
    #expect(try writer.int64("PRAGMA foreign_keys") == 1)
    #expect(try writer.int64("PRAGMA busy_timeout") == 70)
    #expect(try writer.int64("PRAGMA wal_autocheckpoint") == 0)
    #expect(try writer.int64("PRAGMA temp_store") == 2)
    #expect(try writer.int64("PRAGMA cache_size") == -1_024)
    #expect(try writer.int64("PRAGMA secure_delete") == 1)
    #expect(try writer.int64("PRAGMA trusted_schema") == 0)
    #expect(try writer.int64("PRAGMA query_only") == 0)
    // SQLite answers with no row where nothing can be mapped.
    #expect(try writer.int64("PRAGMA mmap_size") ?? 0 == 0)
  }

  @Test func `a reader sees what was committed and cannot write`() throws {
    try writer.execute("INSERT INTO place (name) VALUES ('Lạng Sơn')")
    let reader = try Connection(path: folder.file("a.sqlite"), mode: .reader)
    #expect(try reader.text("SELECT name FROM place") == "Lạng Sơn")
    #expect(try reader.int64("PRAGMA query_only") == 1)
    #expect(try reader.int64("PRAGMA synchronous") == 2)
    #expect {
      try reader.execute("INSERT INTO place (name) VALUES ('Cao Bằng')")
    } throws: {
      ($0 as? SQLiteError)?.isReadOnly == true
    }
    // Turning the setting off does not help: the file itself was opened for reading.
    try reader.execute("PRAGMA query_only=OFF")
    #expect {
      try reader.execute("DELETE FROM place")
    } throws: {
      ($0 as? SQLiteError)?.isReadOnly == true
    }
  }

  @Test func `a reader does not make a file`() {
    #expect(throws: SQLiteError.self) { try Connection(path: folder.file("none.sqlite"), mode: .reader) }
  }

  @Test func `a file that is no database is called corrupt`() throws {
    let path = folder.file("noise.sqlite")
    try String(repeating: "not a database. ", count: 512).write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect {
      try Connection(path: path, mode: .writer)
    } throws: {
      ($0 as? SQLiteError)?.isCorrupt == true
    }
  }

  @Test func `the schema cannot be edited as a table`() throws {
    try writer.execute("PRAGMA writable_schema=ON")
    #expect(throws: SQLiteError.self) { try writer.execute("DELETE FROM sqlite_schema") }
  }

  @Test func `double quotes are never a string`() {
    #expect(throws: SQLiteError.self) { try writer.execute("SELECT \"nothing of this name\"") }
  }

  @Test func `an extension cannot be loaded`() {
    #expect(throws: SQLiteError.self) { try writer.execute("SELECT load_extension('/nowhere')") }
  }

  @Test func `a foreign key is enforced`() throws {
    try writer.execute("CREATE TABLE visit (place INTEGER NOT NULL REFERENCES place (id)) STRICT")
    #expect {
      try writer.execute("INSERT INTO visit (place) VALUES (7)")
    } throws: {
      ($0 as? SQLiteError)?.isConstraint == true
    }
  }

  @Test func `the log grows until the owner moves it into the file`() throws {
    for n in 0..<50 { try writer.execute("INSERT INTO place (name) VALUES ('place \(n)')") }
    let partly = try writer.checkpoint(truncate: false)
    #expect(partly.log > 50)
    #expect(partly.moved == partly.log)
    let fully = try writer.checkpoint(truncate: true)
    #expect(fully.log == 0)
  }

  @Test func `closing does not move the log`() throws {
    try writer.execute("INSERT INTO place (name) VALUES ('Đồng Đăng')")
    writer.close()
    let again = try Connection(path: folder.file("a.sqlite"), mode: .writer)
    #expect(try again.checkpoint(truncate: false).log > 0)
    #expect(try again.text("SELECT name FROM place") == "Đồng Đăng")
  }

  @Test func `a truncating checkpoint says that a reader stands in its way`() throws {
    let reader = try Connection(path: folder.file("a.sqlite"), mode: .reader)
    try reader.beginRead()
    #expect(try reader.int64("SELECT count(*) FROM place") == 0)
    try writer.execute("INSERT INTO place (name) VALUES ('Hữu Lũng')")
    #expect {
      try writer.checkpoint(truncate: true)
    } throws: {
      ($0 as? SQLiteError)?.isBusy == true
    }
    #expect(try reader.int64("SELECT count(*) FROM place") == 0, "the reader keeps its state")
    try reader.commit()
    #expect(try reader.int64("SELECT count(*) FROM place") == 1)
    #expect(try writer.checkpoint(truncate: true).log == 0)
  }

  @Test func `after closing, a use is an error and not a crash`() {
    writer.close()
    writer.close()
    #expect(throws: SQLiteError.self) { try writer.execute("SELECT 1") }
    #expect(throws: SQLiteError.self) { try writer.begin() }
    #expect(throws: SQLiteError.self) { try writer.checkpoint(truncate: false) }
    #expect(!writer.isInTransaction)
  }

  @Test func `a second writer finds the lock taken`() throws {
    let second = try Connection(path: folder.file("a.sqlite"), mode: .writer, busyTimeoutMs: 0)
    try writer.begin()
    #expect {
      try second.begin()
    } throws: {
      ($0 as? SQLiteError)?.isBusy == true
    }
    try writer.commit()
  }
}
