/// Rival versions of one thing beside each other: a column for each side, a row for each field, what differs first,
/// and under the values who wrote them.
///
///                    [1] Phường Tam Thanh   [2] Xã Đoàn Kết
///     ≠ Tên          Nguyễn Thị Lan         Nguyễn Thị Lân
///       Ngày sinh    02/09/1954             02/09/1954
///                    Cán bộ 12              Cán bộ 40
///                    3 giờ trước            2 ngày trước
///
/// A value is never cut, for the difference may stand in what was cut: it goes on in the line below. Where the columns
/// would be narrower than `sideColumnsMin`, the sides stand under each other.
package struct SideBySide: Sendable {
  package struct Side: Sendable {
    package let title: SafeText
    /// Who, where, when, from which source: a line each.
    package let provenance: [SafeText]

    package init(_ title: SafeText, provenance: [SafeText] = []) {
      self.title = title
      self.provenance = provenance
    }
  }

  package let sides: [Side]
  private var rows: [(name: SafeText, values: [SafeText], differs: Bool)] = []

  package static let sideColumnsMin = 14
  /// The width that a text is laid out for when there is no terminal to ask.
  package static let widthByDefault = 100

  package init(_ sides: [Side]) { self.sides = sides }

  /// Appends a field with a value for each side.
  package mutating func append(_ name: SafeText, _ values: [SafeText]) {
    precondition(values.count == sides.count, "a field has one value for each side")
    let differs = values.contains { !$0.plain.utf8.elementsEqual(values[0].plain.utf8) }
    let looks = Set(values.map { $0.looks })
    let texts = Set(values.map { Array($0.plain.utf8) })
    rows.append((name, looks.count < texts.count ? values.map(\.revealed) : values, differs))
  }

  package func lines(width: Int?) -> [SafeText] {
    let width = width ?? Self.widthByDefault
    let names = rows.reduce(0) { max($0, $1.name.columns) } + 2
    let each = (width - names - 2 * sides.count) / max(sides.count, 1)
    return each < Self.sideColumnsMin ? stacked(width: width) : beside(names: names, columnsMax: each)
  }

  private var ordered: [(name: SafeText, values: [SafeText], differs: Bool)] {
    rows.filter(\.differs) + rows.filter { !$0.differs }
  }

  private static func mark(_ differs: Bool) -> SafeText { differs ? "≠ " : "  " }

  private func beside(names: Int, columnsMax: Int) -> [SafeText] {
    let widths = sides.indices.map { index in
      let texts = [sides[index].title] + sides[index].provenance + rows.map { $0.values[index] }
      return min(columnsMax, texts.reduce(0) { max($0, $1.columns) })
    }
    func block(_ name: SafeText, _ cells: [SafeText]) -> [SafeText] {
      let wrapped = cells.enumerated().map { $1.wrapped(to: widths[$0]) }
      let height = wrapped.reduce(1) { max($0, $1.count) }
      return (0..<height).map { row in
        var line = row == 0 ? name.padded(to: names) : SafeText().padded(to: names)
        for (index, lines) in wrapped.enumerated() {
          line.append(trusted: "  ")
          let cell = row < lines.count ? lines[row] : SafeText()
          line.append(index == wrapped.count - 1 ? cell : cell.padded(to: widths[index]))
        }
        return line.trimmed
      }
    }
    var lines = block(SafeText(), sides.map { $0.title.inked(.strong) })
    for row in ordered {
      lines += block(
        Self.mark(row.differs) + row.name, row.values.map { row.differs ? $0.inked(.strong) : $0 })
    }
    for index in 0..<sides.reduce(0, { max($0, $1.provenance.count) }) {
      lines += block(
        SafeText(),
        sides.map { index < $0.provenance.count ? $0.provenance[index].inked(.faint) : SafeText() })
    }
    return lines
  }

  private func stacked(width: Int) -> [SafeText] {
    sides.enumerated().flatMap { index, side in
      var pairs = KeyValue(indentation: 2)
      for row in ordered {
        pairs.append(
          Self.mark(row.differs) + row.name,
          row.differs ? row.values[index].inked(.strong) : row.values[index])
      }
      let provenance = side.provenance.flatMap { $0.wrapped(to: width - 4) }
      return [side.title.inked(.strong)] + pairs.lines(width: width)
        + provenance.map { "    " + $0.inked(.faint) }
    }
  }
}
