import Records

/// What a receipt prints beside the code, so that whoever holds it sees the public view of the dossier and nobody else
/// does: six letters and digits that are not mistaken for one another, `K7M-2QX`.
package struct LookUpSecret: Hashable, Sendable {
  package static let length = 6
  /// No 0, 1, I, L, O, U.
  private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// `K7M2QX`.
  package let text: String

  /// As typed: capitals or not, with spaces or a hyphen; nil for what can be none.
  package init?(_ typed: String) {
    let letters = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }.map {
      $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0
    }
    guard letters.count == Self.length, letters.allSatisfy(Self.alphabet.contains) else { return nil }
    text = String(decoding: letters, as: UTF8.self)
  }

  private init(letters: [UInt8]) { text = String(decoding: letters, as: UTF8.self) }

  package static func make(using chance: inout some RandomNumberGenerator) -> LookUpSecret {
    LookUpSecret(
      letters: (0..<length).map { _ in
        alphabet[Int(truncatingIfNeeded: chance.next(upperBound: UInt64(alphabet.count)))]
      })
  }

  /// `K7M-2QX`.
  package var spaced: String { "\(text.prefix(3))-\(text.suffix(3))" }

  /// Compares in the same time whatever differs.
  package func matches(_ stored: String) -> Bool {
    let (ours, theirs) = (Array(text.utf8), Array(stored.utf8))
    guard ours.count == theirs.count else { return false }
    return zip(ours, theirs).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// Words of which a reason is technical and no ground of the law.
private let technicalWords = [
  "loi he thong", "loi ky thuat", "loi phan mem", "loi mang", "loi may", "loi duong truyen", "mat mang",
  "mat ket noi", "may chu", "phan mem", "khong dong bo", "chua dong bo", "mat dien", "ngoai tuyen",
  "system error", "technical error", "offline", "server",
].map { foldedWords($0) }

/// Whether a reason for refusing speaks of something technical.
func isTechnicalGround(_ text: String) -> Bool {
  let words = foldedWords(text)
  return technicalWords.contains { wanted in
    wanted.count <= words.count
      && (0...(words.count - wanted.count)).contains { Array(words[$0..<($0 + wanted.count)]) == wanted }
  }
}
