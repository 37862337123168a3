import Causality
package import Records

extension RuleBook {
  /// The claims that this record lays to keys of rules across records; none when it is deleted.
  ///
  /// Called for every change applied: it decodes only the fields that a rule asks for, and stops at the first
  /// condition that fails. A group in dispute counts with the value that is shown. The claims of a child of a
  /// deleted root are the caller's to leave out: only the root's state says that it is deleted.
  package func claims(of record: RecordState) -> [Claim] {
    guard let rules = entities[record.entity], !rules.claimants.isEmpty, record.life != .deleted else {
      return []
    }
    var claims: [Claim] = []
    for (rule, claimant) in rules.claimants {
      guard claimant.conditions.allSatisfy({ $0.holds(shown($0.field, of: record)) }),
        let key = key(rule, claimant, of: record)
      else { continue }
      let claim = Claim(rule: rule, key: key, tag: claimant.tag)
      // One record may play a role twice: applicant and subject of one dossier.
      if !claims.contains(claim) { claims.append(claim) }
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

  /// Names of the rules that read the state of roots of this entity when they judge the claims of their children:
  /// when such a root changes, the keys that its children claim under these rules are judged anew.
  package func rulesReadingRoots(of entity: UInt64) -> [String] {
    crossRules.filter { rule in
      rule.claimants.contains { $0.rootEntity == entity && !$0.underRoot.isEmpty }
    }.map(\.name)
  }

  private func stands(_ claim: StandingClaim, as claimant: Claimant) -> Bool {
    guard let root = claim.root, root.entity == claimant.rootEntity else { return true }
    return root.life != .deleted
      && claimant.underRoot.allSatisfy { $0.holds(shown($0.field, of: root)) }
  }

  /// The value that is shown of a field.
  private func shown(_ field: FieldPlace, of record: RecordState) -> Value {
    let entries = record[field.group].entries
    switch entries.count {
    case 0: return .null
    case 1: return entries[0].content.values.item(field.index)
    default: return shownValues(of: record, group: field.group)?.item(field.index) ?? .null
    }
  }

  /// `nil` where a part is unknown: two unknown values are not the same value.
  private func key(_ rule: String, _ claimant: Claimant, of record: RecordState) -> [UInt8]? {
    var out = CBORWriter(capacity: 96)
    out.array(claimant.itemCount + 1)
    out.text(rule)
    for part in claimant.key {
      switch part {
      case .record: out.bits(record.record.bits)
      case .root: out.bits((record.root ?? record.record).bits)
      case .field(let field, let form, let length):
        guard let value = form.applied(to: shown(field, of: record), length: length) else { return nil }
        out.value(value)
      case .pair(let field):
        guard let other = shown(field, of: record).record else { return nil }
        let pair = [record.record, other].sorted()
        out.bits(pair[0].bits)
        out.bits(pair[1].bits)
      }
    }
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

extension Claimant {
  /// How many items the key has: a pair is two.
  fileprivate var itemCount: Int {
    key.reduce(0) { count, part in if case .pair = part { count + 2 } else { count + 1 } }
  }
}
