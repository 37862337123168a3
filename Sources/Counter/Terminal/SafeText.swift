internal import Records

/// Text that a terminal can be given. A citizen's name may hold an escape sequence (CWE-150), a direction mark or a
/// thousand accents; whatever a `String` brings, only its visible form gets in, tty or not.
///
/// A literal is ours and stands as written; everything interpolated is made safe:
///
///     let line: SafeText = "Hồ sơ \(code, .strong): \(name)"
///
/// `SafeText("…")` with a literal is a literal too (SE-0213); with a variable it makes safe. Hidden characters become
/// `\u{1B}`; the colors are a property of the spans, never part of the text.
package struct SafeText: Hashable, Sendable {
  package struct Span: Hashable, Sendable {
    package let text: String
    package let ink: Ink
  }

  package private(set) var spans: [Span] = []

  package init() {}

  /// Makes a text safe.
  package init(_ untrusted: String, _ ink: Ink = .plain) {
    append(trusted: Self.visible(untrusted), ink)
  }

  package init(_ integer: some BinaryInteger, _ ink: Ink = .plain) {
    append(trusted: String(integer), ink)
  }

  /// The text without its inks.
  package var plain: String { spans.count == 1 ? spans[0].text : spans.map(\.text).joined() }

  package var isEmpty: Bool { spans.isEmpty }

  /// For the middle of a sentence.
  var lowercasedFirst: SafeText {
    var result = SafeText()
    result.append(trusted: plain.prefix(1).lowercased() + plain.dropFirst())
    return result
  }

  /// The same text in one ink.
  package func inked(_ ink: Ink) -> SafeText {
    var result = SafeText()
    result.append(trusted: plain, ink)
    return result
  }

  package mutating func append(_ other: SafeText) {
    for span in other.spans { append(trusted: span.text, span.ink) }
  }

  package static func + (left: SafeText, right: SafeText) -> SafeText {
    var result = left
    result.append(right)
    return result
  }

  /// Appends words that the product wrote itself. Not for anything that was ever outside.
  mutating func append(trusted text: String, _ ink: Ink = .plain) {
    guard !text.isEmpty else { return }
    if let last = spans.last, last.ink == ink {
      spans[spans.count - 1] = Span(text: last.text + text, ink: ink)
    } else {
      spans.append(Span(text: text, ink: ink))
    }
  }

  /// Accents on one letter beyond which the rest is shown as escapes: Vietnamese needs two, a name that covers the
  /// lines above it has hundreds.
  static let marksMax = 4

  private static func visible(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text }
    var result = String.UnicodeScalarView()
    // A mark with no letter before it would sit on what the product wrote before the text.
    var marks = marksMax
    for scalar in text.unicodeScalars {
      if scalar.isHidden {
        result.append(contentsOf: escape(scalar))
        marks = marksMax
      } else if scalar.isMark {
        marks += 1
        if marks > marksMax { result.append(contentsOf: escape(scalar)) } else { result.append(scalar) }
      } else {
        marks = 0
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
  }
}

extension SafeText {
  /// What of the text an eye can tell apart: canonical equivalents and outer or repeated spaces are the same.
  var looks: String { plain.split(separator: " ").joined(separator: " ") }

  /// The text with what an eye cannot tell apart written out: each space as `␣`, each loose accent as an escape. For two
  /// values that differ and look the same.
  var revealed: SafeText {
    spans.reduce(into: SafeText()) { result, span in
      var shown = String.UnicodeScalarView()
      for scalar in span.text.unicodeScalars {
        if scalar == " " {
          shown.append("␣")
        } else if scalar.isMark {
          shown.append(contentsOf: Self.escape(scalar))
        } else {
          shown.append(scalar)
        }
      }
      result.append(trusted: String(shown), span.ink)
    }
  }
}

extension SafeText: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}

extension SafeText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { append(trusted: value) }

  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.result }

  package struct StringInterpolation: StringInterpolationProtocol {
    var result = SafeText()

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { result.append(trusted: literal) }

    package mutating func appendInterpolation(_ untrusted: String, _ ink: Ink = .plain) {
      result.append(SafeText(untrusted, ink))
    }

    package mutating func appendInterpolation(_ integer: some BinaryInteger, _ ink: Ink = .plain) {
      result.append(SafeText(integer, ink))
    }

    package mutating func appendInterpolation(_ safe: SafeText) { result.append(safe) }

    package mutating func appendInterpolation(_ safe: SafeText, _ ink: Ink) { result.append(safe.inked(ink)) }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar sits on the one before it (general categories Mn and Me).
  var isMark: Bool {
    guard value >= 0x300 else { return false }
    let category = properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }
}
