import Conflicts
import Records
import Simulation
import Testing

/// Each file of `Conflicts/cases` is a test: the story must come out as it says, whatever the order of delivery.
@Suite struct `The golden cases` {
  /// Up to five changes every order is tried; beyond, and where there are more than this, as many by seed.
  static let ordersMax = 240

  @Test(arguments: ConflictFiles.caseNames)
  func `a story ends as it says in every order of delivery`(name: String) throws {
    let replay = try ConflictFiles.replay(name)
    for stage in replay.story.stages.indices {
      let count = replay.count(through: stage)
      let inOrder = replay.world(delivering: 0..<count)
      #expect(replay.mismatches(stage, in: inOrder) == [], "\(name), stage \(stage)")
      let expected = inOrder.encoded
      let outcome = replay.outcome(of: inOrder)
      for order in orders(replay, count) {
        let world = replay.world(delivering: order)
        #expect(
          world.encoded == expected, "\(name), stage \(stage): \(order.map { replay.written[$0].name })")
        #expect(replay.outcome(of: world) == outcome, "\(name), stage \(stage), order \(order)")
      }
    }
  }

  private func orders(_ replay: CaseReplay, _ count: Int) -> [[Int]] {
    if count <= 5 { return replay.orders(of: count, limit: .max) }
    var generator = SplitMix64(seed: UInt64(count))
    return (0..<Self.ordersMax).map { _ in replay.order(of: count, using: &generator) }
  }

  @Test func `there are at least forty`() throws {
    #expect(try ConflictFiles.cases.get().count >= 40)
  }

  @Test func `no two have one title`() throws {
    let titles = try ConflictFiles.caseNames.map { try ConflictFiles.replay($0).story.title }
    #expect(Set(titles).count == titles.count)
  }
}

/// A rule for which no case exists is a rule that nobody has seen work.
@Suite struct `The rules and their cases` {
  @Test func `there is a file of rules for every entity of the schema`() throws {
    let named = try ConflictFiles.documents(in: "rules").map { $0.json["entity"]?.text ?? "" }
    #expect(named.sorted() == Schema.current.entities.map(\.name).sorted())
  }

  @Test func `every rule that a file declares for a group has a case`() throws {
    let rules = try ConflictFiles.rules.get()
    let seen = try Seen()
    for entity in Schema.current.entities {
      for group in entity.groups where rules.rule(entity: entity.number, group: group.number).isDeclared {
        #expect(
          seen.groups.contains("\(entity.name).\(group.name)"), "no case for \(entity.name).\(group.name)")
      }
    }
  }

  @Test func `every entity whose default is no person has a case of it`() throws {
    let rules = try ConflictFiles.rules.get()
    let seen = try Seen()
    for entity in Schema.current.entities {
      let undeclared = entity.groups.filter {
        !rules.rule(entity: entity.number, group: $0.number).isDeclared
      }
      guard let group = undeclared.first,
        rules.rule(entity: entity.number, group: group.number).rule == .union
      else { continue }
      #expect(seen.sideBySide.contains(entity.name), "no case with two \(entity.name) side by side")
    }
  }

  @Test func `every rule across records has a case`() throws {
    let seen = try Seen()
    for rule in try ConflictFiles.rules.get().crossRules {
      #expect(seen.across.contains(rule.name), "no case for \(rule.name)")
    }
  }

  @Test func `every kind of decision has a case`() throws {
    let seen = try Seen()
    #expect(
      seen.decisions.isSuperset(of: [
        "take", "set", "keep", "delete", "merge", "separate", "distinct", "reopen", "reopenLife",
        "reopenDistinct",
      ]))
  }

  /// What the cases have shown, at the end of each stage.
  struct Seen {
    var groups: Set<String> = []
    var across: Set<String> = []
    var sideBySide: Set<String> = []
    var decisions: Set<String> = []

    init() throws {
      for name in ConflictFiles.caseNames {
        let replay = try ConflictFiles.replay(name)
        for stage in replay.story.stages.indices {
          let world = replay.world(delivering: 0..<replay.count(through: stage))
          let outcome = replay.outcome(of: world)
          for finding in outcome.settled + outcome.queue {
            guard let entity = replay.story.thing(finding.record)?.entity.name else {
              groups.insert("judgement.\(finding.group)")
              continue
            }
            groups.insert("\(entity).\(finding.group)")
          }
          across.formUnion(outcome.across.map(\.rule))
        }
        for written in replay.written { note(written, replay) }
      }
    }

    /// Two records of one entity under one root, whose authors had not seen each other.
    private mutating func note(_ written: CaseReplay.Written, _ replay: CaseReplay) {
      let payload = written.change.payload
      for other in replay.written where other.name != written.name {
        let payloadOther = other.change.payload
        guard payload.root != nil, payloadOther.root == payload.root, payload.entity == payloadOther.entity,
          payload.record != payloadOther.record
        else { continue }
        if let entity = Schema.current.entity(payload.entity)?.name { sideBySide.insert(entity) }
      }
      switch written.source.act {
      case .write: break
      case .take: decisions.insert("take")
      case .set: decisions.insert("set")
      case .life(_, let choice): decisions.insert(choice.rawValue)
      case .merge: decisions.insert("merge")
      case .separate: decisions.insert("separate")
      case .distinct: decisions.insert("distinct")
      case .reopen: decisions.insert("reopen")
      case .reopenLife: decisions.insert("reopenLife")
      case .reopenDistinct: decisions.insert("reopenDistinct")
      }
    }
  }
}
