import Causality
import Procedures
import Records
import Testing

private let person = Schema.current.entity(named: "person") ?? Entity(0, "", [])
private let acting = Acting(account: "hoa.ntt", reason: "dân báo", now: 1_795_399_200_000)

private func id(_ number: UInt64, _ hash: UInt64) -> ChangeID {
  ChangeID(
    origin: OriginID(Bits128(high: 0, low: 1)), sequence: number, hash: Hash256(hash, 0, 0, 0))
}

private func group(_ number: UInt64, _ siblings: [(ChangeID, [Value], String)]) -> GroupState {
  GroupState(
    group: number,
    siblings: Siblings(
      entries: siblings.map { id, values, source in
        .init(
          id: id,
          content: GroupContent(
            stamp: Stamp(time: HybridTime(raw: 1), author: "x", source: source), values: GroupValues(values)))
      }))
}

/// Nông Thị Lan, whose year of birth is disputed: 1957 or 1958, of which 1958 is shown.
private func lan(disputed: Bool = true) -> Sheet {
  var births = [(id(2, 20), [Value.text("1957")], "population-register")]
  if disputed { births.append((id(3, 30), [.text("1958")], "counter")) }
  let state = RecordState(
    record: RecordID(Bits128(high: 7, low: 7)), entity: 1,
    groups: [
      group(1, [(id(1, 10), [.text("Nông"), .text("Thị"), .text("Lan")], "population-register")]),
      group(2, births),
      group(8, [(id(4, 40), [.text("0123")], "counter")]),
    ])
  return Sheet(
    state: state, entity: person, partition: .unit("06184"),
    marks: disputed ? [2: .init(shown: id(3, 30), isProvisional: true)] : [:], version: "00000000")
}

@Suite struct `A sheet` {
  @Test func `shows the rival that the rules show, and says that it is provisional`() {
    #expect(lan().text("birth_date") == "1958" && lan().isProvisional("birth_date"))
    #expect(lan().provisionalFields == ["birth_date"] && !lan().isProvisional("given"))
    #expect(lan(disputed: false).text("birth_date") == "1957")
    #expect(lan().value("phone") == .text("0123") && lan().value("email") == .null)
  }

  @Test func `carries what it showed, and the value that it replaces`() throws {
    let drafts = try lan().edit([FieldInput("given", "Lâm")], finding: { _, _ in nil }, by: acting)
    let write = try #require(drafts.first?.writes.first)
    #expect(drafts.count == 1 && drafts[0].whenStale == .refuse)
    #expect(write.shown == [id(1, 10).name])
    #expect(write.values.values == [.text("Nông"), .text("Thị"), .text("Lâm")])
    #expect(write.before?.values == [.text("Nông"), .text("Thị"), .text("Lan")])
  }

  @Test func `in dispute is edited beside the dispute`() throws {
    let drafts = try lan().edit(
      [FieldInput("phone", "0912345678"), FieldInput("birth_date", "1959")], finding: { _, _ in nil },
      by: acting)
    #expect(drafts.map(\.whenStale) == [.refuse, .stand])
    #expect(drafts[1].writes[0].shown == [id(3, 30).name])
  }
}

@Suite struct `A typed value` {
  struct Row: Sendable, CustomTestStringConvertible {
    let type: FieldType
    let text: String
    let value: Value?
    var testDescription: String { "\(type): \(text)" }
  }
  static let rows = [
    Row(type: .text, text: "  Hoa\u{300}  ", value: .text("Hoà")),
    Row(type: .text, text: "   ", value: .null),
    Row(type: .partialDate, text: "3/1957", value: .text("1957-03")),
    Row(type: .partialDate, text: "31/02/1957", value: nil),
    Row(type: .amount, text: "50.000", value: .int(50_000)),
    Row(type: .amount, text: "-5", value: nil),
    Row(type: .integer, text: "-5", value: .int(-5)),
    Row(type: .integer, text: "99999999999999999999", value: nil),
    Row(type: .boolean, text: "Có", value: .bool(true)),
    Row(type: .boolean, text: "maybe", value: nil),
    Row(type: .choice(["male", "female"]), text: "male", value: .text("male")),
    Row(type: .choice(["male", "female"]), text: "Male", value: nil),
    Row(type: .instant, text: "24/11/2026 15:00", value: .int(1_795_507_200_000)),
    Row(type: .instant, text: "24/11/2026 25:00", value: nil),
    Row(type: .hash, text: "ab", value: nil),
    Row(type: .reference("person"), text: "known", value: .record(RecordID(Bits128(high: 1, low: 2)))),
    Row(type: .reference("person"), text: "unknown", value: nil),
    Row(type: .document, text: "{}", value: nil),
  ]

  @Test(arguments: rows) func `is read by its field's type`(_ row: Row) {
    let field = Field(1, "f", row.type, "")
    let read = try? field.read(row.text) { entity, text in
      entity == "person" && text == "known" ? RecordID(Bits128(high: 1, low: 2)) : nil
    }
    #expect(read == row.value)
  }

  @Test func `longer than a field may be is refused`() {
    let field = Field(1, "f", .text, "")
    #expect(throws: DeskRefusal.textTooLong(field: "f")) {
      try field.read(String(repeating: "x", count: 5_000), finding: { _, _ in nil })
    }
  }
}

