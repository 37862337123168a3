package import Causality
package import Records

/// A change as a log holds it, opened.
package struct Written: Hashable, Sendable {
  package let id: ChangeID
  package let change: Change

  package init(id: ChangeID, change: Change) {
    self.id = id
    self.change = change
  }

  /// All that it says it supersedes.
  package var names: [ChangeName] {
    change.payload.life.supersedes + change.payload.writes.flatMap(\.supersedes)
  }
}

/// A replica as small as the laws need it: the fold, the vector and the order of application.
package struct FoldReplica: Sendable {
  package private(set) var records: [RecordID: RecordState] = [:]
  package private(set) var vector = VersionVector()
  package private(set) var applied: [Written] = []

  package init() {}

  package init(applying changes: some Sequence<Written>) {
    for change in changes { apply(change) }
  }

  package func holds(_ name: ChangeName) -> Bool {
    name.sequence <= vector[LogID(origin: name.origin)]
  }

  /// No gap in its log, and all that it supersedes is here.
  package func admits(_ written: Written) -> Bool {
    written.id.sequence == vector[LogID(origin: written.id.origin)] + 1 && written.names.allSatisfy(holds)
  }

  package func state(of record: RecordID) -> RecordState {
    records[record] ?? RecordState(record: record, entity: 0)
  }

  /// One change: the groups on its record, the life on its root (as `Store` does it).
  package mutating func apply(_ written: Written) {
    let payload = written.change.payload
    let stamp = written.change.header.stamp
    var state = state(of: payload.record)
    state.entity = max(state.entity, payload.entity)
    if let root = payload.root { state.root = max(state.root ?? root, root) }
    state.apply(payload, stamp: stamp, id: written.id)
    records[payload.record] = state
    var root = self.state(of: payload.rootRecord)
    root.apply(payload.life, stamp: stamp, id: written.id)
    records[payload.rootRecord] = root
    vector.advance(LogID(origin: written.id.origin), to: written.id.sequence)
    applied.append(written)
  }

  /// The canonical bytes of everything, by record.
  package var encoded: [[UInt8]] {
    records.values.sorted { $0.record < $1.record }.map(\.encoded)
  }

  package func digest(_ hashing: any Hashing) -> Hash256 {
    records.values.reduce(.zero) { $0 &+ $1.digest(hashing: hashing) }
  }

  /// The join of two states, which knows no log.
  package func joined(with other: FoldReplica) -> FoldReplica {
    var result = FoldReplica()
    result.vector = vector.merged(with: other.vector)
    for record in Set(records.keys).union(other.records.keys) {
      let mine = state(of: record)
      result.records[record] = mine.joined(
        with: other.state(of: record),
        covers: { vector[LogID(origin: $0.origin)] >= $0.sequence },
        otherCovers: { other.vector[LogID(origin: $0.origin)] >= $0.sequence })
    }
    return result
  }
}
