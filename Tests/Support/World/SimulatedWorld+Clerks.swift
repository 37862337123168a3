import Causality
import Conflicts
import Exchange
import Records
import Store

/// A draft, and what the oracle must know of it.
struct Attempt {
  var draft: Draft
  let write: Oracle.Write
}

extension SimulatedWorld {
  /// One of the node's clerks does something: opens a form, waits, or saves what may be stale by now.
  func work(at node: SimulatedNode) throws {
    let seat = chance.below(node.clerks.count)
    guard let form = node.clerks[seat].form else {
      try begin(node, seat)
      return
    }
    if chance.chance(45) { return }
    try save(form, node, seat)
  }

  private func begin(_ node: SimulatedNode, _ seat: Int) throws {
    let creates = records.count < Self.recordsWanted ? 25 : 3
    if records.isEmpty || chance.chance(creates) { return try create(node, seat) }
    if chance.chance(22), let form = try disputed(node) {
      node.clerks[seat].form = form
      return
    }
    guard let form = try read(chance.pick(records).id, node, purpose()) else { return }
    node.clerks[seat].form = form
  }

  private func purpose() -> Form.Purpose {
    switch chance.below(20) {
    case 0, 1: .delete
    case 2: .restore
    case 3, 4, 5: .connector
    case 6, 7: .act
    default: .edit
    }
  }

  /// What a screen shows of a record; `nil` where the node does not hold it, or only what a child's change touched.
  func read(_ id: RecordID, _ node: SimulatedNode, _ purpose: Form.Purpose) throws -> Form? {
    guard let state = try node.reader.record(id), state.entity != 0,
      let partition = try node.reader.partition(of: id)
    else { return nil }
    let root = try state.root.flatMap { try node.reader.record($0) }
    if case .delete = purpose, state.root != nil { return nil }
    if case .restore = purpose, state.root != nil || state.life == .alive { return nil }
    return Form(partition: partition, record: state, root: root, purpose: purpose)
  }

  /// An entry of the node's queue that the province or the center itself may decide.
  private func disputed(_ node: SimulatedNode) throws -> Form? {
    let groups = try node.reader.conflicts(QueueFilter(isOpen: nil)).compactMap { entry in
      if case .group(let record, let group) = entry.subject { (record, group) } else { nil }
    }
    guard !groups.isEmpty else { return nil }
    let (record, group) = chance.pick(groups)
    return try read(record, node, .resolve(group: group))
  }

  private func create(_ node: SimulatedNode, _ seat: Int) throws {
    var parent: Form?
    var entity = chance.pick(Schema.simulatedRoots)
    if chance.chance(35), !records.isEmpty, let form = try read(chance.pick(records).id, node, .edit),
      let child = Schema.simulatedChildren.first(where: {
        $0.parent == Schema.current.entity(form.record.entity)?.name
      })
    {
      (parent, entity) = (form, child)
    }
    let isDossier = entity.name == "dossier"
    // The hub serves the counter of the first center.
    let partition =
      parent?.partition ?? (isDossier ? .center(node.number == 0 ? "H37.1" : node.name) : Self.unit)
    let id = RecordID(milliseconds: time.milliseconds, using: &chance)
    let state = RecordState(record: id, entity: entity.number, root: parent?.record.record)
    let form = Form(partition: partition, record: state, root: parent?.record, purpose: .edit)
    var attempt = edit(form, by: node.clerks[seat], groups: entity.groups.filter { _ in chance.chance(60) })
    attempt.draft.isCreation = true
    if try commit([attempt], node, seat, form) { records.append((id, entity, partition)) }
  }

  private func save(_ form: Form, _ node: SimulatedNode, _ seat: Int) throws {
    let clerk = node.clerks[seat]
    node.clerks[seat].form = nil
    var attempts: [Attempt]
    switch form.purpose {
    case .edit, .connector:
      guard let entity = Schema.current.entity(form.record.entity) else { return }
      // Mostly of the first few, so that two clerks often mean the same one.
      let groups = chance.chance(80) ? Array(entity.groups.prefix(3)) : entity.groups
      let first = chance.pick(groups)
      let second = chance.pick(groups)
      attempts = [
        edit(form, by: clerk, groups: first == second || chance.chance(70) ? [first] : [first, second])
      ]
    case .delete, .restore: attempts = [life(form, by: clerk)]
    case .resolve(let group):
      guard let decided = resolution(form, group, by: clerk, node) else { return }
      attempts = [decided]
    case .act: attempts = try act(form, by: clerk, node)
    }
    if try commit(attempts, node, seat, form) { node.clerks[seat].retries = 0 }
  }

