import SQLite
import Testing

@Suite struct `An error of SQLite` {
  /// Stands for what a citizen would not want in a log.
  static let secret = "079301000017"

  let connection: Connection

  init() throws {
    connection = try Connection(path: "", mode: .memory)
    try connection.execute(
      """
      CREATE TABLE person (id INTEGER PRIMARY KEY, identity TEXT UNIQUE, born INTEGER CHECK (born > 1800)) STRICT;
      CREATE VIRTUAL TABLE search USING fts5 (name);
      CREATE TRIGGER person_stays BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'persons are not deleted'); END;
      """)
    let insert = try connection.statement("INSERT INTO person (identity) VALUES (?1)")
    insert.bind(1, Self.secret)
    try insert.run()
  }

  private func failure(_ sql: String, binding values: String...) throws -> SQLiteError {
    let statement = try connection.prepare(sql)
    for (index, value) in values.enumerated() { statement.bind(Int32(index + 1), value) }
    do throws(SQLiteError) {
      try statement.run()
    } catch {
      return error
    }
    throw Missing()
  }

  struct Missing: Error {}

  @Test func `it says what broke which rule, in which statement`() throws {
    let sql = "INSERT INTO person (identity) VALUES (?1)"
    let error = try failure(sql, binding: Self.secret)
    #expect(error.code == 2_067)
    #expect(error.primaryCode == 19)
    #expect(error.isConstraint && !error.isBusy && !error.isFull && !error.isCorrupt && !error.isIOError)
    #expect(error.message == "UNIQUE constraint failed: person.identity")
    #expect(error.description == "SQLite 2067: UNIQUE constraint failed: person.identity, in: \(sql)")
  }

  @Test func `what a trigger raises is kept`() throws {
    #expect(try failure("DELETE FROM person").message == "persons are not deleted")
  }

  @Test(arguments: [
    ["INSERT INTO person (identity) VALUES (?1)", secret],
    ["INSERT INTO person (born) VALUES (?1)", secret + "x"],
    ["INSERT INTO person (born) VALUES (- ?1)", secret],
    ["SELECT * FROM search WHERE search MATCH ?1", secret + "("],
    ["SELECT * FROM search WHERE search MATCH ?1", secret + ":x"],
    ["SELECT json_extract('{}', ?1)", secret],
    ["SELECT ?2", secret, secret, secret],
  ])
  func `it never carries a bound value`(_ row: [String]) throws {
    let statement = try connection.prepare(row[0])
    for (index, value) in row.dropFirst().enumerated() { statement.bind(Int32(index + 1), value) }
    do throws(SQLiteError) {
      try statement.run()
      Issue.record("no error")
    } catch {
      #expect(!String(reflecting: error).contains(Self.secret))
      #expect(!error.description.contains(Self.secret))
    }
  }

  @Test func `a full database is full`() throws {
    try connection.execute("PRAGMA max_page_count=40; CREATE TABLE heap (bytes BLOB) STRICT")
    let error = try failure("INSERT INTO heap (bytes) VALUES (zeroblob(1000000))")
    #expect(error.isFull)
  }

  @Test func `a value that is too long is refused and not cut`() throws {
    let insert = try connection.prepare("INSERT INTO search (name) VALUES (?1)")
    insert.bind(1, [UInt8](repeating: 0, count: (64 << 20) + 1))
    #expect(throws: SQLiteError.self) { try insert.run() }
  }
}
