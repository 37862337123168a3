/// The text with every Vietnamese letter composed: base letter and combining marks, in any order, become the one
/// precomposed letter; everything else is left as it is.
///
/// The standard library has no public normaliser, and Vietnamese needs only this much of form NFC (Unicode Standard
/// Annex #15). It goes beyond NFC in one point: a tone before its circumflex, which no normal form
/// reorders, is composed too, because keyboards type it. Ð (U+00D0) stays, for only a person can say that Đ was meant.
package func composed(_ text: String) -> String {
  // Marks U+0300…U+036F are the bytes CC 80 to CD AF, and no other characters below U+0380 begin so.
  guard text.utf8.contains(where: { $0 == 0xCC || $0 == 0xCD }) else { return text }
  var result = String.UnicodeScalarView()
  var vowel: Vowel?
  var unplaced: [Unicode.Scalar] = []
  func settle() {
    if let vowel { result.append(vowel.scalar) }
    result.append(contentsOf: unplaced)
    vowel = nil
    unplaced.removeAll(keepingCapacity: true)
  }
  for scalar in text.unicodeScalars {
    if let started = vowel, isNonspacingMark(scalar.value) {
      if let marked = started.adding(mark: scalar.value) {
        vowel = marked
      } else {
        unplaced.append(scalar)
      }
    } else {
      settle()
      vowel = Vowel(scalar)
      if vowel == nil { result.append(scalar) }
    }
  }
  settle()
  return String(result)
}
