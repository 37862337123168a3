import Causality
package import Records

extension RuleBook {
  /// The claims that this record lays to keys of rules across records; none when it is deleted.
  ///
  /// Called for every change applied: it decodes only the fields that a rule asks for, and stops at the first
  /// condition that fails. A group in dispute counts with the value that is shown. The claims of a child of a
  /// deleted root are the caller's to leave out: only the root's state says that it is deleted.
  package func claims(of record: RecordState) -> [Claim] {
    guard let rules = entities[record.entity], !rules.claims.isEmpty, !record.isDeleted else {
      return []
    }
    var claims: [Claim] = []
    for plan in rules.claims {
      guard plan.tests.allSatisfy({ holds($0, of: record) }), let key = key(plan, of: record) else {
        continue
      }
      let claim = Claim(rule: plan.rule, key: key, tag: plan.tag)
      // One record may play a role twice: applicant and subject of one dossier.
      if claims.isEmpty || !claims.contains(claim) { claims.append(claim) }
    }
    return claims
  }

  /// Judges all the claims that stand on one key: nil when fine, and for a rule that this version does not have.
  ///
  /// Whether people have said "not the same" is the caller's to look up, by `CrossVerdict.keyBytes`.
  package func judge(rule name: String, claims: [StandingClaim]) -> CrossVerdict? {
    guard claims.count > 1, let rule = crossRule(named: name) else { return nil }
    let standing = claims.filter { claim in
      rule.claimants.contains { $0.tag == claim.tag && stands(claim, as: $0) }
    }
    switch rule.kind {
    case .unique: break
    case .together:
      guard rule.tags.allSatisfy({ tag in standing.contains { $0.tag == tag } }) else { return nil }
    }
    let records = Set(standing.map(\.record)).sorted()
    guard records.count > 1 else { return nil }
    return CrossVerdict(
      rule: rule.name, scope: rule.scope, records: records, severity: rule.terms.severity,
      blocks: rule.terms.blocks.map(\.rawValue), owner: rule.terms.owner.rawValue,
      allowsDistinct: rule.allowsDistinct)
  }

  /// Whether a change can have moved the claims of a record: most changes write no group that a rule reads, and then
  /// neither the old nor the new claims need be made.
  /// - Parameters:
  ///   - original: the record before; `nil` for a new one.
  ///   - groups: the groups written.
  package func claimsMayMove(
    _ record: RecordState, from original: @autoclosure () -> RecordState?, writing groups: [UInt64]
  ) -> Bool {
    guard let rules = entities[record.entity], !rules.claims.isEmpty else { return false }
    guard let original = original(), original.entity == record.entity else { return true }
    return groups.contains(where: rules.claimGroups.contains) || record.isDeleted != original.isDeleted
  }

  /// Whether a change of this root can have moved how the claims of its children are judged (`underRoot`): then the
  /// keys that its children claim under rules that read roots are judged anew.
  package func judgementOfChildrenMayMove(
    _ root: RecordState, from original: @autoclosure () -> RecordState?, writing groups: [UInt64]
  ) -> Bool {
    guard let rules = entities[root.entity], !rules.rootGroups.isEmpty else { return false }
    guard let original = original(), original.entity == root.entity else { return true }
    return groups.contains(where: rules.rootGroups.contains) || root.isDeleted != original.isDeleted
  }

  private func stands(_ claim: StandingClaim, as claimant: Claimant) -> Bool {
    guard let root = claim.root, root.entity == claimant.rootEntity else { return true }
    return root.life != .deleted
      && claimant.underRoot.allSatisfy { $0.holds(shown($0.field, of: root)) }
  }

  /// The value that is shown of a field. Walks the groups in place: copying them would cost more than reading does.
  private func shown(_ field: FieldPlace, of record: RecordState) -> Value {
    guard let place = record.place(of: field.group) else { return .null }
    switch record.groups[place].siblings.entries.count {
    case 0: return .null
    case 1: return record.groups[place].siblings.entries[0].content.values[field.index]
    default: return shownValues(of: record, group: field.group)?[field.index] ?? .null
    }
  }

  /// A condition on the bytes of a field that has one value; on its shown value where it has rivals.
  private func holds(_ test: ClaimPlan.Test, of record: RecordState) -> Bool {
    guard let place = record.place(of: test.group) else { return test.holdsForNull }
    guard record.groups[place].siblings.entries.count == 1 else {
      return test.condition.holds(shown(test.condition.field, of: record))
    }
    return test.holds(record.groups[place].siblings.entries[0].content.values)
  }

  /// `nil` where a part is unknown: two unknown values are not the same value.
  private func key(_ plan: ClaimPlan, of record: RecordState) -> [UInt8]? {
    // Most records have no value for most keys; nothing is allocated for them.
    for group in plan.keyGroups where record.place(of: group) == nil { return nil }
    var parts: [Value] = []
    for part in plan.key {
      switch part {
      case .record: parts.append(.record(record.record))
      case .root: parts.append(.record(record.root ?? record.record))
      case .field(let field, let form, let length):
        guard let value = form.applied(to: shown(field, of: record), length: length) else { return nil }
        parts.append(value)
      case .pair(let field):
        guard let other = shown(field, of: record).record else { return nil }
        let pair = [record.record, other].sorted()
        parts.append(.record(pair[0]))
        parts.append(.record(pair[1]))
      }
    }
    var out = CBORWriter(capacity: 96)
    out.array(parts.count + 1)
    out.text(plan.rule)
    for part in parts { out.value(part) }
    return out.bytes
  }
}

extension KeyForm {
  /// `nil` for null, for a text of which nothing is left, and for another length than the rule asks for.
  func applied(to value: Value, length: Int?) -> Value? {
    guard let text = value.text else { return value.isNull ? nil : value }
    let formed: String =
      switch self {
      case .exact: composed(text)
      case .folded: Records.folded(text)
      case .digits: String(decoding: text.utf8.filter(Self.isDigit), as: UTF8.self)
      case .code: String(decoding: text.utf8.compactMap(Self.codeByte), as: UTF8.self)
      }
    if formed.isEmpty { return nil }
    if let length, formed.unicodeScalars.count != length { return nil }
    return .text(formed)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func codeByte(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & 0xDF
    default: nil
    }
  }
}

extension RecordState {
  fileprivate func place(of group: UInt64) -> Int? {
    var place = 0
    while place < groups.count, groups[place].group < group { place += 1 }
    return place < groups.count && groups[place].group == group ? place : nil
  }

  /// `life == .deleted`, for the many records that nobody deleted without counting anything.
  fileprivate var isDeleted: Bool {
    guard let first = groups.first, first.group == Self.lifeGroup else { return false }
    return first.siblings.entries.contains { $0.content.lifeAct == .delete } && life == .deleted
  }
}
