import Causality
package import Records

/// One delivery as a person watches it: what arrived, what the record holds then, what it opened and closed.
package struct CaseStep: Sendable {
  package struct Side: Hashable, Sendable {
    /// The word of the change.
    package let name: String
    /// By the names of the fields; empty for life.
    package let values: [FieldValue]
    package let life: LifeAct?
    package let isShown: Bool
  }

  package struct FieldValue: Hashable, Sendable {
    package let field: String
    package let value: Value
  }

  package struct Group: Hashable, Sendable {
    package let record: String
    package let group: String
    package let sides: [Side]
  }

  package let written: CaseReplay.Written
  /// The groups that the change wrote, and life where it was not a touch.
  package let groups: [Group]
  package let opened: CaseOutcome
  package let closed: CaseOutcome
}

extension CaseReplay {
  /// Plays changes in an order, step by step; in the file's order when none is given.
  package func steps(_ order: [Int]? = nil) -> [CaseStep] {
    var world = CaseWorld()
    var before = CaseOutcome()
    var steps: [CaseStep] = []
    for index in order ?? Array(written.indices) {
      let written = written[index]
      world.apply(written)
      let after = outcome(of: world)
      steps.append(
        CaseStep(
          written: written, groups: groups(of: written, in: world), opened: after.less(before),
          closed: before.less(after)))
      before = after
    }
    return steps
  }

  private func groups(of written: Written, in world: CaseWorld) -> [CaseStep.Group] {
    let payload = written.change.payload
    var groups: [CaseStep.Group] = []
    if payload.life.act != .touch, let root = world.records[payload.rootRecord] {
      groups.append(group(RecordState.lifeGroup, of: root))
    }
    if let record = world.records[payload.record] {
      groups += payload.writes.map { group($0.group, of: record) }
    }
    return groups
  }

  private func group(_ number: UInt64, of record: RecordState) -> CaseStep.Group {
    let found = schema.entity(record.entity)?.group(number)
    let shown = rules.verdict(for: record, group: number)?.shown ?? record[number].entries.first?.id
    let isLife = number == RecordState.lifeGroup
    let sides = record[number].entries.map { entry in
      let values = isLife ? [] : entry.content.values.values
      return CaseStep.Side(
        name: name(entry.id),
        values: zip(found?.fields ?? [], values).map { .init(field: $0.name, value: $1) },
        life: isLife ? entry.content.lifeAct : nil, isShown: entry.id == shown)
    }
    return .init(
      record: alias(record.record), group: isLife ? "life" : found?.name ?? "\(number)", sides: sides)
  }
}

extension CaseOutcome {
  /// What is here and not in `other`.
  fileprivate func less(_ other: CaseOutcome) -> CaseOutcome {
    CaseOutcome(
      settled: settled.filter { !other.settled.contains($0) },
      queue: queue.filter { !other.queue.contains($0) },
      across: across.filter { !other.across.contains($0) })
  }
}
