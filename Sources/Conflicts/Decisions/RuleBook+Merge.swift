package import Causality
package import Records

/// Decisions about records that are each fine and together are not.
extension RuleBook {
  /// Two records of one thing: `other` points to `survivor` from now on. Nothing is deleted; whoever follows a
  /// reference to `other` arrives at `survivor`.
  package func merge(
    survivor: RecordState, other: RecordState, shown: [ChangeName], by decision: Decision
  ) throws(ResolutionError) -> Draft {
    try decision.checked()
    guard survivor.record != other.record else { throw .mergeWithItself }
    guard survivor.entity == other.entity, let field = mergeField(of: other.entity) else {
      throw .cannotMerge
    }
    for record in [survivor, other] {
      if record.life == .deleted { throw .deleted(record.record) }
      if mergedInto(record) != nil { throw .mergedBefore(record.record) }
    }
    try compare(shown: shown, with: other[field.group])
    return decision.draft(
      of: other, lifeShown: other.touchesShown,
      writes: [
        GroupDraft(
          group: field.group, values: GroupValues([.record(survivor.record)]), shown: shown,
          before: shownValues(of: other, group: field.group))
      ])
  }

  /// Takes a merge back: the record stands for itself again.
  package func separation(
    of other: RecordState, shown: [ChangeName], by decision: Decision
  ) throws(ResolutionError) -> Draft {
    try decision.checked()
    guard let field = mergeField(of: other.entity) else { throw .cannotMerge }
    try compare(shown: shown, with: other[field.group])
    guard mergedInto(other) != nil else { throw .nothingToDecide }
    return decision.draft(
      of: other, lifeShown: other.touchesShown,
      writes: [
        GroupDraft(
          group: field.group, values: GroupValues([.null]), shown: shown,
          before: shownValues(of: other, group: field.group))
      ])
  }

  /// The record that survived a merge of this one, as it is shown.
  package func mergedInto(_ record: RecordState) -> RecordID? {
    guard let field = mergeField(of: record.entity) else { return nil }
    return shownValues(of: record, group: field.group)?[field.index].record
  }

  private func mergeField(of entity: UInt64) -> FieldPlace? {
    guard let entity = schema.entity(entity), let (group, index) = entity.field(named: "merged_into") else {
      return nil
    }
    return FieldPlace(group: group.number, index: index, name: "merged_into", type: group.fields[index].type)
  }
}

/// What people said about a conflict across records.
package struct Judgement: Hashable, Sendable {
  package enum Decision: String, Hashable, Sendable {
    /// Not the same, or meant so: not asked again for these records.
    case distinct
    case merged
    /// Asked again.
    case open
  }

  package let rule: String
  /// Hash of `CrossVerdict.keyBytes`.
  package let key: Hash256
  package let decision: Decision
  /// True when people have decided differently: the question stands.
  package let isDisputed: Bool

  /// Whether the conflict with this key is not asked again.
  package var silences: Bool { decision == .distinct && !isDisputed }
}

extension RuleBook {
  /// The judgement about the conflict with this key: one record wherever it is made, so two people who say the same
  /// apart make no conflict.
  package static func judgementID(rule: String, key: Hash256, hashing: any Hashing) -> RecordID {
    var out = CBORWriter(capacity: 64)
    out.array(3)
    out.text("tram/judgement/1")
    out.text(rule)
    out.hash(key)
    return RecordID(hashOf: hashing.hash(out.bytes))
  }

  /// Records "not the same" about the records of a cross conflict.
  /// - Parameters:
  ///   - existing: the judgement's record where there is one already.
  package func distinct(
    _ verdict: CrossVerdict, existing: RecordState?, hashing: any Hashing, by decision: Decision
  ) throws(ResolutionError) -> Draft {
    guard verdict.allowsDistinct else { throw .distinctNotAllowed(rule: verdict.rule) }
    let key = hashing.hash(verdict.keyBytes)
    return try judgement(.distinct, rule: verdict.rule, key: key, existing, hashing, by: decision)
  }

  /// Asks again what was judged: the conflict stands in the queue once more.
  package func reopening(
    judgement: RecordState, hashing: any Hashing, by decision: Decision
  ) throws(ResolutionError) -> Draft {
    guard let found = self.judgement(of: judgement), found.decision != .open else { throw .noResolution }
    return try self.judgement(.open, rule: found.rule, key: found.key, judgement, hashing, by: decision)
  }

  private func judgement(
    _ word: Judgement.Decision, rule: String, key: Hash256, _ existing: RecordState?, _ hashing: any Hashing,
    by decision: Decision
  ) throws(ResolutionError) -> Draft {
    try decision.checked()
    guard let entity = schema.entity(named: "judgement"), let subject = entity.group(named: "subject"),
      let decided = entity.group(named: "decision")
    else { throw .cannotMerge }
    let record =
      existing
      ?? RecordState(
        record: Self.judgementID(rule: rule, key: key, hashing: hashing), entity: entity.number)
    var writes: [GroupDraft] = []
    if record[subject.number].isEmpty {
      let values = GroupValues([.text(rule), .text(key.description)])
      writes.append(GroupDraft(group: subject.number, values: values))
    }
    writes.append(
      GroupDraft(
        group: decided.number, values: GroupValues([.text(word.rawValue)]),
        shown: record.shown(decided.number), before: shownValues(of: record, group: decided.number)))
    var draft = decision.draft(of: record, lifeShown: record.touchesShown, writes: writes)
    draft.isCreation = existing == nil
    return draft
  }

  /// Reads a record of the entity `judgement`; `nil` for another and for one that cannot be read.
  package func judgement(of record: RecordState) -> Judgement? {
    guard let entity = schema.entity(named: "judgement"), record.entity == entity.number,
      let subject = entity.group(named: "subject"), let decided = entity.group(named: "decision"),
      let about = shownValues(of: record, group: subject.number)?.values, about.count >= 2,
      let rule = about[0].text, let digits = about[1].text, let bytes = bytesFromHex(digits.utf8),
      let key = Hash256(bytes: bytes),
      let word = shownValues(of: record, group: decided.number)?[0].text,
      let decision = Judgement.Decision(rawValue: word), record.life != .deleted
    else { return nil }
    let isDisputed = verdict(for: record, group: decided.number)?.isReferred ?? false
    return Judgement(rule: rule, key: key, decision: decision, isDisputed: isDisputed)
  }
}
