import Causality
import Exchange
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

private func at(_ text: String, _ hour: Int, _ minute: Int = 0) -> Int64 {
  HanoiTime(CivilDate(text) ?? .first, hour: hour, minute: minute).millisecondsSinceEpoch
}

@Suite struct `Receiving a dossier` {
  @Test func `gives a number of the lease, a due date, requirements and an event in one act`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    try desk.lease()
    let center = desk.world.centers[0]
    let receipt = try desk.open(
      DossierRequest(procedure: "1.014063", applicant: DeskWorld.number(1), caseText: "1"), at: center)
    #expect(receipt.code.text == "H37.01-261123-000001")
    #expect(!receipt.code.isProvisional)
    let shown = try desk.view(center).dossier(receipt.code.text)
    #expect(shown.status == .accepted && shown.events.count == 1)
    #expect(shown.requirements.count == receipt.requirements.count && !receipt.requirements.isEmpty)
    // Seven working days from Monday 23 November; Tuesday 24 November 2026 is a day off.
    #expect(
      receipt.due == .at(HanoiTime(try #require(CivilDate("2026-12-03")), hour: 17), isProvisional: false))
    #expect(shown.dossier.int("due_at") == at("2026-12-03", 17))
    #expect(shown.timeliness == .running(minutesLeft: (10 * 24 + 8) * 60))
    #expect(shown.next == [.inProcess, .withdrawn])
    let history = try center.reader.history(of: receipt.record)
    let evidence = receipt.requirements.count { $0.satisfaction.state == .data }
    #expect(history[0].change.header.act?.count == UInt64(receipt.requirements.count + evidence + 2))
    #expect(history[0].change.header.stamp.author == "hoa.ntt")
    #expect(shown.dossier.state[RecordState.lifeGroup].count == 1)
  }

  @Test func `relies on data where the replica holds them, with evidence`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let receipt = try desk.open(
      DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1), caseText: "2"),
      at: desk.world.centers[0])
    let byID = Dictionary(
      uniqueKeysWithValues: receipt.requirements.map { ($0.component.id, $0.satisfaction) })
    let identity = try #require(byID["giay-to-tuy-than"])
    #expect(identity.state == .data && identity.source == .populationRegister && identity.hash != nil)
    #expect(byID["giay-to-cu-tru"]?.state == .data)
    #expect(byID["giay-chung-sinh"]?.state == .missing)
    // The electronic form is asked of those who file online only.
    #expect(byID["mau-dien-tu-khai-sinh"] == nil && byID["to-khai-khai-sinh"]?.state == .missing)
  }

  @Test func `without a lease gives a provisional number with letters of the origin`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let request = DossierRequest(
      procedure: "1.014063", applicant: DeskWorld.number(1), caseText: "1", isAnother: true)
    let first = try desk.open(request, at: desk.world.centers[0])
    let second = try desk.open(request, at: desk.world.centers[0])
    #expect(first.code.isProvisional && second.code.isProvisional && first.code != second.code)
  }

  @Test func `is refused in so many words`() throws {
    let desk = try DeskWorld()
    try desk.people(2)
    let center = desk.world.centers[0]
    let one = DeskWorld.number(1)
    func refusal(_ request: DossierRequest) -> DeskRefusal? {
      do {
        try desk.open(request, at: center)
        return nil
      } catch { return error as? DeskRefusal }
    }
    #expect(refusal(DossierRequest(procedure: "9.999999", applicant: one)) == .procedureUnknown("9.999999"))
    #expect(refusal(DossierRequest(procedure: "1.014063", applicant: "020199999999")) == .notFound(.person))
    #expect(refusal(DossierRequest(procedure: "3.000722", applicant: one)) == .channelNotOffered([.online]))
    guard case .caseNeeded(let cases)? = refusal(DossierRequest(procedure: "1.001193", applicant: one)) else {
      Issue.record("a case must be named")
      return
    }
    #expect(cases.count == 4)
    let request = DossierRequest(procedure: "1.001193", applicant: one, caseText: "Trẻ em bị bỏ rơi")
    let receipt = try desk.open(request, at: center)
    #expect(refusal(request) == .duplicateDossiers([receipt.record]))
    #expect(
      refusal(DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(2), caseText: "3")) == nil)
  }

  @Test func `waits for the catalogue`() throws {
    let desk = try DeskWorld(publishes: false)
    try desk.people(1)
    #expect(throws: DeskRefusal.catalogueNotHere) {
      try desk.open(
        DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1)), at: desk.world.centers[0])
    }
  }
}

