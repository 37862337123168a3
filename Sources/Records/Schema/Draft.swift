package import Causality

/// What a commit does when a sibling stands that the author was not shown.
package enum StaleAnswer: Hashable, Sendable {
  /// There is a person to ask: refuse, and tell what changed meanwhile.
  case refuse
  /// Nobody to ask (connector, import, act of the hub): stand beside it as a sibling.
  case stand
}

/// One group that somebody wants to write, with what the author was shown.
package struct GroupDraft: Hashable, Sendable {
  package var group: UInt64
  package var values: GroupValues
  /// Exactly the siblings that the author was shown; empty for a group that showed nothing.
  package var shown: [ChangeName]
  package var before: GroupValues?

  package init(group: UInt64, values: GroupValues, shown: [ChangeName] = [], before: GroupValues? = nil) {
    self.group = group
    self.values = values
    self.shown = shown
    self.before = before
  }
}

/// A write that is not accepted yet: no place in a log, no time, no hash.
package struct Draft: Hashable, Sendable {
  package var partition: Partition
  package var record: RecordID
  package var entity: UInt64
  package var root: RecordID?
  package var lifeAct: LifeAct
  /// The siblings of the root's life group that the author was shown.
  package var lifeShown: [ChangeName]
  package var writes: [GroupDraft]
  package var kind: ChangeKind
  package var author: String
  package var source: String
  package var reason: String
  package var whenStale: StaleAnswer
  /// True for a record that must not exist yet.
  package var isCreation: Bool

  package init(
    partition: Partition, record: RecordID, entity: UInt64, root: RecordID? = nil, lifeAct: LifeAct = .touch,
    lifeShown: [ChangeName] = [], writes: [GroupDraft], kind: ChangeKind = .data, author: String,
    source: String, reason: String, whenStale: StaleAnswer = .refuse, isCreation: Bool = false
  ) {
    self.partition = partition
    self.record = record
    self.entity = entity
    self.root = root
    self.lifeAct = lifeAct
    self.lifeShown = lifeShown
    self.writes = writes
    self.kind = kind
    self.author = author
    self.source = source
    self.reason = reason
    self.whenStale = whenStale
    self.isCreation = isCreation
  }
}
