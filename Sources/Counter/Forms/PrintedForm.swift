/// A form of Circular 03/2025/TT-VPCP as a value: what stands on it, in order. One template for all seven; printed as
/// HTML or as text.
package struct PrintedForm: Hashable, Sendable {
  package enum Paper: String, CaseIterable, Sendable {
    case a4, a5
    case roll = "80mm"
  }

  package enum Block: Hashable, Sendable {
    /// Names and values.
    case facts([Fact])
    case table([String], [[String]])
    case paragraph(String)
    case list([String])
    /// A bar code and a QR code side by side.
    case codes(bar: String, qr: String)
  }

  package struct Fact: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `01`.
  package var number: String
  package var title: String
  /// The center, as it names itself.
  package var agency: String
  package var nation: String
  package var motto: String
  package var code: String?
  /// Shown large: the number or the state is not the province's yet. `TẠM – chờ đồng bộ`.
  package var provisional: String?
  /// `Bản in lại lần 2`; nil for the first.
  package var reprint: String?
  package var blocks: [Block]
  package var signatures: [String]
  package var footer: String
}

extension PrintedForm {
  // MARK: Text

  package func lines(width: Int) -> [SafeText] {
    var lines: [SafeText] = []
    func centered(_ text: String, strong: Bool = false) {
      for line in SafeText(text).wrapped(to: width) {
        let space = max(0, (width - line.columns) / 2)
        lines.append(SafeText().padded(to: space) + (strong ? line.inked(.strong) : line))
      }
    }
    centered(agency)
    centered(nation)
    centered(motto)
    lines.append(SafeText())
    centered(title, strong: true)
    if let code { centered(code) }
    if let provisional { centered("*** \(provisional) ***", strong: true) }
    if let reprint { centered("(\(reprint))") }
    for block in blocks {
      lines.append(SafeText())
      lines += Self.lines(block, width)
    }
    lines.append(SafeText())
    for signature in signatures { lines.append("\(signature): ") }
    lines.append(SafeText())
    lines += SafeText(footer).wrapped(to: width)
    return lines
  }

  private static func lines(_ block: Block, _ width: Int) -> [SafeText] {
    switch block {
    case .facts(let facts):
      var pairs = KeyValue()
      for fact in facts { pairs.append(SafeText(fact.name), SafeText(fact.value)) }
      return pairs.lines(width: width)
    case .table(let titles, let rows):
      var table = Table(titles.map { .init(SafeText($0), isFlexible: true) })
      for row in rows { table.append(row.map { SafeText($0) }) }
      return table.lines(width: width)
    case .paragraph(let text): return SafeText(text).wrapped(to: width)
    case .list(let items): return items.flatMap { SafeText("– " + $0).wrapped(to: width) }
    case .codes: return []
    }
  }

  // MARK: HTML

