package import Causality
package import Records

/// A record as it is shown to somebody, with what a form that shows it must carry to its commit.
///
/// Where a group has rivals the rules say which is shown (`marks`): settled by a rule, or provisional until a person
/// decides. `Procedures` knows no rules; whoever reads the record marks it.
package struct Sheet: Hashable, Sendable {
  package struct Mark: Hashable, Sendable {
    package let shown: ChangeID
    /// A person must decide; until then the value is provisional.
    package let isProvisional: Bool

    package init(shown: ChangeID, isProvisional: Bool) {
      self.shown = shown
      self.isProvisional = isProvisional
    }
  }

  package let state: RecordState
  package let entity: Entity
  package let partition: Partition
  /// By group, of groups with rivals.
  package let marks: [UInt64: Mark]
  /// Eight hexadecimal digits over all siblings; changes when anything of the record does.
  package let version: String

  package init(
    state: RecordState, entity: Entity, partition: Partition, marks: [UInt64: Mark], version: String
  ) {
    self.state = state
    self.entity = entity
    self.partition = partition
    self.marks = marks
    self.version = version
  }

  package var record: RecordID { state.record }

  /// The values of a group as they are shown, one for each of its fields.
  package func values(_ group: Group) -> [Value] {
    let entries = state[group.number].entries
    let shown = marks[group.number].flatMap { mark in entries.first { $0.id == mark.shown } } ?? entries.first
    let values = shown?.content.values.values ?? []
    return group.fields.indices.map { $0 < values.count ? values[$0] : .null }
  }

  package func value(_ field: String) -> Value {
    guard let (group, index) = entity.field(named: field) else { return .null }
    return values(group)[index]
  }

  package func text(_ field: String) -> String? { value(field).text }
  package func int(_ field: String) -> Int64? { value(field).int }
  package func reference(_ field: String) -> RecordID? { value(field).record }

  package func isProvisional(_ field: String) -> Bool {
    guard let (group, _) = entity.field(named: field) else { return false }
    return marks[group.number]?.isProvisional ?? false
  }

  /// Fields that are provisional, in the schema's order.
  package var provisionalFields: [String] {
    entity.groups.filter { marks[$0.number]?.isProvisional ?? false }.flatMap { $0.fields.map(\.name) }
  }

  /// On whose word the shown value of a group stands; `nil` for a group never written.
  package func source(of group: Group) -> String? {
    let entries = state[group.number].entries
    let shown = marks[group.number].flatMap { mark in entries.first { $0.id == mark.shown } } ?? entries.first
    return shown?.content.stamp.source
  }

  package var mergedInto: RecordID? { reference("merged_into") }

  /// Refuses a record that nobody should work on any more.
  package func checkUsable() throws(DeskRefusal) {
    if state.life == .deleted { throw .deleted(record) }
    if let survivor = mergedInto { throw .mergedInto(survivor) }
  }
}

extension Sheet {
  /// New values of a group, all its fields.
  ///
  /// They supersede what is shown. Of a group that waits for a decision they supersede only the value that is shown
  /// provisionally: the edit attaches to the open conflict and does not settle it unasked.
  package func write(_ group: Group, _ values: [Value]) -> GroupDraft {
    let entries = state[group.number].entries
    let mark = marks[group.number]
    let shown = mark.flatMap { mark in entries.first { $0.id == mark.shown } } ?? entries.first
    let names = mark?.isProvisional == true ? shown.map { [$0.id.name] } ?? [] : entries.map(\.id.name)
    return GroupDraft(
      group: group.number, values: GroupValues(values), shown: names, before: shown?.content.values)
  }

  /// Drafts that change groups of this record; edits that attach to an open conflict are drafts of their own, for they
  /// must be let stand beside what they did not settle.
  package func drafts(_ writes: [GroupDraft], root: Sheet? = nil, by acting: Acting) -> [Draft] {
    let attached = writes.filter { marks[$0.group]?.isProvisional ?? false }
    let plain = writes.filter { !(marks[$0.group]?.isProvisional ?? false) }
    var drafts: [Draft] = []
    if !plain.isEmpty { drafts.append(draft(plain, root, acting, .refuse)) }
    if !attached.isEmpty { drafts.append(draft(attached, root, acting, .stand)) }
    return drafts
  }

  private func draft(
    _ writes: [GroupDraft], _ root: Sheet?, _ acting: Acting, _ whenStale: StaleAnswer
  ) -> Draft {
    Draft(
      partition: partition, record: record, entity: entity.number, root: state.root,
      lifeShown: (root ?? self).state.shown(RecordState.lifeGroup), writes: writes, author: acting.account,
      source: acting.source, reason: acting.reason, whenStale: whenStale)
  }
}

/// A record that does not exist yet, from the values of its groups by name. Groups of which nothing is known are left
/// out.
package func newRecord(
  _ id: RecordID, _ entityName: String, _ groups: [(String, [Value])], in partition: Partition,
  root: (record: RecordID, lifeShown: [ChangeName])? = nil, by acting: Acting
) -> Draft {
  guard let entity = Schema.current.entity(named: entityName) else {
    preconditionFailure("the schema has no \(entityName)")
  }
  let writes = groups.compactMap { name, values -> GroupDraft? in
    guard let group = entity.group(named: name), group.fields.count == values.count else {
      preconditionFailure("the schema has no such \(entityName).\(name)")
    }
    guard values.contains(where: { !$0.isNull }) else { return nil }
    return GroupDraft(group: group.number, values: GroupValues(values))
  }
  return Draft(
    partition: partition, record: id, entity: entity.number, root: root?.record,
    lifeShown: root?.lifeShown ?? [], writes: writes, author: acting.account, source: acting.source,
    reason: acting.reason, isCreation: true)
}
