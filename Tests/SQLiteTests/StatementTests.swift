import SQLite
import Testing

@Suite struct `A statement` {
  let connection: Connection

  init() throws {
    connection = try Connection(path: "", mode: .memory)
    try connection.execute(
      """
      CREATE TABLE thing (
        id INTEGER PRIMARY KEY, number INTEGER, word TEXT UNIQUE, bytes BLOB
      ) STRICT
      """)
  }

  private func insert(_ bind: (Statement) -> Void) throws {
    let insert = try connection.statement("INSERT INTO thing (number, word, bytes) VALUES (?1, ?2, ?3)")
    bind(insert)
    try insert.run()
  }

  private func row() throws -> Statement {
    let read = try connection.prepare("SELECT number, word, bytes FROM thing ORDER BY id DESC")
    try #require(try read.step())
    return read
  }

  @Test(arguments: [Int64.min, -1, 0, 1, Int64.max])
  func `an integer comes back`(_ number: Int64) throws {
    try insert { $0.bind(1, number) }
    let row = try row()
    #expect(row.int64(0) == number)
    #expect(row.optionalInt64(0) == number)
    #expect(row.int(0) == Int(number))
    #expect(row.uint64(0) == UInt64(bitPattern: number))
  }

  @Test func `an unsigned integer keeps all its bits`() throws {
    try insert { $0.bind(1, UInt64.max) }
    #expect(try row().uint64(0) == UInt64.max)
    #expect(try row().int64(0) == -1)
  }

  @Test(arguments: ["", "a", "Nguyễn Thị Hằng", "zero\u{0}inside", String(repeating: "đ", count: 5_000)])
  func `a text comes back byte for byte`(_ word: String) throws {
    try insert { $0.bind(2, word) }
    let row = try row()
    #expect(Array(row.text(1).utf8) == Array(word.utf8))
    #expect(row.bytes(1) == Array(word.utf8))
    #expect(!row.isNull(1))
  }

  @Test(arguments: [[], [0], [255, 0, 255], [UInt8](repeating: 7, count: 70_000)] as [[UInt8]])
  func `bytes come back, none of them too`(_ bytes: [UInt8]) throws {
    try insert { $0.bind(3, bytes) }
    #expect(try row().bytes(2) == bytes)
    #expect(try row().optionalBytes(2) == bytes)
    #expect(try row().withBytes(2) { $0.count } == bytes.count)
    try bytes.withUnsafeBytes { borrowed in
      let insert = try connection.statement("INSERT INTO thing (bytes) VALUES (?1)")
      insert.bind(1, borrowed: borrowed)
      try insert.run()
    }
    #expect(try row().bytes(2) == bytes)
  }

  @Test func `what was not bound is NULL, and nothing stays bound after a run`() throws {
    try insert {
      $0.bind(1, 5)
      $0.bind(2, "five")
      $0.bind(3, [5] as [UInt8])
    }
    try insert { _ in }
    let row = try row()
    #expect(row.isNull(0) && row.isNull(1) && row.isNull(2))
    #expect(row.optionalInt64(0) == nil && row.optionalText(1) == nil && row.optionalBytes(2) == nil)
    #expect(row.text(1) == "" && row.bytes(2) == [] && row.int(0) == 0)
  }

  @Test func `an optional binds its value or NULL`() throws {
    try insert {
      $0.bind(1, Int64?.some(3))
      $0.bind(2, String?.none)
      $0.bind(3, [UInt8]?.none)
    }
    let row = try row()
    #expect(row.optionalInt64(0) == 3 && row.isNull(1) && row.isNull(2))
  }

  @Test func `a parameter that the text does not have is refused by the next step`() throws {
    let insert = try connection.prepare("INSERT INTO thing (number) VALUES (?1)")
    insert.bind(1, 1)
    insert.bind(2, 2)
    #expect(throws: SQLiteError.self) { try insert.run() }
    #expect(try connection.int64("SELECT count(*) FROM thing") == 0)
  }

  @Test func `changes and the last key are those of the last insert`() throws {
    try insert { $0.bind(1, 1) }
    try insert { $0.bind(1, 2) }
    #expect(connection.lastInsertedRowID == 2)
    try connection.statement("UPDATE thing SET number = number + 1").run()
    #expect(connection.changes == 2)
  }

  @Test func `each row is visited once`() throws {
    for n in 1...5 { try insert { $0.bind(1, n) } }
    var sum = 0
    let read = try connection.statement("SELECT number FROM thing WHERE number >= ?1")
    read.bind(1, 3)
    try read.forEachRow { (row) throws(SQLiteError) in sum += row.int(0) }
    #expect(sum == 12)
  }

  @Test func `the cache gives the same statement for the same literal`() throws {
    func literal() throws -> Statement { try connection.statement("SELECT 1") }
    #expect(try literal() === literal())
    #expect(try connection.statement(text: "SELECT 2") === connection.statement(text: "SELECT 2"))
    #expect(try connection.statement(text: "SELECT 2") !== connection.statement(text: "SELECT 3"))
  }

  @Test func `a statement among its rows is not shared`() throws {
    for n in 1...3 { try insert { $0.bind(1, n) } }
    func numbers() throws -> Statement {
      try connection.statement("SELECT number FROM thing ORDER BY number")
    }
    let outer = try numbers()
    #expect(try outer.step())
    let inner = try numbers()
    #expect(inner !== outer)
    #expect(try inner.step())
    #expect(try outer.step())
    #expect(outer.int(0) == 2 && inner.int(0) == 1)
    outer.reset()
    #expect(try numbers() === outer)
  }

  @Test func `a statement that failed leaves the cache and the next one works`() throws {
    func adding(_ word: String) throws -> Statement {
      let insert = try connection.statement("INSERT INTO thing (word) VALUES (?1)")
      insert.bind(1, word)
      return insert
    }
    let first = try adding("one")
    try first.run()
    #expect(try adding("two") === first)
    try first.run()
    #expect(throws: SQLiteError.self) { try adding("one").run() }
    let fresh = try adding("three")
    #expect(fresh !== first)
    try fresh.run()
    #expect(try connection.int64("SELECT count(*) FROM thing") == 3)
  }

  @Test(arguments: ["SELECT 1; SELECT 2", "SELECT 1; DROP TABLE thing", "", "  -- nothing", "SELEC"])
  func `a text is exactly one statement`(_ sql: String) {
    #expect(throws: SQLiteError.self) { try connection.prepare(sql) }
  }

  @Test func `a semicolon and space behind a statement are no second one`() throws {
    #expect(try connection.prepare("SELECT 1 ;\n ").step())
  }
}
