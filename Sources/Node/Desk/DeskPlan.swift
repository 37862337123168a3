import Causality
package import Procedures
package import Records
package import Store

/// What is about to be done: the act, and what is told once it is durable.
package struct DeskPlan<Answer: Sendable>: Sendable {
  package let act: Act
  package let answer: Answer
  /// Siblings that must still stand where a draft attaches to an open conflict, for there `commit` cannot ask.
  let basis: [Basis]

  struct Basis: Hashable, Sendable {
    let record: RecordID
    let group: UInt64
    let names: [ChangeName]
  }

  /// - Parameter sheets: what the author was shown of the records that are changed.
  package init(_ drafts: [Draft], from sheets: [Sheet], answer: Answer) {
    act = Act(drafts)
    self.answer = answer
    var basis: [Basis] = []
    for draft in drafts where draft.whenStale == .stand {
      guard let sheet = sheets.first(where: { $0.record == draft.record }) else { continue }
      for write in draft.writes {
        basis.append(
          Basis(record: draft.record, group: write.group, names: sheet.state.shown(write.group)))
      }
    }
    self.basis = basis
  }

  /// Makes it true. Fails with `ReplicaError.changedMeanwhile` when something stands that the author was not shown.
  package func commit(into file: ReplicaFile) throws -> [Committed] {
    for one in basis {
      guard try file.reader.record(one.record)?.shown(one.group) == one.names else {
        throw ReplicaError.changedMeanwhile(record: one.record, groups: [one.group])
      }
    }
    return try file.commit(act)
  }
}

/// What was done.
package struct Done<Answer: Sendable>: Sendable {
  package let answer: Answer
  /// Empty for a dry run.
  package let changes: [Committed]
}