@Suite struct `A dossier at work` {
  private func opened(
    _ procedure: String = "1.014063", _ channel: Channel.Kind = .direct
  ) throws -> (DeskWorld, ReplicaFile, RecordID) {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipt = try desk.open(
      DossierRequest(
        procedure: procedure, applicant: DeskWorld.number(1), caseText: "1", channel: channel), at: center)
    return (desk, center, receipt.record)
  }

  @Test func `goes from receipt to result by the table, each step with its event`() throws {
    let (desk, center, id) = try opened()
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center, now: at("2026-11-25", 8))
    #expect(
      throws: DeskRefusal.stepNotAllowed(
        from: .inProcess, to: .returned,
        open: [.supplementRequested, .paymentRequested, .withdrawn, .stopped, .finished])
    ) {
      try desk.step(.handOver(note: nil), id, at: center)
    }
    try desk.step(
      .advance(to: .finished, note: "đã ký", result: "KQ.01"), id, at: center, now: at("2026-12-02", 10))
    try desk.step(.handOver(note: nil), id, at: center, now: at("2026-12-02", 11))
    let shown = try desk.view(center, now: at("2026-12-10", 8)).dossier(id.description)
    #expect(shown.events.compactMap { $0.text("what") } == ["received", "advanced", "finished", "returned"])
    #expect(shown.dossier.text("result") == "KQ.01" && shown.dossier.text("decided_by") == "hoa.ntt")
    #expect(shown.timeliness == .endedEarly && shown.next.isEmpty)
    #expect(throws: DeskRefusal.ended(.returned)) {
      try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center)
    }
  }

  @Test func `stands still while a supplement is awaited, and keeps what it promised`() throws {
    let (desk, center, id) = try opened()
    let promised = try #require(try desk.view(center).dossier(id.description).dossier.int("promised_at"))
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center, now: at("2026-11-25", 8))
    try desk.step(
      .advance(to: .supplementRequested, note: "thiếu ảnh", result: nil), id, at: center,
      now: at("2026-11-26", 9))
    var shown = try desk.view(center, now: at("2027-01-20", 8)).dossier(id.description)
    #expect(shown.timeliness == .paused)
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center, now: at("2026-12-01", 9))
    shown = try desk.view(center, now: at("2026-12-01", 9)).dossier(id.description)
    #expect(shown.dossier.int("promised_at") == promised)
    // 27 November, 30 November and 1 December did not count.
    #expect(shown.dossier.int("due_at") == at("2026-12-08", 17))
    #expect(
      shown.events.compactMap { $0.text("what") }.suffix(2) == [
        "supplement-requested", "supplement-received",
      ])
  }

  @Test func `whose clock waits for the fee is due from the payment`() throws {
    let (desk, center, id) = try opened("1.012575", .online)
    #expect(try desk.view(center).dossier(id.description).dossier.int("due_at") == nil)
    #expect(try desk.view(center).dossier(id.description).status == .registered)
    try desk.step(.advance(to: .accepted, note: nil, result: nil), id, at: center)
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center)
    try desk.step(.advance(to: .paymentRequested, note: nil, result: nil), id, at: center)
    let stepped = try desk.step(
      .pay(purpose: "le-phi", amount: 150_000, receipt: "BL-17"), id, at: center, now: at("2026-11-25", 9))
    #expect(stepped.to == .inProcess)
    let shown = try desk.view(center).dossier(id.description)
    #expect(shown.payments.count == 1 && shown.payments[0].int("amount") == 150_000)
    #expect(shown.dossier.int("due_at").map { $0 > at("2026-11-25", 9) } == true)
    #expect(shown.dossier.int("promised_at") == shown.dossier.int("due_at"))
  }

  @Test func `of which another form knows an older version is not overwritten`() throws {
    let (desk, center, id) = try opened()
    let seen = try desk.view(center).dossier(id.description).dossier.version
    var chance = SplitMix64(seed: 7)
    let late = try desk.view(center).plan(
      .withdraw, of: id.description, seen: seen, by: desk.acting("dân rút"), using: &chance)
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center, seen: seen)
    #expect(throws: ReplicaError.changedMeanwhile(record: id, groups: [4])) { try late.commit(into: center) }
    let now = try desk.view(center).dossier(id.description).dossier.version
    #expect(throws: DeskRefusal.changed(id, now: now)) {
      try desk.step(.withdraw, id, at: center, seen: seen)
    }
    #expect(try center.reader.children(of: id, entity: 14).count == 2)
  }

  @Test func `is held up by a conflict about its state, and listed with it`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipt = try desk.open(
      DossierRequest(procedure: "1.014063", applicant: DeskWorld.number(1), caseText: "1"), at: center)
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), receipt.record, at: center)
    try desk.sync()
    let shown = try desk.world.hub.show(receipt.record)
    try desk.world.hub.edit(
      shown, "state", [.int(7), .null, .null], in: .center("H37.01"), source: "province")
    try desk.step(.advance(to: .finished, note: nil, result: nil), receipt.record, at: center)
    try desk.sync()
    let view = try desk.view(center).dossier(receipt.code.text)
    #expect(view.conflicts.count == 1 && view.standing == .inConflict)
    #expect(view.dossier.isProvisional("status"))
    #expect(throws: DeskRefusal.heldUp(by: [view.conflicts[0].id])) {
      try desk.step(
        .advance(to: view.status == .finished ? .returned : .finished, note: nil, result: nil),
        receipt.record,
        at: center)
    }
  }

  @Test func `is saved here until the province has it`() throws {
    let (desk, center, id) = try opened()
    #expect(try desk.view(center).dossier(id.description).standing == .savedHere)
    try desk.sync()
    #expect(try desk.view(center).dossier(id.description).standing == .knownToProvince)
    #expect(try desk.view(desk.world.hub).dossier(id.description).standing == .knownToProvince)
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center)
    #expect(try desk.view(center).dossier(id.description).standing == .savedHere)
  }

  @Test func `is found by status, officer, procedure and due date`() throws {
    let (desk, center, id) = try opened()
    try desk.open(
      DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1), caseText: "3"), at: center)
    func list(_ change: (inout DossierFilter) -> Void) throws -> [RecordID] {
      var filter = DossierFilter()
      change(&filter)
      return try desk.view(center).dossiers(filter).map(\.record)
    }
    #expect(try list { _ in }.count == 2)
    #expect(try list { $0.procedure = "1.014063" } == [id])
    #expect(try list { $0.dueBefore = at("2026-11-24", 0) }.count == 1)
    #expect(try list { $0.officer = "nobody" }.isEmpty)
    try desk.step(.advance(to: .inProcess, note: nil, result: nil), id, at: center)
    #expect(try list { $0.statuses = [.inProcess] } == [id])
  }

  @Test func `takes a document of the applicant in place of a paper`() throws {
    let (desk, center, id) = try opened()
    let missing = try #require(
      try desk.view(center).dossier(id.description).requirements.first { $0.text("state") == "missing" }?
        .text("component"))
    let document = try #require(try desk.view(center).person(DeskWorld.number(1)).documents.first)
    var chance = SplitMix64(seed: 9)
    let plan = try desk.view(center).planRequirement(
      missing, of: id.description, .data, document: document.record.description, seen: nil, by: desk.acting(),
      using: &chance)
    _ = try plan.commit(into: center)
    let shown = try desk.view(center).dossier(id.description)
    let requirement = try #require(shown.requirements.first { $0.text("component") == missing })
    #expect(
      requirement.text("state") == "data" && requirement.reference("evidence_record") == document.record)
    #expect(shown.events.last?.text("what") == "requirement-changed")
  }
}

