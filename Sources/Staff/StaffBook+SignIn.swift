package import Crypto
import SQLite

extension StaffBook {
  /// Signs in by name and password.
  ///
  /// A wrong name costs as long as a wrong password and is answered alike. Failures in a row make the account wait, and
  /// many failures from one address make the address wait; the attempt is counted before the key is derived, so that
  /// attempts side by side count too.
  ///
  /// - Parameter address: of the browser, for throttling and for the list of sessions.
  package func signIn(
    _ name: String, _ password: String, from address: String
  ) async throws(StaffError) -> SignIn {
    if let seconds = pause(ofAddress: address) { return .wait(seconds: seconds) }
    let known = StaffAccount.isName(name) ? try row(name) : nil
    if let known, let seconds = pause(of: known) { return .wait(seconds: seconds) }
    try noteFailure(of: known, address)
    guard try await isRight(password, for: known), let known, !known.account.isDisabled else {
      return .refused
    }
    // It may have been disabled or reset while the key was derived.
    guard let now = try row(name), !now.account.isDisabled, now.password == known.password else {
      return .refused
    }
    try noteSuccess(of: known, address)
    return .entered(secret: try begin(known.account, address))
  }

  /// Opens a locked session again.
  package func unlock(
    _ secret: String, _ password: String, from address: String
  ) async throws(StaffError) -> SignIn {
    let token = Self.token(of: secret)
    guard let session = try session(token), session.stage == .locked, let known = try row(session.account)
    else { throw .sessionEnded }
    if let seconds = pause(of: known) { return .wait(seconds: seconds) }
    try noteFailure(of: known, address)
    guard try await isRight(password, for: known) else { return .refused }
    guard sessions[token] != nil else { throw .sessionEnded }
    try noteSuccess(of: known, address)
    try change(token) {
      $0.isLocked = false
      $0.seen = clock.steady()
    }
    return .entered(secret: secret)
  }

