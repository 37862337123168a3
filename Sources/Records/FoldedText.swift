/// The key by which a name is searched: marks stripped, đ→d, lower case, and every run of spaces, hyphens and
/// apostrophes collapsed to one space, without a space at either end.
///
/// `folded("  Nguyễn  Thị-Hoà ")` is `"nguyen thi hoa"`. Composed and decomposed input give the same key, and so do
/// hoà and hòa; ð and Ð (U+00F0, U+00D0), which real registers hold in place of đ and Đ, fold to d. Letters of other
/// scripts are lower-cased and kept, in whatever normal form they came in. Folding twice changes nothing.
package func folded(_ text: String) -> String { String(decoding: foldedBytes(text), as: UTF8.self) }

/// The words of a folded text, in their order: `foldedWords("Nông Văn-Đức")` is `["nong", "van", "duc"]`.
package func foldedWords(_ text: String) -> [String] {
  foldedBytes(text).split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
}

/// Folded words, each once, in the order in which they came, one space between two: what a search index takes. Made
/// without a string for each word, because every name of a batch passes here.
package struct FoldedWords: Equatable, Sendable {
  /// UTF-8.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Adds the words of a text.
  package mutating func add(_ text: String) {
    let key = foldedBytes(text)
    var start = 0
    for place in 0...key.count where place == key.count || key[place] == UInt8(ascii: " ") {
      if place > start { add(word: key[start..<place]) }
      start = place + 1
    }
  }

  /// Whether a word is among them, or where `asBeginning`, one that begins so.
  package func contains(_ word: some Collection<UInt8>, asBeginning: Bool = false) -> Bool {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
      let other = bytes[start..<end]
      if asBeginning ? other.starts(with: word) : other.elementsEqual(word) { return true }
      start = end + 1
    }
    return false
  }

  private mutating func add(word: ArraySlice<UInt8>) {
    guard !contains(word) else { return }
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    bytes.append(contentsOf: word)
  }
}

private func foldedBytes(_ text: String) -> [UInt8] {
  var key: [UInt8] = []
  key.reserveCapacity(text.utf8.count)
  var isSpaceOwed = false
  func settleSpace() {
    if isSpaceOwed && !key.isEmpty { key.append(UInt8(ascii: " ")) }
    isSpaceOwed = false
  }
  for scalar in text.unicodeScalars {
    let value = scalar.value
    if value < 0x80 {
      let byte = UInt8(truncatingIfNeeded: value)
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        settleSpace()
        key.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        settleSpace()
        key.append(byte | 0x20)
      case 0...0x20, 0x7F, UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "`"):
        isSpaceOwed = true
      default:
        settleSpace()
        key.append(byte)
      }
    } else if isNonspacingMark(value) || isInvisible(value) {
      continue
    } else if isSeparator(value) {
      isSpaceOwed = true
    } else if let letter = plainLetter(of: value) {
      settleSpace()
      key.append(letter)
    } else {
      settleSpace()
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isNonspacingMark(lower.value) {
        if let letter = plainLetter(of: lower.value) {
          key.append(letter)
        } else {
          key.append(contentsOf: String(lower).utf8)
        }
      }
    }
  }
  return key
}

/// Combining diacritical marks, U+0300 to U+036F: tones, circumflex, breve and horn are among them.
func isNonspacingMark(_ value: UInt32) -> Bool {
  value >= 0x0300 && value <= 0x036F
}

/// Characters that stand between words. Typographic apostrophes and dashes come from word processors, the
/// no-break space from the texts of the national portal.
private func isSeparator(_ value: UInt32) -> Bool {
  switch value {
  case 0x80...0xA0, 0xAD, 0xB4, 0x02B9...0x02BC, 0x02C8, 0x1680, 0x2000...0x200A, 0x2010...0x2015,
    0x2018...0x201B, 0x2028...0x2029, 0x202F, 0x2032, 0x205F, 0x2212, 0x3000:
    true
  default:
    false
  }
}

/// Characters without a width, which get into registers by copy and paste, and directions of writing.
private func isInvisible(_ value: UInt32) -> Bool {
  switch value {
  case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: true
  default: false
  }
}

/// The unmarked lower-case ASCII letter under a precomposed Latin letter, or nil.
///
/// Derived from the canonical decompositions of Unicode, with đ and its look-alikes (ð, ɖ and their capitals) added
/// because they have none.
func plainLetter(of value: UInt32) -> UInt8? {
  let letter: UInt8
  switch value {
  case 0x00C0...0x024F: letter = latinLetters[Int(value - 0x00C0)]
  case 0x1E00...0x1EFF: letter = latinAdditionalLetters[Int(value - 0x1E00)]
  case 0x0256: letter = UInt8(ascii: "d")
  default: return nil
  }
  return letter == UInt8(ascii: ".") ? nil : letter
}

/// U+00C0 to U+024F, 64 to a line; a full stop where there is no unmarked letter.
private let latinLetters: [UInt8] = Array(
  ("aaaaaa.ceeeeiiiidnooooo..uuuuy..aaaaaa.ceeeeiiiidnooooo..uuuuy.y"
    + "aaaaaaccccccccddddeeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll."
    + "...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz."
    + ".........d......................oo.............uu..............."
    + ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...."
    + "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
    + "................").utf8)

/// U+1E00 to U+1EFF, 64 to a line; the Vietnamese letters with tones begin at U+1EA0.
private let latinAdditionalLetters: [UInt8] = Array(
  ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    + "wwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......").utf8)
