import Causality
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

@Suite struct `A person at the desk` {
  private func world() throws -> (DeskWorld, ReplicaFile) {
    let desk = try DeskWorld()
    try desk.people(2)
    return (desk, desk.world.centers[0])
  }

  private func edit(
    _ desk: DeskWorld, _ file: ReplicaFile, _ inputs: [(String, String)], seen: String? = nil,
    reason: String = "dân báo"
  ) throws -> DeskView.PersonEdited {
    let plan = try desk.view(file).planEdit(
      DeskWorld.number(1), inputs.map { FieldInput($0.0, $0.1) }, seen: seen, by: desk.acting(reason))
    _ = try plan.commit(into: file)
    return plan.answer
  }

  @Test func `is found by name without marks, by year and by number`() throws {
    let (desk, center) = try world()
    #expect(try desk.view(center).findPersons("nong thi lan").count == 2)
    #expect(try desk.view(center).findPersons("nong", born: 1957, unit: DeskWorld.unit).count == 2)
    #expect(try desk.view(center).findPersons("nong", born: 1958).isEmpty)
    #expect(try desk.view(center).findPersons("nong", unit: "00001").isEmpty)
    let view = try desk.view(center).person(DeskWorld.number(2))
    #expect(view.documents.count == 1 && view.household != nil && view.standing == .knownToProvince)
    #expect(throws: DeskRefusal.notFound(.person)) { try desk.view(center).person("020100000000") }
  }

  @Test func `is changed field by field, the rest of a group kept, composed, and with reason`() throws {
    let (desk, center) = try world()
    let edited = try edit(
      desk, center,
      [("name.given", "  La\u{302}m "), ("phone", "0912 345 678"), ("birth_date", "05/03/1957")])
    #expect(edited.groups == ["name", "phone", "birth"] && edited.warnings.isEmpty)
    let person = try desk.view(center).person(DeskWorld.number(1)).person
    #expect(Array((person.text("given") ?? "").utf8) == Array("Lâm".utf8))
    #expect(person.text("surname") == "Nông" && person.text("middle") == "Thị")
    #expect(person.text("birth_date") == "1957-03-05")
    let entry = try #require(try center.reader.history(of: person.record).first?.change.header)
    #expect(entry.reason == "dân báo" && entry.stamp.author == "hoa.ntt" && entry.stamp.source == "counter")
  }

  @Test func `whose number does not fit is warned about, not refused`() throws {
    let (desk, center) = try world()
    #expect(try edit(desk, center, [("sex", "male")]).warnings == [.sexMismatch])
    #expect(try edit(desk, center, [("birth_date", "1958")]).warnings == [.sexMismatch, .birthYearMismatch])
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let field: String
    let text: String
    let refusal: DeskRefusal
    var testDescription: String { "\(field)=\(text)" }
  }
  static let rows = [
    Row(field: "colour", text: "x", refusal: .unknownField("colour")),
    Row(field: "birth.phone", text: "x", refusal: .unknownField("birth.phone")),
    Row(field: "merged_into", text: "x", refusal: .notEditable("merged_into")),
    Row(field: "source_key", text: "x", refusal: .notEditable("source_key")),
    Row(field: "birth_date", text: "30/2/1957", refusal: .unfitValue(field: "birth_date", .partialDate)),
    Row(field: "sex", text: "f", refusal: .unfitValue(field: "sex", .choice(["male", "female"]))),
    Row(field: "mother", text: "020199999999", refusal: .referenceUnknown(field: "mother")),
    Row(field: "surname", text: "Nông", refusal: .nothingToChange),
  ]

  @Test(arguments: rows) func `is not changed by`(_ row: Row) throws {
    let (desk, center) = try world()
    #expect(throws: row.refusal) { try edit(desk, center, [(row.field, row.text)]) }
  }

