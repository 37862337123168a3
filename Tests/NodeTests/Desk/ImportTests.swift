import Causality
import Crypto
import Foundation
import Node
import Records
import Simulation
import Store
import Testing

/// A population file that a test writes.
struct PopulationFile: ~Copyable {
  let path: String

  init(_ lines: [String]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "tram-\(UUID()).ndjson")
      .path(percentEncoded: false)
    try rewrite(lines)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func rewrite(_ lines: [String]) throws {
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: path))
  }

  /// A household of one person with one document; `number` tells them apart.
  static func block(_ number: Int, surname: String = "Nông", phone: String? = nil) -> [String] {
    let six = String(String(1_000_000 + number).dropFirst())
    let phone = phone.map { ",\"phone\":\"\($0)\"" } ?? ""
    return [
      "{\"kind\":\"household\",\"key\":\"h-\(six)\",\"code\":\"06184-\(six)\",\"unit\":\"06184\",\"address\":\"Thôn 1\",\"head\":\"p-\(six)\"}",
      "{\"kind\":\"person\",\"key\":\"p-\(six)\",\"surname\":\"\(surname)\",\"middle\":\"Thị\",\"given\":\"Lan\",\"birth_date\":\"1957\",\"sex\":\"female\",\"personal_id\":\"020157\(six)\"\(phone),\"residence_unit\":\"06184\",\"residence_address\":\"Thôn 1\",\"residence_kind\":\"permanent\",\"household\":\"h-\(six)\",\"relation_to_head\":\"head\",\"marital_status\":\"single\",\"vital_status\":\"alive\"}",
      "{\"kind\":\"document\",\"key\":\"d-\(six)\",\"person\":\"p-\(six)\",\"type\":\"citizen-identity-card\",\"number\":\"020157\(six)\",\"issued_on\":\"2023-07-03\",\"issuer\":\"Cục Cảnh sát\",\"status\":\"valid\"}",
    ]
  }
}

private let unit = Partition.unit("06184")
private let person = Schema.current.entity(named: "person")!

@Suite struct `A population file` {
  @Test func `becomes people with their documents, found by name and number`() throws {
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile(PopulationFile.block(1) + PopulationFile.block(2, surname: "Đàm"))
    let total = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(total.counts.new == 6 && total.counts.refused == 0 && total.line == 6)
    let found = try world.hub.reader.persons(typed: "dam thi lan 1957")
    let state = try #require(found.first)
    #expect(found.count == 1 && state.text("surname", in: person) == "Đàm")
    #expect(try world.hub.reader.partition(of: state.record) == unit)
    let documents = try world.hub.reader.children(of: state.record)
    #expect(documents.count == 1)
    let household = try #require(state.value("household", in: person).record)
    let head = try #require(try world.hub.reader.record(household))
    #expect(
      head.value("head", in: try #require(Schema.current.entity(named: "household"))).record == state.record)
    // One act made person and document, so one touch stands.
    #expect(state[RecordState.lifeGroup].count == 1)
    #expect(state[1].entries.first?.content.stamp.source == "population-register")
    #expect(try world.hub.reader.find(.personalID, "020157000002").map(\.record) == [state.record])
  }

  @Test func `read again writes nothing, whether the place is remembered or not`() throws {
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile((1...40).flatMap { PopulationFile.block($0) })
    _ = try PopulationImport(path: file.path).run(into: world.hub)
    let before = try world.hub.reader.state(of: unit)
    let again = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(again.counts == ImportCounts() && again.line == 120)
    // A file with one more line is another file: nothing is remembered of it, all is recognised.
    try file.rewrite((1...40).flatMap { PopulationFile.block($0) } + ["{}"])
    let third = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(third.counts.unchanged == 120 && third.counts.new == 0 && third.counts.refused == 1)
    #expect(try world.hub.reader.state(of: unit) == before)
  }

  @Test func `whose import was cut goes on and repeats nothing`() throws {
    struct Cut: Error {}
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile((1...1_000).flatMap { PopulationFile.block($0) })
    var steps = 0
    #expect(throws: Cut.self) {
      try PopulationImport(path: file.path).run(into: world.hub) { step in
        steps += 1
        if steps == 2 { throw Cut() }
      }
    }
    let rest = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(rest.counts.new > 0 && rest.counts.new < 3_000 && rest.counts.unchanged == 0)
    #expect(try world.hub.reader.counts(in: unit).map(\.count) == [1_000, 1_000, 1_000])
    #expect(rest.line == 3_000)
  }

  @Test func `of a later day changes what its source says differently and nothing else`() throws {
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile(PopulationFile.block(1, phone: "0191824978"))
    _ = try PopulationImport(path: file.path).run(into: world.hub)
    var shown = try #require(try world.hub.reader.find(.personalID, "020157000001").first)
    try world.hub.edit(shown, "phone", [.text("0112 345 678")], in: unit)
    try world.hub.edit(shown, "name", [.text("Nông"), .text("Thị"), .text("Lân")], in: unit)
    // The register says the same of the phone as before, and another surname.
    try file.rewrite(PopulationFile.block(1, surname: "Nùng", phone: "0191824978"))
    let second = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(second.counts.changed == 1 && second.counts.unchanged == 2)
    shown = try world.hub.show(shown.record)
    #expect(shown.text("phone", in: person) == "0112 345 678")
    #expect(Set(shown[1].entries.map(\.content.values[0])) == [.text("Nông"), .text("Nùng")])
    // Said once more, it is not said twice.
    try file.rewrite(PopulationFile.block(1, surname: "Nùng", phone: "0191824978") + ["{}"])
    #expect(try PopulationImport(path: file.path).run(into: world.hub).counts.changed == 0)
    // A phone that the register no longer knows is a change of the register's.
    try file.rewrite(PopulationFile.block(1, surname: "Nùng"))
    #expect(try PopulationImport(path: file.path).run(into: world.hub).counts.changed == 1)
    #expect(try world.hub.show(shown.record)[8].count == 2)
  }

