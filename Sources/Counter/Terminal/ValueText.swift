package import Causality
internal import Procedures
package import Records

/// A record's values as staff read them.
package enum ValueText {
  /// What stands for a value that is not known.
  package static let unknown: SafeText = "–"

  /// One field's value: `02/09/1954`, `Nữ`, `50.000 đ`, `Đang xử lý`.
  ///
  /// `name` says what a reference points to (a person's name, a dossier's code); without it the beginning of the id stands
  /// there. A value that does not fit its field, as a newer version may write, is shown as it is.
  package static func text(
    _ value: Value, _ field: Field, of entity: String, _ language: Language,
    name: (RecordID) -> SafeText? = { _ in nil }
  ) -> SafeText {
    switch (field.type, value) {
    case (_, .null): unknown
    case (.partialDate, .text(let text)): PartialDate(text).map { SafeText($0.vietnamese) } ?? SafeText(text)
    case (.instant, .int(let ms)): CalendarText.moment(ms)
    case (.amount, .int(let amount)): "\(grouped(amount, language)) đ"
    case (.reference, .bytes):
      value.record.map { name($0) ?? SafeText(String($0.bits.uuidText.suffix(12))) } ?? raw(value, language)
    case (.integer, .int) where field.name.hasSuffix("status"): status(value, language)
    case (.text, .text(let word)), (.choice, .text(let word)):
      Texts.fields.word(word, in: field.name)?(language) ?? SafeText(word)
    case (.text, _), (.integer, _), (.boolean, _), (.partialDate, _), (.instant, _), (.amount, _),
      (.reference, _),
      (.hash, _), (.choice, _), (.document, _):
      raw(value, language)
    }
  }

  /// A dossier's status by its official code; any other value as it is.
  package static func status(_ value: Value, _ language: Language) -> SafeText {
    guard let code = value.int, let text = Texts.dossier.status(Int(clamping: code)) else {
      return raw(value, language)
    }
    return text(language)
  }

  /// A person's name in one piece, from the group `name`: what is not known is left out.
  package static func personName(_ values: GroupValues) -> SafeText {
    let parts = values.values.prefix(3).compactMap(\.text).filter { !$0.isEmpty }
    return parts.isEmpty ? unknown : SafeText(parts.joined(separator: " "))
  }

  /// A value of which only its own type is known. Of bytes, the beginning.
  private static func raw(_ value: Value, _ language: Language) -> SafeText {
    switch value {
    case .null: return unknown
    case .bool(let truth): return (truth ? Texts.common.yes : Texts.common.no)(language)
    case .int(let integer): return SafeText(integer)
    case .text(let text): return SafeText(text)
    case .bytes(let bytes):
      let digits = bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      return bytes.count > 8 ? "\(digits)…" : SafeText(digits)
    }
  }
}
