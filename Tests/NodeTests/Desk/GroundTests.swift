import Causality
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

private let day: Int64 = 86_400_000

/// A person whose identity and residence the registers know, and a birth dossier that relies on both.
private func opened() throws -> (DeskWorld, ReplicaFile, DossierReceipt) {
  let desk = try DeskWorld()
  try desk.people(1)
  let center = desk.world.centers[0]
  let receipt = try desk.open(
    DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1), caseText: "2"), at: center)
  return (desk, center, receipt)
}

private let start = DeskView.Step.advance(to: .inProcess, note: nil, result: nil)
private let finish = DeskView.Step.advance(to: .finished, note: nil, result: "KQ")

@Suite struct `Evidence in place of a paper` {
  @Test func `says which source answered, when, how fresh, the hash, who looked, and for which dossier`()
    throws
  {
    let (desk, center, receipt) = try opened()
    let view = try desk.view(center).dossier(receipt.code.text)
    let hand = try desk.view(center).hand(view.dossier)
    #expect(Set(hand.ground.map(\.component)) == ["giay-to-tuy-than", "giay-to-cu-tru"])
    let evidence = try #require(hand.ground.first { $0.component == "giay-to-cu-tru" }?.evidence)
    #expect(evidence.text("source") == "population-register" && evidence.text("part") == "residence")
    #expect(evidence.int("queried_at") == DeskWorld.monday && evidence.int("as_of") != nil)
    #expect(evidence.text("looked_by") == "hoa.ntt" && evidence.value("hash") != .null)
    #expect(evidence.state.root == receipt.record && evidence.reference("subject") == view.applicant?.record)
    #expect(evidence.text("lists")?.contains("vneid-documents-person@2025-10-01#") == true)
    #expect(hand.ground.allSatisfy { $0.state == .holds })
  }

  @Test func `of which the ground moved is flagged, holds the result up, and is looked at again`() throws {
    let (desk, center, receipt) = try opened()
    try desk.step(start, receipt.record, at: center)
    // The register says otherwise since: the province imports another address.
    let person = try desk.view(desk.world.hub).one(.person, DeskWorld.number(1))
    let group = try #require(person.entity.group(named: "residence"))
    var values = person.values(group)
    values[1] = .text("Thôn khác")
    _ = try desk.world.hub.commit(
      Act(
        person.drafts(
          [person.write(group, values)],
          by: Acting(account: "import", source: "population-register", reason: "", now: DeskWorld.monday))))
    #expect(try desk.view(center).shiftedDossiers().isEmpty)
    try desk.sync()
    let shifted = try desk.view(center).shiftedDossiers()
    #expect(shifted.count == 1 && shifted[0].shifted.map(\.component) == ["giay-to-cu-tru"])
    #expect(throws: DeskRefusal.groundShifted(["giay-to-cu-tru"])) {
      try desk.step(finish, receipt.record, at: center)
    }
    // After a sync the program writes down what it saw, once.
    var chance = SplitMix64(seed: 2)
    let plans = try desk.view(center).planReverification(by: desk.acting(), using: &chance)
    #expect(plans.count == 1)
    _ = try plans[0].commit(into: center)
    #expect(try desk.view(center).planReverification(by: desk.acting(), using: &chance).isEmpty)
    let view = try desk.view(center).dossier(receipt.code.text)
    #expect(view.events.last?.text("what") == "ground-checked")
    #expect(view.ground.first { !$0.isFirm }?.evidence.text("outcome") == "shifted")
    // The officer looks again: a second evidence, of what is there now; the first stays.
    try desk.step(.renewGround, receipt.record, at: center)
    #expect(try desk.view(center).shiftedDossiers().isEmpty)
    let all = try desk.view(center).children(of: view.dossier, "evidence").filter {
      $0.text("component") == "giay-to-cu-tru"
    }
    #expect(all.count == 2)
    try desk.step(finish, receipt.record, at: center)
    // What the result rests on was looked at when it was made.
    let done = try desk.view(center).dossier(receipt.code.text)
    #expect(done.ground.allSatisfy { $0.evidence.text("outcome") == "holds" })
  }

  @Test func `that is gone leaves the component waiting, not asked for`() throws {
    let (desk, center, receipt) = try opened()
    let person = try desk.view(center).one(.person, DeskWorld.number(1))
    let edit = try desk.view(center).planEdit(
      person.record.description, [FieldInput("personal_id", "")], seen: nil, by: desk.acting())
    _ = try edit.commit(into: center)
    try desk.step(.renewGround, receipt.record, at: center)
    let shown = try desk.view(center).dossier(receipt.code.text)
    let requirement = try #require(shown.requirements.first { $0.text("component") == "giay-to-tuy-than" })
    // Another of the sources answers, or nothing is asked for.
    #expect(["data", "awaited"].contains(requirement.text("state")))
  }

  @Test func `older than the lists accept is said to be too old`() throws {
    let (desk, center, receipt) = try opened()
    let later = DeskWorld.monday + 400 * day
    let hand = try desk.view(center, now: later).hand(
      try desk.view(center).dossier(receipt.code.text).dossier)
    #expect(!hand.ground.isEmpty && hand.ground.allSatisfy { $0.isTooOld && $0.isFirm })
  }
}

