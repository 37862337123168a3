package import Causality
package import Records

/// What one replica holds while a case is played.
package struct CaseWorld: Sendable {
  package private(set) var records: [RecordID: RecordState] = [:]

  package init() {}

  /// Applies one change as a replica does: the groups of its record, then the life of its root.
  package mutating func apply(_ written: CaseReplay.Written) {
    let payload = written.change.payload
    let stamp = written.change.header.stamp
    records[
      payload.record, default: RecordState(record: payload.record, entity: payload.entity, root: payload.root)
    ].apply(payload, stamp: stamp, id: written.id)
    records[payload.rootRecord, default: RecordState(record: payload.rootRecord, entity: written.rootEntity)]
      .apply(payload.life, stamp: stamp, id: written.id)
  }

  /// By record: never in the order of a dictionary.
  package var sorted: [RecordState] { records.values.sorted { $0.record < $1.record } }

  /// The canonical bytes of all records: equal where the same changes were applied.
  package var encoded: [[UInt8]] { sorted.map(\.encoded) }

  /// The root of a child record, or the record itself.
  package func root(of record: RecordState) -> RecordState? { records[record.root ?? record.record] }
}

/// What the rules say about a world, by the words of its case; sorted.
package struct CaseOutcome: Hashable, Sendable {
  package var settled: [Finding] = []
  package var queue: [Finding] = []
  package var across: [CrossFinding] = []
}

extension CaseReplay {
  /// Judges everything that a replica with all partitions holds.
  package func outcome(of world: CaseWorld) -> CaseOutcome {
    var outcome = CaseOutcome()
    for record in world.sorted {
      for verdict in rules.verdicts(for: record) {
        let finding = finding(verdict, of: record)
        if verdict.isReferred { outcome.queue.append(finding) } else { outcome.settled.append(finding) }
      }
    }
    outcome.settled.sort(by: <)
    outcome.queue.sort(by: <)
    outcome.across = crossVerdicts(of: world).map { verdict in
      CrossFinding(rule: verdict.rule, records: verdict.records.map(alias).sorted())
    }.sorted { $0.rule != $1.rule ? $0.rule < $1.rule : $0.records.lexicographicallyPrecedes($1.records) }
    return outcome
  }

  /// The conflicts across records that nobody has called "not the same".
  package func crossVerdicts(of world: CaseWorld) -> [CrossVerdict] {
    var keys: [[UInt8]: (rule: String, claims: [StandingClaim])] = [:]
    for record in world.sorted {
      guard let root = world.root(of: record), root.life != .deleted else { continue }
      for claim in rules.claims(of: record) {
        var key = claim.key
        // A rule of one partition meets only what lies in that partition.
        if rules.crossRule(named: claim.rule)?.scope == .partition {
          key += Array((thing(record.record)?.partition.text ?? "").utf8)
        }
        keys[key, default: (claim.rule, [])].claims.append(
          StandingClaim(record: record.record, tag: claim.tag, root: record.root == nil ? nil : root))
      }
    }
    let judgements = world.sorted.compactMap { rules.judgement(of: $0) }.filter(\.silences)
    var verdicts: [CrossVerdict] = []
    for (_, standing) in keys.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      guard let verdict = rules.judge(rule: standing.rule, claims: standing.claims) else { continue }
      let key = hashing.hash(verdict.keyBytes)
      let isSilenced = judgements.contains { $0.rule == verdict.rule && $0.key == key }
      if !isSilenced, !verdicts.contains(verdict) { verdicts.append(verdict) }
    }
    return verdicts
  }

  /// What differs from what a stage of the case expects; empty when all is as the story says.
  package func mismatches(_ stage: Int, in world: CaseWorld) -> [String] {
    let expect = story.stages[stage].expect
    let found = outcome(of: world)
    var lines: [String] = []
    func compare<Item: Hashable>(_ name: String, _ expected: [Item], _ found: [Item]) {
      for item in expected where !found.contains(item) { lines.append("\(name): missing \(item)") }
      for item in found where !expected.contains(item) { lines.append("\(name): not expected \(item)") }
    }
    compare("settled", expect.settled, found.settled)
    compare("queue", expect.queue, found.queue)
    compare("across", expect.across, found.across)
    for show in expect.shows {
      if let line = mismatch(show.record, show.field, show.value, in: world) { lines.append(line) }
    }
    return lines
  }

  private func mismatch(_ alias: String, _ field: String, _ json: JSONValue, in world: CaseWorld) -> String? {
    guard let thing = story.thing(alias), let record = world.records[recordID(alias)] else {
      return "shows: \(alias) does not exist"
    }
    if field == "life" {
      let life = "\(record.life)"
      return json.text == life ? nil : "shows: \(alias) is \(life)"
    }
    guard let (group, index) = thing.entity.field(named: field) else {
      return "shows: \(alias) has no field \(field)"
    }
    let found = rules.shownValues(of: record, group: group.number)?.values
    let value = found.map { index < $0.count ? $0[index] : .null } ?? .null
    guard let expected = caseValue(json, group.fields[index].type) else {
      return "shows: \(alias).\(field): the file has no such value"
    }
    return value == expected ? nil : "shows: \(alias).\(field) is \(value)"
  }

  private func finding(_ verdict: GroupVerdict, of record: RecordState) -> Finding {
    let group =
      verdict.group == RecordState.lifeGroup
      ? "life" : schema.entity(record.entity)?.group(verdict.group)?.name ?? "\(verdict.group)"
    return Finding(
      record: alias(record.record), group: group, sides: verdict.version.map(name).sorted(),
      shown: name(verdict.shown), why: verdict.reason.word)
  }
}
