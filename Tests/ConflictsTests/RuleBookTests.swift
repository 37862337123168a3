import Causality
import Conflicts
import Records
import Testing

@Suite struct `A rule book` {
  private func book(_ json: JSONValue) throws -> RuleBook {
    try RuleBook(documents: [("person.json", json)], schema: .current)
  }

  private func document(_ groups: JSONValue, across: JSONValue = []) -> JSONValue {
    [
      "entity": "person", "version": "2026-11-01", "about_vi": "", "about_en": "",
      "default": [
        "rule": "person", "severity": "normal", "owner": "civil-status", "why_vi": "", "why_en": "",
      ],
      "groups": groups, "across": across,
    ]
  }

  private let terms: JSONValue = [
    "rule": "latest", "severity": "low", "blocks": ["issue"], "owner": "center", "why_vi": "", "why_en": "",
  ]

  @Test func `the files of the package are read whole`() throws {
    let book = try ConflictFiles.rules.get()
    #expect(book.version.hasPrefix("2026-11-01/"))
    #expect(book.version.utf8.count == 27)
    #expect(book.crossRules.count == 17)
  }

  @Test func `the version does not depend on the order of documents, members or on names`() throws {
    let documents = try ConflictFiles.documents(in: "rules")
    let turned = documents.reversed().map { document -> (name: String, json: JSONValue) in
      guard case .object(let members) = document.json else { return document }
      return ("x-" + document.name, .object(members.reversed()))
    }
    let first = try RuleBook(documents: documents, schema: .current)
    #expect(try RuleBook(documents: turned, schema: .current).version == first.version)
  }

  @Test func `the version moves when a word does`() throws {
    var changed = terms
    changed["why_en"] = "Because."
    #expect(try book(document(["phone": terms])).version != book(document(["phone": changed])).version)
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    let name: String
    let value: JSONValue
    let path: String
    let problem: RuleError.Problem
    var testDescription: String { name }
  }

  static let wrong: [Wrong] = [
    Wrong(
      name: "rule", value: "majority", path: "groups.phone.rule",
      problem: .unknownWord("majority", of: "rule")),
    Wrong(
      name: "severity", value: "grave", path: "groups.phone.severity",
      problem: .unknownWord("grave", of: "severity")),
    Wrong(
      name: "owner", value: "nobody", path: "groups.phone.owner", problem: .unknownWord("nobody", of: "owner")
    ),
    Wrong(
      name: "blocks", value: ["issue", "sing"], path: "groups.phone.blocks[1]",
      problem: .unknownWord("sing", of: "block")),
    Wrong(
      name: "blocks", value: ["issue", "issue"], path: "groups.phone.blocks[1]", problem: .duplicate("issue")),
    Wrong(name: "blocks", value: "issue", path: "groups.phone.blocks", problem: .shape("array")),
    Wrong(name: "why_vi", value: nil, path: "groups.phone.why_vi", problem: .shape("missing")),
    Wrong(name: "weight", value: 3, path: "groups.phone.weight", problem: .shape("unknown")),
    Wrong(
      name: "sources", value: ["counter"], path: "groups.phone.sources",
      problem: .unfit("the rule latest has no \"sources\"")),
    Wrong(
      name: "rule", value: "union", path: "groups.phone",
      problem: .unfit("union is for records that belong to another")),
    Wrong(name: "rule", value: "maximum", path: "groups.phone.field", problem: .shape("missing")),
  ]

  @Test(arguments: wrong)
  func `what this version does not know is refused with file and path`(row: Wrong) throws {
    var group = terms
    group[row.name] = row.value
    #expect(throws: RuleError(file: "person.json", path: row.path, row.problem)) {
      try book(document(["phone": group]))
    }
  }

  @Test func `an unknown group, entity or field is refused`() throws {
    #expect(throws: RuleError(file: "person.json", path: "groups.shoe", .unknownGroup("shoe"))) {
      try book(document(["shoe": terms]))
    }
    var foreign = document([:])
    foreign["entity"] = "horse"
    #expect(throws: RuleError(file: "person.json", path: "entity", .unknownEntity("horse"))) {
      try book(foreign)
    }
    var unique = terms
    unique["rule"] = nil
    unique["name"] = "shoes-once"
    unique["kind"] = "unique"
    unique["scope"] = "province"
    unique["key"] = [["field": "shoe"]]
    #expect(throws: RuleError(file: "person.json", path: "across[0].key[0].field", .unknownField("shoe"))) {
      try book(document([:], across: [unique]))
    }
  }

  @Test func `two documents of one entity are refused`() throws {
    let one = document([:])
    #expect(throws: RuleError(file: "b.json", path: "entity", .duplicate("person"))) {
      try RuleBook(documents: [("a.json", one), ("b.json", one)], schema: .current)
    }
  }

  @Test func `an error reads as a sentence`() {
    let error = RuleError(file: "person.json", path: "groups.name.rule", .unknownWord("majority", of: "rule"))
    #expect(error.description == "person.json: groups.name.rule: unknown rule \"majority\"")
  }

  @Test func `an entity without a document is left to a person`() throws {
    let book = try RuleBook(documents: [], schema: .current)
    #expect(book.rule(entity: 1, group: 1).rule == .person)
    #expect(book.rule(entity: 9_999, group: 7).rule == .person)
  }
}
