import Causality
import Conflicts
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of people who write apart` {
  @Test func `H1: a colleague's phone number is not overwritten by a form that was opened before it`() throws
  {
    let story = try Story()
    let id = try story.person()
    let first = try story.a.show(id)
    let second = try story.a.show(id)
    try story.a.edit(second, "phone", [.text("2")], in: unit, author: "clerk-2")
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [PersonGroup.phone])) {
      try story.a.edit(first, "phone", [.text("3")], in: unit, author: "clerk-1")
    }
    // Read anew and meant all the same, it is taken; the first saved number is in the history.
    try story.a.edit(try story.a.show(id), "phone", [.text("3")], in: unit, author: "clerk-1")
    try story.sync()
    #expect(try story.standing(id, PersonGroup.phone, at: story.hub) == [.text("3")])
    #expect(try story.hub.reader.history(of: id).count == 3)
    #expect(try story.agrees())
  }

  @Test
  func `H1: a connector that cannot ask stands beside what it had not seen, though both are of one origin`()
    throws
  {
    let story = try Story()
    let id = try story.person()
    let stale = try story.a.show(id)
    try story.a.edit(try story.a.show(id), "phone", [.text("2")], in: unit)
    try story.a.edit(stale, "phone", [.text("3")], in: unit, whenStale: .stand)
    try story.sync()
    for replica in story.everyone {
      #expect(try story.standing(id, PersonGroup.phone, at: replica) == [.text("2"), .text("3")])
    }
    #expect(try story.agrees())
  }

  @Test func `H1: a decision that had not seen a third side is told, and settles only what it was shown`()
    throws
  {
    let story = try Story()
    let id = try story.person([("birth", [.text("1957")])])
    try story.a.edit(try story.a.show(id), "birth", [.text("1957-03-05")], in: unit)
    try story.b.edit(try story.b.show(id), "birth", [.text("1957-05-03")], in: unit)
    let stale = try story.hub.show(id)
    try story.hub.edit(stale, "birth", [.text("1958")], in: unit)
    try TestWorld.send([unit], from: story.a, to: story.hub)
    let shown = try story.hub.show(id)
    try TestWorld.send([unit], from: story.b, to: story.hub)
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [PersonGroup.birth])) {
      try story.resolve(id, PersonGroup.birth, taking: .text("1958"), at: story.hub, shown: shown)
    }
    #expect(try story.hub.show(id)[PersonGroup.birth].count == 3)
  }

  @Test func `H7: a correction beside a delete is seen by everybody, and a person decides`() throws {
    let story = try Story()
    let id = try story.person()
    try story.delete(id, at: story.a)
    try story.b.edit(try story.b.show(id), "phone", [.text("2")], in: unit)
    try story.sync()
    for replica in story.everyone {
      #expect(try replica.show(id).life == .disputed)
      #expect(try story.standing(id, PersonGroup.phone, at: replica) == [.text("2")])
    }
    #expect(try story.entry(id, PersonGroup.life)?.isOpen == true)
    // A touch that has seen the delete does not give the record its life back.
    try story.b.edit(try story.b.show(id), "phone", [.text("3")], in: unit)
    #expect(try story.b.show(id).life == .disputed)
    try story.sync()
    let shown = try story.hub.show(id)
    _ = try story.hub.commit(
      try story.hub.rules.lifeResolution(
        of: shown, .keep, shown: shown[0].names,
        by: Decision(partition: unit, author: "admin", source: "province", reason: "she is alive")))
    try story.sync()
    for replica in story.everyone { #expect(try replica.show(id).life == .alive) }
    #expect(try story.entry(id, PersonGroup.life) == nil)
    #expect(try story.agrees())
  }

  @Test
  func
    `H7: whoever deletes from a form that had not seen an edit is told, and so is whoever edits not having seen a delete`()
    throws
  {
    let story = try Story()
    let id = try story.person()
    let stale = try story.a.show(id)
    try story.a.edit(try story.a.show(id), "phone", [.text("2")], in: unit)
    let deleting = Draft(
      partition: unit, record: id, entity: stale.entity, lifeAct: .delete, lifeShown: stale.shown(0),
      writes: [],
      author: "clerk", source: "counter", reason: "entered twice")
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [PersonGroup.life])) {
      try story.a.commit(deleting)
    }
    #expect(try story.a.show(id).life == .alive)
    // A delete and a touch stand side by side; the form on the screen shows the time before either.
    let form = try story.b.show(id)
    try story.delete(id, at: story.b)
    try TestWorld.send([unit], from: story.a, to: story.b)
    #expect(try story.b.show(id).life == .disputed)
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [PersonGroup.life])) {
      try story.b.edit(form, "email", [.text("x")], in: unit)
    }
  }

  @Test func `H7: a rivalry over a date of birth can be settled while it is open whether the record lives`()
    throws
  {
    let story = try Story()
    let id = try story.person([("birth", [.text("1957")])])
    try story.delete(id, at: story.a)
    try story.b.edit(try story.b.show(id), "birth", [.text("1958")], in: unit)
    try story.hub.edit(try story.hub.show(id), "birth", [.text("1959")], in: unit)
    try story.sync()
    #expect(try story.hub.show(id).life == .disputed)
    try story.resolve(id, PersonGroup.birth, taking: .text("1958"), at: story.hub)
    try story.sync()
    for replica in story.everyone {
      #expect(try story.standing(id, PersonGroup.birth, at: replica) == [.text("1958")])
      #expect(try replica.show(id).life == .disputed)
    }
  }

  @Test func `H7: a paper that was added under a deleted person is a dispute of the person`() throws {
    let story = try Story()
    let id = try story.person()
    try story.delete(id, at: story.a)
    let paper = try story.b.write(
      "document", [("status", [.text("valid"), .null])], in: unit, root: id)
    try story.sync()
    #expect(try story.hub.show(id).life == .disputed)
    #expect(try story.hub.show(paper).root == id)
    #expect(try story.agrees())
  }

  @Test func `H7: a record whose only life is a delete takes no edit until somebody restores it`() throws {
    let story = try Story()
    let id = try story.person()
    try story.delete(id, at: story.a)
    try story.sync()
    #expect(throws: ReplicaError.recordDeleted(id)) {
      try story.b.edit(try story.b.show(id), "phone", [.text("2")], in: unit)
    }
    try story.delete(id, at: story.b, .restore)
    try story.b.edit(try story.b.show(id), "phone", [.text("2")], in: unit)
    try story.sync()
    #expect(try story.a.show(id).life == .alive)
    #expect(try story.agrees())
  }

  @Test func `H12: the nightly import does not overrule what an administrator decided with a reason`() throws
  {
    let story = try Story()
    let id = try story.person([("name", [.text("Nguyễn"), .text("Thị"), .text("Hoa")])])
    let register: [Value] = [.text("Nguyễn"), .text("Thị"), .text("Hòa")]
    let counter: [Value] = [.text("Nguyễn"), .text("Thị"), .text("Hoà Bình")]
    try story.a.edit(
      try story.a.show(id), "name", register, in: unit, source: "population-register", whenStale: .stand)
    try story.b.edit(try story.b.show(id), "name", counter, in: unit)
    try story.sync()
    // Of the two alone the register's counts: the rule is `authority`.
    #expect(try story.entry(id, PersonGroup.name)?.isOpen == false)
    let beforeDecision = try story.b.show(id)
    let sides = try story.hub.show(id)[PersonGroup.name]
    let taken = try #require(sides.entries.first { $0.content.stamp.source == "counter" })
    _ = try story.hub.commit(
      try story.hub.rules.resolution(
        of: try story.hub.show(id), group: PersonGroup.name, taking: .sibling(taken.id), shown: sides.names,
        by: Decision(partition: unit, author: "admin", source: "province", reason: "birth certificate seen")))
    // The import, which has not seen the decision, writes the register's value again.
    try story.b.edit(
      beforeDecision, "name", register, in: unit, source: "population-register", whenStale: .stand)
    try story.sync()
    for replica in story.everyone {
      let state = try replica.show(id)
      #expect(state[PersonGroup.name].count == 2)
      let verdict = try #require(replica.rules.verdict(for: state, group: PersonGroup.name))
      #expect(verdict.isReferred)
      #expect(verdict.reason == .resolutionStands)
      #expect(replica.rules.shownValues(of: state, group: PersonGroup.name) == GroupValues(counter))
    }
    #expect(try story.agrees())
  }

  @Test func `H15: what somebody saw of one group through a change of another is no conflict`() throws {
    let story = try Story(centers: 3)
    let id = try story.person([("phone", [.text("1")]), ("email", [.text("x")])])
    try story.a.edit(try story.a.show(id), "phone", [.text("2")], in: unit)
    try TestWorld.send([unit], from: story.a, to: story.b)
    try story.b.edit(try story.b.show(id), "email", [.text("y")], in: unit)
    try TestWorld.send([unit], from: story.b, to: story.c)
    try story.c.edit(try story.c.show(id), "phone", [.text("3")], in: unit)
    try story.sync()
    for replica in story.everyone {
      #expect(try story.standing(id, PersonGroup.phone, at: replica) == [.text("3")])
      #expect(try replica.reader.conflicts(QueueFilter(isOpen: nil)).isEmpty)
    }
  }

  @Test func `T6: the second edit of one clerk wins though the clock went back a year between them`() throws {
    let story = try Story()
    let id = try story.person()
    try story.a.edit(try story.a.show(id), "phone", [.text("2")], in: unit)
    story.world.clock.milliseconds -= 365 * 86_400_000
    try story.a.edit(try story.a.show(id), "phone", [.text("3")], in: unit)
    try story.sync()
    for replica in story.everyone {
      #expect(try story.standing(id, PersonGroup.phone, at: replica) == [.text("3")])
    }
    #expect(try story.entry(id, PersonGroup.phone) == nil)
  }

  @Test(arguments: [true, false])
  func `T19: two who settle one conflict apart make no ping-pong`(alike: Bool) throws {
    let story = try Story()
    let id = try story.person([("birth", [.text("1957")])])
    try story.a.edit(try story.a.show(id), "birth", [.text("1957-03-05")], in: unit)
    try story.b.edit(try story.b.show(id), "birth", [.text("1957-05-03")], in: unit)
    try story.sync()
    #expect(try story.entry(id, PersonGroup.birth)?.isOpen == true)
    let other: Value = alike ? .text("1957-03-05") : .text("1957-05-03")
    try story.resolve(id, PersonGroup.birth, taking: .text("1957-03-05"), at: story.a)
    try story.resolve(id, PersonGroup.birth, taking: other, at: story.b)
    let written = try story.a.changeCount(unit) + 1
    for _ in 0..<3 { try story.sync() }
    // Deciding is a person's: nobody's machine answered, so nothing was written since.
    for replica in story.everyone { #expect(try replica.changeCount(unit) == written) }
    #expect(try (story.entry(id, PersonGroup.birth) == nil) == alike)
    #expect(try story.standing(id, PersonGroup.birth, at: story.hub).count == (alike ? 1 : 2))
    #expect(try story.agrees())
  }
}

