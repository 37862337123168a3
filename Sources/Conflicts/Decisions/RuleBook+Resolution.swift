package import Causality
package import Records

/// A person's decisions, as drafts. Each supersedes exactly what was shown.
extension RuleBook {
  /// Settles the rivals of one group.
  ///
  /// The draft writes the chosen values, supersedes `shown`, and carries in `before` the provisional value and every
  /// rejected one. Two people who decide apart in the same way make no conflict; in different ways a new one.
  /// - Parameters:
  ///   - shown: the siblings that the person was shown; compared with what stands.
  ///   - root: the root's state, for a child record.
  package func resolution(
    of record: RecordState, root: RecordState? = nil, group number: UInt64, taking choice: Choice,
    shown: [ChangeName], by decision: Decision
  ) throws(ResolutionError) -> Draft {
    try decision.checked()
    guard let group = schema.entity(record.entity)?.group(number) else { throw .unknownGroup(number) }
    let siblings = record[number]
    try compare(shown: shown, with: siblings)
    guard let verdict = verdict(for: record, group: number) else { throw .nothingToDecide }
    let values: GroupValues
    switch choice {
    case .sibling(let id):
      guard let entry = siblings.entries.first(where: { $0.id == id }) else { throw .notASibling(id.name) }
      values = entry.content.values
    case .values(let given): values = try Self.fitted(given, to: group)
    }
    let provisional = siblings.entries.first { $0.id == verdict.shown }?.content.values ?? values
    let rejected = siblings.entries.filter { $0.content.values != values }.map { entry in
      Rejected(name: entry.id.name, stamp: entry.content.stamp, values: entry.content.values)
    }
    let before = GroupValues(shown: provisional, fieldCount: group.fields.count, rejected: rejected)
    return decision.draft(
      of: record, lifeShown: (root ?? record).touchesShown,
      writes: [GroupDraft(group: number, values: values, shown: siblings.names, before: before)])
  }

  /// Settles a delete beside a touch: the record is kept, with all that was written to it, or it is deleted.
  package func lifeResolution(
    of record: RecordState, _ choice: LifeChoice, shown: [ChangeName], by decision: Decision
  ) throws(ResolutionError) -> Draft {
    try decision.checked()
    let life = record[RecordState.lifeGroup]
    try compare(shown: shown, with: life)
    guard record.life == .disputed else { throw .nothingToDecide }
    return decision.draft(
      of: record, life: choice == .keep ? .restore : .delete, lifeShown: life.names, writes: [])
  }

  /// Asks a decided group again: the rejected values stand beside the resolution once more, and because a resolution
  /// is among them the question goes to a person (H12). Nothing is erased; the first decision stays in the history.
  ///
  /// A rival that was superseded cannot stand again itself, for nothing un-applies a change. So each distinct rejected
  /// value is written anew, superseding nothing, as one act: beside the resolution it is a sibling that had not been
  /// taken. Two people who reopen apart write equal values, which is one conflict.
  /// - Parameters:
  ///   - before: the `before` of the resolution, from the log or from the queue's history.
  package func reopening(
    of record: RecordState, root: RecordState? = nil, group number: UInt64, before: GroupValues,
    shown: [ChangeName], by decision: Decision
  ) throws(ResolutionError) -> [Draft] {
    try decision.checked()
    guard let group = schema.entity(record.entity)?.group(number) else { throw .unknownGroup(number) }
    let siblings = record[number]
    try compare(shown: shown, with: siblings)
    guard let decided = siblings.entries.first(where: { $0.content.stamp.kind == .resolution }) else {
      throw .noResolution
    }
    var values: [GroupValues] = []
    for one in before.rejected(fieldCount: group.fields.count) where !values.contains(one.values) {
      let stands = siblings.entries.contains { $0.content.values == one.values }
      if !stands { values.append(one.values) }
    }
    guard !values.isEmpty else { throw .nothingRejected }
    return values.map { values in
      decision.draft(
        of: record, lifeShown: (root ?? record).touchesShown,
        writes: [
          GroupDraft(group: number, values: values, shown: [], before: decided.content.values)
        ],
        kind: .data, whenStale: .stand)
    }
  }

  /// Asks again about a life that was decided: the other answer stands beside the decision.
  package func lifeReopening(
    of record: RecordState, shown: [ChangeName], by decision: Decision
  ) throws(ResolutionError) -> Draft {
    try decision.checked()
    let life = record[RecordState.lifeGroup]
    try compare(shown: shown, with: life)
    guard life.entries.contains(where: { $0.content.stamp.kind == .resolution }) else { throw .noResolution }
    switch record.life {
    case .alive:
      return decision.draft(
        of: record, life: .delete, lifeShown: [], writes: [], kind: .data, whenStale: .stand)
    case .deleted:
      return decision.draft(
        of: record, life: .restore, lifeShown: [], writes: [], kind: .data, whenStale: .stand)
    case .disputed: throw .nothingRejected
    }
  }

  private static func fitted(_ values: [Value], to group: Group) throws(ResolutionError) -> GroupValues {
    guard values.count == group.fields.count else { throw .fieldCount(expected: group.fields.count) }
    for (value, field) in zip(values, group.fields) where !field.type.holds(value) {
      throw .unfitValue(field: field.name)
    }
    return GroupValues(values.map(\.composed))
  }
}

extension FieldType {
  /// Whether a value has the shape of this type; null always has.
  func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (_, .null): true
    case (.text, .text), (.document, .text), (.partialDate, .text): true
    case (.integer, .int), (.instant, .int), (.amount, .int), (.boolean, .bool): true
    case (.reference, .bytes(let bytes)): bytes.count == 16
    case (.hash, .bytes(let bytes)): bytes.count == 32
    case (.choice(let words), .text(let word)): words.contains(word)
    case (_, .text), (_, .int), (_, .bool), (_, .bytes): false
    }
  }
}
