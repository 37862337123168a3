import Causality
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

@Suite struct `A dossier received under a provisional number` {
  static func request(_ person: Int = 1) -> DossierRequest {
    DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(person), caseText: "3")
  }

  @Test func `gets its official number when the lease arrives, and is found by both`() throws {
    let desk = try DeskWorld()
    try desk.people(2)
    let center = desk.world.centers[0]
    let first = try desk.open(Self.request(1), at: center)
    let second = try desk.open(Self.request(2), at: center)
    #expect(first.code.isProvisional && second.code.isProvisional)
    #expect(try Renumbering.run(for: "H37.01", center, now: DeskWorld.monday) == 0)
    try desk.lease()
    #expect(try Renumbering.run(for: "H37.01", center, now: DeskWorld.monday) == 2)
    let view = try desk.view(center).dossier(first.code.text)
    #expect(view.dossier.record == first.record)
    #expect(view.dossier.text("code") == "H37.01-261123-000001")
    #expect(view.dossier.text("receipt_code") == first.code.text)
    #expect(view.dossier.value("is_provisional").bool == false)
    #expect(view.events.last?.text("what") == "numbered")
    #expect(try desk.view(center).dossier("H37.01-261123-000002").dossier.record == second.record)
    // The next one goes on after them, and nothing is numbered twice.
    #expect(try Renumbering.run(for: "H37.01", center, now: DeskWorld.monday) == 0)
    let day = try #require(CivilDate("2026-11-23"))
    #expect(try DossierNumbers.next(for: "H37.01", on: day, center).text == "H37.01-261123-000003")
    try desk.sync()
    for code in [first.code.text, "H37.01-261123-000001"] {
      #expect(try desk.view(desk.world.hub).dossier(code).dossier.record == first.record)
    }
    #expect(try desk.view(desk.world.hub).dossier(first.code.text).conflicts.isEmpty)
  }

  @Test func `uses up no number while its code was written at two places apart`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipt = try desk.open(Self.request(), at: center)
    try desk.lease()
    try desk.sync()
    let dossier = try desk.view(center).dossier(receipt.code.text).dossier
    let group = try #require(dossier.entity.group(named: "code"))
    let write = dossier.write(group, [.text(receipt.code.text), .bool(true)])
    for file in [center, desk.world.hub] {
      _ = try file.commit(Act(dossier.drafts([write], by: desk.acting())))
    }
    try desk.sync()
    #expect(try desk.view(center).dossier(receipt.code.text).dossier.state[group.number].count == 2)
    for _ in 0..<3 { #expect(try Renumbering.run(for: "H37.01", center, now: DeskWorld.monday) == 0) }
    let day = try #require(CivilDate("2026-11-23"))
    #expect(try DossierNumbers.next(for: "H37.01", on: day, center).text == "H37.01-261123-000001")
  }

  @Test func `keeps it where another incarnation has the lease`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipt = try desk.open(Self.request(), at: center)
    try desk.lease()
    try center.beginOrigin()
    #expect(try Renumbering.run(for: "H37.01", center, now: DeskWorld.monday) == 0)
    #expect(try desk.view(center).dossier(receipt.code.text).dossier.value("is_provisional").bool == true)
  }

  @Test func `of the old year is numbered in the old year, though the lease comes in the new one`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let eve = HanoiTime(try #require(CivilDate("2026-12-31")), hour: 10).millisecondsSinceEpoch
    let receipt = try desk.open(Self.request(), at: center, now: eve)
    #expect(receipt.code.isProvisional)
    try desk.sync()
    let second = try #require(CivilDate("2027-01-02"))
    #expect(try LeaseOffice.years(of: "H37.01", on: second, desk.world.hub.reader) == [2026, 2027])
    for year in [2026, 2027] { try desk.lease(year: year) }
    #expect(try Renumbering.run(for: "H37.01", center, now: eve + 172_800_000) == 1)
    let numbered = try desk.view(center).dossier(receipt.code.text).dossier
    #expect(numbered.text("code") == "H37.01-261231-000001")
    #expect(try DossierNumbers.next(for: "H37.01", on: second, center).text == "H37.01-270102-000001")
    // Once it is numbered everywhere, the old year needs nothing more.
    try desk.sync()
    #expect(try LeaseOffice.years(of: "H37.01", on: second, desk.world.hub.reader) == [2027])
  }

  @Test func `is not needed on New Year's Day, for December leases the next year too`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let (december, november) = (try #require(CivilDate("2026-12-01")), try #require(CivilDate("2026-11-30")))
    #expect(try LeaseOffice.years(of: "H37.01", on: november, desk.world.hub.reader) == [2026])
    let years = try LeaseOffice.years(of: "H37.01", on: december, desk.world.hub.reader)
    #expect(years == [2026, 2027])
    for year in years { try desk.lease(year: year) }
    let newYear = HanoiTime(try #require(CivilDate("2027-01-01")), hour: 9).millisecondsSinceEpoch
    let receipt = try desk.open(Self.request(), at: desk.world.centers[0], now: newYear)
    #expect(receipt.code.text == "H37.01-270101-000001")
  }
}

@Suite struct `A part of a linked request` {
  @Test func `without a case of its own takes the first, asks for its components, and says so`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    var request = LinkedRequest(service: 15, applicant: DeskWorld.number(1))
    request.child = NewPerson(
      surname: "Nông", given: "An", birthDate: .day(try #require(CivilDate("2026-11-20"))), sex: .male)
    request.cases = [1: "1"]
    var chance = SplitMix64(seed: 3)
    let open = { (request: LinkedRequest) throws -> [DossierReceipt] in
      try desk.commit(
        try desk.view(center).prepare(request, by: desk.acting(), using: &chance), at: center, desk.acting())
    }
    let receipts = try open(request)
    #expect(receipts[0].assumed == nil)
    for receipt in receipts {
      let procedure = try #require(try desk.view(center).dossier(receipt.record.description).procedure)
      guard procedure.cases.count > 1 else { continue }
      #expect(try desk.view(center).dossier(receipt.record.description).dossier.text("case") != nil)
    }
    let assumed = try #require(receipts.dropFirst().first { $0.assumed != nil })
    let step = try #require(assumed.assumed?.step)
    let procedure = try #require(try desk.view(center).dossier(assumed.record.description).procedure)
    #expect(assumed.assumed?.chosen == procedure.cases[0])
    // Said, it is that one, and nothing is assumed of it.
    request.cases[step] = "2"
    request.isAnother = true
    let said = try open(request)
    let same = try #require(said.first { $0.nameVi == assumed.nameVi })
    #expect(same.assumed == nil)
    #expect(
      try desk.view(center).dossier(same.record.description).dossier.text("case") == procedure.cases[1].nameVi
    )
  }
}
