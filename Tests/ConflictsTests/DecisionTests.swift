import Causality
import Conflicts
import Records
import Testing

private func id(_ number: UInt64) -> ChangeID {
  ChangeID(
    origin: OriginID(Bits128(high: number, low: 1)), sequence: number,
    hash: Hash256(number &* 0x9E37_79B9_7F4A_7C15, number, number, number))
}

private func state(
  _ group: UInt64, _ siblings: [(UInt64, [Value], ChangeKind)], life: [(UInt64, LifeAct)] = [(99, .touch)]
) -> RecordState {
  func content(_ number: UInt64, _ kind: ChangeKind, _ values: GroupValues) -> Siblings<GroupContent>.Entry {
    let stamp = Stamp(
      time: HybridTime(milliseconds: Int64(number)), kind: kind, author: "a", source: "counter")
    return .init(id: id(number), content: GroupContent(stamp: stamp, values: values))
  }
  return RecordState(
    record: RecordID(Bits128(high: 7, low: 7)), entity: 1,
    groups: [
      GroupState(
        group: 0, siblings: Siblings(entries: life.map { content($0.0, .data, GroupValues(life: $0.1)) })),
      GroupState(
        group: group, siblings: Siblings(entries: siblings.map { content($0.0, $0.2, GroupValues($0.1)) })),
    ])
}

@Suite struct `A person's decision` {
  private let decision = Decision(
    partition: .unit("06184"), author: "hoa.ht", source: "counter", reason: "Seen the paper.")
  private let rivals = state(3, [(1, [.text("male")], .data), (2, [.text("female")], .data)])

  @Test func `supersedes exactly what was shown and carries what it rejected`() throws {
    let book = try ConflictFiles.rules.get()
    let draft = try book.resolution(
      of: rivals, group: 3, taking: .sibling(id(1)), shown: rivals.shown(3), by: decision)
    #expect(draft.kind == .resolution)
    #expect(draft.writes.map(\.shown) == [rivals.shown(3)])
    #expect(draft.writes[0].values[0] == .text("male"))
    let before = try #require(draft.writes[0].before)
    #expect(before[0] == .text("female"), "the provisional value was shown")
    let rejected = before.rejected(fieldCount: 1)
    #expect(rejected.map(\.name) == [id(2).name])
    #expect(rejected.map { $0.values[0] } == [.text("female")])
  }

  @Test func `is refused when a sibling arrived meanwhile, and says which`() throws {
    let book = try ConflictFiles.rules.get()
    #expect(throws: ResolutionError.changed(arrived: [id(2).name], gone: [])) {
      try book.resolution(of: rivals, group: 3, taking: .sibling(id(1)), shown: [id(1).name], by: decision)
    }
    #expect(throws: ResolutionError.changed(arrived: [], gone: [id(3).name])) {
      try book.resolution(
        of: rivals, group: 3, taking: .sibling(id(1)), shown: rivals.shown(3) + [id(3).name], by: decision)
    }
  }

  @Test(arguments: ["", "   ", "\u{a0}\n"])
  func `is refused without a written reason`(reason: String) throws {
    let book = try ConflictFiles.rules.get()
    var silent = decision
    silent.reason = reason
    #expect(throws: ResolutionError.reasonMissing) {
      try book.resolution(
        of: rivals, group: 3, taking: .sibling(id(1)), shown: rivals.shown(3), by: silent)
    }
  }

  @Test func `about a value of its own fits the group`() throws {
    let book = try ConflictFiles.rules.get()
    let shown = rivals.shown(3)
    #expect(throws: ResolutionError.fieldCount(expected: 1)) {
      try book.resolution(of: rivals, group: 3, taking: .values([]), shown: shown, by: decision)
    }
    #expect(throws: ResolutionError.unfitValue(field: "sex")) {
      try book.resolution(of: rivals, group: 3, taking: .values([.text("both")]), shown: shown, by: decision)
    }
    #expect(throws: ResolutionError.notASibling(id(5).name)) {
      try book.resolution(of: rivals, group: 3, taking: .sibling(id(5)), shown: shown, by: decision)
    }
  }

  @Test func `about a group without rivals is refused`() throws {
    let book = try ConflictFiles.rules.get()
    let plain = state(3, [(1, [.text("male")], .data)])
    #expect(throws: ResolutionError.nothingToDecide) {
      try book.resolution(of: plain, group: 3, taking: .sibling(id(1)), shown: plain.shown(3), by: decision)
    }
    #expect(throws: ResolutionError.unknownGroup(77)) {
      try book.resolution(of: plain, group: 77, taking: .sibling(id(1)), shown: [], by: decision)
    }
  }

  @Test func `about one group never touches a delete`() throws {
    let book = try ConflictFiles.rules.get()
    let disputed = state(
      3, [(1, [.text("male")], .data), (2, [.text("female")], .data)], life: [(98, .delete), (99, .touch)])
    let draft = try book.resolution(
      of: disputed, group: 3, taking: .sibling(id(1)), shown: disputed.shown(3), by: decision)
    #expect(draft.lifeShown == [id(99).name])
    let kept = try book.lifeResolution(of: disputed, .keep, shown: disputed.shown(0), by: decision)
    #expect(Set(kept.lifeShown) == [id(98).name, id(99).name])
    #expect(kept.lifeAct == .restore)
  }

  @Test func `to merge a record with itself, or one merged before, is refused`() throws {
    let book = try ConflictFiles.rules.get()
    let plain = state(3, [(1, [.text("male")], .data)])
    #expect(throws: ResolutionError.mergeWithItself) {
      try book.merge(survivor: plain, other: plain, shown: [], by: decision)
    }
    let merged = RecordState(
      record: RecordID(Bits128(high: 8, low: 8)), entity: 1,
      groups: state(14, [(1, [.record(plain.record)], .resolution)]).groups)
    #expect(book.mergedInto(merged) == plain.record)
    #expect(throws: ResolutionError.mergedBefore(merged.record)) {
      try book.merge(survivor: merged, other: plain, shown: [], by: decision)
    }
  }

  @Test func `reopened from a foreign resolution says that it carries nothing`() throws {
    let book = try ConflictFiles.rules.get()
    let decided = state(3, [(4, [.text("male")], .resolution)])
    #expect(throws: ResolutionError.nothingRejected) {
      try book.reopening(
        of: decided, group: 3, before: GroupValues([.text("female")]), shown: decided.shown(3), by: decision)
    }
    #expect(GroupValues(checked: [0x82, 0xF6, 0x81, 0x01]).rejected(fieldCount: 1).isEmpty)
    #expect(GroupValues(checked: []).rejected(fieldCount: 1).isEmpty)
  }
}