@Suite struct `A file of a dossier` {
  @Test func `is named by its hash and provides what it is for, once`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipt = try desk.open(
      DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1), caseText: "2"), at: center)
    let file = AttachedFile(
      name: "giấy chứng sinh.pdf", mediaType: "application/pdf", size: 3,
      hash: CryptoHashing().hash([1, 2, 3]))
    var chance = SplitMix64(seed: 5)
    for _ in 0..<2 {
      let plan = try desk.view(center).planAttachment(
        file, to: receipt.code.text, for: "giay-chung-sinh", seen: nil, by: desk.acting(), using: &chance)
      _ = try plan.commit(into: center)
    }
    let shown = try desk.view(center).dossier(receipt.code.text)
    #expect(shown.attachments.count == 2)
    #expect(shown.attachments[0].value("sha256") == .bytes(file.hash.bytes))
    let requirement = shown.requirements.first { $0.text("component") == "giay-chung-sinh" }
    #expect(requirement?.text("state") == "provided")
    #expect(shown.events.compactMap { $0.text("what") } == ["received", "requirement-changed", "attached"])
    #expect(throws: DeskRefusal.unknownComponent("x")) {
      try desk.view(center).planAttachment(
        file, to: receipt.code.text, for: "x", seen: nil, by: desk.acting(), using: &chance)
    }
  }
}

