package import Crypto
import SQLite
import Store

/// Who may work at this node: accounts, sign-in, sessions, and the forms that are being filled in.
///
/// One SQLite file of its own in the node's folder, opened at its first use by the one process that holds the folder's
/// lock. Nothing of it is replicated.
package actor StaffBook {
  package struct Limits: Sendable {
    /// A session that was not used for so long is locked: the password opens it again.
    package var idleMs: Int64 = 15 * 60_000
    /// A session ends after so long, used or not.
    package var absoluteMs: Int64 = 12 * 3_600_000
    /// Sessions of one account; the oldest is ended by one more.
    package var sessionsMax = 8
    /// Failed attempts in a row before each one more costs time.
    package var failuresFree = 5
    /// The first such pause; each is twice the one before.
    package var firstPauseMs: Int64 = 60_000
    package var mostPauseMs: Int64 = 15 * 60_000
    /// Failed attempts from one address, to whatever accounts, in a quarter of an hour.
    package var failuresPerAddress = 30
    /// Forms are kept so long after the last change.
    package var formDays: Int64 = 30
    package var formBytesMax = 64 << 10
    package var formsMax = 2_000
    package var cost = Scrypt.Cost.standard

    package init() {}
  }

  let path: String
  let clock: StaffClock
  let limits: Limits
  let stretcher = KeyStretcher()
  private let executor = QueueExecutor(label: "staff.book")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var opened: Connection?
  /// Sessions by the hash of their token, as in the file but for `seen`, which is written now and then.
  var sessions: [[UInt8]: SessionRow] = [:]
  /// Failed attempts by address: how many, and since when by the steady clock.
  var failuresByAddress: [String: (count: Int, since: Int64)] = [:]
  /// Derived once, so that a name that nobody has costs as long as one that somebody has.
  var decoy: Scrypt?
  /// Who has a form open: account and when it last said so, by the steady clock.
  var holders: [String: (account: String, at: Int64)] = [:]

  /// - Parameter path: of the file, or `nil` for one in memory.
  package init(path: String?, clock: StaffClock, limits: Limits = Limits()) {
    self.path = path ?? ""
    self.clock = clock
    self.limits = limits
  }

  /// The connection, opened and brought to this schema at the first use.
  func file() throws(StaffError) -> Connection {
    if let opened { return opened }
    let connection: Connection
    do throws(SQLiteError) {
      connection = try Connection(path: path, mode: path.isEmpty ? .memory : .writer, cacheKiB: 2_048)
    } catch {
      throw .storage(error)
    }
    do throws(MigrationError) {
      try connection.migrate(StaffSchema.history) { hex(SHA256.digest(Array($0.utf8))) }
    } catch .sqlite(let error) {
      throw .storage(error)
    } catch {
      throw .schema("\(error)")
    }
    opened = connection
    try loadSessions(connection)
    return connection
  }

  /// Runs statements in one transaction.
  func writing<Value>(_ body: (Connection) throws(SQLiteError) -> Value) throws(StaffError) -> Value {
    let file = try file()
    do throws(SQLiteError) {
      let value = try file.transaction { () throws(SQLiteError) in try body(file) }
      // Small and seldom written: the log never grows long.
      _ = try? file.checkpoint(truncate: false)
      return value
    } catch {
      throw .storage(error)
    }
  }

  func reading<Value>(_ body: (Connection) throws(SQLiteError) -> Value) throws(StaffError) -> Value {
    let file = try file()
    do throws(SQLiteError) { return try body(file) } catch { throw .storage(error) }
  }

  /// Closes the file; sessions go on when it is opened again.
  package func close() {
    flushSeen()
    opened?.close()
    opened = nil
    sessions = [:]
  }
}

func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// Runs cryptography inside code that speaks ``StaffError``.
func chance<Value>(_ body: () throws(CryptoError) -> Value) throws(StaffError) -> Value {
  do throws(CryptoError) { return try body() } catch { throw .crypto("\(error)") }
}