@Suite struct `A document that the lists name` {
  private func plan(
    _ desk: DeskWorld, _ center: ReplicaFile, _ code: String, _ state: Satisfaction.State,
    _ exception: GuardException? = nil
  ) throws -> DeskPlan<RecordID> {
    var chance = SplitMix64(seed: 11)
    return try desk.view(center).planRequirement(
      "giay-to-tuy-than", of: code, state, note: "x", exception: exception, seen: nil, by: desk.acting(),
      using: &chance)
  }

  @Test func `is not asked for, taken or scanned`() throws {
    let (desk, center, receipt) = try opened()
    let refusal = DeskRefusal.documentListed("giay-to-tuy-than", list: "connected-sources")
    for state in [Satisfaction.State.missing, .provided] {
      #expect(throws: refusal) { try plan(desk, center, receipt.code.text, state) }
    }
    var chance = SplitMix64(seed: 5)
    let scan = AttachedFile(
      name: "a.pdf", mediaType: "application/pdf", size: 3, hash: CryptoHashing().hash([1]))
    #expect(throws: refusal) {
      try desk.view(center).planAttachment(
        scan, to: receipt.code.text, for: "giay-to-tuy-than", seen: nil, by: desk.acting(), using: &chance)
    }
    try desk.step(start, receipt.record, at: center)
    #expect(throws: refusal) {
      try desk.step(
        .requestSupplement(components: ["giay-to-tuy-than"], note: "thiếu", exception: nil), receipt.record,
        at: center)
    }
    // Nor by its name in the words of a request, whatever the spelling.
    for note in ["Nộp bản sao CCCD", "can thêm THE CAN CUOC của mẹ", "photo hộ chiếu"] {
      #expect(throws: DeskRefusal.self) {
        try desk.step(
          .advance(to: .supplementRequested, note: note, result: nil), receipt.record, at: center)
      }
    }
    try desk.step(
      .requestSupplement(components: ["giay-chung-sinh"], note: "bản đã nộp bị mờ", exception: nil),
      receipt.record, at: center)
  }

  @Test func `is asked for by the exception of the law, which is kept and sends a correction`() throws {
    let (desk, center, receipt) = try opened()
    #expect(throws: DeskRefusal.reasonMissing) {
      try plan(desk, center, receipt.code.text, .missing, GuardException(.dataWrong, note: "  "))
    }
    let exception = GuardException(.dataWrong, note: "ngày sinh trên CSDL khác giấy khai sinh")
    _ = try plan(desk, center, receipt.code.text, .missing, exception).commit(into: center)
    let shown = try desk.view(center).dossier(receipt.code.text)
    let made = try #require(shown.exceptions.first)
    #expect(shown.exceptions.count == 1 && made.text("reason") == "data-wrong")
    #expect(made.text("made_by") == "hoa.ntt" && made.text("lists")?.isEmpty == false)
    let correction = try #require(made.reference("correction").flatMap { try? desk.view(center).sheet($0) })
    #expect(correction.text("kind") == "correction-requested" && correction.text("status") == "open")
    #expect(correction.reference("subject") == shown.applicant?.record)
    // Why, by that day's lists, and the same answer when asked again later.
    for now in [DeskWorld.monday, DeskWorld.monday + 90 * day] {
      let why = try desk.view(center, now: now).why(receipt.code.text, component: "giay-to-tuy-than")
      let line = try #require(why.lines.first)
      #expect(line.judgement.rule.isForbidding && line.exceptions.count == 1 && line.isReproduced == true)
      #expect(why.citation == why.cited && why.day.description == "2026-11-23")
    }
    // Before the lists were in force nothing forbade it.
    let before = try desk.view(center).why(
      receipt.code.text, on: CivilDate("2025-09-30"), component: "giay-to-tuy-than")
    #expect(before.lines.first?.judgement.rule == .free && before.citation.isEmpty)
  }
}
