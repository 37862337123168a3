import Causality
import Records
import SQLite

/// A hub that was restored holds less than it acknowledged: numbers that it leased, keys that it let in or turned out. It
/// takes everything that is offered, by any holder, and restricts itself until a person releases it (`histories.md`, H13).
extension ReplicaFile {
  /// Within the transaction in which the restore shows.
  func beginRecovering() throws(ReplicaError) {
    let now = recoveringSince ?? environment.wallMilliseconds()
    try storing { () throws(SQLiteError) in
      try setMeta("recovering", Bits128(high: 0, low: UInt64(bitPattern: now)).bytes)
    }
    recoveringSince = now
    try raise(.recovering, identity.name)
  }

  /// A person has seen that the nodes brought back what was forgotten. False where the hub was not recovering.
  package func release(by staff: String, reason: String) throws(ReplicaError) -> Bool {
    guard recoveringSince != nil else { return false }
    guard !reason.isEmpty, reason.utf8.count <= Alarm.reasonBytesMax else { throw .tooLarge }
    try storing { () throws(SQLiteError) in
      let delete = try db.statement("DELETE FROM meta WHERE key = 'recovering'")
      try delete.run()
    }
    recoveringSince = nil
    for alarm in try reader.alarms() where alarm.kind == .recovering {
      _ = try acknowledge(alarm: alarm.id, by: staff, reason: reason)
    }
    return true
  }
}
