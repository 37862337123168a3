internal import Records

/// An answer put together while the replica is read, and shown after: in lines for people, as one document for programs.
struct Page: Sendable {
  enum Part: Sendable {
    case line(SafeText)
    case paragraph(SafeText)
    case pairs(KeyValue)
    case table(Table)
    /// Beside the answer: what to type next.
    case remark(SafeText)
  }

  var parts: [Part] = []
  var document: JSONValue

  init(_ document: JSONValue) { self.document = document }

  mutating func line(_ line: SafeText = SafeText()) { parts.append(.line(line)) }
  mutating func heading(_ line: SafeText) { parts.append(.line(line.inked(.strong))) }
  mutating func paragraph(_ text: SafeText) { parts.append(.paragraph(text)) }
  mutating func pairs(_ pairs: KeyValue) { parts.append(.pairs(pairs)) }
  mutating func table(_ table: Table) { parts.append(.table(table)) }
  mutating func remark(_ line: SafeText) { parts.append(.remark(line)) }
}

extension Session {
  func show(_ page: Page) {
    if isJSON {
      answer(page.document)
      return
    }
    for part in page.parts {
      switch part {
      case .line(let line): say(line)
      case .paragraph(let text): say(paragraph: text)
      case .pairs(let pairs): show(pairs)
      case .table(let table): show(table)
      case .remark(let line): remark(line)
      }
    }
  }
}
