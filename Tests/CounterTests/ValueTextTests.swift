import Causality
import Counter
import Records
import Testing

@Suite struct `A value of a record` {
  static func shown(_ entity: String, _ field: String, _ value: Value, _ language: Language = .vi) throws
    -> String
  {
    let found = try #require(Schema.current.entity(named: entity)?.field(named: field))
    return ValueText.text(value, found.group.fields[found.index], of: entity, language).plain
  }

  @Test(
    arguments: [
      ("person", "given", .text("Lan\u{1B}"), #"Lan\u{1B}"#),
      ("person", "middle", .null, "–"),
      ("person", "birth_date", .text("1954-09-02"), "02/09/1954"),
      ("person", "birth_date", .text("1954"), "1954"),
      ("person", "birth_date", .text("không rõ"), "không rõ"),
      ("person", "sex", .text("female"), "Nữ"),
      ("person", "sex", .text("other\u{202E}"), #"other\u{202E}"#),
      ("person", "relation_to_head", .text("child"), "Con"),
      ("dossier", "status", .int(4), "Đang xử lý"),
      ("dossier", "status", .int(11), "11"),
      ("dossier", "status", .int(.min), "-9223372036854775808"),
      ("dossier", "received_at", .int(1_773_039_900_000), "09/03/2026 14:05"),
      ("dossier", "is_provisional", .bool(true), "có"),
      ("payment", "amount", .int(50_000), "50.000 đ"),
      ("payment", "status", .text("refunded"), "Đã hoàn"),
      ("attachment", "sha256", .bytes([0, 1, 0xAB] + Array(repeating: 9, count: 29)), "0001ab0909090909…"),
      ("person", "mother", .text("nobody"), "nobody"),
      ("lease", "first", .int(17), "17"),
    ] as [(String, String, Value, String)])
  func `is read as staff read it`(entity: String, field: String, value: Value, text: String) throws {
    #expect(try Self.shown(entity, field, value) == text)
  }

  @Test func `that points to a record shows its name, or the end of its id`() throws {
    let id = RecordID(Bits128(high: 1, low: 0xABCD))
    let field = try #require(Schema.current.entity(named: "person")?.field(named: "mother"))
    let mother = field.group.fields[field.index]
    let value = Value.record(id)
    #expect(ValueText.text(value, mother, of: "person", .vi).plain == "00000000abcd")
    let name = "Bà\u{7}"
    #expect(
      ValueText.text(value, mother, of: "person", .vi, name: { _ in SafeText(name) }).plain == #"Bà\u{7}"#)
  }

  @Test func `that is a name stands in one piece`() {
    #expect(ValueText.personName(GroupValues([.text("Nguyễn"), .null, .text("Lan")])).plain == "Nguyễn Lan")
    #expect(ValueText.personName(GroupValues([.null, .null, .null])).plain == "–")
  }
}
