import Records
import Testing

/// The 12 vowels with 6 tones, then đ; written by code point so that no editor can normalise them.
struct Letter: CustomTestStringConvertible {
  var composed: String
  var decomposed: String
  var plain: String
  var testDescription: String { "\(composed) of \(plain)" }

  static let all: [Letter] = {
    let shapes: [(String, String, String)] = [
      ("a", "", "a"), ("a", "\u{306}", "\u{103}"), ("a", "\u{302}", "\u{E2}"), ("e", "", "e"),
      ("e", "\u{302}", "\u{EA}"), ("i", "", "i"), ("o", "", "o"), ("o", "\u{302}", "\u{F4}"),
      ("o", "\u{31B}", "\u{1A1}"), ("u", "", "u"), ("u", "\u{31B}", "\u{1B0}"), ("y", "", "y"),
    ]
    let tones: [(String, [UInt32])] = [
      ("\u{300}", [0xE0, 0x1EB1, 0x1EA7, 0xE8, 0x1EC1, 0xEC, 0xF2, 0x1ED3, 0x1EDD, 0xF9, 0x1EEB, 0x1EF3]),
      ("\u{301}", [0xE1, 0x1EAF, 0x1EA5, 0xE9, 0x1EBF, 0xED, 0xF3, 0x1ED1, 0x1EDB, 0xFA, 0x1EE9, 0xFD]),
      (
        "\u{309}",
        [0x1EA3, 0x1EB3, 0x1EA9, 0x1EBB, 0x1EC3, 0x1EC9, 0x1ECF, 0x1ED5, 0x1EDF, 0x1EE7, 0x1EED, 0x1EF7]
      ),
      (
        "\u{303}", [0xE3, 0x1EB5, 0x1EAB, 0x1EBD, 0x1EC5, 0x129, 0xF5, 0x1ED7, 0x1EE1, 0x169, 0x1EEF, 0x1EF9]
      ),
      (
        "\u{323}",
        [0x1EA1, 0x1EB7, 0x1EAD, 0x1EB9, 0x1EC7, 0x1ECB, 0x1ECD, 0x1ED9, 0x1EE3, 0x1EE5, 0x1EF1, 0x1EF5]
      ),
    ]
    var letters: [Letter] = []
    for (index, (base, shape, shaped)) in shapes.enumerated() {
      if !shape.isEmpty { letters.append(Letter(composed: shaped, decomposed: base + shape, plain: base)) }
      for (mark, composed) in tones {
        // The dot below has the lower combining class, so it stands before circumflex and breve in NFD.
        let marks = mark == "\u{323}" && shape != "\u{31B}" ? mark + shape : shape + mark
        letters.append(
          Letter(
            composed: String(Unicode.Scalar(composed[index])!), decomposed: base + marks, plain: base))
      }
    }
    letters.append(Letter(composed: "\u{111}", decomposed: "\u{111}", plain: "d"))
    let capitals = letters.map {
      Letter(composed: $0.composed.uppercased(), decomposed: $0.decomposed.uppercased(), plain: $0.plain)
    }
    return letters + capitals
  }()
}

@Suite struct `Folded text` {
  @Test func `there are 134 Vietnamese letters beyond ASCII`() {
    #expect(Letter.all.count == 134)
    #expect(Set(Letter.all.map { Array($0.composed.utf8) }).count == 134)
  }

  @Test(arguments: Letter.all)
  func `a letter folds alike composed and decomposed`(letter: Letter) {
    #expect(folded(letter.composed) == letter.plain)
    #expect(folded(letter.decomposed) == letter.plain)
  }

  @Test(arguments: [
    ("Nguyễn Văn Đức", "nguyen van duc"),
    ("NGUYỄN VĂN ĐỨC", "nguyen van duc"),
    ("Nguye\u{302}\u{303}n Va\u{306}n Đu\u{31B}\u{301}c", "nguyen van duc"),
    ("Ðinh Thị Hoà", "dinh thi hoa"),
    ("ðinh thị hòa", "dinh thi hoa"),
    ("  H’Mông--Krông\u{A0} 'Pắk ", "h mong krong pak"),
    ("thuỷ thủy quý quí", "thuy thuy quy qui"),
    ("Xã Đồng Đăng, thôn 3/2", "xa dong dang, thon 3/2"),
    ("Öster\u{E5} \u{212B}ngström", "ostera angstrom"),
    ("МОСКВА 東京", "москва 東京"),
    ("Ab\u{200B}c", "abc"),
    ("", ""),
    (" -' ", ""),
  ])
  func `a text folds to its key`(text: String, key: String) {
    #expect(Array(folded(text).utf8) == Array(key.utf8))
    #expect(folded(folded(text)) == folded(text))
  }

  @Test func `words come in their order`() {
    #expect(foldedWords("Nông Văn-Đức") == ["nong", "van", "duc"])
    #expect(foldedWords(" ") == [])
  }
}

@Suite struct `Composed text` {
  @Test(arguments: Letter.all)
  func `a decomposed letter becomes the precomposed one`(letter: Letter) {
    #expect(Array(composed(letter.decomposed).utf8) == Array(letter.composed.utf8))
    #expect(Array(composed(letter.composed).utf8) == Array(letter.composed.utf8))
    let marks = letter.decomposed.unicodeScalars.dropFirst().reversed()
    var turned = String.UnicodeScalarView(letter.decomposed.unicodeScalars.prefix(1))
    turned.append(contentsOf: marks)
    #expect(Array(composed(String(turned)).utf8) == Array(letter.composed.utf8))
  }

  @Test(arguments: [
    ("n\u{303}", "n\u{303}"),
    ("a\u{308}", "a\u{308}"),
    ("a\u{308}\u{302}", "â\u{308}"),
    ("a\u{301}\u{301}", "á\u{301}"),
    ("â\u{323}", "ậ"),
    ("ạ\u{302}", "ậ"),
    ("\u{301}a", "\u{301}a"),
    ("Ðinh", "Ðinh"),
    ("Hoàng", "Hoàng"),
  ])
  func `what is not a Vietnamese letter stays`(text: String, expected: String) {
    #expect(Array(composed(text).utf8) == Array(expected.utf8))
  }
}

@Suite struct `Vietnamese order` {
  @Test func `letters come before tones, tones before case`() {
    let ordered = [
      "a", "A", "à", "ả", "ã", "á", "ạ", "an", "ăn", "ân", "ba", "da", "đa", "e", "ê", "la", "là", "lá",
      "la an", "o", "ô",
      "ơ", "u", "ư", "y", "東",
    ]
    for (before, after) in zip(ordered, ordered.dropFirst()) {
      #expect(collationKey(before).lexicographicallyPrecedes(collationKey(after)), "\(before) < \(after)")
    }
  }

  @Test func `hoà and hòa stand at one place`() {
    #expect(collationKey("hoà") == collationKey("hòa"))
    #expect(collationKey("ho\u{61}\u{300}") == collationKey("hoà"))
    #expect(collationKey(" Lê  Văn-An ") == collationKey("Lê Văn An"))
  }

  @Test func `people are listed by given name`() {
    let people = ["Nguyễn Thị Ánh", "Đỗ Thị Bình", "Lê Văn An", "Lê Văn Ân", "Đặng Văn An", "Đinh Văn An"]
    let sorted = people.sorted { personSortKey($0).lexicographicallyPrecedes(personSortKey($1)) }
    #expect(
      sorted == ["Đặng Văn An", "Đinh Văn An", "Lê Văn An", "Nguyễn Thị Ánh", "Lê Văn Ân", "Đỗ Thị Bình"])
  }
}
