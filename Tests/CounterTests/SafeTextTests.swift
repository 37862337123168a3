import Counter
import Records
import Testing

@Suite struct `Untrusted text on a terminal` {
  @Test(arguments: [
    ("a window title", "\u{1B}]0;x\u{7}", #"\u{1B}]0;x\u{7}"#),
    ("a cleared screen", "\u{1B}[2J", #"\u{1B}[2J"#),
    ("an 8-bit control", "\u{9B}31m", #"\u{9B}31m"#),
    ("a rubout", "a\u{8}b\u{7F}c", #"a\u{8}b\u{7F}c"#),
    ("a line of its own", "An\r\nroot#", #"An\u{D}\u{A}root#"#),
    ("a tab", "An\tBình", #"An\u{9}Bình"#),
    ("a zero byte", "An\0Bình", #"An\u{0}Bình"#),
    ("a reversed name", "\u{202E}nA\u{202C}", #"\u{202E}nA\u{202C}"#),
    ("an isolate", "\u{2066}x\u{2069}", #"\u{2066}x\u{2069}"#),
    ("an Arabic letter mark", "\u{61C}x", #"\u{61C}x"#),
    ("zero width", "Nguy\u{200B}ễn\u{200D}\u{FEFF}", #"Nguy\u{200B}ễn\u{200D}\u{FEFF}"#),
    ("a word joiner", "a\u{2060}b", #"a\u{2060}b"#),
    ("separators", "a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#),
    ("a soft hyphen", "a\u{AD}b", #"a\u{AD}b"#),
    ("a tag", "\u{E0041}", #"\u{E0041}"#),
    ("a filler", "\u{3164}", #"\u{3164}"#),
    ("a noncharacter", "\u{1FFFE}\u{FFFF}", #"\u{1FFFE}\u{FFFF}"#),
    ("a mark on our own words", "\u{301}An", #"\u{301}An"#),
    (
      "a tower of marks", "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
      "a\u{301}\u{302}\u{303}\u{304}\\u{305}\\u{306}"
    ),
    ("a mark on an escape", "\u{7}\u{301}", #"\u{7}\u{301}"#),
  ])
  func `shows what is hidden in it`(what: String, name: String, shown: String) {
    let text = SafeText(name)
    #expect(text.plain.unicodeScalars.elementsEqual(shown.unicodeScalars))
    // Colors or not, no byte that a terminal obeys is left.
    #expect(!Style.plain.rendered(text).unicodeScalars.contains { $0.isHidden })
    #expect("\(name)" as SafeText == text)
  }

  @Test(arguments: [
    "Nguyễn Thị Ánh", "Đỗ Văn Đức", "Nguye\u{302}\u{303}n", "H’Hen Niê", "Y Ngông Niê Kdăm", "O'Brien-Lê",
    "李小龍", "Ünal", "",
    "a (b) [c] {d} <e> & \"f\" \\",
  ])
  func `leaves a name as it is`(name: String) {
    #expect(SafeText(name).plain.unicodeScalars.elementsEqual(name.unicodeScalars))
  }

  @Test func `is the same when it is made safe twice`() {
    let name = "\u{1B}[31m\u{202E}\u{301}"
    let once = SafeText(name)
    #expect(SafeText(once.plain) == once)
  }

  @Test func `never reaches the output, whatever the scalar`() {
    for value in (0...0x2FFF as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = SafeText("a" + String(Character(scalar)) + "b").plain.unicodeScalars
      let category = scalar.properties.generalCategory
      if [.control, .format, .lineSeparator, .paragraphSeparator].contains(category),
        ![0x600...0x605, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891, 0x8E2...0x8E2].contains(where: {
          $0.contains(value)
        })
      {
        // The Arabic exceptions are visible number signs.
        #expect(!shown.contains(scalar), "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func `keeps its ink apart from its letters`() {
    let line: SafeText = "Hồ sơ \("A\u{1B}", .danger)!"
    #expect(line.plain == #"Hồ sơ A\u{1B}!"#)
    #expect(Style(hasColors: true).rendered(line) == "Hồ sơ \u{1B}[1;31mA\\u{1B}\u{1B}[0m!")
    #expect(Style.plain.rendered(line) == #"Hồ sơ A\u{1B}!"#)
  }

  @Test(
    arguments: [
      (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false),
      (true, ["NO_COLOR": ""], true),
      (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm"], true),
    ] as [(Bool, [String: String], Bool)])
  func `has colors only where they are welcome`(isTerminal: Bool, environment: [String: String], colors: Bool)
  {
    #expect(Style(isTerminal: isTerminal, environment: environment).hasColors == colors)
  }
}