@Suite struct `A linked request` {
  private func birth(_ desk: DeskWorld) throws -> [DossierReceipt] {
    let center = desk.world.centers[0]
    var request = LinkedRequest(service: 15, applicant: DeskWorld.number(1))
    request.cases = [1: "2"]
    request.child = NewPerson(
      surname: "Nông", given: "An", birthDate: try #require(PartialDate("2026-11-20")), sex: .female)
    var chance = SplitMix64(seed: 3)
    let prepared = try desk.view(center).prepare(request, by: desk.acting(), using: &chance)
    return try desk.commit(prepared, at: center, desk.acting())
  }

  @Test func `of a birth opens its parts and enters the child, one act`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipts = try birth(desk)
    #expect(receipts.count == 3)
    let first = try desk.view(center).dossier(receipts[0].code.text)
    #expect(first.parts.map(\.record) == receipts.dropFirst().map(\.record))
    #expect(first.dossier.text("linked_group") == receipts[0].code.text)
    let child = try #require(first.concerns)
    #expect(child.partition == DeskWorld.partition && child.text("personal_id") == nil)
    #expect(child.reference("mother") == first.applicant?.record)
    #expect(child.source(of: try #require(child.entity.group(named: "name"))) == "civil-register")
    let acts = Set(
      try ([child.record] + receipts.map(\.record)).flatMap { record in
        try center.reader.history(of: record).compactMap(\.change.header.act?.act)
      })
    #expect(acts.count == 1)
    // The act lies in two partitions, and each half arrives.
    try desk.sync()
    let hub = try desk.view(desk.world.hub).dossier(receipts[2].code.text)
    #expect(hub.concerns?.record == child.record && hub.parts.count == 2)
    #expect(
      try center.reader.state(of: .center("H37.01")) == desk.world.hub.reader.state(of: .center("H37.01")))
    #expect(
      try center.reader.state(of: DeskWorld.partition) == desk.world.hub.reader.state(of: DeskWorld.partition)
    )
  }

  @Test func `lets the later parts wait for the first and for the child's number`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    let center = desk.world.centers[0]
    let receipts = try birth(desk)
    let residence = receipts[1].record
    let start = DeskView.Step.advance(to: .inProcess, note: nil, result: nil)
    #expect(throws: DeskRefusal.waitsFor(parts: [receipts[0].record], needsPersonalID: true)) {
      try desk.step(start, residence, at: center)
    }
    try desk.step(start, receipts[0].record, at: center)
    try desk.step(.advance(to: .finished, note: nil, result: nil), receipts[0].record, at: center)
    #expect(throws: DeskRefusal.waitsFor(parts: [], needsPersonalID: true)) {
      try desk.step(start, residence, at: center)
    }
    let child = try #require(try desk.view(center).dossier(residence.description).concerns)
    let edit = try desk.view(center).planEdit(
      child.record.description, [FieldInput("personal_id", "020326000001")], seen: nil, by: desk.acting())
    _ = try edit.commit(into: center)
    try desk.step(start, residence, at: center)
  }

  @Test(arguments: [([], 2), ([3], 3), ([4], 3), ([3, 4], 4)] as [(Set<Int>, Int)])
  func `of a death is two, three or four parts at the requester's choice`(steps: Set<Int>, parts: Int) throws
  {
    let desk = try DeskWorld()
    try desk.people(2)
    let center = desk.world.centers[0]
    var request = LinkedRequest(service: 16, applicant: DeskWorld.number(1))
    request.concerns = DeskWorld.number(2)
    request.steps = steps
    request.cases = [1: "1"]
    var chance = SplitMix64(seed: 3)
    let prepared = try desk.view(center).prepare(request, by: desk.acting(), using: &chance)
    let receipts = try desk.commit(prepared, at: center, desk.acting())
    #expect(receipts.count == parts && Set(receipts.map(\.code)).count == parts)
    // Each part has its own state and waits for the registration only.
    for receipt in receipts.dropFirst() {
      #expect(try desk.view(center).dossier(receipt.code.text).waitsFor == [receipts[0].record])
    }
    let start = DeskView.Step.advance(to: .inProcess, note: nil, result: nil)
    try desk.step(start, receipts[0].record, at: center)
    try desk.step(.advance(to: .finished, note: nil, result: "Giấy chứng tử"), receipts[0].record, at: center)
    for receipt in receipts.dropFirst() {
      // A part that its procedure takes online only is registered until its agency accepts it.
      if try desk.view(center).dossier(receipt.code.text).status == .registered {
        try desk.step(.advance(to: .accepted, note: nil, result: nil), receipt.record, at: center)
      }
      try desk.step(start, receipt.record, at: center)
    }
    // One part fails without the others: it is withdrawn, they go on.
    try desk.step(.withdraw, receipts[1].record, at: center)
    #expect(try desk.view(center).dossier(receipts[0].code.text).status == .finished)
    if parts > 2 {
      #expect(try desk.view(center).dossier(receipts[2].code.text).status == .inProcess)
    }
  }

  @Test func `of a death has the parts that were chosen`() throws {
    let desk = try DeskWorld()
    try desk.people(2)
    let center = desk.world.centers[0]
    var request = LinkedRequest(service: 16, applicant: DeskWorld.number(1))
    request.concerns = DeskWorld.number(2)
    request.steps = [3]
    request.cases = [1: "1"]
    var chance = SplitMix64(seed: 3)
    let prepared = try desk.view(center).prepare(request, by: desk.acting(), using: &chance)
    #expect(prepared.codeCount == 3)
    let receipts = try desk.commit(prepared, at: center, desk.acting())
    let last = try desk.view(center).dossier(receipts[2].code.text)
    #expect(last.dossier.text("procedure") == "1.014028" && last.dossier.int("part") == 3)
    #expect(last.waitsFor == [receipts[0].record] && !last.needsPersonalID)
  }
}

