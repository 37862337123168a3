import Crypto
import SQLite

extension StaffBook {
  /// Whoever holds a secret, `nil` where its session ended.
  ///
  /// - Parameter isUse: whether asking counts as use of the session; what a page asks by itself does not.
  package func session(secret: String, isUse: Bool = true) throws(StaffError) -> StaffSession? {
    // Whatever a browser sends is hashed; nothing of it is looked up as it is.
    guard secret.utf8.count <= 128, let session = try session(Self.token(of: secret)) else { return nil }
    if isUse, session.stage != .locked { try touch(session.token) }
    return session
  }

  /// All sessions that have not ended, the latest first.
  package func allSessions() throws(StaffError) -> [StaffSession] {
    _ = try file()
    var found: [StaffSession] = []
    for token in Array(sessions.keys) {
      if let session = try session(token) { found.append(session) }
    }
    return found.sorted { ($0.beganAt, $0.shortName) > ($1.beganAt, $1.shortName) }
  }

  /// Locks a session: what it shows is hidden until its password is said again.
  package func lock(secret: String) throws(StaffError) {
    try change(Self.token(of: secret)) { $0.isLocked = true }
  }

  /// Ends a session at once; the next request with its secret finds nothing.
  package func endSession(secret: String) throws(StaffError) { try end(Self.token(of: secret)) }

  /// Ends the sessions of an account whose short name is this one, or all of them.
  ///
  /// - Returns: how many.
  @discardableResult
  package func endSessions(of account: String, shortName: String? = nil) throws(StaffError) -> Int {
    try endSessions(of: account, except: nil, shortName: shortName)
  }

  @discardableResult
  func endSessions(
    of account: String, except kept: [UInt8]?, shortName: String? = nil
  ) throws(StaffError) -> Int {
    _ = try file()
    let ended = sessions.values.filter {
      $0.account == account && $0.token != kept
        && (shortName == nil || hex(Array($0.token.prefix(4))) == shortName)
    }
    for row in ended { try end(row.token) }
    return ended.count
  }

  static func token(of secret: String) -> [UInt8] { SHA256.digest(Array("tram-session:\(secret)".utf8)) }

  /// The session as it stands; one that is over is taken away.
  func session(_ token: [UInt8]) throws(StaffError) -> StaffSession? {
    _ = try file()
    guard let row = sessions[token] else { return nil }
    let now = clock.steady()
    guard now - row.began < limits.absoluteMs, now >= row.began,
      let account = try self.row(row.account)?.account,
      !account.isDisabled
    else {
      try end(token)
      return nil
    }
    let idle = now - row.seen
    let stage: StaffSession.Stage =
      if row.isLocked || idle >= limits.idleMs {
        .locked
      } else if account.role.needsSecondFactor, account.hasSecondFactor, !row.hasFactor {
        .factor
      } else if account.mustChangePassword {
        .newPassword
      } else if account.role.needsSecondFactor, !account.hasSecondFactor {
        .newFactor
      } else {
        .open
      }
    return StaffSession(
      token: token, account: account.name, label: account.label, role: account.role, stage: stage,
      beganAt: row.beganAt, idleMs: idle, leftMs: limits.absoluteMs - (now - row.began), address: row.address)
  }

  // MARK: The table

  func insert(_ row: SessionRow) throws(StaffError) {
    try writing { [boot = clock.boot] (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        INSERT INTO session (token, account, boot, began, seen, began_at, address, has_factor, is_locked)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """)
      statement.bind(1, row.token)
      statement.bind(2, row.account)
      statement.bind(3, boot)
      statement.bind(4, row.began)
      statement.bind(5, row.seen)
      statement.bind(6, row.beganAt)
      statement.bind(7, row.address)
      statement.bind(8, row.hasFactor)
      statement.bind(9, row.isLocked)
      try statement.run()
    }
    sessions[row.token] = row
  }

  func change(_ token: [UInt8], _ body: (inout SessionRow) -> Void) throws(StaffError) {
    _ = try file()
    guard var row = sessions[token] else { throw .sessionEnded }
    body(&row)
    row.seenWritten = row.seen
    try write(row)
    sessions[token] = row
  }

  private func write(_ row: SessionRow) throws(StaffError) {
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement(
        "UPDATE session SET seen = ?2, has_factor = ?3, is_locked = ?4 WHERE token = ?1")
      statement.bind(1, row.token)
      statement.bind(2, row.seen)
      statement.bind(3, row.hasFactor)
      statement.bind(4, row.isLocked)
      try statement.run()
    }
  }

  /// Use is remembered at once, and written once a minute: a restart shortens an idle limit by no more.
  private func touch(_ token: [UInt8]) throws(StaffError) {
    guard var row = sessions[token] else { return }
    row.seen = clock.steady()
    if row.seen - row.seenWritten >= 60_000 {
      row.seenWritten = row.seen
      try write(row)
    }
    sessions[token] = row
  }

  func end(_ token: [UInt8]) throws(StaffError) {
    sessions[token] = nil
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement("DELETE FROM session WHERE token = ?1")
      statement.bind(1, token)
      try statement.run()
    }
  }

  /// At the first use of the file: sessions of another start of the machine are over, because nothing says for how long.
  func loadSessions(_ file: Connection) throws(StaffError) {
    do throws(SQLiteError) {
      let old = try file.statement("DELETE FROM session WHERE boot <> ?1")
      old.bind(1, clock.boot)
      try old.run()
      let read = try file.statement(
        "SELECT token, account, began, seen, began_at, address, has_factor, is_locked FROM session")
      var found: [[UInt8]: SessionRow] = [:]
      try read.forEachRow { (row) throws(SQLiteError) in
        found[row.bytes(0)] = SessionRow(
          token: row.bytes(0), account: row.text(1), began: row.int64(2), seen: row.int64(3),
          seenWritten: row.int64(3), beganAt: row.int64(4), address: row.text(5), hasFactor: row.bool(6),
          isLocked: row.bool(7))
      }
      sessions = found
    } catch {
      throw .storage(error)
    }
  }

  func flushSeen() {
    for row in sessions.values where row.seen != row.seenWritten {
      // A minute of an idle limit is all that a failure here costs.
      try? write(row)
    }
  }
}
