import Causality
import Conflicts
import Records
import Simulation
import Store
import Testing

@Suite struct `Histories of too much at once` {
  #if DEBUG
    static let count = 1_300
  #else
    static let count = 13_000
  #endif

  @Test(.timeLimit(.minutes(15)))
  func `T28: thirteen thousand conflicts in one sync are one queue everywhere, listed by cause`() throws {
    let story = try Story()
    let person = try #require(Schema.current.entity(named: "person"))
    let birth = try #require(person.group(named: "birth"))
    var chance = SplitMix64(seed: 28)
    let ids = (0..<Self.count).map { _ in RecordID(milliseconds: 1_790_000_000_000, using: &chance) }
    func commit(_ drafts: [Draft], at replica: ReplicaFile) throws {
      for group in stride(from: 0, to: drafts.count, by: 500) {
        for answer in replica.commit(drafts[group..<min(group + 500, drafts.count)].map { Act([$0]) }) {
          _ = try answer.get()
        }
      }
    }
    try commit(
      ids.map { id in
        Draft(
          partition: unit, record: id, entity: person.number,
          writes: [GroupDraft(group: birth.number, values: GroupValues([.text("1957")]))], author: "import",
          source: "counter", reason: "", isCreation: true)
      }, at: story.a)
    try story.sync()
    for (replica, text) in [(story.a, "1957-03-05"), (story.b, "1957-05-03")] {
      try commit(
        try ids.map { id in
          let form = try replica.show(id)
          return Draft(
            partition: unit, record: id, entity: form.entity, lifeShown: form.shown(0),
            writes: [form.draft(birth, [.text(text)])], author: "import", source: "counter", reason: "")
        }, at: replica)
    }
    try story.sync()
    for replica in story.everyone {
      #expect(try replica.reader.openConflictCount() == Self.count)
      #expect(try replica.reader.conflicts().count == min(1_000, Self.count))
    }
    let queue = try story.hub.reader.conflicts(QueueFilter(limit: .max))
    #expect(queue.count == Self.count)
    #expect(Set(queue.map(\.rule)).count == 1)
    #expect(try story.a.reader.conflicts(QueueFilter(limit: .max)) == queue)
    #expect(try story.b.reader.state(of: unit) == story.hub.reader.state(of: unit))
    // Each decision takes one away, and no other.
    let one = queue[0]
    guard case .group(let record, let group) = one.subject else { return }
    try story.resolve(record, group, taking: .text("1957-03-05"), at: story.hub)
    #expect(try story.hub.reader.openConflictCount() == Self.count - 1)
  }

  @Test
  func `T28: a record that three hundred pens wrote at once is kept, shown and settled by one decision`()
    throws
  {
    let story = try Story()
    let id = try story.person([("birth", [.text("1957")])])
    let form = try story.a.show(id)
    for number in 0..<300 {
      try story.a.edit(form, "birth", [.text("19\(10 + number % 90)")], in: unit, whenStale: .stand)
    }
    try story.sync()
    #expect(try story.b.show(id)[PersonGroup.birth].count == 300)
    try story.resolve(id, PersonGroup.birth, taking: .text("1957"), at: story.b)
    try story.sync()
    for replica in story.everyone {
      #expect(try story.standing(id, PersonGroup.birth, at: replica) == [.text("1957")])
    }
    #expect(try story.agrees())
  }

  @Test
  func
    `T28: more sides than one decision can name are refused at the desk, and never become a change that nobody can read`()
    throws
  {
    let story = try Story(centers: 1)
    let id = try story.person([("birth", [.text("1957")])])
    let person = try #require(Schema.current.entity(named: "person"))
    let birth = try #require(person.group(named: "birth"))
    let shown = try story.a.show(id)
    let count = ChangeLimits.supersedesMax + 10
    for answer in story.a.commit(
      (0..<count).map { number in
        Act([
          Draft(
            partition: unit, record: id, entity: person.number, lifeShown: shown.shown(0),
            writes: [GroupDraft(group: birth.number, values: GroupValues([.text("\(number)")]), shown: [])],
            author: "pen", source: "counter", reason: "", whenStale: .stand)
        ])
      })
    { _ = try answer.get() }
    #expect(try story.a.show(id)[birth.number].count == count + 1)
    #expect(throws: ReplicaError.tooLarge) {
      try story.a.edit(try story.a.show(id), "birth", [.text("1958")], in: unit)
    }
    // Other groups are written as ever, though the life has as many touches.
    try story.a.edit(try story.a.show(id), "phone", [.text("2")], in: unit)
    try story.sync()
    #expect(try story.hub.show(id).encoded == story.a.show(id).encoded)
    #expect(try story.standing(id, PersonGroup.phone, at: story.hub) == [.text("2")])
  }
}
