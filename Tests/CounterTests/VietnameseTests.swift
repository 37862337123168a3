import Counter
import Foundation
import Node
import Records
import Simulation
import Store
import Testing

/// Reads output as somebody who knows no English: what is to be typed is cut out, the rest must be Vietnamese.
struct Prose {
  /// What is typed: between backticks, from `tram` to the end of a line, options with their values.
  static func strip(_ text: String) -> String {
    // A command between backticks may go on in the next line.
    let text = text.replacing(/`[^`]*`/, with: " ").replacing(/\bE-[A-Z]+-\d+/, with: " ")
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line)
        .replacing(/\btram [a-z]+ .*$/, with: " ")
        .replacing(/--[a-z-]+(=\S+)?( [A-Z_…"][^\s]*)?/, with: " ")
        .replacing(/\{\d+(:[^}]*)?\}/, with: " ")
    }.joined(separator: "\n")
  }

  /// Words of three letters and more that are ASCII alone, in lower case.
  static func words(_ text: String) -> Set<String> {
    Set(
      strip(text).replacing(/\b[a-z0-9]+(-[a-z0-9]+)+\b/) {
        components.contains(String($0.output.0)) ? " " : String($0.output.0)
      }
      .split { !$0.isLetter }.map { $0.lowercased() }
      .filter { $0.utf8.count >= 3 && $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  /// Words that the English half of the table of texts uses and the Vietnamese half does not, and the schema's names.
  static let english: Set<String> = {
    var words: Set<String> = []
    var vietnamese: Set<String> = []
    for entry in `The table of texts`.all {
      words.formUnion(Self.words(entry.text.en))
      vietnamese.formUnion(Self.words(entry.text.vi))
    }
    for entity in Schema.current.entities {
      words.insert(entity.name)
      for group in entity.groups {
        words.insert(group.name)
        for field in group.fields {
          words.insert(field.name)
          if case .choice(let choices) = field.type { words.formUnion(choices) }
        }
      }
    }
    return words.subtracting(vietnamese)
  }()

  /// Names of formats and products that Vietnamese uses as they are.
  static let allowed: Set<String> = ["json", "ndjson", "nginx", "https", "config", "vneid"]

  /// Ids that have no other name: of conflicts, of components (`--requirement` takes them), of invitations.
  static func isNamed(_ code: String) -> Bool {
    code.wholeMatch(of: /[gs]-[0-9a-f]{10}/) != nil || components.contains(code)
      || code.wholeMatch(of: /[0-9-]+/) != nil
  }

  static let components: Set<String> = {
    let file = Bench.folder.appending(path: "Config/catalogue/catalogue.json")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return Set(text.matches(of: /"id": "([a-z0-9-]+)"/).map { String($0.1) })
  }()

  static var uuid: Regex<Substring> {
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
  }

  /// What a reader would stumble over.
  static func stumbles(_ text: String, mayShowIds: Bool) -> [String] {
    var found = words(text).intersection(english).subtracting(allowed).sorted()
    let prose = strip(text)
    if !mayShowIds { found += prose.matches(of: uuid).map { String($0.0) } }
    let rest = prose.replacing(uuid, with: " ")
    found += rest.matches(of: /\b[a-z0-9]+(-[a-z0-9]+)+\b/).map { String($0.0) }.filter { !isNamed($0) }
    found += rest.matches(of: /\b[a-z]+_[a-z_]+\b/).map { String($0.0) }
    return found
  }
}

@Suite struct `What is said in Vietnamese` {
  @Test func `is told apart from English by the words of the table`() {
    #expect(Prose.english.count > 400)
    #expect(Prose.stumbles("Không tìm thấy unit.", mayShowIds: false) == ["unit"])
    #expect(
      Prose.stumbles("Không thể cùng có (moving-after-death)", mayShowIds: false) == [
        "after", "death", "moving", "moving-after-death",
      ])
    #expect(Prose.stumbles("hồ sơ: 2c7126e9-2c96-8b55-8395-a493adecf757", mayShowIds: false).count == 1)
    #expect(
      Prose.stumbles("xem `tram dossier show 1` rồi tram status x, --reason \"…\"", mayShowIds: false) == [])
    #expect(Prose.components.count > 100)
  }

  /// Lines of a center's day, in their order, with what they answer. The number of the first dossier stands for `D`.
  static let day = [
    "person find lan --for reception --as hoa", "person find không có ai tên này --for reception --as hoa",
    "person show 020190000001 --for reception --as hoa", "person show 1 --for reception --as hoa",
    "person show Lan --for reception --as hoa", "document list 020190000001 --for reception --as hoa",
    "person edit 020190000001 --set phone.phone=12 --reason r --as hoa",
    "person edit 020190000001 --set sex.sex=x --reason r --as hoa",
    "person edit 020190000001 --set birth.birth_date=x --reason r --as hoa",
    "person edit 020190000001 --set residence.household=x --reason r --as hoa",
    "person edit 020190000001 --set a.b=x --reason r --as hoa",
    "person edit 020190000001 --set phone.phone=0912000111 --reason \"Báo số mới\" --as hoa",
    "person edit 020190000001 --set phone.phone=0912000111 --reason \"Báo số mới\" --as hoa",
    "person move 020190000001 --unit 06046 --address \"Thôn 2\" --reason \"Theo đơn\" --as hoa",
    "person history 020190000001 --for reception --as hoa", "procedure list khai sinh", "procedure list zzz",
    "procedure show 1.001193",
    "procedure show 1.004222", "procedure show 9", "dossier list",
    "dossier open --procedure 1.001193 --person 020190000001 --as hoa",
    "dossier open --procedure 9 --person 020190000001 --as hoa",
    "dossier open --service 3 --person 020190000001 --as hoa",
    "dossier open --service 99 --person 020190000001 --as hoa",
    "dossier open --service 15 --person 020190000001 --child \"Nông Văn An\" --born 2026-11-20 --sex male --case 1 --as hoa",
    "dossier open --procedure 1.001193 --person 020190000001 --case 1 --as hoa",
    "dossier list", "dossier show D", "dossier show 3",
    "dossier add D --requirement giay-chung-sinh --as hoa",
    "dossier add D --requirement nope --as hoa",
    "dossier add D --requirement giay-to-tuy-than --document x --as hoa",
    "dossier add D --requirement giay-to-tuy-than --document 020190000001 --as hoa",
    "dossier add D --requirement giay-chung-sinh --as hoa",
    "dossier pay D --purpose \"Lệ phí\" --amount 8000 --receipt \"BL 1\" --as hoa",
    "dossier pay D --purpose \"Lệ phí\" --amount 8000 --receipt \"BL 1\" --as hoa",
    "dossier advance D --to 9 --as hoa", "dossier advance D --to 4 --as hoa",
    "dossier advance D --to 4 --as hoa",
    "dossier advance D --to 5 --reason \"Thiếu giấy\" --as hoa", "dossier advance D --to 4 --as hoa",
    "dossier withdraw D --reason \"Theo ý công dân\" --as hoa", "dossier return D --as hoa", "dossier show D",
    "person show 020190000001 --for reception --as hoa",
    "person death 020190000001 --on 2030-01-01 --reason r --as hoa",
    "person death 020190000001 --on 2026-11-01 --reason \"Theo giấy báo tử\" --as hoa",
    "person history 020190000001 --for reception --as hoa", "conflicts list", "conflicts stats",
    "conflicts stats --by group",
    "conflicts stats --by age", "conflicts stats --by center", "conflicts show x", "verify", "status", "sync",
    "hub nodes", "hub publish", "hub import x", "hub invite H37.08 --units 06040", "quarantine list",
    "alarms list", "access extract 020190000001 --as hoa", "person show 020190000001 --for nope --as hoa",
    "report --from 2026-11-01 --to 2026-11-30", "report --from 2020-01-01 --to 2020-01-02",
    "catalogue coverage", "procedure diff 1.001193 --from 2025-07-01", "procedure diff 9 --from 2025-07-01",
    "access breach --from 2026-11-01 --to 2026-11-30",
  ]

  @Test func `has no English in a day at a center`() async throws {
    let bench = try DeskBench()
    var code = "?"
    for line in Self.day {
      let words = Bench.words(line).map { $0 == "D" ? code : $0 }
      let typed = try await bench.type(words)
      if code == "?", let match = typed.out.firstMatch(of: /H37\.\S+?(?=,)/) { code = String(match.0) }
      let ids = ["person find", "person show", "document list", "person history"].contains {
        line.hasPrefix($0)
      }
      let stumbles = Prose.stumbles(typed.out + "\n" + typed.err, mayShowIds: ids)
      #expect(stumbles == [], "\(line)\n\(typed.out)\(typed.err)")
    }
    #expect(code != "?")
  }

  @Test func `has no English about conflicts, from the queue to the decision`() async throws {
    let bench = try Bench()
    let one = try bench.person()
    _ = try bench.person("Nông", "Thị", "Lân", number: "020157000001")
    try bench.rival(
      one, "name", [.text("Nông"), .text("Thị"), .text("Lành")], [.text("Nùng"), .text("Thị"), .text("Lan")])
    try bench.rival(one, "phone", [.text("0912000111")], [.text("0912000222")])
    try bench.rival(
      one, "residence",
      [.text("06184"), .text("Thôn 1"), .text("permanent"), .null, .null],
      [.text("06184"), .text("Thôn 2"), .text("temporary"), .null, .null])
    let list = try await bench.type("conflicts list --state all")
    #expect(Prose.stumbles(list.out + list.err, mayShowIds: false) == [], "\(list.out)")
    let queue =
      try await bench.type("conflicts list --state all", json: true).document["conflicts"]?.elements ?? []
    #expect(queue.count >= 4)
    for id in queue.compactMap({ $0["id"]?.text }) {
      for line in [
        "conflicts show \(id)", "conflicts explain \(id)", "conflicts distinct \(id) --reason r --as hoa",
        "conflicts merge \(id) --keep 9 --reason r --as hoa",
        "conflicts resolve \(id) --take 9 --reason r --as hoa",
        "conflicts resolve \(id) --take 1 --reason \"Theo giấy khai sinh\" --as hoa", "conflicts show \(id)",
        "conflicts reopen \(id) --reason \"Nhầm\" --as hoa",
      ] {
        let typed = try await bench.type(line)
        #expect(
          Prose.stumbles(typed.out + "\n" + typed.err, mayShowIds: false) == [],
          "\(line)\n\(typed.out)\(typed.err)")
      }
    }
    for line in [
      "conflicts stats", "conflicts list --entity nope",
      "conflicts resolve --all --where group=phone --take latest --reason r --as hoa --dry-run",
      "conflicts resolve --all --where x=y --take latest --reason r --as hoa --dry-run",
    ] {
      let typed = try await bench.type(line)
      #expect(
        Prose.stumbles(typed.out + "\n" + typed.err, mayShowIds: false) == [],
        "\(line)\n\(typed.out)\(typed.err)")
    }
  }

  @Test func `names every rule across records`() throws {
    let folder = Bench.folder.appending(path: "Conflicts/rules")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".json")
    {
      let rules = try JSONValue.parse([UInt8](Data(contentsOf: folder.appending(path: name))))
      for rule in rules["across"]?.elements ?? [] {
        let word = rule["name"]?.text ?? "?"
        #expect(Texts.conflicts.acrossRules[word] != nil, "\(word)")
      }
    }
  }
}
