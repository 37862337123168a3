package import Causality
package import Records

/// Who decides, where, on whose word and why: the same for every kind of decision.
package struct Decision: Hashable, Sendable {
  /// The partition that the record lives in; for a judgement, the one that it is written to.
  package var partition: Partition
  /// The staff account.
  package var author: String
  /// A source that the author's grant allows: `counter`, `province`.
  package var source: String
  /// The written reason; never empty.
  package var reason: String

  package init(partition: Partition, author: String, source: String, reason: String) {
    self.partition = partition
    self.author = author
    self.source = source
    self.reason = reason
  }

  func checked() throws(ResolutionError) {
    guard reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw .reasonMissing
    }
    guard reason.utf8.count <= ChangeLimits.reasonBytesMax else {
      throw .reasonTooLong(bytesMax: ChangeLimits.reasonBytesMax)
    }
  }

  func draft(
    of record: RecordState, life act: LifeAct = .touch, lifeShown: [ChangeName], writes: [GroupDraft],
    kind: ChangeKind = .resolution, whenStale: StaleAnswer = .refuse
  ) -> Draft {
    Draft(
      partition: partition, record: record.record, entity: record.entity, root: record.root, lifeAct: act,
      lifeShown: lifeShown, writes: writes, kind: kind, author: author, source: source, reason: reason,
      whenStale: whenStale)
  }
}

/// What a person takes for the value of a group.
package enum Choice: Hashable, Sendable {
  case sibling(ChangeID)
  /// Values of all fields of the group, in the schema's order.
  case values([Value])
}

/// What a person decides about a delete beside a touch.
package enum LifeChoice: String, Hashable, Sendable, CaseIterable {
  case keep, delete
}

extension RecordState {
  /// The life siblings that a draft which does not decide about life lists: every touch that its author was shown
  /// and no delete. A resolution supersedes the deletes it lists, and a decision about a phone number must not
  /// settle, unasked, whether the record lives.
  var touchesShown: [ChangeName] {
    self[Self.lifeGroup].entries.filter { $0.content.lifeAct != .delete }.map(\.id.name)
  }
}

/// Compares what a person was shown with what stands.
func compare(shown: [ChangeName], with siblings: Siblings<GroupContent>) throws(ResolutionError) {
  let arrived = siblings.unseen(by: shown)
  let gone = shown.filter { !siblings.contains($0) }
  guard arrived.isEmpty, gone.isEmpty else { throw .changed(arrived: arrived, gone: gone) }
}
