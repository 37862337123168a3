import Conflicts
import Records
import Testing

@Suite struct `A file of a case` {
  private func story(_ change: JSONValue) -> JSONValue {
    [
      "title_vi": "", "title_en": "", "story_vi": "", "story_en": "",
      "places": ["a": ["vi": "A", "en": "A"]],
      "actors": ["hoa": ["name": "Hoa", "post_vi": "", "post_en": "", "at": "a"]],
      "records": ["p": ["entity": "person", "in": "unit/06184", "what_vi": "", "what_en": ""]],
      "changes": [change], "expect": [:],
    ]
  }

  private let good: JSONValue = [
    "id": "c", "by": "hoa", "time": "2026-11-24 08:00", "record": "p", "set": ["phone": "1"],
  ]

  struct Wrong: Sendable, CustomTestStringConvertible {
    let name: String
    let value: JSONValue
    let path: String
    let problem: CaseError.Problem
    var testDescription: String { "\(name) \(path)" }
  }

  static let wrong: [Wrong] = [
    Wrong(name: "by", value: "nobody", path: "changes[0].by", problem: .unknownWord("nobody", of: "actor")),
    Wrong(name: "at", value: "b", path: "changes[0].at", problem: .unknownWord("b", of: "place")),
    Wrong(name: "record", value: "q", path: "changes[0].record", problem: .unknownWord("q", of: "record")),
    Wrong(name: "saw", value: ["d"], path: "changes[0].saw[0]", problem: .unknownWord("d", of: "change")),
    Wrong(
      name: "set", value: ["shoe": 42], path: "changes[0].set.shoe",
      problem: .unknownWord("shoe", of: "field")),
    Wrong(name: "set", value: nil, path: "changes[0]", problem: .unfit("writes nothing")),
    Wrong(name: "note", value: "x", path: "changes[0].note", problem: .shape("unknown")),
    Wrong(
      name: "time", value: "2026-02-29 08:00", path: "changes[0].time",
      problem: .unfit("should be a time such as 2026-11-24 08:05")),
    Wrong(
      name: "decide", value: "guess", path: "changes[0].decide",
      problem: .unknownWord("guess", of: "decision")),
  ]

  @Test(arguments: wrong)
  func `with a mistake is refused with the place of it`(row: Wrong) {
    var change = good
    change[row.name] = row.value
    #expect(throws: CaseError(file: "x.json", path: row.path, row.problem)) {
      try ConflictCase(name: "x.json", json: story(change), schema: .current)
    }
  }

  @Test func `whose decision has nothing to decide is refused with the reason`() throws {
    let change: JSONValue = [
      "id": "c", "by": "hoa", "time": "2026-11-24 08:00", "decide": "keep", "record": "p", "reason": "x",
    ]
    let story = try ConflictCase(name: "x.json", json: story(change), schema: .current)
    #expect(throws: CaseError(file: "x.json", path: "changes[0]", .refused(.nothingToDecide))) {
      try CaseReplay(story, rules: ConflictFiles.rules.get(), hashing: TestHashing())
    }
  }

  @Test func `is played step by step, and each step says what it opened`() throws {
    let replay = try ConflictFiles.replay("birth-date-settled-by-a-third.json")
    let steps = replay.steps()
    #expect(steps.map(\.written.name) == ["quay", "ho-tich", "ban-chinh"])
    #expect(steps[1].opened.queue.map(\.group) == ["birth"])
    #expect(steps[2].closed.queue.map(\.group) == ["birth"])
    #expect(steps[1].groups.first?.sides.filter(\.isShown).map(\.name) == ["ho-tich"])
  }

  @Test func `in another order of delivery still never arrives before what its author saw`() throws {
    let replay = try ConflictFiles.replay("birth-date-settled-by-a-third.json")
    let orders = replay.orders(of: 3, limit: .max).map { $0.map { replay.written[$0].name } }
    #expect(orders == [["quay", "ho-tich", "ban-chinh"], ["ho-tich", "quay", "ban-chinh"]])
  }
}