  @Test func `keeps names as composed letters and says nothing where nothing is known`() throws {
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile(
      PopulationFile.block(1, surname: "No\u{302}ng", phone: "Không có thông tin"))
    _ = try PopulationImport(path: file.path).run(into: world.hub)
    let state = try #require(try world.hub.reader.find(.personalID, "020157000001").first)
    #expect(Array((state.text("surname", in: person) ?? "").utf8) == Array("Nông".utf8))
    #expect(state[8].isEmpty)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let line: String
    let reason: ImportRefusal
    var testDescription: String { reason.word }
  }
  static let rows = [
    Row(line: "{\"kind\":\"person\"", reason: .malformed(.endsEarly, column: 17)),
    Row(line: "[1,2]", reason: .malformed(nil, column: 1)),
    Row(line: "{\"kind\":\"per\u{0}son\"}", reason: .malformed(.control, column: 13)),
    Row(
      line: PopulationFile.block(9)[1].replacing("Lan", with: "\\u001b[2JLan"), reason: .hidden("given")),
    Row(line: PopulationFile.block(9)[1].replacing("Lan", with: "\u{202E}Lan"), reason: .hidden("given")),
    Row(line: "{\"kind\":\"dog\",\"key\":\"x\"}", reason: .unknownKind),
    Row(
      line: PopulationFile.block(9)[1].replacing("\"1957\"", with: "\"31.2.1957\""),
      reason: .unfit("birth_date")),
    Row(line: PopulationFile.block(9)[1].replacing("female", with: "f"), reason: .unfit("sex")),
    Row(
      line: PopulationFile.block(9)[1].replacing("\"surname\":\"Nông\",", with: ""),
      reason: .missing("surname")),
    Row(
      line: PopulationFile.block(9)[1].replacing("\"alive\"", with: "\"alive\",\"mood\":\"good\""),
      reason: .unknownMember("mood")),
    Row(
      line: PopulationFile.block(9)[1].replacing("\"06184\"", with: "\"../x\""),
      reason: .unfit("residence_unit")),
    Row(line: PopulationFile.block(9)[1].replacing("\"1957\"", with: "1957"), reason: .unfit("birth_date")),
    Row(line: PopulationFile.block(9)[2], reason: .holderUnknown),
    Row(line: PopulationFile.block(1)[1], reason: .repeatedKey),
    Row(line: String(repeating: "x", count: 40_000), reason: .tooLong),
  ]

  @Test(arguments: rows) func `loses no more than the line that is wrong`(_ row: Row) throws {
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile(PopulationFile.block(1) + [row.line] + PopulationFile.block(2))
    var refused: [RefusedLine] = []
    let total = try PopulationImport(path: file.path).run(into: world.hub) { refused += $0.refused }
    #expect(refused.map(\.line) == [4] && refused.map(\.reason) == [row.reason])
    let kept = String(decoding: refused.first?.bytes ?? [], as: UTF8.self)
    #expect(row.line.hasPrefix(kept) && kept.utf8.count == min(row.line.utf8.count, 16_385))
    #expect(total.counts.new == 6 && total.counts.refused == 1)
  }

  @Test func `may begin with a byte order mark, end its lines as Windows does, and have empty ones`() throws {
    let world = try TestWorld(centers: 0)
    let lines = PopulationFile.block(1) + ["", "  "] + PopulationFile.block(2)
    let file = try PopulationFile(["\u{FEFF}" + lines[0] + "\r"] + lines.dropFirst().map { $0 + "\r" })
    let total = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(total.counts.new == 6 && total.counts.refused == 0 && total.line == 8)
  }

  @Test func `that was cut says so of its last line, and keeps all before it`() throws {
    let world = try TestWorld(centers: 0)
    let whole = (PopulationFile.block(1) + PopulationFile.block(2)).map { $0 + "\n" }.joined()
    let file = try PopulationFile([])
    try Data(whole.utf8.dropLast(40)).write(to: URL(filePath: file.path))
    var refused: [RefusedLine] = []
    let total = try PopulationImport(path: file.path).run(into: world.hub) { refused += $0.refused }
    #expect(refused.map(\.reason) == [.cutShort] && refused.map(\.line) == [6])
    #expect(total.counts.new == 5)
    // A last line that only lacks its end is a line.
    try Data(whole.utf8.dropLast(1)).write(to: URL(filePath: file.path))
    #expect(try PopulationImport(path: file.path).run(into: world.hub).counts.new == 1)
  }

  @Test func `of nothing but refused lines is read in pieces and remembered as refused`() throws {
    let world = try TestWorld(centers: 0)
    let file = try PopulationFile((1...2_500).map { "{\"line\":\"\($0)\"" })
    var most = 0
    let total = try PopulationImport(path: file.path).run(into: world.hub) {
      most = max(most, $0.refused.count)
    }
    #expect(total.counts.refused == 2_500 && most <= ImportLimits.groupDraftsMax)
    let again = try PopulationImport(path: file.path).run(into: world.hub)
    #expect(again.counts.refused == 0 && again.earlier.refused == 2_500 && again.earlier.line == 2_500)
  }

  @Test func `that is not there, or is a folder, is named with what the system said`() throws {
    #expect(throws: NodeError.crypto(.file(operation: "open", path: "/not/there", code: ENOENT))) {
      try PopulationImport(path: "/not/there")
    }
    let error = NodeError.crypto(.file(operation: "open", path: "/not/there", code: ENOENT))
    #expect(error.failedFile?.path == "/not/there" && error.failedFile?.errno == ENOENT)
  }
}
