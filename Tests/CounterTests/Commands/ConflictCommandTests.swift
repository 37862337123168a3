import Causality
import Conflicts
import Counter
import Records
import Simulation
import Store
import Testing

@Suite struct `Conflicts at the terminal` {
  private let name: (first: [Value], second: [Value]) = (
    [.text("Nông"), .text("Thị"), .text("Lân")], [.text("Nông"), .text("Thị"), .text("Lam")]
  )

  private func disputed() async throws -> (bench: Bench, person: RecordID, id: String) {
    let bench = try Bench()
    let person = try bench.person()
    try bench.rival(person, "name", name.first, name.second)
    let list = try await bench.type("conflicts list", json: true).document
    let id = try #require(list["conflicts"]?.elements?.first?["id"]?.text)
    return (bench, person, id)
  }

  @Test func `an empty queue says so`() async throws {
    let typed = try await Bench().type("conflicts list")
    #expect(typed.code == .ok && typed.out == "Không có xung đột nào chờ quyết định.\n")
  }

  @Test func `the list names record, group, place and the next command`() async throws {
    let (bench, _, id) = try await disputed()
    let typed = try await bench.type("conflicts list")
    #expect(typed.out.contains("Mức độ"))
    #expect(typed.out.contains("Công dân Nông Thị La"))
    #expect(typed.out.contains("Họ, chữ đệm và tên"))
    #expect(typed.err.contains("Xem: tram conflicts show \(id)"))
    let document = try await bench.type("conflicts list", json: true).document
    let entry = try #require(document["conflicts"]?.elements?.first)
    #expect(document["schema"] == "conflicts.list/1" && document["total"] == 1)
    #expect(entry["entity"] == "person" && entry["group"] == "name" && entry["severity"] == "high")
    #expect(entry["since"]?.text?.hasSuffix("Z") == true && entry["owner"] == "civil-status")
  }

  @Test func `a conflict is shown side by side with who wrote what instead of what, and what to type`()
    async throws
  {
    let (bench, _, id) = try await disputed()
    let typed = try await bench.type("conflicts show \(id)")
    #expect(typed.code == .ok)
    for part in [
      "Xung đột dữ liệu \(id)", "[1] H37.1", "[2] H37.2", "tạm tính", "≠ Tên", "Lân", "Lam", "hoa.ntt",
      "minh.lv", "Quầy tiếp nhận", "thay cho: Nông Thị Lan", "Tạm dừng", "cấp giấy tờ",
      "Các bên có nguồn ngang thẩm quyền: Quầy tiếp nhận.",
      "tram conflicts resolve \(id) --take 2 --seen ",
    ] { #expect(typed.out.contains(part), "\(part)\n\(typed.out)") }
    let document = try await bench.type("conflicts show \(id)", json: true).document
    let sides = try #require(document["sides"]?.elements)
    #expect(document["schema"] == "conflicts.show/1" && sides.count == 2)
    #expect(sides[0]["values"]?["given"] == "Lân" && sides[0]["provenance"]?["author"] == "hoa.ntt")
    #expect(sides.filter { $0["shown"] == true }.count == 1)
    let english = try await bench.type("conflicts show \(id)", language: .en)
    #expect(english.out.contains("≠ Given name") && english.out.contains("in place of: Nông Thị Lan"))
  }

  @Test func `a decision travels and closes the conflict everywhere, and is shown with what it rejected`()
    async throws
  {
    let (bench, _, id) = try await disputed()
    let typed = try await bench.type(
      "conflicts resolve \(id) --take 1 --reason \"Theo giấy khai sinh\" --as hoa.ntt")
    #expect(typed.code == .ok && typed.out.contains("Đã giải quyết xung đột \(id)"), "\(typed)")
    try bench.meet()
    for center in 0...1 {
      #expect(try await bench.type("conflicts list", center: center).out.contains("Không có xung đột"))
    }
    let show = try await bench.type("conflicts show \(id)", center: 1)
    for part in ["Đã quyết định", "Theo giấy khai sinh", "Lân", "Lam", "tram conflicts reopen \(id)"] {
      #expect(show.out.contains(part), "\(part)\n\(show.out)")
    }
    let decided = try await bench.type("conflicts list --state decided", center: 1, json: true).document
    #expect(decided["conflicts"]?.elements?.first?["decided_by"] == "hoa.ntt")
    let reopened = try await bench.type(
      "conflicts reopen \(id) --reason \"Có thêm giấy tờ\" --as hoa.ntt", center: 1)
    #expect(reopened.code == .ok, "\(reopened)")
    try bench.meet()
    #expect(try await bench.type("conflicts list", json: true).document["total"] == 1)
  }

  @Test func `a value that no side has is taken field by field`() async throws {
    let (bench, person, id) = try await disputed()
    let typed = try await bench.type(
      [
        "conflicts", "resolve", id, "--value", "given=Lan Anh", "--reason", "Theo căn cước", "--as",
        "hoa.ntt",
      ],
      at: bench.world.centers[0], bench.world.centers[0].identity)
    #expect(typed.code == .ok, "\(typed)")
    let show = try await bench.type("conflicts list --state all", json: true).document
    #expect(show["conflicts"]?.elements?.first?["what"]?.text?.contains("Nông Thị Lan Anh") == true)
    #expect(try bench.world.centers[0].show(person)[1].count == 1)
  }

  @Test func `a version that is no longer shown refuses the decision with exit code 4`() async throws {
    let (bench, _, id) = try await disputed()
    let typed = try await bench.type(
      "conflicts resolve \(id) --take 1 --seen 00000000 --reason \"…\" --as hoa.ntt")
    #expect(typed.code == .conflict && typed.err.contains("E-CONF-002"))
    let seen = try #require(
      try await bench.type("conflicts show \(id)", json: true).document["version"]?.text)
    let fine = try await bench.type(
      "conflicts resolve \(id) --take 1 --seen \(seen) --reason \"…\" --as hoa.ntt")
    #expect(fine.code == .ok, "\(fine)")
  }

