package import Causality
internal import Conflicts
package import Records
package import Store

extension Labels {
  /// The conflict with this id, as it stands; nil where none does and none was decided.
  package func conflict(_ typed: String) throws -> ConflictDetail? {
    let id = typed.lowercased()
    if let entry = try reader.conflict(id) { return try detail(entry) }
    return try reader.decided(id, hashing: hashing).flatMap { try detail($0) }
  }

  package func detail(_ entry: QueueEntry) throws -> ConflictDetail? {
    switch entry.subject {
    case .group(let record, let group): try rivals(entry, record, group)
    case .records(let records, let key): try set(entry, records, key)
    }
  }

  // MARK: One group

  private func rivals(_ entry: QueueEntry, _ id: RecordID, _ number: UInt64) throws -> ConflictDetail? {
    guard let record = try reader.record(id), let explanation = rules.explain(record, group: number) else {
      return nil
    }
    let terms = explanation.terms
    let entity = Schema.current.entity(record.entity)
    return ConflictDetail(
      id: entry.id,
      matter: .rivals(
        ConflictDetail.Rivals(
          record: record, root: try record.root.flatMap { try reader.record($0) }, group: number,
          fields: fieldNames(number, of: entity),
          sides: try sides(of: record, group: number, shown: explanation.verdict.shown),
          explanation: explanation,
          reason: Texts.verdicts.sentence(
            explanation.verdict.reason, of: entity?.name ?? "", language))),
      what: "\(try named(record)): \(groupName(number, of: record.entity))", partition: entry.partition,
      place: SafeText(try place(entry.partition)), rule: entry.rule, ruleName: ruleName(entry.rule),
      isOpen: entry.isOpen,
      severity: entry.severity, blocks: entry.blocks,
      owner: explanation.verdict.owner.flatMap { Owner(rawValue: $0) }, since: entry.since,
      seen: Seen(record, group: number), why: why(terms), rulesVersion: explanation.rulesVersion)
  }

  private func fieldNames(_ number: UInt64, of entity: Entity?) -> [SafeText] {
    if number == RecordState.lifeGroup { return [groupName(number, of: entity?.number ?? 0)] }
    guard let entity, let group = entity.group(number) else { return ["#\(number)"] }
    return group.fields.map { fieldName($0, of: entity) }
  }

  /// The siblings in the order in which their writers' clocks put them.
  private func sides(
    of record: RecordState, group number: UInt64, shown: ChangeID?
  ) throws -> [ConflictDetail.Side] {
    let entries = record[number].entries.sorted {
      ($0.content.stamp.time, $0.id) < ($1.content.stamp.time, $1.id)
    }
    return try entries.enumerated().map { index, entry in
      let (provenance, change) = try provenance(entry.id, entry.content.stamp)
      let write = change?.payload.writes.first { $0.group == number }
      let isLife = number == RecordState.lifeGroup
      return ConflictDetail.Side(
        number: index + 1, id: entry.id, provenance: provenance, values: entry.content.values,
        texts: isLife
          ? [life(entry.content.lifeAct)] : try texts(entry.content.values, number, of: record.entity),
        before: try write?.before.map { try texts($0, number, of: record.entity) },
        life: isLife ? entry.content.lifeAct : nil, isShown: entry.id == shown)
    }
  }

  private func life(_ act: LifeAct) -> SafeText {
    act == .delete ? Texts.records.deleted(language) : Texts.records.present(language)
  }

  /// The values of a group as staff read them; of a group that this version does not know, as they are.
  func texts(_ values: GroupValues, _ number: UInt64, of entity: UInt64) throws -> [SafeText] {
    let all = values.values
    guard let entity = Schema.current.entity(entity), let group = entity.group(number) else {
      return [SafeText(hexText(Array(values.bytes.prefix(32))))]
    }
    return try group.fields.enumerated().map { index, field in
      try text(index < all.count ? all[index] : .null, field, of: entity)
    }
  }

  private func why(_ terms: RuleTerms) -> String {
    language == .vi ? terms.whyVietnamese : terms.whyEnglish
  }

  // MARK: A decision

  package func detail(_ decided: DecidedGroup) throws -> ConflictDetail? {
    let (record, number) = (decided.record, decided.group)
    let all = try sides(of: record, group: number, shown: nil)
    guard let taken = all.first(where: { $0.provenance.kind == .resolution }) else { return nil }
    let entity = Schema.current.entity(record.entity)
    let terms = rules.rule(entity: record.entity, group: number).terms
    return ConflictDetail(
      id: decided.id,
      matter: .decided(
        ConflictDetail.Decided(
          record: record, root: try record.root.flatMap { try reader.record($0) }, group: number,
          fields: fieldNames(number, of: entity), taken: taken,
          rejected: try rejected(by: taken, record, number))),
      what: "\(try named(record)): \(groupName(number, of: record.entity))", partition: decided.partition,
      place: SafeText(try place(decided.partition)), rule: RuleKind.person.rawValue,
      ruleName: ruleName(RuleKind.person.rawValue), isOpen: false,
      severity: .low, blocks: [], owner: nil, since: taken.provenance.at,
      seen: Seen(record, group: number), why: why(terms), rulesVersion: rules.version)
  }

