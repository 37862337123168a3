import Causality
import Records
import SQLite

extension ReplicaFile {
  /// Fails with `.tampered` where the row of a record shows, in one of `groups`, what no change in the log says: somebody
  /// wrote to the file behind the replica's back, and a form must not turn that into a signed change
  /// (`histories.md`, H27). Changes that are no longer kept are passed over.
  func verify(_ state: RecordState, groups: [UInt64], partition: Int64) throws(ReplicaError) {
    for group in groups {
      for entry in state[group].entries {
        let logs = branches(partition, entry.id.origin).filter {
          $0.row.base < entry.id.sequence && entry.id.sequence <= $0.row.head
        }
        guard !logs.isEmpty else { throw .tampered(state.record) }
        var kept = 0
        var isSaid = false
        for log in logs {
          guard let sealed = try storedChange(log.row.storage, entry.id.sequence) else { continue }
          kept += 1
          guard sealed.hash == entry.id.hash, let change = try? sealed.opened() else { continue }
          if says(change, entry, group, state) { isSaid = true }
        }
        guard isSaid || kept == 0 else { throw .tampered(state.record) }
      }
    }
  }

  private func says(
    _ change: Change, _ entry: Siblings<GroupContent>.Entry, _ group: UInt64, _ state: RecordState
  ) -> Bool {
    guard change.header.stamp == entry.content.stamp else { return false }
    if group == RecordState.lifeGroup {
      return change.payload.rootRecord == state.record
        && entry.content.values == GroupValues(life: change.payload.life.act)
    }
    return change.payload.record == state.record
      && change.payload.writes.contains { $0.group == group && $0.values == entry.content.values }
  }

  /// The change with its hash computed anew from its bytes; `nil` where it is not kept.
  private func storedChange(_ log: Int64, _ sequence: UInt64) throws(ReplicaError) -> SealedChange? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT header, salt, payload FROM change WHERE id = ?")
      select.bind(1, changeRow(log, sequence))
      defer { select.reset() }
      guard try select.step() else { return nil }
      return SealedChange(
        header: select.bytes(0), salt: select.bytes(1), payload: select.bytes(2), hashing: environment.hashing
      )
    }
  }
}
