import SQLite
import Testing

@Suite struct `A transaction` {
  let connection: Connection

  init() throws {
    connection = try Connection(path: "", mode: .memory)
    try connection.execute("CREATE TABLE line (word TEXT NOT NULL UNIQUE) STRICT")
  }

  private func add(_ word: String) throws(SQLiteError) {
    let insert = try connection.statement("INSERT INTO line (word) VALUES (?1)")
    insert.bind(1, word)
    try insert.run()
  }

  private func words() throws -> [String] {
    var words: [String] = []
    let read = try connection.statement("SELECT word FROM line ORDER BY rowid")
    try read.forEachRow { (row) throws(SQLiteError) in words.append(row.text(0)) }
    return words
  }

  @Test func `all of it stays when its body returns`() throws {
    let count = try connection.transaction { () throws(SQLiteError) in
      try add("a")
      try add("b")
      #expect(connection.isInTransaction)
      return 2
    }
    #expect(count == 2)
    #expect(try words() == ["a", "b"])
    #expect(!connection.isInTransaction)
  }

  @Test func `none of it stays when its body throws`() throws {
    #expect(throws: SQLiteError.self) {
      try connection.transaction { () throws(SQLiteError) in
        try add("a")
        try add("a")
      }
    }
    #expect(try words() == [])
    #expect(!connection.isInTransaction)
    try add("after")
  }

  @Test func `inside another is an error, and the outer one is undone`() throws {
    #expect(throws: SQLiteError.self) {
      try connection.transaction { () throws(SQLiteError) in
        try add("a")
        try connection.begin()
      }
    }
    #expect(try words() == [])
  }

  @Test func `a savepoint goes back to itself and no further`() throws {
    try connection.begin()
    try add("kept")
    try connection.savepoint("change")
    try add("undone")
    try connection.rollback(to: "change")
    try connection.release("change")
    try connection.savepoint("change")
    try add("kept too")
    try connection.release("change")
    try connection.commit()
    #expect(try words() == ["kept", "kept too"])
  }

  @Test func `rolling back where nothing is open is nothing`() throws {
    connection.rollback()
    try connection.begin()
    try add("a")
    connection.rollback()
    connection.rollback()
    #expect(try words() == [])
  }

  @Test func `after the disk was full the connection goes on`() throws {
    try connection.execute("PRAGMA max_page_count=20; CREATE TABLE heap (bytes BLOB) STRICT")
    #expect {
      try connection.transaction { () throws(SQLiteError) in
        try add("a")
        try connection.execute("INSERT INTO heap (bytes) VALUES (zeroblob(1000000))")
      }
    } throws: {
      ($0 as? SQLiteError)?.isFull == true
    }
    #expect(!connection.isInTransaction)
    try add("b")
    #expect(try words() == ["b"])
  }
}
