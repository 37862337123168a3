/// Markup that is safe by its type: a literal is trusted, every value that is put into one is escaped, and nothing else
/// makes markup of a string.
///
///     "<td>\(name)</td>"
package struct PrintHTML: ExpressibleByStringInterpolation, Hashable, Sendable {
  package private(set) var text: String

  package init(stringLiteral value: String) { text = value }

  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  init(joining parts: [PrintHTML]) { text = parts.map(\.text).joined() }

  package struct Interpolation: StringInterpolationProtocol {
    var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ value: String) {
      // Marks that hide or turn the direction of writing are shown, not obeyed.
      for scalar in SafeText(value).plain.unicodeScalars {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }

    package mutating func appendInterpolation(_ value: Int) { text += String(value) }
    package mutating func appendInterpolation(_ markup: PrintHTML) { text += markup.text }
    package mutating func appendInterpolation(_ parts: [PrintHTML]) { text += PrintHTML(joining: parts).text }
  }
}
