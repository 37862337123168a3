package import Records

/// The rules of every entity, compiled against a schema.
///
/// A view on siblings: replicas on different rules versions agree on the state and say by which version they judge
/// it. Judging has no other input than a record's state, so it gives the same answer wherever and whenever.
package struct RuleBook: Sendable {
  /// The latest day of the documents and a fingerprint of their content: `2026-11-01/3f9a0c1d22b4e877`. It does not
  /// depend on the documents' names, order, spaces or the order of members.
  package let version: String
  package let schema: Schema
  /// In the order of the files' entities, then of each file.
  package let crossRules: [CrossRule]

  let entities: [UInt64: EntityRules]
  private let crossIndex: [String: Int]

  /// The rules of one entity.
  struct EntityRules: Sendable {
    let groups: [UInt64: GroupRule]
    let fallback: GroupRule
    let life: GroupRule
    let claims: [ClaimPlan]
    /// Groups that a claim of this entity depends on; never life, which is looked at apart.
    let claimGroups: Set<UInt64>
    /// Groups of this entity that the judgement of its children's claims depends on.
    let rootGroups: Set<UInt64>
  }

  /// Reads a whole set of documents, one an entity (`Conflicts/README.md` has the format).
  ///
  /// An entity without a document is judged by a person in every group. Throws `RuleError` at the first thing that
  /// is wrong or unknown: half a set of rules is worse than the set before.
  /// - Parameters:
  ///   - documents: the name by which an error calls a document, and what it says.
  package init(documents: [(name: String, json: JSONValue)], schema: Schema) throws(RuleError) {
    var drafts: [UInt64: EntityDraft] = [:]
    var days: [String] = []
    var crosses: [CrossRule] = []
    for document in documents {
      let reader = RuleReader(file: document.name, schema: schema)
      let draft = try reader.document(document.json)
      guard drafts[draft.entity.number] == nil else {
        throw RuleError(file: document.name, path: "entity", .duplicate(draft.entity.name))
      }
      for cross in draft.crossRules {
        guard !crosses.contains(where: { $0.name == cross.name }) else {
          throw RuleError(file: document.name, path: "across", .duplicate(cross.name))
        }
        crosses.append(cross)
      }
      drafts[draft.entity.number] = draft
      days.append(draft.version)
    }
    var entities: [UInt64: EntityRules] = [:]
    for entity in schema.entities {
      var claims: [ClaimPlan] = []
      var claimGroups: Set<UInt64> = []
      var rootGroups: Set<UInt64> = []
      for cross in crosses {
        for claimant in cross.claimants where claimant.entity == entity.number {
          claims.append(ClaimPlan(rule: cross.name, claimant))
          claimGroups.formUnion(claimant.groups)
        }
        for claimant in cross.claimants where claimant.rootEntity == entity.number {
          rootGroups.formUnion(claimant.underRoot.map(\.field.group))
        }
      }
      let draft = drafts[entity.number]
      entities[entity.number] = EntityRules(
        groups: draft?.groups ?? [:], fallback: draft?.fallback ?? Self.unwritten,
        life: draft?.life ?? Self.unwritten, claims: claims,
        claimGroups: Self.closed(claimGroups, draft), rootGroups: Self.closed(rootGroups, draft))
    }
    self.schema = schema
    self.entities = entities
    crossRules = crosses
    crossIndex = Dictionary(uniqueKeysWithValues: crosses.enumerated().map { ($1.name, $0) })
    let day = days.max { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? "none"
    version = day + "/" + Fingerprint.text(of: documents.map(\.json))
  }

  /// With the groups by whose day a machine is chosen, since that moves which rival of a group is shown.
  private static func closed(_ groups: Set<UInt64>, _ draft: EntityDraft?) -> Set<UInt64> {
    var closed = groups
    for group in groups {
      for rule in [draft?.groups[group]?.rule, draft?.groups[group]?.shown] {
        if case .furthest(_, let timeline, _) = rule, let dated = timeline.datedBy {
          closed.insert(dated.group)
        }
      }
    }
    return closed
  }

  /// What holds where no document says anything, and for entities of a newer schema.
  static let unwritten = GroupRule(
    rule: .person, shown: nil,
    terms: RuleTerms(
      severity: .normal, blocks: [], owner: .province,
      whyVietnamese: "Chưa có quy tắc cho loại dữ liệu này nên phải có người quyết định.",
      whyEnglish: "There is no rule for this kind of record yet, so a person decides."),
    isDeclared: false)

  package func crossRule(named name: String) -> CrossRule? { crossIndex[name].map { crossRules[$0] } }

  /// The rule that judges a group; group 0 is life.
  package func rule(entity: UInt64, group: UInt64) -> GroupRule {
    guard let rules = entities[entity] else { return Self.unwritten }
    if group == RecordState.lifeGroup { return rules.life }
    return rules.groups[group] ?? rules.fallback
  }
}