  @Test func `a side that is not there and an id that is not there are told`() async throws {
    let (bench, _, id) = try await disputed()
    let side = try await bench.type("conflicts resolve \(id) --take 3 --reason \"…\" --as hoa.ntt")
    #expect(side.code == .usage && side.err.contains("E-CONF-003"))
    let missing = try await bench.type("conflicts show g-0000000000")
    #expect(missing.code == .notFound && missing.err.contains("Không có xung đột g-0000000000."))
  }

  @Test func `explain goes through the rule step by step`() async throws {
    let (bench, _, id) = try await disputed()
    let typed = try await bench.type("conflicts explain \(id)")
    #expect(typed.out.contains("Bước 1: Theo thẩm quyền của nguồn"), "\(typed.out)")
    #expect(typed.out.contains("[1] H37.1: Quầy tiếp nhận, hạng 3 – còn lại"), "\(typed.out)")
    #expect(typed.out.contains("Chuyển người quyết định."))
    let document = try await bench.type("conflicts explain \(id)", json: true).document
    #expect(document["schema"] == "conflicts.explain/1")
    #expect(document["steps"]?.elements?.first?["rule"] == "authority")
  }

  @Test func `many are decided after a dry run and a yes, and nobody is asked where nobody can be`()
    async throws
  {
    let bench = try Bench()
    for number in 1...5 {
      let person = try bench.person("Nông", "Thị", "Lan \(number)", number: "02015700000\(number)")
      try bench.rival(person, "name", name.first, name.second)
    }
    let line = "conflicts resolve --all --where group=name --take center:H37.2 --reason \"…\" --as hoa.ntt"
    let dry = try await bench.type(line + " --dry-run", json: true).document
    #expect(dry["would_resolve"] == 5 && dry["dry_run"] == true)
    #expect(try await bench.type("conflicts list", json: true).document["total"] == 5)
    let nobody = try await bench.type(line)
    #expect(
      nobody.code == .usage && nobody.err.contains("E-CMD-002") && nobody.out.contains("Sẽ giải quyết 5"))
    let no = try await bench.type(line, answer: "không")
    #expect(no.code == .failed && no.err.contains("Đã dừng; chưa thay đổi gì."))
    let stale = try await bench.type(line + " --yes --seen 12345678")
    #expect(stale.code == .conflict && stale.err.contains("E-CONF-010"))
    let seen = try #require(dry["version"]?.text)
    let yes = try await bench.type(line + " --yes --seen \(seen)")
    #expect(yes.code == .ok && yes.out.contains("Đã giải quyết 5 xung đột."), "\(yes)")
    try bench.meet()
    #expect(try await bench.type("conflicts list", center: 1, json: true).document["total"] == 0)
  }

  @Test func `records that together break a rule are merged, kept apart and asked again`() async throws {
    let bench = try Bench()
    _ = try bench.person("Nông", "Thị", "Lan", number: "020157000009")
    _ = try bench.person("Nông", "Thị", "Lành", number: "020157000009")
    let list = try await bench.type("conflicts list", json: true).document
    let entry = try #require(list["conflicts"]?.elements?.first { $0["group"] == .null })
    let id = try #require(entry["id"]?.text)
    let show = try await bench.type("conflicts show \(id)")
    #expect(
      show.out.contains("≠ Tên") && show.out.contains("tram conflicts merge \(id) --keep 1"), "\(show.out)")
    let take = try await bench.type("conflicts resolve \(id) --take 1 --reason \"…\" --as hoa.ntt")
    #expect(take.code == .usage && take.err.contains("E-CONF-009"))
    let merged = try await bench.type("conflicts merge \(id) --keep 2 --reason \"Một người\" --as hoa.ntt")
    #expect(merged.code == .ok && merged.out.contains("không có gì bị xóa"), "\(merged)")
    #expect(try await bench.type("conflicts list", json: true).document["total"] == 0)
    let undo = try #require(merged.err.split(separator: " ").first { $0.hasPrefix("g-") })
    let reopened = try await bench.type("conflicts reopen \(undo) --reason \"Nhầm\" --as hoa.ntt")
    #expect(reopened.code == .ok, "\(reopened)")
    #expect(try await bench.type("conflicts list", json: true).document["total"] == 1)
  }

  @Test func `two that are not the same are not asked again until somebody asks`() async throws {
    let bench = try Bench()
    // Twins, perhaps: one mother, one day of birth, one name.
    let mother = try bench.person()
    for number in 1...2 {
      try bench.world.hub.write(
        "person",
        [
          ("name", [.text("Hoàng"), .text("Văn"), .text("Nam")]), ("birth", [.text("2026-03-03")]),
          ("identity", [.text("02022600000\(number)")]), ("parents", [.record(mother), .null]),
        ], in: Bench.unit, author: "import", source: "population-register")
    }
    try bench.meet()
    let list = try await bench.type("conflicts list", json: true).document
    let id = try #require(list["conflicts"]?.elements?.first?["id"]?.text)
    #expect(list["total"] == 1 && list["conflicts"]?.elements?.first?["rule"] == "birth-registered-once")
    let apart = try await bench.type("conflicts distinct \(id) --reason \"Hai người\" --as hoa.ntt")
    #expect(apart.code == .ok, "\(apart)")
    #expect(try await bench.type("conflicts list", json: true).document["total"] == 0)
    let again = try await bench.type("conflicts reopen \(id) --reason \"Xem lại\" --as hoa.ntt")
    #expect(again.code == .ok, "\(again)")
    #expect(try await bench.type("conflicts list", json: true).document["total"] == 1)
  }

  @Test func `a name that is an escape sequence is written out`() async throws {
    let bench = try Bench()
    let person = try bench.person()
    let hostile = "\u{1B}[2JLan\u{202E}"
    try bench.rival(
      person, "name", [.text(hostile), .null, .text("A")], [.text("B"), .null, .text(hostile)])
    let list = try await bench.type("conflicts list", json: true).document
    let id = try #require(list["conflicts"]?.elements?.first?["id"]?.text)
    for line in [
      "conflicts list", "conflicts show \(id)", "conflicts explain \(id)", "conflicts list --json",
    ] {
      let typed = try await bench.type(line)
      #expect(!typed.out.contains("\u{1B}") && !typed.out.contains("\u{202E}"))
    }
    let show = try await bench.type("conflicts show \(id)")
    #expect(show.out.contains("\\u{1B}[2JLan\\u{202E}"))
  }

  @Test func `counts are by rule, center, group and age`() async throws {
    let (bench, _, _) = try await disputed()
    for by in ["rule", "center", "group", "age"] {
      let document = try await bench.type("conflicts stats --by \(by)", json: true).document
      #expect(document["schema"] == "conflicts.stats/1" && document["by"] == .string(by))
      #expect(document["counts"]?.elements?.count == (by == "center" ? 2 : 1), "\(document)")
    }
    let typed = try await bench.type("conflicts stats --by group")
    #expect(typed.out.contains("Công dân: Họ, chữ đệm và tên"))
  }

  @Test func `a condition that nobody understands is told`() async throws {
    let bench = try Bench()
    for condition in ["colour=red", "entity=fish", "age=3d", "group>name", "severity=huge"] {
      let typed = try await bench.type(
        [
          "conflicts", "resolve", "--all", "--where", condition, "--take", "latest", "--reason", "…", "--as",
          "x",
        ],
        at: bench.world.centers[0], bench.world.centers[0].identity)
      #expect(typed.code == .usage && typed.err.contains("E-CONF-004"), "\(condition) \(typed)")
    }
  }
}