  /// Replaces a printed password, or one's own after saying the old one.
  ///
  /// - Parameter old: `nil` only for a session whose stage is `.newPassword`.
  /// - Returns: whether the old one was right.
  package func setPassword(
    _ secret: String, old: String?, new: String
  ) async throws(StaffError) -> Bool {
    let token = Self.token(of: secret)
    guard let session = try session(token), let known = try row(session.account),
      session.stage == .newPassword || (session.stage == .open && old != nil)
    else { throw .sessionEnded }
    if let old {
      if pause(of: known) != nil { return false }
      try noteFailure(of: known, session.address)
      guard try await isRight(old, for: known) else { return false }
      try noteSuccess(of: known, session.address)
    }
    try PasswordRules.check(new, for: session.account)
    guard try await !isRight(new, for: known) else { throw .passwordUnchanged }
    let cost = limits.cost
    let key = try await stretcher.run { () throws(CryptoError) in try Scrypt.make(new, cost: cost) }
    guard sessions[token] != nil else { throw .sessionEnded }
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement(
        "UPDATE account SET password = ?2, must_change = 0 WHERE name = ?1")
      statement.bind(1, session.account)
      statement.bind(2, key.text)
      try statement.run()
    }
    try endSessions(of: session.account, except: token)
    if session.stage == .newPassword, !session.role.needsSecondFactor { try noteEntered(session.account) }
    return true
  }

  /// Proves the second factor, or sets it up with the secret that was shown.
  ///
  /// - Parameter new: the secret that is set up; `nil` to prove the one that stands.
  /// - Throws: `.wrongCode`, `.sessionEnded`; `.busy` while the account waits after too many wrong codes.
  package func proveFactor(
    _ secret: String, code: String, new: OneTimeCode? = nil
  ) throws(StaffError) {
    let token = Self.token(of: secret)
    guard let session = try session(token), let known = try row(session.account),
      session.stage == (new == nil ? .factor : .newFactor), let factor = new ?? known.factor
    else { throw .sessionEnded }
    guard pause(of: known) == nil else { throw .busy }
    guard
      let step = factor.step(of: code, at: clock.wall() / 1_000, after: new == nil ? known.factorStep : nil)
    else {
      try noteFailure(of: known, session.address)
      throw .wrongCode
    }
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement(
        "UPDATE account SET factor = ?2, factor_step = ?3, failures = 0 WHERE name = ?1")
      statement.bind(1, session.account)
      statement.bind(2, factor.secret)
      statement.bind(3, step)
      try statement.run()
    }
    try change(token) { $0.hasFactor = true }
    try noteEntered(session.account)
  }

  // MARK: Throttling

  /// Seconds until the next attempt counts.
  private func pause(of row: AccountRow) -> Int? {
    let over = row.account.failures - limits.failuresFree
    guard over >= 0, row.failedBoot == clock.boot, let failed = row.failedAt else { return nil }
    let pauseMs = min(limits.mostPauseMs, limits.firstPauseMs << Int64(min(over, 20)))
    let left = failed + pauseMs - clock.steady()
    return left > 0 ? Int((left + 999) / 1_000) : nil
  }

  private func pause(ofAddress address: String) -> Int? {
    guard let (count, since) = failuresByAddress[address] else { return nil }
    let left = since + 15 * 60_000 - clock.steady()
    guard left > 0 else {
      failuresByAddress[address] = nil
      return nil
    }
    return count >= limits.failuresPerAddress ? Int((left + 999) / 1_000) : nil
  }

  private func noteFailure(of row: AccountRow?, _ address: String) throws(StaffError) {
    // A bound, because whoever has many addresses could fill the memory.
    if failuresByAddress.count > 4_096 { failuresByAddress = [:] }
    let (count, since) = failuresByAddress[address] ?? (0, clock.steady())
    failuresByAddress[address] = (count + 1, since)
    guard let row else { return }
    try writing { [now = clock.steady(), boot = clock.boot] (file) throws(SQLiteError) in
      let statement = try file.statement(
        "UPDATE account SET failures = failures + 1, failed_at = ?2, failed_boot = ?3 WHERE name = ?1")
      statement.bind(1, row.account.name)
      statement.bind(2, now)
      statement.bind(3, boot)
      try statement.run()
    }
  }

  /// A right password takes back the failures of the account; of the address only its own attempt, so that one account
  /// that is known does not pay for guessing at others.
  private func noteSuccess(of row: AccountRow, _ address: String) throws(StaffError) {
    if let (count, since) = failuresByAddress[address] { failuresByAddress[address] = (count - 1, since) }
    // A second factor is still to be said, and its failures go on counting.
    let failures =
      row.account.role.needsSecondFactor && row.account.hasSecondFactor ? row.account.failures : 0
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement("UPDATE account SET failures = ?2 WHERE name = ?1")
      statement.bind(1, row.account.name)
      statement.bind(2, failures)
      try statement.run()
    }
  }

  private func isRight(_ password: String, for row: AccountRow?) async throws(StaffError) -> Bool {
    let cost = limits.cost
    guard password.utf8.count <= PasswordRules.bytesMax else { return false }
    guard let key = row?.password else {
      let decoy = self.decoy
      let made = try await stretcher.run { () throws(CryptoError) in
        if let decoy {
          _ = try decoy.matches(password)
          return decoy
        }
        return try Scrypt.make(password, cost: cost)
      }
      self.decoy = made
      return false
    }
    return try await stretcher.run { () throws(CryptoError) in try key.matches(password) }
  }

  // MARK: Begin

  private func begin(_ account: StaffAccount, _ address: String) throws(StaffError) -> String {
    let secret = Base32.encoded(try chance { () throws(CryptoError) in try randomBytes(32) })
    let now = clock.steady()
    let row = SessionRow(
      token: Self.token(of: secret), account: account.name, began: now, seen: now, seenWritten: now,
      beganAt: clock.wall(), address: String(address.prefix(64)), hasFactor: false, isLocked: false)
    let others = sessions.values.filter { $0.account == account.name }.sorted { $0.began < $1.began }
    for old in others.dropLast(limits.sessionsMax - 1) { try end(old.token) }
    try insert(row)
    if !account.role.needsSecondFactor, !account.mustChangePassword { try noteEntered(account.name) }
    return secret
  }

  private func noteEntered(_ name: String) throws(StaffError) {
    try writing { [now = clock.wall()] (file) throws(SQLiteError) in
      let statement = try file.statement("UPDATE account SET last_sign_in_at = ?2 WHERE name = ?1")
      statement.bind(1, name)
      statement.bind(2, now)
      try statement.run()
    }
  }
}
