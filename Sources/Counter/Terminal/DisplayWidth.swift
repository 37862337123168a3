extension Unicode.Scalar {
  /// The columns that a terminal gives this scalar: 0 for marks and controls, 2 for wide ones, else 1.
  ///
  /// Wide are East Asian Wide and Fullwidth (Unicode Standard Annex #11) and what is shown as emoji by default, except
  /// regional indicators, which terminals count one by one.
  package var columns: Int {
    if value < 0x300 { return value < 0x20 || 0x7F..<0xA0 ~= value || value == 0xAD ? 0 : 1 }
    if value < 0x1100 || 0x1E00...0x200A ~= value { return isMark ? 0 : 1 }
    switch value {
    case 0x1160...0x11FF, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFE00...0xFE0F: return 0
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x2FFFD,
      0x30000...0x3FFFD:
      return isMark ? 0 : 2
    case 0x1F1E6...0x1F1FF: return 1
    default:
      if isMark { return 0 }
      return properties.isEmojiPresentation ? 2 : 1
    }
  }
}

extension String {
  /// The columns that a terminal gives the text. "Đức" is 3, composed or decomposed.
  package var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension SafeText {
  package var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

  /// The text in at most that many columns; what was cut off is shown by `…`. Never cuts a letter from its accents.
  package func truncated(to columnsMax: Int) -> SafeText {
    guard columns > columnsMax else { return self }
    guard columnsMax > 0 else { return SafeText() }
    var result = SafeText()
    var left = columnsMax - 1
    for span in spans {
      var kept = ""
      for character in span.text {
        let columns = String(character).columns
        guard columns <= left else {
          result.append(trusted: kept, span.ink)
          result.append(trusted: "…", span.ink)
          return result
        }
        left -= columns
        kept.append(character)
      }
      result.append(trusted: kept, span.ink)
    }
    return result
  }

  /// The text with spaces up to that many columns: after it, or before it when `alignment` is `.right`.
  package func padded(to columns: Int, _ alignment: Alignment = .left) -> SafeText {
    let missing = columns - self.columns
    guard missing > 0 else { return self }
    var spaces = SafeText()
    spaces.append(trusted: String(repeating: " ", count: missing))
    return alignment == .left ? self + spaces : spaces + self
  }

  package enum Alignment: Sendable { case left, right }

  /// The text without the spaces at its end.
  var trimmed: SafeText { Line(self).trimmed }

  /// The text in lines of at most that many columns, broken at spaces and at its own line breaks; a word longer than a
  /// line is cut where the line ends.
  package func wrapped(to columnsMax: Int) -> [SafeText] {
    var lines: [SafeText] = []
    var line = Line()
    let width = max(columnsMax, 2)
    for (character, ink) in spans.flatMap({ span in span.text.map { ($0, span.ink) } }) {
      if character == "\n" {
        lines.append(line.taken())
        continue
      }
      let columns = String(character).columns
      while line.columns + columns > width, character != " " { lines.append(line.takenUpToSpace()) }
      line.append(character, ink, columns: columns)
    }
    lines.append(line.taken())
    return lines
  }

  private struct Line {
    var characters: [(character: Character, ink: Ink, columns: Int)] = []
    var columns = 0

    init(_ text: SafeText = SafeText()) {
      for span in text.spans {
        for character in span.text { append(character, span.ink, columns: String(character).columns) }
      }
    }

    var trimmed: SafeText { Self.text(characters[...]) }

    mutating func append(_ character: Character, _ ink: Ink, columns: Int) {
      characters.append((character, ink, columns))
      self.columns += columns
    }

    /// Everything, without the spaces at its end.
    mutating func taken() -> SafeText {
      defer { self = Line() }
      return Self.text(characters[...])
    }

    /// Up to the last space, which is dropped; all when there is none.
    mutating func takenUpToSpace() -> SafeText {
      guard let space = characters.lastIndex(where: { $0.character == " " }),
        characters[..<space].contains(where: { $0.character != " " })
      else { return taken() }
      let head = Self.text(characters[..<space])
      characters.removeSubrange(...space)
      columns = characters.reduce(0) { $0 + $1.columns }
      return head
    }

    private static func text(_ characters: ArraySlice<(character: Character, ink: Ink, columns: Int)>)
      -> SafeText
    {
      var characters = characters
      while characters.last?.character == " " { characters.removeLast() }
      return characters.reduce(into: SafeText()) { $0.append(trusted: String($1.character), $1.ink) }
    }
  }
}