  /// What a decision did not take, as it carries them.
  private func rejected(
    by taken: ConflictDetail.Side, _ record: RecordState, _ number: UInt64
  ) throws -> [ConflictDetail.Side] {
    guard let group = Schema.current.entity(record.entity)?.group(number),
      let before = try before(of: taken.id, group: number)
    else { return [] }
    return try before.rejected(fieldCount: group.fields.count).enumerated().map { index, rejected in
      // Only the beginning of the hash is carried.
      let id = ChangeID(
        origin: rejected.name.origin, sequence: rejected.name.sequence,
        hash: Hash256(rejected.name.short, 0, 0, 0))
      let node = try reader.node(of: rejected.name.origin) ?? "?"
      return ConflictDetail.Side(
        number: index + 1, id: id, provenance: try provenance(id, rejected.stamp, node: node, nil),
        values: rejected.values, texts: try texts(rejected.values, number, of: record.entity), before: nil,
        life: nil, isShown: false)
    }
  }

  /// What a change replaced in a group; nil where its log is not held.
  package func before(of id: ChangeID, group: UInt64) throws -> GroupValues? {
    try reader.change(id)?.change.payload.writes.first { $0.group == group }?.before
  }

  // MARK: Records together

  private func set(_ entry: QueueEntry, _ ids: [RecordID], _ key: Hash256) throws -> ConflictDetail? {
    let records = try ids.compactMap { try reader.record($0) }
    guard let first = records.first else { return nil }
    let rule = rules.crossRule(named: entry.rule)
    let judgement = try reader.record(RuleBook.judgementID(rule: entry.rule, key: key, hashing: hashing))
    let (fields, members) = try members(records, of: rule)
    let names = try records.map { try named($0) }
    let what = names.dropFirst().reduce(names[0]) { $0 + " – " + $1 }
    let entity = Schema.current.entity(first.entity)
    return ConflictDetail(
      id: entry.id,
      matter: .set(
        ConflictDetail.Set(
          key: key, rule: rule, fields: fields, members: members, judgement: judgement,
          canMerge: records.count == 2 && records.allSatisfy { $0.entity == first.entity }
            && entity?.field(named: "merged_into") != nil)),
      what: what, partition: entry.partition, place: SafeText(try place(entry.partition)), rule: entry.rule,
      ruleName: ruleName(entry.rule), isOpen: entry.isOpen, severity: entry.severity, blocks: entry.blocks,
      owner: rule?.terms.owner,
      since: entry.since, seen: Seen(records), why: rule.map { why($0.terms) } ?? "",
      rulesVersion: rules.version)
  }

  /// The records beside each other: every field that is known of any of them, by its name, in the schema's order.
  private func members(
    _ records: [RecordState], of rule: CrossRule?
  ) throws -> (fields: [SafeText], [ConflictDetail.Member]) {
    var fields: [SafeText] = []
    var columns: [[SafeText]] = records.map { _ in [] }
    for number in Set(records.map(\.entity)).sorted() {
      guard let entity = Schema.current.entity(number) else { continue }
      for group in entity.groups where group.name != "import" {
        for field in group.fields {
          let values = records.map { $0.entity == number ? shown(field.name, of: $0, in: entity) : .null }
          guard values.contains(where: { !$0.isNull }) else { continue }
          fields.append(fieldName(field, of: entity))
          for (index, value) in values.enumerated() {
            columns[index].append(try text(value, field, of: entity))
          }
        }
      }
    }
    let members = try records.enumerated().map { index, record in
      ConflictDetail.Member(
        number: index + 1, record: record, title: try named(record), texts: columns[index],
        provenance: try provenance(of: record, under: rule))
    }
    return (fields, members)
  }

  /// Who wrote the groups that a rule looks at; where it looks at none, who made the record.
  private func provenance(
    of record: RecordState, under rule: CrossRule?
  ) throws -> [(group: SafeText, by: Provenance)] {
    var groups: [UInt64] = []
    for claimant in rule?.claimants ?? [] where claimant.entity == record.entity {
      groups += claimant.conditions.map(\.field.group)
      for part in claimant.key {
        switch part {
        case .field(let field, _, _), .pair(let field): groups.append(field.group)
        case .record, .root: break
        }
      }
    }
    if groups.isEmpty {
      groups = Array(record.groups.map(\.group).filter { $0 != RecordState.lifeGroup }.prefix(1))
    }
    var found: [(group: SafeText, by: Provenance)] = []
    for group in Set(groups).sorted() {
      let entries = record[group].entries
      let verdict = rules.verdict(for: record, group: group)
      guard let entry = entries.first(where: { $0.id == verdict?.shown }) ?? entries.first else { continue }
      let name = groupName(group, of: record.entity)
      // Groups that one change wrote are told together.
      if let place = found.firstIndex(where: { $0.by.change == entry.id }) {
        found[place].group.append(", " + name)
      } else {
        found.append((name, try provenance(entry.id, entry.content.stamp).0))
      }
    }
    return found
  }
}