  /// A page of its own, without anything from elsewhere: prints on whatever printer the browser knows.
  package func html(_ paper: Paper) -> PrintHTML {
    let size: PrintHTML =
      switch paper {
      case .a4: "A4; margin: 18mm 16mm"
      case .a5: "A5; margin: 10mm"
      case .roll: "80mm auto; margin: 3mm"
      }
    let width: PrintHTML =
      switch paper {
      case .a4: "178mm"
      case .a5: "128mm"
      case .roll: "72mm"
      }
    let base: PrintHTML = paper == .roll ? "9pt" : "11pt"
    let head: PrintHTML =
      paper == .roll
      ? "<div class=\"roll\"><p><b>\(agency)</b></p></div>"
      : "<div class=\"head\"><p><b>\(agency)</b></p><p><b>\(nation)</b><br><span class=\"motto\">\(motto)</span></p></div>"
    let codeLine: PrintHTML = code.map { "<p class=\"code\">\($0)</p>" } ?? ""
    let mark: PrintHTML = provisional.map { "<p class=\"provisional\">\($0)</p>" } ?? ""
    let again: PrintHTML = reprint.map { "<p class=\"again\">\($0)</p>" } ?? ""
    let signed = signatures.map { "<div><p><b>\($0)</b></p></div>" as PrintHTML }
    return """
      <!doctype html>
      <html lang="vi"><head><meta charset="utf-8"><title>\(title)</title><style>
      @page { size: \(size) }
      * { box-sizing: border-box }
      body { font: \(base)/1.35 "Noto Serif", "Liberation Serif", "DejaVu Serif", serif; max-width: \(width); margin: 0 auto; color: #000 }
      p { margin: 0 0 .3em } h1 { font-size: 1.2em; text-align: center; margin: .8em 0 .3em }
      .head { display: flex; justify-content: space-between; gap: 1em; text-align: center } .head p { flex: 1 }
      .motto { border-bottom: 1px solid #000 } .roll, .code, .again { text-align: center }
      .code { font: bold 1.15em "DejaVu Sans Mono", monospace }
      .provisional { border: 3px solid #000; text-align: center; font-size: 1.5em; font-weight: bold; padding: .2em; margin: .4em 0 }
      table { width: 100%; border-collapse: collapse; margin: .5em 0 }
      table.list td, table.list th { border: 1px solid #000; padding: .15em .35em; text-align: left; vertical-align: top }
      table.facts td { vertical-align: top; padding: .1em .5em .1em 0 } table.facts td:first-child { width: 36% }
      tr { break-inside: avoid } .codes { display: flex; align-items: center; gap: 6mm; margin: .6em 0; flex-wrap: wrap }
      .codes svg { shape-rendering: crispEdges } .signs { display: flex; gap: 1em; text-align: center; margin-top: 1em; min-height: 22mm }
      .signs div { flex: 1 } .foot { font-size: .8em; margin-top: .8em }
      </style></head><body>
      \(head)<h1>\(title)</h1>\(codeLine)\(mark)\(again)
      \(blocks.map { Self.html($0, paper) })
      <div class="signs">\(signed)</div><p class="foot">\(footer)</p>
      </body></html>

      """
  }

  private static func html(_ block: Block, _ paper: Paper) -> PrintHTML {
    switch block {
    case .facts(let facts):
      let rows = facts.map { "<tr><td>\($0.name)</td><td>\($0.value)</td></tr>" as PrintHTML }
      return "<table class=\"facts\">\(rows)</table>\n"
    case .table(let titles, let rows):
      let heads = titles.map { "<th>\($0)</th>" as PrintHTML }
      let body = rows.map { row in
        "<tr>\(row.map { "<td>\($0)</td>" as PrintHTML })</tr>" as PrintHTML
      }
      return "<table class=\"list\"><tr>\(heads)</tr>\(body)</table>\n"
    case .paragraph(let text): return "<p>\(text)</p>\n"
    case .list(let items):
      return "<ul>\(items.map { "<li>\($0)</li>" as PrintHTML })</ul>\n"
    case .codes(let bar, let qr):
      let parts = [Code128(bar).map { bars($0, paper) }, QRCode(qr).map { squares($0) }].compactMap { $0 }
      return "<div class=\"codes\">\(parts)</div>\n"
    }
  }

  private static func bars(_ code: Code128, _ paper: Paper) -> PrintHTML {
    var x = 10
    var bars: [PrintHTML] = []
    for (index, width) in code.widths.enumerated() {
      if index.isMultiple(of: 2) {
        bars.append("<rect x=\"\(x)\" y=\"0\" width=\"\(width)\" height=\"40\"/>")
      }
      x += width
    }
    let width: PrintHTML = paper == .roll ? "66mm" : "88mm"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(x + 10) 40" preserveAspectRatio="none" style="width:\(width);height:14mm">\(bars)</svg>
      """
  }

  private static func squares(_ code: QRCode) -> PrintHTML {
    var rects: [PrintHTML] = []
    for row in 0..<code.side {
      for column in 0..<code.side where code[row, column] {
        rects.append("<rect x=\"\(column + 4)\" y=\"\(row + 4)\" width=\"1\" height=\"1\"/>")
      }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(code.side + 8) \(code.side + 8)" style="width:30mm;height:30mm">\(rects)</svg>
      """
  }
}
