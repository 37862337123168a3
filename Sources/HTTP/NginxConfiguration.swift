/// Fills a template of `Config/nginx/`.
///
/// A placeholder is an upper-case name between at-signs, `@STATE@`; nginx's own `@named` locations are lower-case.
/// Inside double quotes a value may be any path (spaces and Vietnamese letters included); outside it must be one
/// bare word, or several where the value is a list. Nothing that could end the value's place is let through, so a
/// path or a name from a configuration file cannot add a directive.
package enum NginxConfiguration {
  /// One word, or several that stand side by side, as server names do.
  package struct Value: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    package var words: [String]

    package init(_ word: String) { words = [word] }
    package init(stringLiteral word: String) { words = [word] }
    package init(arrayLiteral words: String...) { self.words = words }
    package init(words: [String]) { self.words = words }
  }

  /// - Throws: `missingValue`, `unusedValue` or `unsafeValue` of ``NginxError``.
  package static func render(template: String, values: [String: Value]) throws(NginxError) -> String {
    var text = ""
    var rest = template[...]
    var unused = Set(values.keys)
    var isQuoted = false
    while let at = rest.firstIndex(where: { "@\"\n".contains($0) }) {
      text += rest[..<at]
      rest = rest[at...]
      if rest.first == "@", let name = placeholder(rest) {
        guard let value = values[name] else { throw .missingValue(placeholder: name) }
        guard isSafe(value, quoted: isQuoted) else { throw .unsafeValue(name: name) }
        text += value.words.joined(separator: " ")
        unused.remove(name)
        rest = rest.dropFirst(name.count + 2)
      } else {
        // A quote never spans lines in our templates; comments may hold a lone one.
        isQuoted = rest.first == "\"" ? !isQuoted : rest.first == "\n" ? false : isQuoted
        text.append(rest.removeFirst())
      }
    }
    if let name = unused.min() { throw .unusedValue(name: name) }
    return text + rest
  }

  private static func placeholder(_ text: Substring) -> String? {
    let name = text.dropFirst().prefix { $0 == "_" || $0.isASCII && $0.isUppercase }
    guard !name.isEmpty, text.dropFirst(name.count + 1).first == "@" else { return nil }
    return String(name)
  }

  private static func isSafe(_ value: Value, quoted: Bool) -> Bool {
    guard !value.words.isEmpty, value.words.allSatisfy({ !$0.isEmpty }) else { return false }
    if quoted {
      // `$` would expand a variable, and a colon would split `unix:PATH:URI`.
      return value.words.count == 1
        && value.words[0].unicodeScalars.allSatisfy {
          $0.value >= 0x20 && $0.value != 0x7F && !"\"'\\$;{}:#".unicodeScalars.contains($0)
        }
    }
    return value.words.allSatisfy { word in
      word.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || ".-_:*[]/".unicodeScalars.contains($0))
      }
    }
  }
}
