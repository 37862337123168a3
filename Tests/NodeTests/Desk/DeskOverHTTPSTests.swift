import Causality
import Exchange
import Foundation
import Procedures
import Records
import Store
import Testing

@testable import Node

@Suite(.serialized, .timeLimit(.minutes(15))) struct `A desk of a center that joined` {
  @Test func `works with what the province published, leased and imported`() async throws {
    let hub = try await TestHub()
    let folder = try CatalogueFolder(
      config: TestHub.config,
      rules: ConfigCopy.root.appending(path: "Conflicts/rules").path(percentEncoded: false))
    _ = try await hub.context.replica.write { file in
      try CataloguePublisher.publish(folder, into: file, author: "tinh", reason: "")
    }
    let people = try PopulationFile(PopulationFile.block(1) + PopulationFile.block(2))
    let total = try await PopulationImport(path: people.path).run(into: hub.context.replica)
    #expect(total.counts.new == 6)
    let center = try await hub.center("H37.11")
    #expect(try await center.sync().summary.isComplete)

    let desk = try await Desk(center.replica) { wallClock() }
    let request = DossierRequest(procedure: "1.001193", applicant: DeskWorld.number(1), caseText: "3")
    let dry = try await Desk(center.replica, isDryRun: true) { wallClock() }.open(request, staff: "hoa")
    #expect(dry.changes.isEmpty)
    let opened = try await desk.open(request, staff: "hoa")
    let receipt = try #require(opened.answer.first)
    #expect(receipt.code.agency == "H37.11" && !receipt.code.isProvisional)
    let evidence = receipt.requirements.count { $0.satisfaction.state == .data }
    #expect(opened.changes.count == receipt.requirements.count + evidence + 2)
    let seen = try await desk.dossier(receipt.code.text)
    #expect(seen.standing == .savedHere)
    _ = try await desk.advance(
      receipt.code.text, to: .inProcess, staff: "hoa", seen: seen.dossier.version)
    await #expect(throws: DeskRefusal.self) {
      try await desk.withdraw(
        receipt.code.text, reason: "dân rút", staff: "hoa", seen: seen.dossier.version)
    }
    _ = try await desk.editPerson(
      DeskWorld.number(2), set: [FieldInput("phone", "0912 345 678")], reason: "dân báo", staff: "hoa")
    #expect(try await center.sync().summary.isComplete)
    #expect(try await desk.dossier(receipt.code.text).standing == .knownToProvince)
    let province = try await Desk(hub.context.replica) { wallClock() }
    #expect(try await province.dossiers().map(\.record) == [receipt.record])
    #expect(try await province.person(DeskWorld.number(2)).person.text("phone") == "0912 345 678")
    let history = try await province.personHistory(DeskWorld.number(2))
    #expect(
      history.entries.first?.node == "H37.11" && history.entries.first?.change.header.reason == "dân báo")
    await center.close()
    await hub.stop()
  }
}
