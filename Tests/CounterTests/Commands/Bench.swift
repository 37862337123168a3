import Causality
import Conflicts
import Counter
import Foundation
import Records
import Simulation
import Store

/// Two centers and the province, replicas in memory, with terminals at which commands are typed.
final class Bench {
  static let unit = Partition.unit("06184")
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let world: TestWorld
  /// What the clock of every terminal says: an hour after the latest write.
  var now: Int64 { world.clock.milliseconds + 3_600_000 }

  static let rules = Result {
    let folder = Bench.folder.appendingPathComponent("Conflicts/rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let documents = try files.filter { $0.hasSuffix(".json") }.map { name in
      (name: name, json: try JSONValue.parse([UInt8](Data(contentsOf: folder.appendingPathComponent(name)))))
    }
    return try RuleBook(documents: documents, schema: .current)
  }

  init(centers: Int = 2) throws {
    world = try TestWorld(centers: centers, unit: Self.unit, rules: try Self.rules.get())
  }

  /// A person with a name and a telephone, known at the hub and both centers.
  func person(
    _ surname: String = "Nông", _ middle: String = "Thị", _ given: String = "Lan",
    phone: String = "0912000100",
    number: String = "020157000001"
  ) throws -> RecordID {
    let id = try world.hub.write(
      "person",
      [
        ("name", [.text(surname), .text(middle), .text(given)]), ("birth", [.text("1957-03-05")]),
        ("sex", [.text("female")]), ("identity", [.text(number)]), ("phone", [.text(phone)]),
      ], in: Self.unit, author: "import", source: "population-register")
    try meet()
    return id
  }

  /// Everybody hears from everybody.
  func meet() throws {
    for _ in 0..<2 {
      for center in world.centers {
        try TestWorld.send([.registry, Self.unit], from: world.hub, to: center)
        try TestWorld.send([Self.unit], from: center, to: world.hub)
      }
    }
  }

  /// Both centers write a group without knowing of each other; then they hear.
  func rival(_ id: RecordID, _ group: String, _ first: [Value], _ second: [Value]) throws {
    let shown = try world.centers.map { try $0.show(id) }
    try world.centers[0].edit(shown[0], group, first, in: Self.unit, author: "hoa.ntt")
    try world.centers[1].edit(shown[1], group, second, in: Self.unit, author: "minh.lv")
    try meet()
  }

  /// Types a command at a replica and returns what came of it.
  func type(
    _ words: [String], at file: ReplicaFile, _ identity: NodeIdentity, json: Bool = false,
    answer: String? = nil, language: Language = .vi
  ) async throws -> Typed {
    nonisolated(unsafe) let file = file
    let replica = try Replica({ file })
    let province = world.province
    nonisolated(unsafe) let authority = province
    let station = Station(
      replica: replica, identity: identity, folder: "/data", authority: { authority })
    let (out, err) = (Recorded(), Recorded())
    let now = now
    let session = Session(
      out: out, err: err, language: language, isJSON: json, now: { now },
      ask: answer.map { answer in { @Sendable (_: SafeText) async -> String? in answer } })
    let invocation = try CommandTable.tram.parse(words)
    let code = await StationCommands.set(on: station).run(invocation, session)
    return Typed(code: code, out: out.text, err: err.text)
  }

  func type(
    _ line: String, center: Int = 0, json: Bool = false, answer: String? = nil, language: Language = .vi
  ) async throws -> Typed {
    try await type(
      Self.words(line), at: world.centers[center], world.centers[center].identity, json: json, answer: answer,
      language: language)
  }

  func typeAtHub(_ line: String, json: Bool = false, language: Language = .vi) async throws -> Typed {
    try await type(Self.words(line), at: world.hub, world.hub.identity, json: json, language: language)
  }

  /// Words apart by spaces; quotes hold a word together.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        if line.contains("=\"" + part), let last = words.popLast() {
          words.append(last + part)
        } else {
          words.append(String(part))
        }
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    return words
  }
}

struct Typed {
  let code: ExitCode
  let out: String
  let err: String

  var document: JSONValue { get throws { try JSONValue.parse(out) } }
}
