import Counter
import Testing

@Suite struct `The width of a text` {
  @Test(arguments: [
    ("", 0), ("An", 2), ("Đức", 3), ("Đu\u{31B}\u{301}c", 3), ("Nguyễn", 6), ("Nguye\u{302}\u{303}n", 6),
    ("Ðức", 3), ("李小龍", 6), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2),
    ("👍🏽", 4), ("☎", 1), ("⌚", 2), ("…", 1), ("–", 1), ("≠", 1), ("→", 1), ("“", 1), ("100₫", 4),
    ("カ\u{3099}", 2),
    ("\u{1F1FB}\u{1F1F3}", 2), ("ไทย", 3), ("ที่", 1), ("𠀀", 2), ("\u{E0}\u{323}", 1),
  ])
  func `is what a terminal gives it`(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test(arguments: [
    ("Nguyễn Thị Lan", 14, "Nguyễn Thị Lan"), ("Nguyễn Thị Lan", 13, "Nguyễn Thị L…"), ("Nguyễn", 1, "…"),
    ("Nguyễn", 0, ""), ("Nguye\u{302}\u{303}n", 5, "Nguy…"),
    ("Nguye\u{302}\u{303}n", 6, "Nguye\u{302}\u{303}n"),
    ("李小龍", 5, "李小…"), ("李小龍", 4, "李…"), ("😀😀", 3, "😀…"),
  ])
  func `is kept when it is cut`(text: String, columns: Int, cut: String) {
    let result = SafeText(text).truncated(to: columns)
    #expect(result.plain.unicodeScalars.elementsEqual(cut.unicodeScalars))
    #expect(result.columns <= columns)
  }

  @Test func `is filled up by columns, not by letters`() {
    #expect(SafeText("Đu\u{31B}\u{301}c").padded(to: 5).plain == "Đu\u{31B}\u{301}c  ")
    #expect(SafeText("李").padded(to: 4, .right).plain == "  李")
    #expect(SafeText("long").padded(to: 2).plain == "long")
  }

  @Test(arguments: [
    ("một hai ba", 7, ["một hai", "ba"]), ("một hai ba", 6, ["một", "hai ba"]), ("một", 10, ["một"]),
    ("", 10, [""]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("a abcdefgh b", 4, ["a", "abcd", "efgh", "b"]),
    ("  thụt vào", 20, ["  thụt vào"]), ("一二三四", 5, ["一二", "三四"]),
  ])
  func `decides where a line ends`(text: String, columns: Int, lines: [String]) {
    #expect(SafeText(text).wrapped(to: columns).map(\.plain) == lines)
  }

  @Test func `holds for every line of every wrapping`() {
    let text: SafeText =
      "Có người vừa sửa nội dung này; \("chưa có gì bị mất", .strong). Xem lại rồi lưu lần nữa.\nHết 李小龍."
    for columns in 2...70 {
      let lines = text.wrapped(to: columns)
      #expect(lines.allSatisfy { $0.columns <= columns }, "\(columns)")
      let letters = lines.map(\.plain).joined().filter { $0 != " " }
      #expect(letters == text.plain.filter { $0 != " " && $0 != "\n" }, "\(columns)")
    }
  }
}
