/// What a span of text means. Color never says anything alone: the words beside it say it too.
package enum Ink: Hashable, Sendable {
  case plain
  /// Headings, and the value that differs.
  case strong
  /// Provenance, units, hints.
  case faint
  /// Done, in agreement.
  case good
  /// Under way. Also offline: a center without its link is at work, not in error.
  case busy
  /// A person should look.
  case caution
  /// Failed, refused, lost.
  case danger
}

/// Whether inks are shown, and how a text becomes the characters that a terminal gets.
package struct Style: Equatable, Sendable {
  package let hasColors: Bool

  package init(hasColors: Bool) { self.hasColors = hasColors }

  package static let plain = Style(hasColors: false)

  /// Colors only on a terminal that can show them and where nobody declined them (`NO_COLOR`, no-color.org).
  package init(isTerminal: Bool, environment: [String: String]) {
    let declined = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    hasColors = isTerminal && !declined && environment["TERM"] != "dumb"
  }

  package func rendered(_ text: SafeText) -> String {
    guard hasColors else { return text.plain }
    return text.spans.map { span in
      guard let code = Self.code(span.ink) else { return span.text }
      return "\u{1B}[\(code)m\(span.text)\u{1B}[0m"
    }.joined()
  }

  /// Select Graphic Rendition (ECMA-48 §8.3.117): weights and the eight basic colors, which every theme can read.
  private static func code(_ ink: Ink) -> String? {
    switch ink {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .busy: "34"
    case .caution: "33"
    case .danger: "1;31"
    }
  }
}
