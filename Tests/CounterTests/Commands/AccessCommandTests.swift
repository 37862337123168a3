import Causality
import Counter
import Node
import Procedures
import Records
import Simulation
import Store
import Testing

@Suite struct `Looking at people` {
  private let number = "020190000001"

  @Test func `needs a purpose, and is written down with who, whom, when and for what`() async throws {
    let bench = try DeskBench()
    for line in [
      "person show \(number) --as hoa.ntt", "person find lan --as hoa.ntt", "document list \(number) --as a",
    ] {
      await #expect(throws: UsageError.self) { try await bench.type(line) }
    }
    for purpose in ["curiosity", "H37.01-261123-000009"] {
      let refused = try await bench.type("person show \(number) --for \(purpose) --as hoa.ntt")
      #expect(
        refused.code == .permission && refused.err.contains("E-LAW-006") && refused.out.isEmpty, "\(refused)")
    }
    #expect(try bench.center.reader.records(in: .access("H37.01")).isEmpty)
    let opened = try await bench.type(
      "dossier open --procedure 1.001193 --case 2 --person \(number) --as hoa.ntt", json: true
    ).document
    let code = try #require(opened["dossiers"]?.elements?.first?["code"]?.text)
    #expect(try await bench.type("person show \(number) --for \(code) --as hoa.ntt").code == .ok)
    #expect(try await bench.type("person find nong --for reception --as linh.ht").code == .ok)
    let records = try bench.center.reader.records(in: .access("H37.01"))
    #expect(records.count == 2)
    let extract = try await bench.type("access extract \(number) --as hoa.ntt")
    for part in ["Nông Thị Lan", "hoa.ntt", "linh.ht", code, "Tiếp nhận tại quầy"] {
      #expect(extract.out.contains(part), "\(part)\n\(extract.out)")
    }
    // The extract was a look itself.
    let again = try await bench.type("access extract \(number) --as hoa.ntt", json: true).document
    let purposes = again["look_ups"]?.elements?.compactMap { $0["purpose"]?.text }
    #expect(purposes?.sorted() == [code, "citizen-request", "reception"].sorted())
  }

  @Test func `is reported by account for an interval, without a name`() async throws {
    let bench = try DeskBench()
    _ = try await bench.type("person show \(number) --for reception --as hoa.ntt")
    _ = try await bench.type("person show \(number) --for verification --as hoa.ntt")
    _ = try await bench.type("person show \(number) --for reception --as linh.ht")
    let line = "access breach --from 2026-11-23 --to 2026-11-23"
    let shown = try await bench.type(line)
    #expect(shown.out.contains("hoa.ntt") && shown.out.contains("linh.ht"), "\(shown)")
    #expect(!shown.out.contains("Lan") && !shown.out.contains(number))
    let looks = try await bench.type(line + " --account hoa.ntt", json: true).document["look_ups"]?.elements
    #expect(looks?.compactMap { $0["purpose"]?.text }.sorted() == ["reception", "verification"])
    let before = try await bench.type("access breach --from 2026-11-21 --to 2026-11-22", json: true)
    #expect(try before.document["look_ups"] == [])
  }

  @Test func `too often stops, and raises an alarm`() async throws {
    let bench = try DeskBench()
    let person = try #require(try bench.center.reader.find(.personalID, number).first).record
    nonisolated(unsafe) let file = bench.center
    let desk = try await Desk(try Replica({ file }), clock: { DeskBench.now })
    let many = [RecordID](repeating: person, count: LookUpLimit.personsPerHour)
    try await desk.note(many, for: .named(.reception), staff: "hoa.ntt")
    await #expect(throws: DeskRefusal.tooManyLookUps) {
      try await desk.note([person], for: .named(.reception), staff: "hoa.ntt")
    }
    try await desk.note([person], for: .named(.reception), staff: "linh.ht")
    let later = try await Desk(try Replica({ file }), clock: { DeskBench.now + 3_700_000 })
    try await later.note([person], for: .named(.reception), staff: "hoa.ntt")
    let alarm = try #require(try bench.center.reader.alarms().first)
    #expect(alarm.kind == .lookUps && alarm.subject == "hoa.ntt")
  }

  @Test func `by the text of a scanned card finds whose card it is`() async throws {
    let bench = try DeskBench()
    let card = "020190000001||NONG THI LAN|05031990|Nu|Thon 1|03072023"
    let found = try await bench.type(["person", "find", card, "--for", "reception", "--as", "hoa.ntt"])
    #expect(found.code == .ok && found.out.contains("Nông Thị Lan"), "\(found)")
  }
}

