package import Causality
package import Records
package import SQLite

/// Why a replica did not do what it was asked. Identifies by dot, record, group and rule; never by a citizen's value.
package enum ReplicaError: Error, Equatable, Sendable {
  // Refused: the input is wrong.
  /// Siblings stand that the author was not shown. Nothing was changed; the draft is still the caller's.
  case changedMeanwhile(record: RecordID, groups: [UInt64])
  /// The record's only life is a delete; restore it first.
  case recordDeleted(RecordID)
  case recordExists(RecordID)
  case recordUnknown(RecordID)
  case notGranted(AdmissionRefusal, Partition)
  case tooLarge
  /// A draft that writes nothing, or writes a group twice.
  case malformedDraft
  /// The row of this record does not agree with its log: somebody wrote behind the replica's back.
  case tampered(RecordID)
  /// A change builds on one that is not held.
  case unheld(ChangeName)

  // Failed: disk, lock, version.
  case locked(process: Int32?)
  /// A file of the replica cannot be opened or written; `errno` as is.
  case cannotOpen(path: String, errno: Int32)
  case storage(SQLiteError)
  case newerThanBinary([String])
  case schemaAltered(String)
  case corrupt(String)
  case signing(String)
}

extension ReplicaError {
  init(_ error: MigrationError) {
    switch error {
    case .historyEdited(let name): self = .schemaAltered(name)
    case .newerThanBinary(let names): self = .newerThanBinary(names)
    case .sqlite(let error): self = .storage(error)
    }
  }
}

/// Runs SQLite work inside code that speaks `ReplicaError`.
@inline(__always)
func storing<Value>(_ body: () throws(SQLiteError) -> Value) throws(ReplicaError) -> Value {
  do throws(SQLiteError) { return try body() } catch { throw .storage(error) }
}

extension ReplicaError {
  /// What a person can do something about, of the failures below the replica; nil for what was refused, and for faults
  /// that only the program's authors can act on.
  package enum Ailment: Hashable, Sendable {
    case diskFull, busy, unreadable
    /// The file is cut or altered, or the disk does not give back what was written.
    case damagedFile
    /// What is stored is not what was signed.
    case damaged
  }

  package var ailment: Ailment? {
    switch self {
    case .storage(let error) where error.isFull: .diskFull
    case .storage(let error) where error.isBusy: .busy
    case .storage(let error) where error.isReadOnly || error.isUnopened: .unreadable
    case .storage(let error) where error.isCorrupt || error.isIOError: .damagedFile
    case .tampered, .corrupt, .schemaAltered: .damaged
    default: nil
    }
  }
}

extension ReplicaError {
  /// The disk, or the quota, is full; nothing of the transaction was written.
  package var isDiskFull: Bool { if case .storage(let error) = self { error.isFull } else { false } }
}
