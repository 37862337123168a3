import Causality
import Records

/// What an author writes, given what the author was shown.
extension CaseAuthor {
  func drafts(_ change: CaseChange, _ view: CaseWorld, _ replay: CaseReplay) throws(CaseError) -> [Draft] {
    do throws(ResolutionError) {
      switch change.act {
      case .write(let alias, let fields, let life, let kind):
        return [try write(change, alias, fields, life, kind, view, replay)]
      case .take(let alias, let group, let name):
        let (record, number) = try find(alias, group, view, replay)
        guard let index = replay.index(name) else { throw .nothingToDecide }
        return [
          try replay.rules.resolution(
            of: record, root: view.root(of: record), group: number,
            taking: .sibling(replay.written[index].id),
            shown: record.shown(number), by: decision(change, alias, replay))
        ]
      case .set(let alias, let group, let fields):
        let (record, number) = try find(alias, group, view, replay)
        guard let thing = replay.story.thing(alias), let found = thing.entity.group(number) else {
          throw .unknownGroup(number)
        }
        let values = try values(fields, of: found, replay)
        return [
          try replay.rules.resolution(
            of: record, root: view.root(of: record), group: number, taking: .values(values),
            shown: record.shown(number), by: decision(change, alias, replay))
        ]
      case .life(let alias, let choice):
        let record = try find(alias, view, replay)
        return [
          try replay.rules.lifeResolution(
            of: record, choice, shown: record.shown(RecordState.lifeGroup),
            by: decision(change, alias, replay))
        ]
      case .merge(let alias, let into):
        let record = try find(alias, view, replay)
        return [
          try replay.rules.merge(
            survivor: find(into, view, replay), other: record, shown: shownMerge(record, replay),
            by: decision(change, alias, replay))
        ]
      case .separate(let alias):
        let record = try find(alias, view, replay)
        return [
          try replay.rules.separation(
            of: record, shown: shownMerge(record, replay), by: decision(change, alias, replay))
        ]
      case .reopen(let alias, let group):
        let (record, number) = try find(alias, group, view, replay)
        return try replay.rules.reopening(
          of: record, root: view.root(of: record), group: number,
          before: before(of: record, number, replay) ?? GroupValues([]), shown: record.shown(number),
          by: decision(change, alias, replay))
      case .reopenLife(let alias):
        let record = try find(alias, view, replay)
        return [
          try replay.rules.lifeReopening(
            of: record, shown: record.shown(RecordState.lifeGroup), by: decision(change, alias, replay))
        ]
      case .distinct(let rule, let aliases, let partition):
        let records = aliases.map(replay.recordID).sorted()
        guard
          let verdict = replay.crossVerdicts(of: view).first(where: {
            $0.rule == rule && $0.records == records
          })
        else { throw .nothingToDecide }
        let existing = judgement(rule, records, view, replay)
        return [
          try replay.rules.distinct(
            verdict, existing: existing, hashing: replay.hashing, by: decision(change, partition))
        ]
      case .reopenDistinct(let rule, let aliases, let partition):
        let records = aliases.map(replay.recordID).sorted()
        guard let existing = judgement(rule, records, view, replay) else { throw .noResolution }
        return [
          try replay.rules.reopening(
            judgement: existing, hashing: replay.hashing, by: decision(change, partition))
        ]
      }
    } catch {
      throw CaseError(file: replay.story.name, path: change.path, .refused(error))
    }
  }

  private func write(
    _ change: CaseChange, _ alias: String, _ fields: [(name: String, value: JSONValue)], _ life: LifeAct,
    _ kind: ChangeKind, _ view: CaseWorld, _ replay: CaseReplay
  ) throws(ResolutionError) -> Draft {
    guard let thing = replay.story.thing(alias) else { throw .nothingToDecide }
    let id = replay.recordID(alias)
    let rootID = thing.root.map(replay.recordID)
    let record = view.records[id] ?? RecordState(record: id, entity: thing.entity.number, root: rootID)
    let root = view.records[rootID ?? id]
    // As `commit` does: nobody edits a record whose only life is a delete.
    if life == .touch, root?.life == .deleted { throw .deleted(rootID ?? id) }
    var writes: [GroupDraft] = []
    for group in thing.entity.groups
    where group.fields.contains(where: { field in fields.contains { $0.name == field.name } }) {
      writes.append(
        GroupDraft(
          group: group.number, values: GroupValues(try values(fields, of: group, replay)),
          shown: record.shown(group.number),
          before: replay.rules.shownValues(of: record, group: group.number)))
    }
    let shown = root.map { life == .touch ? $0.touchesShown : $0.shown(RecordState.lifeGroup) } ?? []
    return Draft(
      partition: thing.partition, record: id, entity: thing.entity.number, root: rootID, lifeAct: life,
      lifeShown: shown, writes: writes, kind: kind, author: change.author, source: change.source,
      reason: change.reason)
  }

  private func values(
    _ fields: [(name: String, value: JSONValue)], of group: Group, _ replay: CaseReplay
  ) throws(ResolutionError) -> [Value] {
    var values: [Value] = []
    for field in group.fields {
      let json = fields.first { $0.name == field.name }?.value ?? .null
      guard let value = replay.caseValue(json, field.type) else { throw .unfitValue(field: field.name) }
      values.append(value)
    }
    return values
  }

  private func find(
    _ alias: String, _ view: CaseWorld, _ replay: CaseReplay
  ) throws(ResolutionError) -> RecordState {
    guard let record = view.records[replay.recordID(alias)] else { throw .nothingToDecide }
    return record
  }

  private func find(
    _ alias: String, _ group: String, _ view: CaseWorld, _ replay: CaseReplay
  ) throws(ResolutionError) -> (RecordState, UInt64) {
    let record = try find(alias, view, replay)
    guard let number = replay.story.thing(alias)?.entity.group(named: group)?.number else {
      throw .unknownGroup(0)
    }
    return (record, number)
  }

  private func decision(_ change: CaseChange, _ alias: String, _ replay: CaseReplay) -> Decision {
    decision(change, replay.story.thing(alias)?.partition ?? .catalogue)
  }

  private func decision(_ change: CaseChange, _ partition: Partition) -> Decision {
    Decision(partition: partition, author: change.author, source: change.source, reason: change.reason)
  }

  private func shownMerge(_ record: RecordState, _ replay: CaseReplay) -> [ChangeName] {
    guard let (group, _) = replay.schema.entity(record.entity)?.field(named: "merged_into") else { return [] }
    return record.shown(group.number)
  }

  private func judgement(
    _ rule: String, _ records: [RecordID], _ view: CaseWorld, _ replay: CaseReplay
  ) -> RecordState? {
    let key = replay.hashing.hash(CrossVerdict.keyBytes(rule: rule, records: records))
    return view.records[RuleBook.judgementID(rule: rule, key: key, hashing: replay.hashing)]
  }

  /// The `before` of the resolution that stands in a group.
  private func before(of record: RecordState, _ group: UInt64, _ replay: CaseReplay) -> GroupValues? {
    let decided = record[group].entries.first { $0.content.stamp.kind == .resolution }
    let written = replay.written.first { $0.id == decided?.id }
    return written?.change.payload.writes.first { $0.group == group }?.before
  }
}