@Suite struct `Data in place of a paper` {
  private let day = CivilDate("2026-11-24") ?? .first
  private let hashing = SumHashing()

  private func component(
    _ mode: Component.Mode, _ sources: [ComponentSource]
  ) -> Component {
    Component(
      id: "c", nameVi: "c", nameEn: "c", originals: 0, copies: 0, mode: mode, satisfiedBy: sources[0],
      alternatives: Array(sources.dropFirst()), basis: "text")
  }

  private func holder(_ identity: [(ChangeID, [Value], String)], marks: [UInt64: Sheet.Mark] = [:]) -> Sheet {
    Sheet(
      state: RecordState(
        record: RecordID(Bits128(high: 7, low: 7)), entity: 1, groups: [group(4, identity)]),
      entity: person, partition: .unit("06184"), marks: marks, version: "")
  }

  private func passport(_ status: String, expires: String?) -> Sheet {
    let entity = Schema.current.entity(named: "document") ?? Entity(0, "", [])
    return Sheet(
      state: RecordState(
        record: RecordID(Bits128(high: 9, low: 9)), entity: 3,
        groups: [
          group(
            1,
            [
              (
                id(8, 80),
                [.null, .text("passport"), .text("B1"), .null, .optional(expires), .null], "counter"
              )
            ]),
          group(2, [(id(9, 90), [.text(status), .null], "counter")]),
        ]), entity: entity, partition: .unit("06184"), marks: [:], version: "")
  }

  private let identityPaper: [ComponentSource] = [
    .populationRegister, .vneidDocument("citizen-identity-card"), .vneidDocument("passport"),
  ]

  @Test func `is a register's word that nobody disputes`() {
    let known = Holdings(
      person: holder([(id(1, 1), [.text("020157000001")], "population-register")]), documents: [], asOf: 5)
    let found = component(.show, identityPaper).satisfaction(by: known, on: day, hashing: hashing)
    #expect(found.state == .data && found.source == .populationRegister && found.asOf == 5)
    let said = Holdings(
      person: holder([(id(1, 1), [.text("020157000001")], "counter")]), documents: [], asOf: 5)
    #expect(component(.show, identityPaper).satisfaction(by: said, on: day, hashing: hashing) == .missing)
    let rivals = [
      (id(1, 1), [Value.text("020157000001")], "population-register"),
      (id(2, 2), [Value.text("020157000002")], "population-register"),
    ]
    let disputed = Holdings(
      person: holder(rivals, marks: [4: .init(shown: id(1, 1), isProvisional: true)]), documents: [], asOf: 5)
    #expect(component(.show, identityPaper).satisfaction(by: disputed, on: day, hashing: hashing) == .missing)
  }

  @Test func `is a document that holds on that day`() {
    func satisfaction(_ document: Sheet) -> Satisfaction {
      component(.show, identityPaper).satisfaction(
        by: Holdings(person: holder([]), documents: [document], asOf: 5), on: day, hashing: hashing)
    }
    let found = satisfaction(passport("valid", expires: nil))
    #expect(found.state == .data && found.source == .vneidDocument("passport") && found.document != nil)
    #expect(satisfaction(passport("valid", expires: "2026-11-24")).state == .data)
    #expect(satisfaction(passport("valid", expires: "2026-11-23")) == .missing)
    #expect(satisfaction(passport("revoked", expires: nil)) == .missing)
  }

  @Test func `never answers for a form, the citizen or another agency`() {
    let known = Holdings(
      person: holder([(id(1, 1), [.text("020157000001")], "population-register")]),
      documents: [passport("valid", expires: nil)], asOf: 5)
    for source in [ComponentSource.electronicForm, .citizenMustProvide, .otherAgency("court")] {
      #expect(component(.submit, [source]).satisfaction(by: known, on: day, hashing: hashing) == .missing)
    }
    // Where somebody may live is more than who somebody is.
    #expect(
      component(.data, [.otherAgency("land-database"), .populationRegister, .residenceRegister])
        .satisfaction(by: known, on: day, hashing: hashing) == .missing)
  }
}

@Suite struct `The steps of a linked request` {
  private let birth = Result {
    try ShippedConfig.decode(Catalogue.self, "catalogue/catalogue.json").service(
      15, on: CivilDate("2026-11-24") ?? .first)
  }

  @Test func `are those that must be and those that were chosen`() throws {
    let service = try #require(try birth.get())
    #expect(try service.steps(choosing: []).map(\.order) == [1, 3, 4])
    #expect(try service.steps(choosing: [5]).map(\.order) == [1, 3, 4, 5])
  }

  @Test func `wait through a step that is data and no dossier`() throws {
    let service = try #require(try birth.get())
    #expect(service.predecessors(of: 1).parts.isEmpty)
    #expect(service.predecessors(of: 3).parts == [1] && service.predecessors(of: 3).needsPersonalID)
  }
}

/// A hash for tests that only ask whether two are equal.
private final class SumHashing: Hashing {
  func hash(_ bytes: [UInt8]) -> Hash256 {
    Hash256(
      bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, 0, 0, 0)
  }
  func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256 { hash(first + second) }
}
