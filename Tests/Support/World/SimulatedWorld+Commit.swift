import Causality
import Records
import Store

extension SimulatedWorld {
  /// Saves by one act, with power that may fail; true when it was acknowledged.
  func commit(_ attempts: [Attempt], _ node: SimulatedNode, _ seat: Int, _ form: Form) throws -> Bool {
    guard !attempts.isEmpty else { return false }
    let text = attempts.map { "\($0.draft.reason) \(describe($0.draft))" }.joined(separator: " + ")
    let stale = try attempts.first { try isStale($0.draft, node) }
    let deleted = try attempts.first { try isOfDeleted($0.draft, node) }
    let drafts = attempts.map(\.draft)
    let answer = try underPower(node, "saving \(text)") { node.file.commit([Act(drafts)])[0] }
    switch answer {
    case nil:
      try findOut(attempts, node)
      return false
    case .success(let committed):
      if let stale, stale.draft.whenStale == .refuse {
        throw WorldFailure("\(node.name) took \(stale.draft.reason) from a form that was stale")
      }
      if let deleted {
        throw WorldFailure("\(node.name) took \(deleted.draft.reason) for a record that is deleted")
      }
      for one in committed { try check(one.time, node) }
      guard committed.count == attempts.count else { throw WorldFailure("\(node.name) took half of \(text)") }
      for (write, one) in zip(Oracle.Write.parts(of: attempts.map(\.write)), committed) {
        oracle.happened(write, as: one.change, acknowledged: true)
      }
      note(node.name, "\(node.clerks[seat].name.suffix(7)) saves \(text)")
      reached(drafts, stale: stale != nil)
      return true
    case .failure(let error):
      if case .changedMeanwhile = error, stale == nil {
        throw WorldFailure("\(node.name) refused \(text) for what nobody changed")
      }
      try refused(error, attempts, node, seat, form)
      return false
    }
  }

  /// Whether something stands that a person would have to be told of before it is overwritten.
  private func isStale(_ draft: Draft, _ node: SimulatedNode) throws -> Bool {
    guard let state = try node.reader.record(draft.record) else { return false }
    let root = try draft.root.flatMap { try node.reader.record($0) } ?? state
    let lifeUnseen = root[RecordState.lifeGroup].unseen(by: draft.lifeShown)
    let hidesDelete = root[RecordState.lifeGroup].entries.contains { entry in
      entry.content.lifeAct == .delete && lifeUnseen.contains(entry.id.name)
    }
    // Whoever decides about a value lists no delete and says nothing of it; whoever deletes must have seen all.
    let speaksOfLife = draft.kind == .data || draft.lifeAct != .touch
    if speaksOfLife, hidesDelete || draft.lifeAct == .delete && !lifeUnseen.isEmpty { return true }
    return draft.writes.contains { write in
      state[write.group].names.contains { !write.shown.contains($0) }
    }
  }

  /// An edit of a record whose only life is a delete; to restore it, or to decide about it, is another thing.
  private func isOfDeleted(_ draft: Draft, _ node: SimulatedNode) throws -> Bool {
    guard draft.lifeAct == .touch, draft.kind != .resolution else { return false }
    return try node.reader.record(draft.root ?? draft.record)?.life == .deleted
  }

  /// No stamp runs ahead of its own wall clock by more than the tolerance, whatever the clocks of others say.
  private func check(_ stamp: HybridTime, _ node: SimulatedNode) throws {
    let wall = HybridTime(milliseconds: time.milliseconds + node.skew)
    guard stamp.milliseconds - wall.milliseconds <= HybridClock.toleranceMilliseconds else {
      throw WorldFailure(
        "\(node.name) stamps \(stamp.milliseconds - wall.milliseconds) ms ahead of its clock")
    }
  }

  private func refused(
    _ error: ReplicaError, _ attempts: [Attempt], _ node: SimulatedNode, _ seat: Int, _ form: Form
  ) throws {
    let text = attempts.map(\.draft.reason).joined(separator: " + ")
    note(node.name, "\(node.clerks[seat].name.suffix(7)) is refused \(text): \(word(error))")
    switch error {
    case .changedMeanwhile(let record, _):
      reach(.staleFormRefused)
      guard node.clerks[seat].retries < 2, chance.chance(70) else {
        node.clerks[seat].retries = 0
        return
      }
      node.clerks[seat].retries += 1
      guard record == form.record.record || record == form.root?.record else { return }
      node.clerks[seat].form = try read(form.record.record, node, form.purpose)
    case .recordDeleted:
      reach(.deletedRecordRefused)
      if chance.chance(50) {
        node.clerks[seat].form = try read(form.lifeState.record, node, .restore)
      }
    default: throw WorldFailure("\(node.name) refused \(text) with \(error)")
    }
  }

  /// After a crash the author does not know whether it is saved; the world looks. An act is there whole or not at all.
  private func findOut(_ attempts: [Attempt], _ node: SimulatedNode) throws {
    var found: [(attempt: Attempt, write: Oracle.Write, id: ChangeID)] = []
    for (attempt, write) in zip(attempts, Oracle.Write.parts(of: attempts.map(\.write))) {
      let history = try node.reader.history(of: attempt.draft.record)
      if let entry = history.first(where: { $0.change.header.reason == attempt.draft.reason }) {
        found.append((attempt, write, entry.id))
      }
    }
    guard found.isEmpty || found.count == attempts.count else {
      throw WorldFailure("\(node.name) holds a part of an act after a crash")
    }
    for (attempt, write, id) in found {
      oracle.happened(write, as: id, acknowledged: false)
      note(node.name, "\(attempt.draft.reason) was saved, though nobody heard so")
      reach(.savedUnheard)
      if attempt.draft.isCreation, let entity = Schema.current.entity(attempt.draft.entity) {
        records.append((attempt.draft.record, entity, attempt.draft.partition))
      }
    }
  }

  private func reached(_ drafts: [Draft], stale: Bool) {
    if drafts.count > 1 { reach(.actSaved) }
    if stale { reach(.connectorStood) }
    for draft in drafts {
      switch (draft.kind, draft.lifeAct) {
      case (.resolution, .touch): reach(.resolved)
      case (.resolution, _): reach(.lifeResolved)
      case (_, .delete): reach(.deleted)
      case (_, .restore): reach(.restored)
      case (_, .touch): break
      }
    }
  }

  private func describe(_ draft: Draft) -> String {
    let entity = Schema.current.entity(draft.entity)
    let groups = draft.writes.map { write in
      let seen = write.shown.map(oracle.token(of:)).joined(separator: ",")
      return "\(entity?.group(write.group)?.name ?? "#\(write.group)")[\(seen)]"
    }
    let life = draft.lifeAct == .touch ? [] : ["\(draft.lifeAct)"]
    let kind = draft.kind == .data ? "" : "\(draft.kind) "
    return "\(kind)\(entity?.name ?? "") \(draft.record.description.suffix(4)) "
      + (life + groups).joined(separator: " ")
  }

  private func word(_ error: ReplicaError) -> String {
    switch error {
    case .changedMeanwhile(_, let groups): "somebody changed \(groups) meanwhile"
    case .recordDeleted: "the record is deleted"
    default: "\(error)"
    }
  }
}