@Suite struct `A verdict` {
  @Test func `of an unknown group or entity is a person's, never a crash`() throws {
    let book = try ConflictFiles.rules.get()
    let unknown = state(77, [(1, [.text("a")], .data), (2, [.text("b")], .data)])
    let verdict = try #require(book.verdicts(for: unknown).first)
    #expect(verdict.reason == .unknownToSchema)
    #expect(verdict.isReferred)
    let foreign = RecordState(record: unknown.record, entity: 9_999, groups: unknown.groups)
    #expect(book.verdicts(for: foreign).map(\.reason) == [.unknownToSchema])
  }

  @Test func `of latest at one instant goes to the greater hash, whatever the order of arrival`() throws {
    let book = try ConflictFiles.rules.get()
    var one = state(8, [(1, [.text("1")], .data), (2, [.text("2")], .data)])
    one.groups[1].siblings = Siblings(
      entries: one.groups[1].siblings.entries.reversed().map { entry in
        var entry = entry
        entry.content.stamp.time = HybridTime(milliseconds: 5)
        return entry
      })
    let greater = max(id(1), id(2))
    #expect(book.verdicts(for: one).map(\.outcome) == [.settled(greater)])
  }

  @Test func `is explained step by step`() throws {
    let book = try ConflictFiles.rules.get()
    let old = state(5, [(1, [.text("080512345")], .data), (2, [.text("081012345")], .data)])
    let explanation = try #require(book.explain(old, group: 5))
    #expect(explanation.steps.map(\.rule) == ["authority", "latest"])
    #expect(
      explanation.steps[0].weighed.map(\.measure) == [
        .source("counter", rank: nil), .source("counter", rank: nil),
      ])
    #expect(explanation.verdict.reason == .latest)
    #expect(explanation.rulesVersion == book.version)
  }

  @Test func `knows that years and months overlap`() throws {
    let json: JSONValue = [
      "entity": "document", "version": "2026-11-01", "about_vi": "", "about_en": "",
      "default": ["rule": "person", "severity": "low", "owner": "center", "why_vi": "", "why_en": ""],
      "groups": [
        "issue": [
          "rule": "maximum", "field": "issued_on", "severity": "low", "owner": "center", "why_vi": "",
          "why_en": "",
        ]
      ],
    ]
    let book = try RuleBook(documents: [("document.json", json)], schema: .current)
    func issued(_ a: Value, _ b: Value) -> VerdictReason? {
      func values(_ day: Value) -> [Value] { [.null, .null, .null, day, .null, .null] }
      let made = state(1, [(1, values(a), .data), (2, values(b), .data)])
      let document = RecordState(record: made.record, entity: 3, groups: made.groups)
      return book.verdict(for: document, group: 1)?.reason
    }
    #expect(issued(.text("1957"), .text("1958-03")) == .maximum(field: "issued_on"))
    #expect(issued(.text("1957"), .text("1957-03")) == .incomparable(field: "issued_on"))
    #expect(issued(.text("1957-04"), .null) == .maximum(field: "issued_on"))
    #expect(issued(.text("spring"), .text("1957")) == .incomparable(field: "issued_on"))
  }
}

