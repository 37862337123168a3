package import Causality

/// What kind of act a change is; grants are by kind (`replication.md`, Who may write what).
package enum ChangeKind: UInt64, Hashable, Sendable, CaseIterable {
  /// An ordinary write of a person or a connector.
  case data = 0
  /// A person's decision over rivals.
  case resolution = 1
  /// Retire, verdict, revoke, forward, rules, grants: the province's alone.
  case control = 2
}

/// What one change does to the life of its root record.
package enum LifeAct: UInt64, Hashable, Sendable {
  /// Any write of the record or of a child of it. Supersedes touches, never a delete.
  case touch = 0
  /// Supersedes the touches and deletes that its author saw.
  case delete = 1
  /// Only this and a resolution supersede a delete.
  case restore = 2
}

/// Who and when, as the writer said it; part of what is hashed.
package struct Stamp: Hashable, Sendable {
  package var time: HybridTime
  /// The writer knew its clock to be wrong (offset to the hub beyond tolerance, or it ran backwards). A suspect
  /// stamp never wins `latest`.
  package var isSuspect: Bool
  package var kind: ChangeKind
  /// The staff account or connector: `hoa.ntt`. Never a citizen.
  package var author: String
  /// On whose word: `counter`, `population-register`, `civil-register`, `province`, …
  package var source: String

  package init(
    time: HybridTime, isSuspect: Bool = false, kind: ChangeKind = .data, author: String, source: String
  ) {
    self.time = time
    self.isSuspect = isSuspect
    self.kind = kind
    self.author = author
    self.source = source
  }
}

/// One group's write: the values and the siblings that its author was shown.
package struct GroupWrite: Hashable, Sendable {
  /// 1…; 0 is `life`, which a change writes through `LifeWrite`.
  package var group: UInt64
  package var values: GroupValues
  package var supersedes: [ChangeName]
  /// The value that the author was shown and replaced, carried for whoever judges later; never looked up.
  package var before: GroupValues?

  package init(group: UInt64, values: GroupValues, supersedes: [ChangeName], before: GroupValues? = nil) {
    self.group = group
    self.values = values
    self.supersedes = supersedes
    self.before = before
  }
}

package struct LifeWrite: Hashable, Sendable {
  package var act: LifeAct
  package var supersedes: [ChangeName]

  package init(act: LifeAct, supersedes: [ChangeName]) {
    self.act = act
    self.supersedes = supersedes
  }
}

/// Place of a change in an act of several: `number` of `count`, counted from 1.
package struct ActPart: Hashable, Sendable {
  package static let countMax: UInt64 = 256
  package var act: ActID
  package var number: UInt64
  package var count: UInt64

  package init(act: ActID, number: UInt64, count: UInt64) {
    self.act = act
    self.number = number
    self.count = count
  }
}

/// The part of a change that stays readable when its payload is erased on a lawful order.
package struct ChangeHeader: Hashable, Sendable {
  package var partition: Partition
  package var origin: OriginID
  /// 1… without a gap in the origin's log of this partition.
  package var sequence: UInt64
  /// Hash of the change before it in its log; of the log's beginning for the first.
  package var previous: Hash256
  package var stamp: Stamp
  package var reason: String
  package var act: ActPart?

  package init(
    partition: Partition, origin: OriginID, sequence: UInt64, previous: Hash256, stamp: Stamp, reason: String,
    act: ActPart? = nil
  ) {
    self.partition = partition
    self.origin = origin
    self.sequence = sequence
    self.previous = previous
    self.stamp = stamp
    self.reason = reason
    self.act = act
  }
}

/// The part of a change that may be erased: which record, and what it writes.
package struct ChangePayload: Hashable, Sendable {
  package var record: RecordID
  /// Number of the entity in the schema; unknown ones are kept and passed on.
  package var entity: UInt64
  /// The root whose life this change touches; `nil` when the record itself is a root.
  package var root: RecordID?
  package var life: LifeWrite
  /// Sorted by group, each at most once.
  package var writes: [GroupWrite]

  package init(record: RecordID, entity: UInt64, root: RecordID? = nil, life: LifeWrite, writes: [GroupWrite])
  {
    self.record = record
    self.entity = entity
    self.root = root
    self.life = life
    self.writes = writes
  }

  /// The record whose life the change touches.
  package var rootRecord: RecordID { root ?? record }

  /// All that it supersedes.
  package var names: [ChangeName] { life.supersedes + writes.flatMap(\.supersedes) }
}

/// One immutable act of writing.
package struct Change: Hashable, Sendable {
  package var header: ChangeHeader
  package var payload: ChangePayload

  package init(header: ChangeHeader, payload: ChangePayload) {
    self.header = header
    self.payload = payload
  }
}
