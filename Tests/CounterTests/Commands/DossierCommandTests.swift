import Counter
import Records
import Simulation
import Store
import Testing

@Suite struct `Dossiers at the terminal` {
  private let number = "020190000001"
  private let linked =
    "dossier open --service 15 --person 020190000001 --child \"Nông Văn An\" --born 2026-11-20 --sex male --case 1 --as hoa.ntt"

  @Test func `procedures are listed by their words and shown with components and limits`() async throws {
    let bench = try DeskBench()
    let list = try await bench.type("procedure list dang ky khai sinh")
    #expect(list.code == .ok && list.out.contains("1.001193"), "\(list)")
    let show = try await bench.type("procedure show 1.001193")
    #expect(show.out.contains("Thủ tục đăng ký khai sinh") && show.out.contains("Có hiệu lực từ"), "\(show)")
    let missing = try await bench.type("procedure show 9.999999")
    #expect(missing.code == .notFound && missing.err.contains("E-FIND-004"))
    let document = try await bench.type("procedure show 1.001193", json: true).document
    #expect(document["schema"] == "procedure.show/1" && document["cases"]?.elements?.isEmpty == false)
  }

  @Test func `a linked birth is received in parts, followed, moved and handed over`() async throws {
    let bench = try DeskBench()
    let opened = try await bench.type(linked, json: true)
    #expect(opened.code == .ok, "\(opened)")
    let dossiers = try #require(try opened.document["dossiers"]?.elements)
    #expect(dossiers.count > 1)
    let code = try #require(dossiers[0]["code"]?.text)
    let show = try await bench.type("dossier show \(code)")
    for part in ["Hồ sơ \(code)", "Nông Thị Lan", "Nông Văn An", "Hồ sơ liên thông", "Tiếp nhận", "hoa.ntt"] {
      #expect(show.out.contains(part), "\(part)\n\(show.out)")
    }
    #expect(show.err.contains("Có thể chuyển sang"))
    let list = try await bench.type("dossier list --person \(number)")
    #expect(list.out.contains(code) && list.err.contains("hồ sơ."))
    let version = try #require(
      try await bench.type("dossier show \(code)", json: true).document["version"]?.text)
    let moved = try await bench.type("dossier advance \(code) --to 4 --seen \(version) --as hoa.ntt")
    #expect(moved.code == .ok && moved.out.contains("Được tiếp nhận → Đang xử lý"), "\(moved)")
    let stale = try await bench.type("dossier advance \(code) --to 9 --seen \(version) --as hoa.ntt")
    #expect(stale.code == .conflict && stale.err.contains("E-EDIT-001"))
    let same = try await bench.type("dossier advance \(code) --to 4 --as hoa.ntt")
    #expect(same.code == .failed && same.err.contains("E-DOS-004"))
    let illegal = try await bench.type("dossier advance \(code) --to 10 --as hoa.ntt")
    #expect(illegal.code == .failed && illegal.err.contains("E-EDIT-003"), "\(illegal)")
    for line in ["advance \(code) --to 9 --result \"Trích lục\"", "return \(code)"] {
      let typed = try await bench.type("dossier \(line) --as hoa.ntt")
      #expect(typed.code == .ok, "\(line) \(typed)")
    }
    let ended = try await bench.type("dossier withdraw \(code) --reason \"Đổi ý\" --as hoa.ntt")
    #expect(ended.code == .failed && ended.err.contains("E-DOS-005"), "\(ended)")
  }

  @Test func `a second dossier of one matter is asked about`() async throws {
    let bench = try DeskBench()
    #expect(try await bench.type(linked).code == .ok)
    let again = try await bench.type(linked)
    #expect(again.code == .conflict && again.err.contains("E-EDIT-013"), "\(again)")
    #expect(try await bench.type(linked + " --another").code == .ok)
  }

  @Test func `a component is brought, and one that is not asked is told`() async throws {
    let bench = try DeskBench()
    let opened = try await bench.type(linked, json: true).document
    let first = try #require(opened["dossiers"]?.elements?.first)
    let (code, missing) = (
      try #require(first["code"]?.text), try #require(first["missing"]?.elements?.first?.text)
    )
    let added = try await bench.type("dossier add \(code) --requirement \(missing) --as hoa.ntt")
    #expect(added.code == .ok && added.out.contains("Đã bổ sung thành phần"), "\(added)")
    let wrong = try await bench.type("dossier add \(code) --requirement giay-la --as hoa.ntt")
    #expect(wrong.code == .notFound && wrong.err.contains("E-DOS-008"))
  }

  @Test func `a node without the catalogue, and the province, say so`() async throws {
    let bench = try Bench()
    let empty = try await bench.type("procedure list")
    #expect(empty.code == .notFound && empty.err.contains("E-FIND-007"))
    let hub = try await bench.typeAtHub("dossier open --procedure 1.001193 --person x --as hoa.ntt")
    #expect(hub.code == .usage && hub.err.contains("E-DOS-009"))
  }

  @Test func `an empty list says so`() async throws {
    let typed = try await DeskBench().type("dossier list")
    #expect(typed.code == .ok && typed.out == "Không có hồ sơ nào phù hợp.\n")
  }
}
