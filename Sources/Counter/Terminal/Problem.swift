package import Records

/// Something that went wrong, told so that a clerk can act: what happened, what it means, what to do next, and a code
/// that can be read out over the telephone.
///
///     Lỗi E-SYNC-001: Không kết nối được với trung tâm tỉnh.
///     Nghĩa là: Trung tâm vẫn làm việc bình thường …
///     Hãy: chạy `tram sync` khi có mạng …
///
/// All problems stand in `Texts.problems`. Values take places in any of the three sentences; they never are a citizen's
/// name or number.
package struct Problem: Hashable, Sendable {
  /// `E-`, the subject, a number: `E-SYNC-001`.
  package let code: String
  package let exit: ExitCode
  package let happened: Text
  package let means: Text
  package let next: Text

  package init(_ code: String, _ exit: ExitCode, happened: Text, means: Text, next: Text) {
    self.code = code
    self.exit = exit
    self.happened = happened
    self.means = means
    self.next = next
  }

  package func lines(_ language: Language, _ values: [SafeText], width: Int) -> [SafeText] {
    let words = Texts.common
    let parts = [
      (words.error(language, SafeText(code)).inked(.danger), happened),
      (words.meaning(language).inked(.strong), means),
      (words.todo(language).inked(.strong), next),
    ]
    return parts.flatMap { label, text in
      (label + " " + text.filled(language, with: values)).wrapped(to: width)
    }
  }

  package func document(_ language: Language, _ values: [SafeText]) -> JSONValue {
    [
      "schema": "tram.error/1", "code": .string(code), "exit": .int(Int64(exit.rawValue)),
      "happened": .string(happened.filled(language, with: values).plain),
      "means": .string(means.filled(language, with: values).plain),
      "next": .string(next.filled(language, with: values).plain),
    ]
  }
}
