/// One thing that the product says, in both languages. Code never holds a sentence for people: it names a text of
/// `Texts`.
///
/// Values take the places `{0}`, `{1}`, …; both languages use the same places, in any order. `{0:change|changes}`
/// writes the first word when value 0 is exactly 1, else the second: English needs it, Vietnamese does not.
package struct Text: Hashable, Sendable {
  package let vi: String
  package let en: String

  package init(_ vi: String, _ en: String) {
    self.vi = vi
    self.en = en
  }

  package subscript(language: Language) -> String {
    switch language {
    case .vi: vi
    case .en: en
    }
  }

  /// The text with its values in place: `Texts.sync.waiting(.vi, "12")`. The values are made safe to show by their
  /// type; a place without a value stays as it is written.
  package func callAsFunction(_ language: Language, _ values: SafeText...) -> SafeText {
    filled(language, with: values)
  }

  package func filled(_ language: Language, with values: [SafeText]) -> SafeText {
    var result = SafeText()
    for part in Self.parts(of: self[language]) {
      switch part {
      case .words(let words): result.append(trusted: words)
      case .value(let index) where index < values.count: result.append(values[index])
      case .value(let index): result.append(trusted: "{\(index)}")
      case .number(let index, let one, let many):
        result.append(trusted: index < values.count && values[index].plain == "1" ? one : many)
      }
    }
    return result
  }

  enum Part: Equatable {
    case words(String)
    case value(Int)
    case number(Int, one: String, many: String)
  }

  /// A template cut at its places. Braces that are no place are words.
  static func parts(of template: String) -> [Part] {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
      let inside = rest[rest.index(after: open)..<close]
      parts.append(place(inside) ?? .words(String(rest[open...close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    return parts
  }

  private static func place(_ inside: Substring) -> Part? {
    let halves = inside.split(separator: ":", maxSplits: 1)
    guard let index = halves.first.flatMap({ Int($0) }), index >= 0 else { return nil }
    guard halves.count == 2 else { return .value(index) }
    let words = halves[1].split(separator: "|", omittingEmptySubsequences: false)
    guard words.count == 2 else { return nil }
    return .number(index, one: String(words[0]), many: String(words[1]))
  }
}
