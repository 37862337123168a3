package import Counter

/// A piece of a page. Markup comes from literals of this program and from nowhere else: whatever is interpolated is
/// escaped, and whatever an eye could not see in it (control characters, direction marks, zero widths) is written out.
///
///     let row: HTML = "<td class=\"name\">\(person.name)</td>"
///
/// `HTML("…")` with a literal is markup (SE-0213); with a variable it is text. Attribute values always stand in double
/// quotes, so the same escaping serves them.
package struct HTML: Equatable, Sendable {
  package private(set) var markup: String

  package init() { markup = "" }

  /// Text, escaped.
  package init(_ text: String) { self.init(SafeText(text)) }

  package init(_ text: SafeText) { markup = Self.escaped(text.plain) }

  package var isEmpty: Bool { markup.isEmpty }

  package static func + (left: HTML, right: HTML) -> HTML {
    var result = left
    result.markup += right.markup
    return result
  }

  package static func += (left: inout HTML, right: HTML) { left.markup += right.markup }

  package static func joined(_ pieces: some Sequence<HTML>, separator: HTML = "") -> HTML {
    var result = HTML()
    var isFirst = true
    for piece in pieces {
      if !isFirst { result.markup += separator.markup }
      result.markup += piece.markup
      isFirst = false
    }
    return result
  }

  /// The five characters that mean something in markup, in text and in quoted attributes.
  private static func escaped(_ text: String) -> String {
    let special: Set<UInt8> = [0x26, 0x3C, 0x3E, 0x22, 0x27]
    guard text.utf8.contains(where: special.contains) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      switch byte {
      case 0x26: bytes += Array("&amp;".utf8)
      case 0x3C: bytes += Array("&lt;".utf8)
      case 0x3E: bytes += Array("&gt;".utf8)
      case 0x22: bytes += Array("&quot;".utf8)
      case 0x27: bytes += Array("&#39;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { markup = value }

  package init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  package struct StringInterpolation: StringInterpolationProtocol {
    var markup: String

    package init(literalCapacity: Int, interpolationCount: Int) {
      markup = ""
      markup.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    package mutating func appendLiteral(_ literal: String) { markup += literal }
    package mutating func appendInterpolation(_ text: String) { markup += HTML(text).markup }
    package mutating func appendInterpolation(_ text: SafeText) { markup += HTML(text).markup }
    package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }
    package mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
    package mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { markup += piece.markup }
    }
    /// A piece that stands only where something holds.
    package mutating func appendInterpolation(
      _ piece: @autoclosure () -> HTML, if condition: Bool
    ) {
      if condition { markup += piece().markup }
    }
  }
}

/// Says texts of the table in one language.
package struct Say: Sendable {
  package let language: Language

  package init(_ language: Language) { self.language = language }

  package func callAsFunction(_ text: Text, _ values: SafeText...) -> HTML {
    HTML(text.filled(language, with: values))
  }
}
