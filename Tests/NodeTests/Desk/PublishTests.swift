import Causality
import Conflicts
import Foundation
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

/// A copy of the shipped `Config` and `Conflicts/rules` that a test may spoil.
struct ConfigCopy: ~Copyable {
  let folder: String

  static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tram-config-\(UUID())")
    self.folder = folder.path(percentEncoded: false)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.root.appending(path: "Config/catalogue"), to: folder.appending(path: "catalogue"))
    let rules = folder.appending(path: "rules")
    try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: true)
    try Data(Self.rules.utf8).write(to: rules.appending(path: "person.json"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func read() throws -> CatalogueFolder { try CatalogueFolder(config: folder, rules: folder + "/rules") }

  func replace(_ old: String, _ new: String, in file: String) throws {
    let url = URL(filePath: folder).appending(path: file)
    let text = try String(contentsOf: url, encoding: .utf8)
    guard let range = text.range(of: old) else { throw TestFailure("\(file) does not hold what is replaced") }
    try Data(text.replacingCharacters(in: range, with: new).utf8).write(to: url)
  }

  static let rules = """
    {"entity": "person", "version": "2026-11-01", "about_vi": "Người dân", "about_en": "A person",
     "default": {"rule": "person", "severity": "high", "blocks": ["issue"], "owner": "civil-status",
      "why_vi": "Phải có người xem.", "why_en": "A person looks."},
     "groups": {"phone": {"rule": "latest", "severity": "low", "blocks": [], "owner": "center",
      "why_vi": "Số mới nhất.", "why_en": "The newest number."}}}
    """
}

@Suite struct `Publishing the catalogue` {
  @Test func `gives back what the files say, by day`() throws {
    let world = try TestWorld(centers: 1)
    let report = try CataloguePublisher.publish(
      ConfigCopy().read(), into: world.hub, author: "tinh", reason: "")
    #expect(report.counts.first { $0.entity == "procedure" }?.new == 46)
    try TestWorld.send([.catalogue], from: world.hub, to: world.centers[0])
    let held = try #require(try PublishedCatalogue(world.centers[0].reader))
    let shipped = try JSONDecoder().decode(
      Catalogue.self,
      from: Data(contentsOf: ConfigCopy.root.appending(path: "Config/catalogue/catalogue.json")))
    #expect(held.catalogue.services == shipped.services)
    #expect(Set(held.catalogue.procedures) == Set(shipped.procedures))
    #expect(Set(held.catalogue.documentTypes) == Set(shipped.documentTypes))
    #expect(held.catalogue.enums == shipped.enums)
    let calendar = try JSONDecoder().decode(
      WorkingCalendar.self,
      from: Data(contentsOf: ConfigCopy.root.appending(path: "Config/catalogue/calendar.json")))
    #expect(held.calendar == calendar)
    #expect(held.transitions?.verdict(from: .accepted, to: .inProcess) == .legal)
    #expect(held.statuses.count == 10)
    #expect(held.units?.units.count == 65)
    #expect(held.formerUnits?.successions(of: "06622").count == 2)
    let day = try #require(CivilDate("2026-11-24"))
    #expect(held.agency("H37.05", on: day)?.unit != nil)
    #expect(held.unit("05977", on: try #require(CivilDate("2025-06-30"))) == nil)
    #expect(world.centers[0].rules.version == world.hub.rules.version)
    #expect(world.hub.rules.version.hasPrefix("2026-11-01/"))
  }

  @Test func `twice writes nothing the second time`() throws {
    let world = try TestWorld(centers: 0)
    let copy = try ConfigCopy()
    try CataloguePublisher.publish(copy.read(), into: world.hub, author: "tinh", reason: "")
    let before = try world.hub.reader.state(of: .catalogue)
    let report = try CataloguePublisher.publish(copy.read(), into: world.hub, author: "tinh", reason: "")
    #expect(report.written == 0)
    #expect(try world.hub.reader.state(of: .catalogue) == before)
  }

  @Test func `writes what changed, deletes what is gone, and restores what comes back`() throws {
    let world = try TestWorld(centers: 0)
    let copy = try ConfigCopy()
    try CataloguePublisher.publish(copy.read(), into: world.hub, author: "tinh", reason: "")
    let day = """
          {"date": "2026-08-31", "kind": "off", "name_vi": "Hoán đổi với 22/08/2026", "name_en": "Day off in exchange", "status": "final"},

      """.trimmingCharacters(in: .newlines)
    try copy.replace(day, "", in: "catalogue/calendar.json")
    try copy.replace("\"cutOff\": \"15:00\"", "\"cutOff\": \"16:00\"", in: "catalogue/catalogue.json")
    let report = try CataloguePublisher.publish(copy.read(), into: world.hub, author: "tinh", reason: "")
    #expect(report.written == 2)
    #expect(report.counts.first { $0.entity == "calendar_day" }?.removed == 1)
    #expect(report.counts.first { $0.entity == "procedure" }?.changed == 1)
    let monday = try #require(CivilDate("2026-08-31"))
    #expect(try PublishedCatalogue(world.hub.reader)?.calendar?.isWorkingDay(monday) == true)
    try CataloguePublisher.publish(ConfigCopy().read(), into: world.hub, author: "tinh", reason: "")
    #expect(try PublishedCatalogue(world.hub.reader)?.calendar?.isWorkingDay(monday) == false)
  }

  @Test func `of a procedure that was withdrawn leaves its text to the dossiers that name it`() throws {
    let world = try TestWorld(centers: 0)
    let copy = try ConfigCopy()
    try CataloguePublisher.publish(copy.read(), into: world.hub, author: "tinh", reason: "")
    try copy.replace("\"code\": \"1.013066\"", "\"code\": \"1.913066\"", in: "catalogue/catalogue.json")
    try copy.replace("\"1.013066\"", "\"1.913066\"", in: "catalogue/catalogue.json")
    try CataloguePublisher.publish(copy.read(), into: world.hub, author: "tinh", reason: "")
    let held = try #require(try PublishedCatalogue(world.hub.reader))
    let day = try #require(CivilDate("2025-07-01"))
    #expect(held.catalogue.procedure("1.013066", on: day) == nil)
    #expect(held.procedure("1.013066", validFrom: day)?.code == "1.013066")
  }

  @Test func `is the province's alone`() throws {
    let world = try TestWorld(centers: 1)
    let folder = try ConfigCopy().read()
    #expect(throws: ReplicaError.notGranted(.provinceOnly, .catalogue)) {
      try CataloguePublisher.publish(folder, into: world.centers[0], author: "x", reason: "")
    }
  }
}

