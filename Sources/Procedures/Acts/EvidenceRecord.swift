package import Causality
package import Records

/// What a component of a dossier relied on: which source said it, when it was asked, how fresh the replica was, the hash
/// of the value, who looked, and for which dossier. It is written once and stays with its dossier; only whether the
/// ground still holds is added.
extension Satisfaction {
  /// The record of this evidence; nil for what is no data.
  func evidence(
    _ id: RecordID, for component: Component, subject: RecordID, lists: String, in partition: Partition,
    root: (record: RecordID, lifeShown: [ChangeName]), by acting: Acting
  ) -> Draft? {
    guard state == .data, let hash else { return nil }
    return newRecord(
      id, "evidence",
      [
        (
          "found",
          [
            .text(component.id), .optional(source?.description), .record(subject), .record(document),
            .optional(group), .bytes(hash.bytes), .int(acting.now), asOf.map { .int($0) } ?? .null,
            .text(acting.account), .text(lists),
          ]
        )
      ], in: partition, root: root, by: acting)
  }
}

/// How an evidence stands against what the replica holds now.
package struct Ground: Hashable, Sendable {
  package enum State: String, Hashable, Sendable {
    /// The value is as it was.
    case holds
    /// It is another one by now.
    case shifted
    /// It is not there any more, is disputed, or the document is no longer valid.
    case gone
  }

  package let evidence: Sheet
  package let component: String
  package let source: ComponentSource?
  package let state: State
  /// How fresh the replica is now.
  package let asOf: Int64
  package let isTooOld: Bool

  package var isFirm: Bool { state == .holds }
}

extension Holdings {
  /// What became of what an evidence relied on, on a day; nil for the evidence of another person.
  package func ground(
    of evidence: Sheet, lists: ListsOfDay, at now: Int64, hashing: any Hashing
  ) -> Ground? {
    guard evidence.reference("subject") == person.record, let component = evidence.text("component") else {
      return nil
    }
    let found: Hash256?
    if let document = evidence.reference("document") {
      found = documents.first { $0.record == document && $0.holds(on: lists.day) }.flatMap { held in
        held.entity.group(named: "issue").map { hashing.hash(GroupValues(held.values($0)).bytes) }
      }
    } else {
      found = evidence.text("part").flatMap { registered($0, hashing) }
    }
    let relied: Hash256? =
      if case .bytes(let bytes) = evidence.value("hash") { Hash256(bytes: bytes) } else { nil }
    let source = evidence.text("source").flatMap { ComponentSource($0) }
    return Ground(
      evidence: evidence, component: component, source: source,
      state: found == nil ? .gone : found == relied ? .holds : .shifted, asOf: asOf,
      isTooOld: lists.isTooOld(source, asOf: asOf, at: now))
  }
}

extension DossierInHand {
  /// Evidence of which something else is the case by now.
  package var shiftedGround: [Ground] { ground.filter { !$0.isFirm } }

  /// What a check found, written beside the evidence where it says something new.
  func checks(_ ground: [Ground], by acting: Acting) -> [Draft] {
    ground.flatMap { one -> [Draft] in
      guard let group = one.evidence.entity.group(named: "check") else { return [] }
      let values: [Value] = [.text(one.state.rawValue), .int(acting.now), .int(one.asOf)]
      return one.evidence.drafts([one.evidence.write(group, values)], root: dossier, by: acting)
    }
  }

  /// After a sync: writes down which ground has moved since it was last looked at, and says so among the events. Nothing
  /// where nothing moved.
  package func reverified(
    by acting: Acting, using chance: inout some RandomNumberGenerator
  ) -> [Draft] {
    let moved = ground.filter { ($0.evidence.text("outcome") ?? "holds") != $0.state.rawValue }
    guard !moved.isEmpty else { return [] }
    let words = moved.map { "\($0.component): \($0.state.rawValue)" }.sorted().joined(separator: ", ")
    return checks(moved, by: acting)
      + [
        event(
          DossierEvent(what: .groundChecked, from: status, to: status, note: words), by: acting,
          using: &chance)
      ]
  }

  /// The officer looks again at what the ground is now: each component whose evidence does not hold is judged anew, and
  /// relies on what is there or waits for it.
  ///
  /// - Parameters:
  ///   - judge: judges a component against what is held now.
  ///   - component: the component of an id.
  package func renewed(
    judging judge: (Component) -> Judgement, component: (String) -> Component?, by acting: Acting,
    using chance: inout some RandomNumberGenerator
  ) throws(DeskRefusal) -> [Draft] {
    try dossier.checkUsable()
    let moved = shiftedGround
    guard !moved.isEmpty else { throw .nothingToChange }
    var drafts = checks(moved, by: acting)
    var words: [String] = []
    for one in moved {
      guard let component = component(one.component) else { throw .unknownComponent(one.component) }
      let satisfaction = judge(component).satisfaction
      if let existing = requirements.first(where: { $0.text("component") == component.id }),
        let group = existing.entity.group(named: "state"), existing.values(group) != satisfaction.values
      {
        drafts += existing.drafts([existing.write(group, satisfaction.values)], root: dossier, by: acting)
      }
      if let evidence = satisfaction.evidence(
        RecordID(milliseconds: acting.now, using: &chance), for: component,
        subject: one.evidence.reference("subject") ?? dossier.record, lists: citation,
        in: dossier.partition, root: (dossier.record, dossier.state.shown(RecordState.lifeGroup)), by: acting)
      {
        drafts.append(evidence)
      }
      words.append("\(component.id): \(satisfaction.state.rawValue)")
    }
    let event = DossierEvent(
      what: .groundChecked, from: status, to: status, note: words.sorted().joined(separator: ", "))
    return drafts + [self.event(event, by: acting, using: &chance)]
  }
}
