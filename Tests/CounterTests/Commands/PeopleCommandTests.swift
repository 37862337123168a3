import Counter
import Records
import Simulation
import Store
import Testing

@Suite struct `People at the terminal` {
  private let number = "020190000001"

  @Test func `are found without accents, and nobody is told as nobody`() async throws {
    let bench = try DeskBench()
    let found = try await bench.type("person find nong thi lan --born 1990 --for reception --as hoa.ntt")
    #expect(found.code == .ok)
    #expect(found.out.contains("Nông Thị Lan") && found.out.contains("Thôn 1, Xã Đồng Đăng"), "\(found)")
    #expect(found.err.contains("Tìm thấy 1 người."))
    let none = try await bench.type("person find trần văn không --for reception --as hoa.ntt")
    #expect(none.code == .notFound && none.out == "Không tìm thấy công dân nào phù hợp.\n")
    let document = try await bench.type("person find \(number) --for reception --as hoa.ntt", json: true)
      .document
    let person = try #require(document["persons"]?.elements?.first)
    #expect(document["schema"] == "person.find/1" && person["values"]?["given"] == "Lan")
  }

  @Test func `are shown with papers, version and the next command`() async throws {
    let bench = try DeskBench()
    let typed = try await bench.type("person show \(number) --for reception --as hoa.ntt")
    let version = try #require(
      try await bench.type("person show \(number) --for reception --as hoa.ntt", json: true).document[
        "version"]?.text)
    #expect(version.wholeMatch(of: /[0-9a-f]{8}/) != nil)
    for part in [
      "Phiên bản đã xem   \(version)", "Số điện thoại", "0912000100", "Xã Đồng Đăng (06184)",
      "Thẻ căn cước, căn cước công dân", "03/07/2023",
    ] { #expect(typed.out.contains(part), "\(part)\n\(typed.out)") }
    #expect(typed.err.contains("--seen \(version)"))
  }

