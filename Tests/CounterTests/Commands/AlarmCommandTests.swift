import Counter
import Records
import Simulation
import Store
import Testing

@Suite struct `The commands about alarms` {
  @Test func `list, explain and acknowledge what stands`() async throws {
    let bench = try Bench()
    #expect(try await bench.type("alarms list").out.contains("Không có cảnh báo nào"))
    try bench.world.centers[0].raise(.fork, "unit/06184 5f0c12ab", ["sequence": 41])
    let list = try await bench.type("alarms list", json: true).document
    let alarm = try #require(list["alarms"]?.elements?.first)
    let id = try #require(alarm["id"]?.integer)
    #expect(list["schema"] == "node.alarms/1" && alarm["kind"] == "fork" && alarm["standing"] == true)
    #expect(try await bench.type("alarms list").out.contains("Một nhật ký có hai nhánh"))
    let shown = try await bench.type("alarms show \(id)")
    #expect(shown.code == .ok && shown.out.contains("sequence") && shown.out.contains("41"))
    #expect(shown.err.contains("tram alarms acknowledge \(id)"))
    let typed = try await bench.type(
      "alarms acknowledge \(id) --reason \"đã thay ổ đĩa\" --as quan.tri")
    #expect(typed.code == .ok, "\(typed)")
    #expect(try await bench.type("alarms list", json: true).document["alarms"]?.elements?.isEmpty == true)
    let all = try await bench.type("alarms list --all", json: true).document["alarms"]?.elements?.first
    #expect(all?["acknowledged_by"] == "quan.tri" && all?["reason"] == "đã thay ổ đĩa")
  }

  @Test func `know no alarm that does not stand`() async throws {
    let bench = try Bench()
    for line in ["alarms show 7", "alarms acknowledge 7 --reason x --as quan.tri"] {
      let typed = try await bench.type(line)
      #expect(typed.code == .notFound && typed.err.contains("E-FIND-010"), "\(typed)")
    }
  }

  @Test(arguments: AlarmKind.allCases) func `say of each kind what it means and what to do`(kind: AlarmKind) {
    let words = Texts.alarms.words(of: kind)
    for text in [words.title, words.means, words.next] {
      #expect(!text.vi.isEmpty && !text.en.isEmpty && text.vi != text.en)
    }
  }
}
