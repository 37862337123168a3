import Crypto
import SQLite

extension StaffBook {
  /// An account with what only the book knows.
  struct AccountRow {
    let account: StaffAccount
    let password: Scrypt?
    let factor: OneTimeCode?
    let factorStep: Int64?
    let failedAt: Int64?
    let failedBoot: String?
  }

  func row(_ name: String) throws(StaffError) -> AccountRow? {
    try reading { (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        SELECT name, label, role, password, must_change, is_disabled, factor, factor_step, failures, failed_at,
          failed_boot, created_at, last_sign_in_at FROM account WHERE name = ?1
        """)
      defer { statement.reset() }
      statement.bind(1, name)
      return try statement.step() ? Self.row(statement) : nil
    }
  }

  private static func row(_ statement: Statement) -> AccountRow {
    AccountRow(
      account: StaffAccount(
        name: statement.text(0), label: statement.text(1),
        role: StaffRole(rawValue: statement.text(2)) ?? .kiosk, isDisabled: statement.bool(5),
        mustChangePassword: statement.bool(4), hasSecondFactor: !statement.isNull(6),
        createdAt: statement.int64(11), lastSignInAt: statement.optionalInt64(12),
        failures: statement.int(8)),
      password: Scrypt(text: statement.text(3)),
      factor: statement.optionalBytes(6).map { OneTimeCode(secret: $0) },
      factorStep: statement.optionalInt64(7), failedAt: statement.optionalInt64(9),
      failedBoot: statement.optionalText(10))
  }

  /// All accounts by name.
  package func accounts() throws(StaffError) -> [StaffAccount] {
    try reading { (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        SELECT name, label, role, password, must_change, is_disabled, factor, factor_step, failures, failed_at,
          failed_boot, created_at, last_sign_in_at FROM account ORDER BY name
        """)
      var found: [StaffAccount] = []
      try statement.forEachRow { (row) throws(SQLiteError) in found.append(Self.row(row).account) }
      return found
    }
  }

  /// Makes an account with a one-time password, which is told once and must be replaced at the first sign-in.
  ///
  /// - Throws: `.badName`, `.badLabel`, `.nameTaken`.
  package func add(
    _ name: String, label: String, role: StaffRole
  ) async throws(StaffError) -> String {
    guard StaffAccount.isName(name) else { throw .badName }
    guard StaffAccount.isLabel(label) else { throw .badLabel }
    guard try row(name) == nil else { throw .nameTaken(name) }
    let (password, key) = try await oneTimePassword()
    // Another may have taken the name while the key was derived.
    guard try row(name) == nil else { throw .nameTaken(name) }
    try writing { [now = clock.wall()] (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        INSERT INTO account (name, label, role, password, must_change, created_at) VALUES (?1, ?2, ?3, ?4, 1, ?5)
        """)
      statement.bind(1, name)
      statement.bind(2, label)
      statement.bind(3, role.rawValue)
      statement.bind(4, key.text)
      statement.bind(5, now)
      try statement.run()
    }
    return password
  }

  /// A new one-time password; a second factor must be set up anew, and all sessions end.
  package func reset(_ name: String) async throws(StaffError) -> String {
    guard try row(name) != nil else { throw .accountUnknown(name) }
    let (password, key) = try await oneTimePassword()
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        UPDATE account SET password = ?2, must_change = 1, is_disabled = 0, factor = NULL, factor_step = NULL,
          failures = 0, failed_at = NULL, failed_boot = NULL WHERE name = ?1
        """)
      statement.bind(1, name)
      statement.bind(2, key.text)
      try statement.run()
    }
    try endSessions(of: name)
    return password
  }

  /// Nobody signs in with it any more, and whoever is signed in is out at once. `reset` opens it again.
  ///
  /// - Throws: `.lastAdministrator` where nobody could look after accounts afterwards in the browser and
  ///   `evenLast` is false.
  package func disable(_ name: String, evenLast: Bool = false) throws(StaffError) {
    guard let row = try row(name) else { throw .accountUnknown(name) }
    if !evenLast, row.account.role == .administrator {
      let others = try accounts().filter {
        $0.role == .administrator && !$0.isDisabled && $0.name != name
      }
      guard !others.isEmpty else { throw .lastAdministrator }
    }
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement("UPDATE account SET is_disabled = 1 WHERE name = ?1")
      statement.bind(1, name)
      try statement.run()
    }
    try endSessions(of: name)
  }

  /// Sixteen letters and digits in four groups: 80 bits, which can be read out.
  private func oneTimePassword() async throws(StaffError) -> (String, Scrypt) {
    let letters = Array(Base32.encoded(try chance { () throws(CryptoError) in try randomBytes(10) }))
    let groups = stride(from: 0, to: letters.count, by: 4).map {
      String(letters[$0..<min($0 + 4, letters.count)])
    }
    let password = groups.joined(separator: "-")
    let cost = limits.cost
    return (
      password, try await stretcher.run { () throws(CryptoError) in try Scrypt.make(password, cost: cost) }
    )
  }
}
