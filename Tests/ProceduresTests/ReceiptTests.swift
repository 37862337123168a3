import Causality
import Procedures
import Records
import Simulation
import Testing

@Suite struct `A look-up secret` {
  @Test func `is read as people type it, and as nothing else`() throws {
    var chance = SplitMix64(seed: 4)
    for _ in 0..<200 {
      let secret = LookUpSecret.make(using: &chance)
      #expect(secret.text.utf8.count == LookUpSecret.length)
      #expect(LookUpSecret(secret.spaced) == secret && LookUpSecret(secret.text.lowercased()) == secret)
      #expect(secret.matches(secret.text) && !secret.matches(secret.text + "A") && !secret.matches(""))
      #expect(!secret.text.contains { "01ILOU".contains($0) })
    }
    for typed in ["", "ABC", "ABCDEFG", "ABC0EF", "ÁBCDEF"] { #expect(LookUpSecret(typed) == nil) }
  }
}

@Suite struct `The text of a card` {
  private let whole = "020190000001|012345678|Nông Thị Lan|05031990|Nữ|Thôn 1, xã Thất Khê, Lạng Sơn|03072023"

  @Test func `gives numbers, name and birth`() throws {
    let card = try #require(CardText(whole))
    #expect(card.personalID == "020190000001" && card.oldNumber == "012345678")
    #expect(card.name == "Nông Thị Lan" && card.birth == CivilDate("1990-03-05"))
  }

  @Test(arguments: [
    ("020190000001||Nông Thị Lan|05031990|Nữ|Thôn 1|03072023", true),
    (" 020190000001 |012345678|NÔNG THỊ LAN|05031990\r\n", true), ("020190000001|Nông", true),
    ("020190000001", false), ("02019000000|x", false), ("0201900000012|x", false),
    ("Nông Thị Lan|05031990", false),
    ("|||||||", false), ("", false),
  ])
  func `is borne with what scanners and keyboards do to it`(text: String, isCard: Bool) {
    #expect((CardText(text) != nil) == isCard)
    #expect(CardText(text).map { $0.personalID == "020190000001" } ?? true)
  }

  @Test func `longer than any card is none`() {
    #expect(CardText("020190000001|" + String(repeating: "x", count: 2_000)) == nil)
  }
}
