import Causality
import Counter
import Foundation
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

/// A center with the shipped catalogue and one family, at which staff type.
final class DeskBench {
  static let unit = Partition.unit("06184")
  /// Monday, 23 November 2026, 09:00 in Hanoi.
  static let now = HanoiTime(CivilDate("2026-11-23") ?? .first, hour: 9).millisecondsSinceEpoch

  let world: TestWorld
  var center: ReplicaFile { world.centers[0] }

  private static let folder = Result {
    try CatalogueFolder(
      config: Bench.folder.appending(path: "Config").path(percentEncoded: false),
      rules: Bench.folder.appending(path: "Conflicts/rules").path(percentEncoded: false))
  }

  init() throws {
    world = try TestWorld(centers: 1, unit: Self.unit, agency: { "H37.0\($0)" })
    try CataloguePublisher.publish(Self.folder.get(), into: world.hub, author: "tinh", reason: "")
    let mother = try world.hub.write(
      "person",
      [
        ("name", [.text("Nông"), .text("Thị"), .text("Lan")]), ("birth", [.text("1990-03-05")]),
        ("sex", [.text("female")]), ("identity", [.text("020190000001")]), ("phone", [.text("0912000100")]),
        ("residence", [.text("06184"), .text("Thôn 1"), .text("permanent"), .null, .null]),
        ("vital", [.text("alive"), .null, .null]),
      ], in: Self.unit, author: "import", source: "population-register")
    try world.hub.write(
      "document",
      [
        (
          "issue",
          [
            .record(mother), .text("citizen-identity-card"), .text("020190000001"), .text("2023-07-03"),
            .null,
            .text("Cục Cảnh sát"),
          ]
        ), ("status", [.text("valid"), .null]),
      ], in: Self.unit, root: mother, author: "import", source: "population-register")
    try world.hub.grant("H37.01", .access("H37.01"))
    try TestWorld.send([.registry, .catalogue, Self.unit], from: world.hub, to: center)
  }

  func typeAtHub(_ line: String) async throws -> Typed {
    try await type(Bench.words(line), at: world.hub)
  }

  func type(_ words: [String], json: Bool = false, language: Language = .vi) async throws -> Typed {
    try await type(words, at: center, json: json, language: language)
  }

  private func type(
    _ words: [String], at file: ReplicaFile, json: Bool = false, language: Language = .vi
  ) async throws -> Typed {
    let identity = file.identity
    nonisolated(unsafe) let file = file
    nonisolated(unsafe) let authority = world.province
    let replica = try Replica({ file })
    let station = Station(
      replica: replica, identity: identity, folder: "/data", authority: { authority })
    let (out, err) = (Recorded(), Recorded())
    let session = Session(out: out, err: err, language: language, isJSON: json, now: { Self.now })
    let code = await StationCommands.set(on: station).run(try CommandTable.tram.parse(words), session)
    return Typed(code: code, out: out.text, err: err.text)
  }

  func type(_ line: String, json: Bool = false, language: Language = .vi) async throws -> Typed {
    try await type(Bench.words(line), json: json, language: language)
  }
}