  @Test func `are edited as they were seen, and a later form is refused with exit code 4`() async throws {
    let bench = try DeskBench()
    let seen = try #require(
      try await bench.type("person show \(number) --for reception --as hoa.ntt", json: true).document[
        "version"]?.text)
    let line =
      "person edit \(number) --set phone.phone=0987000100 --seen \(seen) --reason \"Báo số mới\" --as hoa.ntt"
    let dry = try await bench.type(line + " --dry-run", json: true).document
    #expect(dry["dry_run"] == true && dry["changes"] == [])
    let saved = try await bench.type(line)
    #expect(
      saved.code == .ok && saved.out.contains("Đã lưu thông tin của Nông Thị Lan: Số điện thoại."), "\(saved)"
    )
    #expect(saved.err.contains("Đã lưu tại trung tâm; chờ đồng bộ về tỉnh."))
    let stale = try await bench.type(
      "person edit \(number) --set phone.phone=0911000100 --seen \(seen) --reason \"Khác\" --as minh.lv")
    #expect(stale.code == .conflict)
    #expect(stale.err.contains("Có người vừa sửa nội dung này.") && stale.err.contains("tram person show"))
    #expect(try await bench.type("person show \(number) --for reception --as hoa.ntt").out.contains("0987"))
  }

  @Test func `have a history that says who changed what from what, where and why`() async throws {
    let bench = try DeskBench()
    _ = try await bench.type(
      "person edit \(number) --set phone.phone=0987000100 --reason \"Báo số mới\" --as hoa.ntt")
    let typed = try await bench.type("person history \(number) --for reception --as hoa.ntt")
    for part in [
      "hoa.ntt, Trung tâm Phục vụ hành chính công phường Đông Kinh", "Lý do", "Báo số mới", "Nguồn",
      "Quầy tiếp nhận", "0912000100 → 0987", "Nhập từ tệp, Tỉnh", "Cơ sở dữ liệu quốc gia về dân cư",
    ] { #expect(typed.out.contains(part), "\(part)\n\(typed.out)") }
    let document = try await bench.type("person history \(number) --for reception --as hoa.ntt", json: true)
      .document
    let change = try #require(document["changes"]?.elements?.first)
    #expect(document["schema"] == "person.history/1" && change["author"] == "hoa.ntt")
    #expect(change["writes"]?.elements?.first?["before"]?["phone"] == "0912000100")
    #expect(change["change"]?["hash"]?.text?.count == 64)
  }

  @Test(
    arguments: [
      ("person edit 020190000001 --set name.colour=x --reason r --as a", "E-EDIT-005", ExitCode.usage),
      ("person edit 020190000001 --set merged.merged_into=x --reason r --as a", "E-EDIT-005", .usage),
      ("person edit 020190000001 --set sex.sex=other --reason r --as a", "E-EDIT-004", .usage),
      ("person edit 020190000001 --set birth.birth_date=31/02/1990 --reason r --as a", "E-EDIT-004", .usage),
      ("person edit 020190000001 --set phone.phone=0912000100 --reason r --as a", "E-EDIT-009", .failed),
      ("person show 020190000002 --for reception --as hoa.ntt", "E-FIND-001", .notFound),
      ("person move 020190000001 --unit 99999 --address x --reason r --as a", "E-FIND-005", .notFound),
    ] as [(String, String, ExitCode)])
  func `are refused in words with a code`(line: String, code: String, exit: ExitCode) async throws {
    let typed = try await DeskBench().type(line)
    #expect(typed.code == exit && typed.err.contains(code), "\(typed)")
  }

  @Test func `move and die, each once`() async throws {
    let bench = try DeskBench()
    let moved = try await bench.type(
      "person move \(number) --unit 05977 --address \"Số 2\" --reason \"Theo chồng\" --as hoa.ntt")
    #expect(moved.code == .ok, "\(moved)")
    #expect(
      try await bench.type("person show \(number) --for reception --as hoa.ntt").out.contains("(05977)"))
    let dead = try await bench.type(
      "person death \(number) --on 2026-11-20 --place \"Tại nhà\" --reason \"Giấy báo tử\" --as hoa.ntt")
    #expect(dead.code == .ok, "\(dead)")
    let again = try await bench.type(
      "person death \(number) --on 2026-11-20 --reason \"Giấy báo tử\" --as hoa.ntt")
    #expect(again.code == .failed && again.err.contains("E-EDIT-011"))
  }

  @Test func `hold documents that are listed`() async throws {
    let bench = try DeskBench()
    let typed = try await bench.type("document list \(number) --for reception --as hoa.ntt", language: .en)
    #expect(
      typed.out.contains("Documents held: Person") || typed.out.contains("Documents held: Nông Thị Lan"))
    #expect(typed.out.contains("020190000001") && typed.out.contains("Valid"))
    let document = try await bench.type("document list \(number) --for reception --as hoa.ntt", json: true)
      .document
    #expect(document["schema"] == "document.list/1" && document["documents"]?.elements?.count == 1)
  }

  @Test func `with a hostile name are shown harmlessly`() async throws {
    let bench = try DeskBench()
    // Such a name is refused where it is typed; it can still come from a register or from another program.
    let person = try #require(try bench.center.reader.find(.personalID, number).first)
    let name: [Value] = [.text("Nông"), .text("Thị"), .text("Lan\u{1B}[31m\u{202E}")]
    try bench.center.edit(person, "name", name, in: DeskBench.unit)
    #expect(throws: UsageError.self) {
      try CommandTable.tram.parse([
        "person", "edit", number, "--set", "name.given=\u{1B}", "--reason", "r", "--as", "a",
      ])
    }
    for line in [
      "person show \(number) --for reception --as hoa.ntt", "person find nong --for reception --as hoa.ntt",
      "person history \(number) --for reception --as hoa.ntt",
      "document list \(number) --for reception --as hoa.ntt",
    ] {
      let typed = try await bench.type(line)
      #expect(!typed.out.contains("\u{1B}") && !typed.out.contains("\u{202E}"), "\(line)")
    }
  }
}