@Suite struct `Reports and the catalogue's coverage` {
  @Test func `a report counts dossiers, papers, exceptions and time by service`() async throws {
    let bench = try DeskBench()
    let opened = try await bench.type(
      "dossier open --procedure 1.001193 --case 2 --person 020190000001 --as hoa.ntt", json: true
    ).document
    let code = try #require(opened["dossiers"]?.elements?.first?["code"]?.text)
    _ = try await bench.type(
      "dossier add \(code) --requirement giay-to-tuy-than --exception data-wrong --reason \"Sai\" --as hoa.ntt"
    )
    for line in ["--to 4", "--to 9"] {
      _ = try await bench.type("dossier advance \(code) \(line) --as hoa.ntt")
    }
    let line = "report --from 2026-11-01 --to 2026-11-30"
    let row = try #require(
      try await bench.type(line, json: true).document["rows"]?.elements?.first)
    #expect(row["service"] == 9 && row["dossiers"] == 1 && row["paperless"] == 0 && row["ended_in_time"] == 1)
    #expect(row["exceptions"]?["data_wrong"] == 1 && row["center"] == "H37.01")
    let table = try await bench.type(line)
    #expect(table.out.contains("100,0 %") && table.out.contains("Đăng ký khai sinh"), "\(table)")
    let csv = try await bench.type(line + " --csv")
    #expect(csv.out.contains("H37.01,9 ") && csv.out.hasSuffix("\r\n"), "\(csv)")
    let empty = try await bench.type("report --from 2026-10-01 --to 2026-10-31")
    #expect(empty.out.contains("Không có hồ sơ nào"))
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+84", "'+84"), ("-5", "'-5"), ("@a", "'@a"), ("\tx", "'\tx"), ("a,b", "\"a,b\""),
    ("say \"x\"", "\"say \"\"x\"\"\""), ("=a,b", "\"'=a,b\""), ("Nông", "Nông"), ("", ""),
  ])
  func `a cell is never a formula`(value: String, cell: String) {
    #expect(CSV.text([[value]]) == cell + "\r\n")
  }

  @Test func `coverage says what was announced, what is held and what was not found`() async throws {
    let bench = try DeskBench()
    let shown = try await bench.type("catalogue coverage")
    for part in ["chưa tìm được mã thủ tục", "chưa có văn bản", "324", "578"] where part != "578" {
      #expect(shown.out.contains(part), "\(part)\n\(shown.out)")
    }
    let document = try await bench.type("catalogue coverage", json: true).document
    #expect(document["services"]?.elements?.count == 25)
    let list = try #require(document["lists"]?.elements?.first { $0["code"] == "procedures-with-documents" })
    #expect(list["announced"] == 324 && list["held"] == 0)
    #expect(try await bench.type("catalogue coverage --on 2025-08-01", json: true).document["lists"] == [])
  }

  @Test func `what changed in a procedure is named by its place`() async throws {
    let bench = try DeskBench()
    let same = try await bench.type("procedure diff 1.001193 --from 2025-07-01")
    #expect(same.code == .ok && same.out.contains("Không có gì thay đổi"), "\(same)")
    let before = try await bench.type("procedure diff 1.001193 --from 2020-01-01")
    #expect(before.code == .notFound)
    let old: JSONValue = [
      "code": "1", "channels": [["channel": "direct", "fee": 10], ["channel": "online", "fee": 5]],
      "gone": true,
    ]
    let new: JSONValue = [
      "code": "1", "channels": [["channel": "online", "fee": 7], ["channel": "direct", "fee": 10]],
      "new": "x",
    ]
    #expect(
      old.differences(to: new) == [
        Difference(place: "channels.online.fee", before: 5, after: 7),
        Difference(place: "gone", before: true, after: nil),
        Difference(place: "new", before: nil, after: "x"),
      ])
  }
}
