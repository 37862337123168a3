import SQLite

/// What the disk and SQLite can do: the same record and log rows in time-ordered keys, as plain statements, durable as ours
/// (WAL, `synchronous=FULL`).
struct RawBaseline {
  let db: Connection

  init(path: String) throws {
    db = try Connection(path: path, mode: .writer)
    try db.execute(
      """
      CREATE TABLE record(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, state BLOB NOT NULL) STRICT;
      CREATE TABLE log(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      """)
  }

  /// Half inserts, half updates; returns how long it took. Rows of 300 and 200 bytes.
  func write(
    changes: Int, perTransaction: Int = Workload.perTransaction, firstKey: Int = 0
  ) throws -> Duration2 {
    let state = [UInt8](repeating: 0x61, count: 300)
    let body = [UInt8](repeating: 0x62, count: 200)
    return try measure {
      let log = try db.prepare("INSERT INTO log(id, body) VALUES(?, ?)")
      let insert = try db.prepare("INSERT INTO record(id, uuid, state) VALUES(?, ?, ?)")
      let update = try db.prepare("UPDATE record SET state = ? WHERE uuid = ?")
      for first in stride(from: 0, to: changes, by: perTransaction) {
        try db.begin()
        for index in first..<min(first + perTransaction, changes) {
          log.bind(1, firstKey + index + 1)
          log.bind(2, body)
          try log.run()
          if index < changes / 2 {
            insert.bind(1, firstKey + index + 1)
            insert.bind(2, key(firstKey + index))
            insert.bind(3, state)
            try insert.run()
          } else {
            update.bind(1, state)
            update.bind(2, key(firstKey + index - changes / 2))
            try update.run()
          }
        }
        try db.commit()
        if (first / perTransaction) % 40 == 39 { _ = try db.checkpoint(truncate: false) }
      }
    }
  }

  /// Single durable commits of one record and one log row.
  func writeSingly(_ count: Int, firstKey: Int) throws -> Duration2 {
    let state = [UInt8](repeating: 0x61, count: 300)
    let body = [UInt8](repeating: 0x62, count: 200)
    return try measure {
      for index in 0..<count {
        try db.begin()
        let log = try db.statement("INSERT INTO log(id, body) VALUES(?, ?)")
        log.bind(1, firstKey + index)
        log.bind(2, body)
        try log.run()
        let insert = try db.statement("INSERT INTO record(id, uuid, state) VALUES(?, ?, ?)")
        insert.bind(1, firstKey + index)
        insert.bind(2, key(firstKey + index))
        insert.bind(3, state)
        try insert.run()
        try db.commit()
      }
    }
  }

  private func key(_ index: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 7, count: 16)
    for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: index >> (56 - 8 * place)) }
    return bytes
  }
}