  private func act(_ form: Form, by clerk: Clerk, _ node: SimulatedNode) throws -> [Attempt] {
    var attempts: [Attempt] = []
    for record in [form.record.record] + (0..<chance.below(3)).map({ _ in chance.pick(records).id })
    where !attempts.contains(where: { $0.draft.record == record }) {
      let shown = record == form.record.record ? form : try read(record, node, .act)
      guard let shown, let entity = Schema.current.entity(shown.record.entity) else { continue }
      attempts.append(edit(shown, by: clerk, groups: [chance.pick(Array(entity.groups.prefix(3)))]))
    }
    return attempts
  }

  private func resolution(_ form: Form, _ group: UInt64, by clerk: Clerk, _ node: SimulatedNode) -> Attempt? {
    let token = newToken()
    let decision = Decision(partition: form.partition, author: clerk.name, source: "counter", reason: token)
    let record = form.record
    let shown = record[group].names
    if group == RecordState.lifeGroup {
      let choice: LifeChoice = chance.chance(50) ? .keep : .delete
      guard let draft = try? node.file.rules.lifeResolution(of: record, choice, shown: shown, by: decision)
      else {
        return nil
      }
      return attempt(draft, form, lifeSeen: shown)
    }
    guard let sibling = record[group].entries.randomElement(using: &chance),
      let draft = try? node.file.rules.resolution(
        of: record, root: form.root, group: group, taking: .sibling(sibling.id), shown: shown, by: decision)
    else { return nil }
    // Who decides about a phone number decides nothing about a delete, seen or not.
    let life = form.lifeState[RecordState.lifeGroup].entries.filter { $0.content.lifeAct != .delete }
    return attempt(draft, form, lifeSeen: life.map(\.id.name))
  }

  private func edit(_ form: Form, by clerk: Clerk, groups: [Group]) -> Attempt {
    let sources = ["counter", "population-register", "civil-register"]
    var isConnector = false
    if case .connector = form.purpose { isConnector = true }
    let groups =
      groups.isEmpty ? [Schema.current.entity(form.record.entity)?.groups.first].compactMap(\.self) : groups
    let draft = Draft(
      partition: form.partition, record: form.record.record, entity: form.record.entity,
      root: form.record.root,
      lifeShown: form.lifeState.shown(RecordState.lifeGroup),
      writes: groups.map { form.record.draft($0, chance.values(of: $0, records: records.map(\.id))) },
      author: clerk.name, source: isConnector ? chance.pick(sources) : "counter", reason: newToken(),
      whenStale: isConnector ? .stand : .refuse)
    return attempt(draft, form, lifeSeen: draft.lifeShown)
  }

  private func life(_ form: Form, by clerk: Clerk) -> Attempt {
    var act = LifeAct.delete
    if case .restore = form.purpose { act = .restore }
    let draft = Draft(
      partition: form.partition, record: form.record.record, entity: form.record.entity, lifeAct: act,
      lifeShown: form.record.shown(RecordState.lifeGroup), writes: [], author: clerk.name, source: "counter",
      reason: newToken())
    return attempt(draft, form, lifeSeen: draft.lifeShown)
  }

  /// What the author saw is taken from the screen, not from the draft: so the draft is judged too.
  private func attempt(_ draft: Draft, _ form: Form, lifeSeen: [ChangeName]) -> Attempt {
    var groups: [UInt64: Oracle.Part] = [:]
    for write in draft.writes {
      groups[write.group] = Oracle.Part(
        seen: oracle.seen(form.record[write.group].names) ?? [], values: write.values)
    }
    return Attempt(
      draft: draft,
      write: Oracle.Write(
        token: draft.reason, partition: draft.partition, record: draft.record,
        root: draft.root ?? draft.record,
        kind: draft.kind, act: draft.lifeAct, lifeSeen: oracle.seen(lifeSeen) ?? [], groups: groups))
  }

  private func newToken() -> String {
    defer { nextToken += 1 }
    return "w\(nextToken)"
  }
}
