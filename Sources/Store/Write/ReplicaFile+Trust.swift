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
        guard let log = logs[LogKey(partition: partition, log: LogID(origin: entry.id.origin))] else {
          throw .tampered(state.record)
        }
        guard entry.id.sequence <= log.head else { throw .tampered(state.record) }
        guard let sealed = try storedChange(log.row, entry.id.sequence) else { continue }
        guard sealed.hash == entry.id.hash, let change = try? sealed.opened(),
          says(change, entry, group, state)
        else { throw .tampered(state.record) }
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