@Suite struct `Histories of a dossier's way` {
  private static let dossierState: UInt64 = 4

  /// Two centers' staff at one dossier: the hub serves the counter of the first, too.
  private func apart(_ here: Int64, _ there: Int64) throws -> (Story, RecordID, GroupVerdict?) {
    let story = try Story(centers: 1)
    let partition = Partition.center("H37.1")
    let id = try story.a.write(
      "dossier",
      [
        ("request", [.text("1.001193"), .text("2025-07-01"), .null, .text("direct"), .int(1), .null]),
        ("state", [.int(1), .null, .null]),
      ], in: partition)
    try story.sync(partition)
    try story.a.edit(try story.a.show(id), "state", [.int(here), .null, .null], in: partition)
    try story.hub.edit(try story.hub.show(id), "state", [.int(there), .null, .null], in: partition)
    try story.sync(partition)
    #expect(try story.agrees(partition))
    return (story, id, story.hub.rules.verdict(for: try story.hub.show(id), group: Self.dossierState))
  }

  @Test func `H23: the state that lies further on the way counts`() throws {
    let (story, id, verdict) = try apart(2, 4)
    let shown = try #require(
      story.hub.rules.shownValues(of: try story.hub.show(id), group: Self.dossierState))
    #expect(verdict?.isReferred == false)
    #expect(shown[0] == .int(4))
  }

  @Test func `H23: states that lead to each other are a person's to decide, whichever is seen first`() throws
  {
    for (here, there) in [(Int64(4), Int64(5)), (5, 4), (5, 6)] {
      let (_, _, verdict) = try apart(here, there)
      #expect(verdict?.isReferred == true)
      #expect(verdict?.reason == .statesApart)
    }
  }
}