@Suite struct `A state machine` {
  private func machine(_ moves: [(Int64, Int64)]) throws -> StateMachine {
    try #require(StateMachine(moves: moves.map { (from: .int($0.0), to: .int($0.1)) }))
  }

  @Test func `calls further what is reached and does not lead back (H23)`() throws {
    let machine = try machine([(1, 2), (2, 4), (4, 5), (5, 4), (4, 9), (4, 7)])
    #expect(machine.isFurther(.int(9), than: .int(1)))
    #expect(!machine.isFurther(.int(1), than: .int(9)))
    #expect(!machine.isFurther(.int(5), than: .int(4)))
    #expect(!machine.isFurther(.int(4), than: .int(5)))
    #expect(!machine.isFurther(.int(9), than: .int(7)))
    #expect(!machine.isFurther(.int(9), than: .int(9)))
    #expect(!machine.isFurther(.int(9), than: .text("x")))
  }

  @Test func `is the edition in force for the record, not the newest`() throws {
    let old = try machine([(1, 2)])
    let new = try machine([(2, 1)])
    let timeline = try #require(
      MachineTimeline(
        editions: [
          .init(validFrom: "2025-07-01", machine: old), .init(validFrom: "2027-03-01", machine: new),
        ],
        datedBy: nil))
    #expect(timeline.machine(on: "2026-11-24") == old)
    #expect(timeline.machine(on: "2027-03-01") == new)
    #expect(timeline.machine(on: nil) == new)
    #expect(timeline.machine(on: "2020-01-01") == old)
  }

  @Test func `has an end`() {
    let moves = (0..<100).map { (from: Value.int($0), to: Value.int($0 + 1)) }
    #expect(StateMachine(moves: moves) == nil)
  }
}

@Suite struct `A key of a rule across records` {
  @Test func `is one however the number is typed, and none where it is unknown`() throws {
    let book = try ConflictFiles.rules.get()
    func claim(_ number: Value) -> [Claim] { book.claims(of: state(4, [(1, [number], .data)])) }
    #expect(claim(.text("020188003344")).count == 1)
    #expect(claim(.text("020 188-003344")) == claim(.text("020188003344")))
    #expect(claim(.text("02018800334")).isEmpty)
    #expect(claim(.null).isEmpty)
  }

  @Test func `is not claimed by a deleted record`() throws {
    let book = try ConflictFiles.rules.get()
    let deleted = state(4, [(1, [.text("020188003344")], .data)], life: [(98, .delete)])
    #expect(book.claims(of: deleted).isEmpty)
    #expect(book.claimsMayMove(deleted, from: state(4, [(1, [.text("020188003344")], .data)]), writing: [0]))
  }

  @Test func `cannot have moved where no group that a rule reads was written`() throws {
    let book = try ConflictFiles.rules.get()
    let one = state(8, [(1, [.text("0912 000 101")], .data)])
    let two = state(8, [(2, [.text("0912 000 102")], .data)])
    #expect(!book.claimsMayMove(two, from: one, writing: [0, 8]))
    #expect(book.claimsMayMove(two, from: one, writing: [0, 4]))
    #expect(book.claimsMayMove(two, from: nil, writing: []))
  }

  @Test func `of records is the same in any order`() {
    let a = RecordID(Bits128(high: 1, low: 2))
    let b = RecordID(Bits128(high: 1, low: 3))
    #expect(
      CrossVerdict.keyBytes(rule: "personal-id-once", records: [b, a])
        == CrossVerdict.keyBytes(rule: "personal-id-once", records: [a, b]))
  }

  @Test func `needs two records, not one that claims twice`() throws {
    let book = try ConflictFiles.rules.get()
    let a = RecordID(Bits128(high: 1, low: 2))
    let twice = [StandingClaim(record: a, tag: ""), StandingClaim(record: a, tag: "")]
    #expect(book.judge(rule: "personal-id-once", claims: twice) == nil)
    #expect(book.judge(rule: "no-such-rule", claims: twice) == nil)
  }
}
