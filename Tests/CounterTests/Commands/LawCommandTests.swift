import Counter
import Records
import Testing

@Suite struct `Data in place of papers, at the terminal` {
  private let open =
    "dossier open --procedure 1.001193 --case 2 --person 020190000001 --as hoa.ntt"

  private func opened(_ bench: DeskBench) async throws -> String {
    try #require(
      try await bench.type(open, json: true).document["dossiers"]?.elements?.first?["code"]?.text)
  }

  @Test func `each component is judged in one sentence, in both languages`() async throws {
    let bench = try DeskBench()
    let line = "procedure judge 1.001193 --case 2 --person 020190000001"
    let vi = try await bench.type(line)
    #expect(vi.code == .ok && vi.out.contains("Cơ sở dữ liệu quốc gia về dân cư"), "\(vi)")
    let en = try await bench.type(line, language: .en)
    #expect(en.out.contains("National population database"))
    let components = try #require(
      try await bench.type(line, json: true).document["components"]?.elements)
    let identity = try #require(components.first { $0["id"] == "giay-to-tuy-than" })
    #expect(identity["outcome"] == "data" && identity["rule"] == "forbidden")
    #expect(identity["explanation"]?.text?.hasSuffix(".") == true && identity["list"] == "connected-sources")
    let nobody = try await bench.type("procedure judge 1.001193 --case 2", json: true).document
    #expect(
      nobody["components"]?.elements?.first { $0["id"] == "giay-to-tuy-than" }?["outcome"] == "vneid")
  }

  @Test func `a listed document is not asked for, and is by the exception, with its reason`() async throws {
    let bench = try DeskBench()
    let code = try await opened(bench)
    let add = "dossier add \(code) --requirement giay-to-tuy-than --as hoa.ntt"
    let refused = try await bench.type(add)
    #expect(refused.code == .permission && refused.err.contains("E-LAW-001"), "\(refused)")
    let bare = await #expect(throws: UsageError.self) {
      try await bench.type(add + " --exception data-wrong")
    }
    #expect(bare != nil)
    let passed = try await bench.type(add + " --exception data-wrong --reason \"Sai ngày sinh\"")
    #expect(passed.code == .ok, "\(passed)")
    let asked = try await bench.type(
      "dossier advance \(code) --to 4 --as hoa.ntt")
    #expect(asked.code == .ok, "\(asked)")
    let words = try await bench.type(
      "dossier supplement \(code) --reason \"Nộp bản sao căn cước công dân\" --as hoa.ntt")
    #expect(words.code == .permission && words.err.contains("E-LAW-001"), "\(words)")
    let fine = try await bench.type(
      "dossier supplement \(code) --requirement giay-chung-sinh --reason \"Bản đã nộp bị mờ\" --as hoa.ntt")
    #expect(fine.code == .ok && fine.out.contains("Yêu cầu bổ sung giấy tờ"), "\(fine)")
  }

  @Test func `why is answered from the lists of that day, with evidence and exceptions`() async throws {
    let bench = try DeskBench()
    let code = try await opened(bench)
    _ = try await bench.type(
      "dossier add \(code) --requirement giay-to-tuy-than --exception data-wrong --reason \"Sai ngày sinh\" --as hoa.ntt"
    )
    let why = try await bench.type("dossier why \(code)")
    for part in [
      "theo danh sách ngày 23/11/2026", "không được yêu cầu bản giấy", "Chứng cứ: ",
      "Dữ liệu sai; Sai ngày sinh",
      "connected-sources@2025-10-01#",
    ] {
      #expect(why.out.contains(part), "\(part)\n\(why.out)")
    }
    let before = try await bench.type("dossier why \(code) --on 2025-09-01")
    #expect(before.out.contains("Chưa có danh sách nào"), "\(before)")
    let document = try await bench.type("dossier why \(code) --requirement giay-to-cu-tru", json: true)
      .document
    let line = try #require(document["components"]?.elements?.first)
    #expect(line["reproduced"] == true && line["evidence"]?.elements?.count == 1)
    #expect(document["lists"] == document["cited"])
  }

  @Test func `nothing to look at again is said`() async throws {
    let bench = try DeskBench()
    let code = try await opened(bench)
    let typed = try await bench.type("dossier recheck \(code) --as hoa.ntt")
    #expect(typed.code == .failed && typed.err.contains("E-EDIT-009"), "\(typed)")
    let list = try await bench.type("dossier list --shifted")
    #expect(list.code == .ok && list.out == "Không có hồ sơ nào phù hợp.\n", "\(list)")
    let data = try await bench.type(
      "dossier add \(code) --requirement giay-chung-sinh --from-data --as hoa.ntt")
    #expect(data.code == .notFound && data.err.contains("E-LAW-003"), "\(data)")
  }
}
