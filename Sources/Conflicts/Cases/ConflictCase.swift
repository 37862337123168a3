package import Records

/// A story in the citizen's world with what must come of it: one file of `Conflicts/cases`.
package struct ConflictCase: Sendable {
  package struct Text: Hashable, Sendable {
    package let vietnamese: String
    package let english: String
  }

  /// A staff account, where it sits, and what the person does there.
  package struct Actor: Hashable, Sendable {
    package let account: String
    package let name: String
    package let post: Text
    package let place: String
  }

  /// A record of the story, by the word that the file calls it.
  package struct Thing: Hashable, Sendable {
    package let alias: String
    package let entity: Entity
    package let root: String?
    package let partition: Partition
    package let meaning: Text
  }

  /// Changes and what holds once they have all arrived everywhere.
  package struct Stage: Sendable {
    /// What happens in a later step; `nil` for the story itself.
    package let note: Text?
    package let changes: [CaseChange]
    package let expect: CaseExpectation
  }

  /// The name of the file.
  package let name: String
  package let title: Text
  package let story: Text
  /// Short word and the name of the place.
  package let places: [(word: String, name: Text)]
  package let actors: [Actor]
  package let things: [Thing]
  /// The story, then each later step of it.
  package let stages: [Stage]

  package func actor(_ account: String) -> Actor? { actors.first { $0.account == account } }
  package func thing(_ alias: String) -> Thing? { things.first { $0.alias == alias } }
}

/// One change of a case, by its author.
package struct CaseChange: Sendable {
  package enum Act: Sendable {
    /// Writes the named fields; a field of a written group that is not named is null.
    case write(record: String, fields: [(name: String, value: JSONValue)], life: LifeAct, kind: ChangeKind)
    /// Settles a group with the value of another change, or with a value of its own.
    case take(record: String, group: String, of: String)
    case set(record: String, group: String, fields: [(name: String, value: JSONValue)])
    case life(record: String, LifeChoice)
    case merge(other: String, into: String)
    case separate(record: String)
    case distinct(rule: String, records: [String], partition: Partition)
    case reopen(record: String, group: String)
    case reopenLife(record: String)
    case reopenDistinct(rule: String, records: [String], partition: Partition)
  }

  package let id: String
  /// The staff account.
  package let author: String
  /// The place whose replica wrote it.
  package let place: String
  /// Milliseconds since 1970, by the writer's clock.
  package let time: Int64
  package let isSuspect: Bool
  package let source: String
  package let reason: String
  /// The changes whose effect the author was shown; `nil`: all before it in the file.
  package let saw: [String]?
  package let act: Act
  /// Where in the file, for errors.
  package let path: String
}

/// What must hold when all changes so far have arrived, in whatever order.
package struct CaseExpectation: Sendable {
  /// Rivals that the rules settle, all of them.
  package let settled: [Finding]
  /// What stands in the queue, all of it.
  package let queue: [Finding]
  package let across: [CrossFinding]
  /// Fields as they are shown, and `life`.
  package let shows: [(record: String, field: String, value: JSONValue)]
}

/// A verdict by the words of a case.
package struct Finding: Hashable, Sendable {
  package let record: String
  package let group: String
  /// The changes that stand, sorted by their words.
  package let sides: [String]
  /// The change whose value is shown.
  package let shown: String
  /// A word of `VerdictReason`.
  package let why: String

  package static func < (a: Finding, b: Finding) -> Bool {
    a.record != b.record ? a.record < b.record : a.group < b.group
  }
}

/// Records that together break a rule, by the words of a case, sorted.
package struct CrossFinding: Hashable, Sendable {
  package let rule: String
  package let records: [String]
}