@Suite struct `A catalogue with a mistake` {
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let old: String
    let new: String
    let path: String
    var testDescription: String { "\(file): \(path)" }
  }

  static let rows = [
    Row(
      file: "catalogue/units.json", old: "\"kind\": \"ward\"", new: "\"kind\": \"quarter\"",
      path: "units[0].kind"),
    Row(
      file: "catalogue/units.json", old: "\"validTo\": null", new: "\"valid_to\": \"2030-01-01\"",
      path: "units[0].valid_to"),
    Row(
      file: "catalogue/units.json", old: "\"code\": \"05983\"", new: "\"code\": \"05977\"",
      path: "units[1].validFrom"),
    Row(
      file: "catalogue/agencies.json", old: "\"unit\": \"05983\"", new: "\"unit\": \"99999\"",
      path: "agencies[2].unit"),
    Row(file: "catalogue/calendar.json", old: "2025-01-27", new: "2025-02-30", path: "days[1].date"),
    Row(file: "catalogue/calendar.json", old: "2025-01-28", new: "2025-01-27", path: "days[2]"),
    Row(
      file: "catalogue/transitions.json", old: "\"initial\": [1, 2]", new: "\"initial\": []", path: "initial"),
    Row(
      file: "catalogue/catalogue.json", old: "\"1.012566\"", new: "\"1.999999\"",
      path: "services[0].procedures[0]"),
    Row(file: "catalogue/statuses.json", old: "\"isPaused\": false", new: "\"isPaused\": no", path: ""),
    Row(file: "rules/person.json", old: "\"latest\"", new: "\"newest\"", path: "groups.phone.rule"),
  ]

  @Test(arguments: rows) func `is refused whole, with the place`(_ row: Row) throws {
    let copy = try ConfigCopy()
    try copy.replace(row.old, row.new, in: row.file)
    let error = #expect(throws: CatalogueRefused.self) { try copy.read() }
    let problem = try #require(error?.problems.first)
    #expect(row.file.hasSuffix(problem.file))
    #expect(problem.path == row.path)
    if !row.file.hasPrefix("rules") {
      let text = try String(contentsOf: URL(filePath: copy.folder).appending(path: row.file), encoding: .utf8)
      let line = text.split(separator: "\n", omittingEmptySubsequences: false)[try #require(problem.line) - 1]
      #expect(line.contains(row.new) || line.contains("\"code\": \"05977\"") || line.contains("2025-01-27"))
    }
  }

  @Test func `names every file at once`() throws {
    let copy = try ConfigCopy()
    try copy.replace("\"kind\": \"ward\"", "\"kind\": 3", in: "catalogue/units.json")
    try copy.replace("2025-01-27", "27.1.", in: "catalogue/calendar.json")
    let error = #expect(throws: CatalogueRefused.self) { try copy.read() }
    #expect(Set(error?.problems.map(\.file) ?? []) == ["catalogue/units.json", "catalogue/calendar.json"])
  }
}
