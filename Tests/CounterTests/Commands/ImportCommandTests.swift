import Counter
import Foundation
import Node
import Records
import Testing

/// Files that a test writes, in a folder of their own.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tram-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: url.appending(path: name))
    return path(name)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
  }
}

@Suite struct `An import at the terminal` {
  static let good =
    #"{"kind":"person","key":"p-1","surname":"Nông","given":"Lan","birth_date":"1957","sex":"female","residence_unit":"06184"}"#
  static let wrongDay = good.replacing("p-1", with: "p-2").replacing("1957", with: "31/31/1957")
  static let wrongWord = good.replacing("p-1", with: "p-3").replacing("female", with: "f")
  static let file = [good, wrongDay, wrongWord, "{\"kind\":\"dog\",\"key\":\"1\"}", "{\"ki"].joined(
    separator: "\n")

  @Test
  func `names each refused line with its reason as a sentence, and ends with the code for a person's work`()
    async throws
  {
    let (bench, folder) = (try Bench(centers: 0), try Scratch())
    let path = try folder.write("people.ndjson", Self.file)
    let typed = try await bench.typeAtHub("hub import \(path)")
    #expect(typed.code == .conflict)
    #expect(typed.out == "Đã đọc 5 dòng: mới 1, đổi 0, như cũ 0, từ chối 4.\n")
    #expect(
      typed.err == """
        dòng 2: “Ngày, tháng, năm sinh” (`birth_date`) không đúng dạng; cần ngày như `1957-03-05`, `1957-03` hoặc `1957`
        dòng 3: “Giới tính” (`sex`) không đúng dạng; cần một trong: `male`, `female`
        dòng 4: không rõ loại: `kind` phải là `household`, `person` hoặc `document`
        dòng 5: tệp dừng giữa dòng này; có thể tệp chép chưa hết
        Lỗi E-IMP-001: Đã nhập xong, nhưng 4 dòng bị từ chối.
        Nghĩa là: Các dòng khác đã được lưu; dòng bị từ chối chưa có trong dữ liệu.
        Hãy: sửa các dòng đó rồi nhập lại; `--refused TỆP` giữ chúng kèm lý do.

        """)
  }

  @Test func `says the same in English, and to a program`() async throws {
    let (bench, folder) = (try Bench(centers: 0), try Scratch())
    let path = try folder.write("people.ndjson", Self.file)
    let typed = try await bench.typeAtHub("hub import \(path)", language: .en)
    #expect(typed.code == .conflict && typed.out.contains("Read 5 lines: 1 new"))
    #expect(typed.err.contains("line 3: “Sex” (`sex`) is not well formed; wanted: one of: `male`, `female`"))
    #expect(typed.err.contains("the file ends in the middle of this line"))
    let again = try await bench.typeAtHub("hub import \(path)", json: true)
    #expect(again.code == .conflict)
    #expect(try again.document["refused"]?.integer == 0 && again.document["earlier_refused"]?.integer == 4)
    #expect(try again.document["earlier_lines"]?.integer == 5)
  }

  @Test func `keeps the refused lines as they came, and goes on with that file when it goes on`() async throws
  {
    let (bench, folder) = (try Bench(centers: 0), try Scratch())
    let path = try folder.write("people.ndjson", Self.file)
    let refused = folder.path("refused.ndjson")
    #expect(try await bench.typeAtHub("hub import \(path) --refused \(refused)").code == .conflict)
    let lines = try folder.read("refused.ndjson").split(separator: "\n").map {
      try JSONValue.parse(String($0))
    }
    #expect(lines.map { $0["line"]?.integer } == [2, 3, 4, 5])
    #expect(lines.map { $0["reason"]?.text } == ["unfit", "unfit", "unknown-kind", "cut-short"])
    #expect(lines[0]["text"]?.text == Self.wrongDay && lines[0]["member"]?.text == "birth_date")
    #expect(lines[0]["says"]?.text?.hasPrefix("“Ngày, tháng, năm sinh”") == true)
    let attributes = try FileManager.default.attributesOfItem(atPath: refused)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    // Nothing is refused anew; what was kept stays.
    #expect(try await bench.typeAtHub("hub import \(path) --refused \(refused)").code == .conflict)
    #expect(try folder.read("refused.ndjson").split(separator: "\n").count == 4)
    // Corrected lines, as another file, are taken in.
    let corrected = try folder.write(
      "corrected.ndjson", Self.wrongWord.replacing("\"f\"", with: "\"female\"") + "\n")
    #expect(try await bench.typeAtHub("hub import \(corrected)").code == .ok)
  }

  @Test func `does not write over the file that it reads`() async throws {
    let (bench, folder) = (try Bench(centers: 0), try Scratch())
    let path = try folder.write("people.ndjson", Self.file)
    let typed = try await bench.typeAtHub("hub import \(path) --refused \(path)")
    #expect(typed.code == .usage && typed.err.contains("E-FILE-008"))
    #expect(try folder.read("people.ndjson") == Self.file)
  }

  @Test(arguments: Language.allCases) func `has a sentence for every reason`(language: Language) {
    let reasons: [ImportRefusal] = [
      .tooLong, .malformed(nil, column: 1), .malformed(.control, column: 9), .cutShort, .unknownKind,
      .missing("surname"), .unknownMember("mood"), .unfit("birth_date"), .unfit("residence_unit"),
      .unfit("address"), .hidden("given"), .holderUnknown, .repeatedKey, .deleted, .elsewhere, .tooLarge,
    ]
    let sentences = reasons.map { Texts.imports.sentence($0, language).plain }
    #expect(Set(sentences).count == sentences.count)
    for sentence in sentences { #expect(!sentence.contains("{") && sentence.count > 10) }
  }
}
