/// Comma-separated values (RFC 4180) that a spreadsheet takes for what they are: a cell that begins like a formula is
/// preceded by an apostrophe (OWASP, CSV injection).
package enum CSV {
  package static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  static func cell(_ value: String) -> String {
    let safe =
      value.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
      ? "'" + value : value
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
