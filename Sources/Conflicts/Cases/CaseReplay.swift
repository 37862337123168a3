package import Causality
package import Records

/// Plays a case: writes its changes once, as their authors did with what they were shown, and delivers them to a
/// replica in any causal order.
package struct CaseReplay {
  /// A change of the case as it stands in its author's log.
  package struct Written: Sendable {
    /// The word of the case; `r1.2` for the second change of one decision.
    package let name: String
    package let source: CaseChange
    package let stage: Int
    package let change: Change
    package let id: ChangeID
    /// Those that arrive before it at every replica, sorted: what its author saw, and what stands before it in its log.
    package let after: [Int]
    /// What its author was shown, sorted.
    let saw: [Int]
    let rootEntity: UInt64
  }

  package let story: ConflictCase
  package let rules: RuleBook
  package internal(set) var written: [Written] = []
  let schema: Schema
  let hashing: any Hashing
  private var aliases: [RecordID: String] = [:]

  /// Throws `CaseError` where a change cannot be written: the record is deleted, the decision is refused.
  package init(_ story: ConflictCase, rules: RuleBook, hashing: any Hashing) throws(CaseError) {
    self.story = story
    self.rules = rules
    self.hashing = hashing
    schema = rules.schema
    for thing in story.things { aliases[recordID(thing.alias)] = thing.alias }
    var author = CaseAuthor()
    for (number, stage) in story.stages.enumerated() {
      for change in stage.changes { try author.write(change, stage: number, to: &self) }
    }
  }

  /// How many changes have been written by the end of a stage.
  package func count(through stage: Int) -> Int { written.count { $0.stage <= stage } }

  /// The world of a replica to which changes were delivered in this order.
  package func world(delivering order: some Sequence<Int>) -> CaseWorld {
    var world = CaseWorld()
    for index in order { world.apply(written[index]) }
    return world
  }

  func recordID(_ alias: String) -> RecordID {
    RecordID(hashOf: hashing.hash(Array("case/record/\(alias)".utf8)))
  }

  func originID(_ place: String) -> OriginID {
    let hash = hashing.hash(Array("case/origin/\(place)".utf8))
    return OriginID(Bits128(high: hash.a, low: hash.b))
  }

  func thing(_ record: RecordID) -> ConflictCase.Thing? { aliases[record].flatMap(story.thing) }

  /// The word of a record; of a judgement, which a case does not name, `judgement`.
  func alias(_ record: RecordID) -> String { aliases[record] ?? "judgement" }

  func name(_ id: ChangeID) -> String { written.first { $0.id == id }?.name ?? "?" }

  func index(_ name: String) -> Int? { written.firstIndex { $0.name == name } }

  /// The indices that a change named in `saw` stands for: a decision of several changes is seen whole.
  func indices(_ names: [String]) -> [Int] {
    written.indices.filter { index in
      names.contains(written[index].name) || names.contains(written[index].source.id)
    }
  }

  /// A value as a case writes it, of the field's type; `nil` where it is none.
  func caseValue(_ json: JSONValue, _ type: FieldType) -> Value? {
    switch (type, json) {
    case (_, .null): .null
    case (.text, .string(let text)), (.partialDate, .string(let text)), (.document, .string(let text)):
      .text(text)
    case (.choice(let words), .string(let word)): words.contains(word) ? .text(word) : nil
    case (.integer, .int(let int)), (.amount, .int(let int)): .int(int)
    case (.boolean, .bool(let truth)): .bool(truth)
    case (.instant, .string(let text)): LocalTime.milliseconds(text).map { .int($0) }
    case (.reference, .string(let alias)):
      story.thing(alias) == nil ? nil : .record(recordID(alias))
    case (.hash, .string(let text)): .bytes(hashing.hash(Array(text.utf8)).bytes)
    default: nil
    }
  }
}