  @Test func `is not changed without a reason, nor by a form that showed another version`() throws {
    let (desk, center) = try world()
    #expect(throws: DeskRefusal.reasonMissing) {
      try edit(desk, center, [("phone", "0912345670")], reason: " ")
    }
    let seen = try desk.view(center).person(DeskWorld.number(1)).person
    _ = try edit(desk, center, [("phone", "0912345678")], seen: seen.version)
    #expect(throws: DeskRefusal.self) {
      try edit(desk, center, [("phone", "0999123456")], seen: seen.version)
    }
  }

  @Test func `in conflict is edited beside what waits, and nothing is settled unasked`() throws {
    let (desk, center) = try world()
    let hub = desk.world.hub
    let id = try desk.view(center).person(DeskWorld.number(1)).person.record
    _ = try edit(desk, center, [("birth_date", "1956")])
    try hub.edit(hub.show(id), "birth", [.text("1958")], in: DeskWorld.partition, source: "counter")
    try desk.sync()
    #expect(try desk.view(center).person(DeskWorld.number(1)).conflicts.count == 1)
    let edited = try edit(desk, center, [("birth_date", "1959"), ("email", "lan@example.com")])
    #expect(edited.attaches)
    let view = try desk.view(center).person(DeskWorld.number(1))
    #expect(view.conflicts.count == 1 && view.person.state[2].count == 2)
    #expect(view.person.provisionalFields == ["birth_date"])
    #expect(view.person.text("email") == "lan@example.com")
  }

  @Test func `moves, with a notice, and dies once`() throws {
    let (desk, center) = try world()
    var chance = SplitMix64(seed: 1)
    let number = DeskWorld.number(1)
    let move = try desk.view(center).planMove(
      number, Move(unit: "05977", address: "Khối 3"), seen: nil, by: desk.acting(), using: &chance)
    _ = try move.commit(into: center)
    var person = try desk.view(center).person(number).person
    #expect(person.text("residence_unit") == "05977" && person.partition == DeskWorld.partition)
    let notices = try center.reader.records(in: DeskWorld.partition, entity: 4)
    #expect(notices.count == 1)
    #expect(throws: DeskRefusal.notFound(.unit)) {
      try desk.view(center).planMove(
        number, Move(unit: "99999", address: ""), seen: nil, by: desk.acting(), using: &chance)
    }
    let death = Death(date: try #require(PartialDate("2026-11-22")), place: "tại nhà")
    let plan = try desk.view(center).planDeath(number, death, seen: nil, by: desk.acting(), using: &chance)
    _ = try plan.commit(into: center)
    person = try desk.view(center).person(number).person
    #expect(person.text("vital_status") == "dead")
    #expect(person.source(of: try #require(person.entity.group(named: "vital"))) == "civil-register")
    #expect(throws: DeskRefusal.diedBefore(person.record)) {
      try desk.view(center).planDeath(number, death, seen: nil, by: desk.acting(), using: &chance)
    }
  }

  @Test func `who is entered anew is compared with those who are there`() throws {
    let (desk, center) = try world()
    var chance = SplitMix64(seed: 1)
    let same = NewPerson(
      surname: "NÔNG", middle: "thi", given: "Lan", birthDate: try #require(PartialDate("1957-08-01")),
      sex: .female)
    let error = #expect(throws: DeskRefusal.self) {
      try desk.view(center).planNewPerson(same, in: DeskWorld.unit, by: desk.acting(), using: &chance)
    }
    guard case .duplicatePersons(let found)? = error else {
      Issue.record("people alike are named")
      return
    }
    #expect(found.count == 2)
    let plan = try desk.view(center).planNewPerson(
      same, in: DeskWorld.unit, isAnother: true, by: desk.acting(), using: &chance)
    _ = try plan.commit(into: center)
    #expect(try desk.view(center).findPersons("nong thi lan").count == 3)
  }

  @Test func `holds documents that are added and revoked with reason`() throws {
    let (desk, center) = try world()
    var chance = SplitMix64(seed: 1)
    let number = DeskWorld.number(1)
    // A passport is on the lists: it is not typed in, but where the data is missing.
    #expect(throws: DeskRefusal.documentListed("passport", list: "vneid-documents-person")) {
      try desk.view(center).planNewDocument(
        of: number, NewDocument(type: "passport", number: "P 0123"), by: desk.acting(), using: &chance)
    }
    let plan = try desk.view(center).planNewDocument(
      of: number, NewDocument(type: "passport", number: "P 0123"),
      exception: GuardException(.dataMissing, note: "chưa có trên VNeID"), by: desk.acting(), using: &chance)
    _ = try plan.commit(into: center)
    let revoke = try desk.view(center).planDocumentStatus(
      plan.answer.description, "revoked", seen: nil, by: desk.acting("mất"))
    _ = try revoke.commit(into: center)
    let documents = try desk.view(center).person(number).documents
    #expect(documents.count == 2)
    let passport = try #require(documents.first { $0.record == plan.answer })
    #expect(passport.text("status") == "revoked" && passport.text("status_reason") == "mất")
    #expect(!passport.holds(on: try #require(CivilDate("2026-11-23"))))
    #expect(throws: DeskRefusal.unfitValue(field: "type", .text)) {
      try desk.view(center).planNewDocument(
        of: number, NewDocument(type: "library-card", number: "1"), by: desk.acting(), using: &chance)
    }
  }
}
