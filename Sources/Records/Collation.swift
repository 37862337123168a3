/// Bytes that sort as a Vietnamese dictionary does: compare them byte by byte (`lexicographicallyPrecedes`, or
/// `memcmp` as SQLite does with blobs).
///
/// First by letters (a ă â b c d đ e ê … o ô ơ … u ư … y), spaces first; then by tones word by word (level, grave,
/// hook, tilde, acute, dot below), so that hoà and hòa are equal here; then small letters before capitals.
/// Spaces, hyphens and apostrophes weigh the same. Other scripts follow Latin letters in the order of their code points.
package func collationKey(_ text: String) -> [UInt8] {
  var letters: [UInt8] = []
  var tones: [UInt8] = []
  var cases: [UInt8] = []
  for scalar in composed(text).unicodeScalars {
    if let vowel = Vowel(scalar) {
      letters.append(letterWeights[Int(vowelLetters[vowel.letter])])
      letters[letters.count - 1] += vowelShapes[vowel.letter]
      if vowel.tone > 0 { tones.append(toneWeights[vowel.tone]) }
      cases.append(vowel.isUpper ? 2 : 1)
      continue
    }
    let value = scalar.value
    if value == 0x0110 || value == 0x0111 {
      letters.append(letterWeights[Int(UInt8(ascii: "d"))] + 1)
      cases.append(value == 0x0110 ? 2 : 1)
      continue
    }
    if let consonant = asciiLetter(value) {
      letters.append(letterWeights[Int(consonant)])
      cases.append(value < 0x60 ? 2 : 1)
      continue
    }
    if isNonspacingMark(value) {
      tones.append(foreignMark)
      continue
    }
    let plain = folded(String(scalar))
    guard let first = plain.utf8.first else {
      // A separator ends a word on both levels; separators in a row, or at an end, count once or not at all.
      if letters.isEmpty || letters.last == wordEnd { continue }
      letters.append(wordEnd)
      tones.append(wordEnd)
      continue
    }
    if plain.utf8.count == 1 {
      letters.append(letterWeights[Int(first)])
      if value >= 0x80 { tones.append(foreignMark) }
      cases.append(scalar.properties.isUppercase ? 2 : 1)
    } else {
      for other in plain.unicodeScalars {
        letters.append(otherScript)
        letters.append(UInt8(truncatingIfNeeded: other.value >> 16))
        letters.append(UInt8(truncatingIfNeeded: other.value >> 8))
        letters.append(UInt8(truncatingIfNeeded: other.value))
      }
      cases.append(scalar.properties.isUppercase ? 2 : 1)
    }
  }
  if letters.last == wordEnd {
    letters.removeLast()
    tones.removeLast()
  }
  return letters + [0] + tones + [0] + cases
}

/// Bytes that sort people as Vietnamese lists do: by given name (the last word), then by the words before it.
///
/// `"Lê Văn An"` comes before `"Đỗ Thị Bình"`. Compare as with `collationKey(_:)`.
package func personSortKey(_ fullName: String) -> [UInt8] {
  let words = fullName.unicodeScalars.split { $0.properties.isWhitespace }
  guard let given = words.last else { return [0] }
  let before = words.dropLast().map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  return collationKey(String(String.UnicodeScalarView(given))) + [0] + collationKey(before)
}

/// The small letter that an ASCII letter is, or nil.
private func asciiLetter(_ value: UInt32) -> UInt8? {
  guard value < 0x80 else { return nil }
  let lower = UInt8(truncatingIfNeeded: value) | 0x20
  return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") ? lower : nil
}

private let wordEnd: UInt8 = 1
private let foreignMark: UInt8 = 9
private let otherScript: UInt8 = 0xFF

/// Weights of tones in dictionaries: huyền, hỏi, ngã, sắc, nặng. Indexed as `Vowel.tone` is.
private let toneWeights: [UInt8] = [0, 2, 5, 3, 4, 6]

private let vowelLetters: [UInt8] = Array("aaaeeiooouuy".utf8)
private let vowelShapes: [UInt8] = [0, 1, 2, 0, 1, 0, 0, 1, 2, 0, 1, 0]

/// Weights of folded ASCII characters: signs, then digits, then letters four apart to leave room for shapes.
private let letterWeights: [UInt8] = {
  var weights = [UInt8](repeating: 2, count: 128)
  for byte in 0x21..<0x7F { weights[byte] = UInt8(2 + (byte - 0x21) / 4) }
  for digit in 0..<10 { weights[0x30 + digit] = UInt8(40 + digit) }
  for letter in 0..<26 { weights[0x61 + letter] = UInt8(60 + letter * 4) }
  return weights
}()
