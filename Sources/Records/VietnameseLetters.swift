/// A Vietnamese vowel taken apart: its base letter with the shape (â, ă, ơ …), its tone, its case.
///
/// There are 12 vowels and 6 tones, so 72 vowels with tones in each case; with đ they are the 134 letters of
/// Vietnamese that are not ASCII, and the 12 that are.
struct Vowel: Equatable {
  /// Index in `vowels`: a ă â e ê i o ô ơ u ư y.
  var letter: Int
  /// Index in `vowels[letter]`: level, grave, acute, hook, tilde, dot below.
  var tone: Int
  var isUpper: Bool

  var scalar: Unicode.Scalar {
    (isUpper ? upperVowels : lowerVowels)[letter * toneCount + tone]
  }

  /// The vowel that a precomposed or plain letter is, or nil.
  init?(_ scalar: Unicode.Scalar) {
    let index: UInt8
    switch scalar.value {
    case 0x0041...0x01B0: index = vowelIndexes[Int(scalar.value - 0x0041)]
    case 0x1EA0...0x1EF9: index = vowelIndexes[vowelIndexesLow + Int(scalar.value - 0x1EA0)]
    default: return nil
    }
    guard index != noVowel else { return nil }
    let place = Int(index) % (vowelCount * toneCount)
    letter = place / toneCount
    tone = place % toneCount
    isUpper = Int(index) >= vowelCount * toneCount
  }

  /// The vowel with one more mark, or nil where Vietnamese has no such letter (a second tone, a horn on e).
  func adding(mark: UInt32) -> Vowel? {
    var vowel = self
    if let added = toneMarks.firstIndex(of: mark == 0x0340 ? 0x0300 : mark == 0x0341 ? 0x0301 : mark) {
      guard tone == 0 else { return nil }
      vowel.tone = added + 1
      return vowel
    }
    switch (mark, letter) {
    case (0x0306, 0): vowel.letter = 1
    case (0x0302, 0): vowel.letter = 2
    case (0x0302, 3): vowel.letter = 4
    case (0x0302, 6): vowel.letter = 7
    case (0x031B, 6): vowel.letter = 8
    case (0x031B, 9): vowel.letter = 10
    default: return nil
    }
    return vowel
  }
}

let vowelCount = 12
let toneCount = 6

/// Grave, acute, hook above, tilde, dot below: the order of the columns of `lowerVowels` after the first.
private let toneMarks: [UInt32] = [0x0300, 0x0301, 0x0309, 0x0303, 0x0323]

private let lowerVowels: [Unicode.Scalar] = Array(
  ("aàáảãạ" + "ăằắẳẵặ" + "âầấẩẫậ" + "eèéẻẽẹ" + "êềếểễệ" + "iìíỉĩị" + "oòóỏõọ" + "ôồốổỗộ" + "ơờớởỡợ" + "uùúủũụ"
    + "ưừứửữự" + "yỳýỷỹỵ").unicodeScalars)

private let upperVowels: [Unicode.Scalar] = Array(
  ("AÀÁẢÃẠ" + "ĂẰẮẲẴẶ" + "ÂẦẤẨẪẬ" + "EÈÉẺẼẸ" + "ÊỀẾỂỄỆ" + "IÌÍỈĨỊ" + "OÒÓỎÕỌ" + "ÔỒỐỔỖỘ" + "ƠỜỚỞỠỢ" + "UÙÚỦŨỤ"
    + "ƯỪỨỬỮỰ" + "YỲÝỶỸỴ").unicodeScalars)

private let noVowel: UInt8 = 0xFF
private let vowelIndexesLow = 0x01B0 - 0x0041 + 1

/// From a scalar's place in U+0041…U+01B0, then U+1EA0…U+1EF9, to its place in the two tables above.
private let vowelIndexes: [UInt8] = {
  var indexes = [UInt8](repeating: noVowel, count: vowelIndexesLow + 0x1EF9 - 0x1EA0 + 1)
  for (index, scalar) in (lowerVowels + upperVowels).enumerated() {
    let value = Int(scalar.value)
    indexes[value <= 0x01B0 ? value - 0x0041 : vowelIndexesLow + value - 0x1EA0] = UInt8(index)
  }
  return indexes
}()