@Suite struct `Leases of dossier numbers` {
  @Test func `belong to one origin each and never meet`() throws {
    let desk = try DeskWorld(centers: 2)
    try desk.people(1)
    try desk.lease()
    for (index, center) in desk.world.centers.enumerated() {
      let leases = try DossierNumbers.leases(of: "H37.0\(index + 1)", center.reader)
      #expect(leases.count == 1)
      #expect(leases[0].origin == center.origin.description)
      #expect(leases[0].range == 1...LeaseOffice.size)
    }
    try desk.lease()
    #expect(try DossierNumbers.leases(of: "H37.01", desk.world.hub.reader).count == 1)
  }

  @Test func `of another incarnation, or by another hand, are not used`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    try desk.lease()
    let center = desk.world.centers[0]
    try center.beginOrigin()
    try center.write(
      "lease", [("range", [.text(center.origin.description), .int(2026), .int(9_000), .int(9_999)])],
      in: .center("H37.01"), source: "province")
    let day = try #require(CivilDate("2026-11-23"))
    #expect(try DossierNumbers.next(for: "H37.01", on: day, center).isProvisional)
  }

  @Test func `are renewed before they run out, and counted by year`() throws {
    let desk = try DeskWorld()
    try desk.people(1)
    try desk.lease()
    let center = desk.world.centers[0]
    let day = try #require(CivilDate("2026-11-23"))
    for _ in 0..<(LeaseOffice.size - LeaseOffice.lowWater + 1) {
      _ = try center.takeNumber("dossier/2026", from: [1...LeaseOffice.size])
    }
    try desk.open(
      DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1), caseText: "3"), at: center)
    try desk.sync()
    try desk.lease()
    let leases = try DossierNumbers.leases(of: "H37.01", center.reader)
    #expect(leases.map(\.range) == [1...LeaseOffice.size, (LeaseOffice.size + 1)...(2 * LeaseOffice.size)])
    #expect(try DossierNumbers.next(for: "H37.01", on: day.adding(days: 60), center).isProvisional)
  }
}
