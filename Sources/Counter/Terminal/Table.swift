/// Rows in aligned columns, two spaces apart, with a header line.
///
///     var table = Table([.init("Mã hồ sơ"), .init("Người nộp", isFlexible: true), .init("Ngày", .right)])
///     table.append(["H37.11-20260309-00001", SafeText(name), 3])
///     for line in table.lines(width: session.width) { session.say(line) }
///
/// In a given width the widest flexible column shrinks first, to its least; what does not fit even then runs over.
/// Without a width (output that is no terminal) nothing is cut.
package struct Table: Sendable {
  package struct Column: Sendable {
    package let title: SafeText
    package let alignment: SafeText.Alignment
    /// Whether a long value may be cut; identifiers, dates and numbers never are.
    package let isFlexible: Bool

    package init(_ title: SafeText, _ alignment: SafeText.Alignment = .left, isFlexible: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.isFlexible = isFlexible
    }
  }

  package let columns: [Column]
  package private(set) var rows: [[SafeText]] = []

  /// A flexible column keeps at least this many columns of the terminal.
  package static let flexibleColumnsMin = 8

  package init(_ columns: [Column]) { self.columns = columns }

  /// Appends a row; it has one cell for each column.
  package mutating func append(_ cells: [SafeText]) {
    precondition(cells.count == columns.count, "a row has one cell for each column")
    rows.append(cells)
  }

  package func lines(width: Int?) -> [SafeText] {
    let widths = widths(within: width)
    return [line(columns.map { $0.title.inked(.strong) }, widths)] + rows.map { line($0, widths) }
  }

  private func line(_ cells: [SafeText], _ widths: [Int]) -> SafeText {
    var result = SafeText()
    for (index, cell) in cells.enumerated() {
      if index > 0 { result.append(trusted: "  ") }
      let column = columns[index]
      let cut = column.isFlexible ? cell.truncated(to: widths[index]) : cell
      // No spaces at the end of a line: they would wrap in a narrow terminal.
      let isOpenEnd = index == cells.count - 1 && column.alignment == .left
      result.append(isOpenEnd ? cut : cut.padded(to: widths[index], column.alignment))
    }
    return result
  }

  private func widths(within width: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(columns[index].title.columns) { max($0, $1[index].columns) }
    }
    guard let width else { return widths }
    var excess = widths.reduce(0, +) + 2 * max(0, columns.count - 1) - width
    while excess > 0 {
      let candidates = columns.indices.filter {
        columns[$0].isFlexible && widths[$0] > Self.flexibleColumnsMin
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
