import SQLite
import Testing

@Suite struct `A history of migrations` {
  static let first = Migration(
    name: "0001 places", sql: "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT) STRICT")
  static let second = Migration(
    name: "0002 codes",
    sql: "ALTER TABLE place ADD COLUMN code TEXT; CREATE UNIQUE INDEX place_code ON place (code)")
  static let third = Migration(
    name: "0003 seed", sql: "INSERT INTO place (name, code) VALUES ('Kỳ Lừa', '1')")

  let connection: Connection

  init() throws { connection = try Connection(path: "", mode: .memory) }

  /// A digest that the test can read: the text turned round.
  private func digest(_ sql: String) -> String { String(sql.reversed()) }

  @discardableResult
  private func migrate(_ history: [Migration]) throws(MigrationError) -> [String] {
    try connection.migrate(history, digest: digest)
  }

  private func refusal(_ history: [Migration]) -> MigrationError? {
    do throws(MigrationError) {
      try migrate(history)
      return nil
    } catch {
      return error
    }
  }

  @Test func `is applied once, in order, and goes on where it stopped`() throws {
    #expect(try migrate([Self.first]) == ["0001 places"])
    #expect(try migrate([Self.first, Self.second, Self.third]) == ["0002 codes", "0003 seed"])
    #expect(try migrate([Self.first, Self.second, Self.third]) == [])
    #expect(try connection.int64("SELECT count(*) FROM place") == 1)
    #expect(try connection.text("SELECT digest FROM migration WHERE position = 1") == digest(Self.second.sql))
  }

  @Test func `by steps or at once gives the same schema`() throws {
    let other = try Connection(path: "", mode: .memory)
    for count in 1...3 { try migrate([Self.first, Self.second, Self.third].prefix(count).map { $0 }) }
    try other.migrate([Self.first, Self.second, Self.third], digest: digest)
    #expect(
      try connection.text("SELECT group_concat(sql, ';') FROM sqlite_schema")
        == other.text("SELECT group_concat(sql, ';') FROM sqlite_schema"))
  }

  @Test func `an edited step is refused by name`() throws {
    try migrate([Self.first, Self.second])
    let edited = Migration(name: Self.first.name, sql: Self.first.sql + " ")
    #expect(refusal([edited, Self.second]) == .historyEdited(name: "0001 places"))
  }

  @Test func `a step put before an applied one is refused`() throws {
    try migrate([Self.first, Self.second])
    let early = Migration(name: "0000 early", sql: "SELECT 1")
    #expect(refusal([early, Self.first, Self.second]) == .historyEdited(name: "0001 places"))
    #expect(refusal([Self.first, Self.third, Self.second]) == .historyEdited(name: "0002 codes"))
  }

  @Test func `a database of a newer binary is refused and left alone`() throws {
    try migrate([Self.first, Self.second, Self.third])
    #expect(refusal([Self.first]) == .newerThanBinary(names: ["0002 codes", "0003 seed"]))
    #expect(refusal([]) == .newerThanBinary(names: ["0001 places", "0002 codes", "0003 seed"]))
    #expect(try migrate([Self.first, Self.second, Self.third]) == [])
  }

  @Test func `a step that fails leaves nothing of itself, and the steps before it`() throws {
    let broken = Migration(
      name: "0002 broken", sql: "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE place (x)")
    guard case .sqlite = refusal([Self.first, broken]) else {
      Issue.record("the step did not fail")
      return
    }
    #expect(try connection.int64("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0)
    #expect(try connection.int64("SELECT count(*) FROM migration") == 1)
    #expect(try migrate([Self.first, Self.second]) == ["0002 codes"])
  }

  @Test func `a step cannot end its own transaction`() throws {
    let sly = Migration(name: "0002 sly", sql: "CREATE TABLE half (id INTEGER) STRICT; COMMIT")
    guard case .sqlite(let error) = refusal([Self.first, sly]) else {
      Issue.record("the step was accepted")
      return
    }
    #expect(error.message == "a migration ended its own transaction")
    #expect(!connection.isInTransaction)
  }
}
