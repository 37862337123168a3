/// Small pictures beside words, never instead of them.
enum Icon {
  private static func drawing(_ shape: HTML, _ kind: HTML = "") -> HTML {
    """
    <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.8" \
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"\(kind)>\(shape)</svg>
    """
  }

  static let check = drawing("<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M5.2 8.2l2 2 3.7-4\"/>")
  static let disk = drawing(
    "<rect x=\"2\" y=\"4\" width=\"12\" height=\"8\" rx=\"1.5\"/><path d=\"M4.5 9.5h4\"/>")
  static let warning = drawing("<path d=\"M8 2.2l6.2 11H1.8z\"/><path d=\"M8 6.5v3M8 11.4v.1\"/>")
  static let cross = drawing(
    "<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4\"/>")
  static let offline = drawing(
    "<path d=\"M2.5 6.5a8 8 0 0 1 11 0M4.8 9a4.6 4.6 0 0 1 6.4 0M8 12v.1M2.5 13.5l11-11\"/>")
  static let online = drawing("<path d=\"M2.5 6.5a8 8 0 0 1 11 0M4.8 9a4.6 4.6 0 0 1 6.4 0M8 12v.1\"/>")
  static let sync = drawing(
    "<path d=\"M13 6a5.3 5.3 0 0 0-9.7-1M3 10a5.3 5.3 0 0 0 9.7 1M3 2.5V5h2.5M13 13.5V11h-2.5\"/>")
  static let clock = drawing("<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M8 4.6V8l2.4 1.6\"/>")
  static let question = drawing(
    "<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M6.3 6.3a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1M8 11.4v.1\"/>"
  )
  static let empty = drawing("<circle cx=\"8\" cy=\"8\" r=\"6.2\"/>")
}
