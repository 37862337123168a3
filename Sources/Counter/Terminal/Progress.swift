/// One line on the error output that shows how far a long work is, redrawn in place, only on a terminal; elsewhere
/// nothing until the last line.
///
///     var progress = Progress(session, Texts.transfer.loading, total: 20_000)
///     progress.advance(to: done, at: session.now())
///     progress.finish(Texts.transfer.loaded(session.language, "20 000"))
package struct Progress: ~Copyable {
  private let session: Session
  private let label: SafeText
  private var total: Int?
  private var drawnMs: Int64?

  /// Drawn ten times a second at most, so that the drawing costs nothing.
  static let intervalMs: Int64 = 100

  /// `total` is nil where nobody knows it.
  package init(_ session: Session, _ label: Text, total: Int? = nil) {
    self.session = session
    self.label = label(session.language)
    self.total = total
  }

  /// Says that `done` of the whole is done, at a time in milliseconds.
  package mutating func advance(to done: Int, at nowMs: Int64) {
    guard session.showsProgress else { return }
    if let drawnMs, nowMs - drawnMs < Self.intervalMs, nowMs >= drawnMs { return }
    drawnMs = nowMs
    let line = Self.line(label, done: done, total: total, language: session.language)
    session.err.write(
      "\r" + session.errStyle.rendered(line.truncated(to: (session.width ?? 80) - 1)) + "\u{1B}[K")
  }

  /// The same where how much there is shows only on the way.
  package mutating func advance(to done: Int, of total: Int, at nowMs: Int64) {
    self.total = total
    advance(to: done, at: nowMs)
  }

  /// Removes the line.
  package consuming func clear() {
    if drawnMs != nil { session.err.write("\r\u{1B}[K") }
  }

  /// Removes the line and leaves a sentence that says what came of it.
  package consuming func finish(_ summary: SafeText) {
    if drawnMs != nil { session.err.write("\r\u{1B}[K") }
    session.remark(summary)
  }

  static func line(_ label: SafeText, done: Int, total: Int?, language: Language) -> SafeText {
    guard let total, total > 0 else { return "\(label)  \(grouped(done, language))" }
    let percent = Int(Double(min(max(done, 0), total)) / Double(total) * 100)
    return "\(label)  \(grouped(done, language))/\(grouped(total, language))  \(percent)%"
  }
}

/// A number in groups of three: "20.000" in Vietnamese, "20,000" in English.
package func grouped(_ number: some BinaryInteger, _ language: Language) -> SafeText {
  let digits = String(number.magnitude)
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result += language == .vi ? "." : "," }
    result.append(digit)
  }
  return SafeText(number < 0 ? "-" + result : result)
}

/// A number of bytes: "980 B", "12,4 KB", "3,0 GB" (powers of 1024; the comma is Vietnamese).
package func bytesText(_ bytes: some BinaryInteger, _ language: Language) -> SafeText {
  var tenths = Int64(clamping: bytes).multipliedReportingOverflow(by: 10)
  if tenths.overflow { tenths.partialValue = .max }
  var value = tenths.partialValue
  guard value >= 10_240 else { return "\(value / 10) B" }
  for unit in ["KB", "MB", "GB", "TB"] {
    value /= 1024
    if value < 10_240 || unit == "TB" {
      return "\(value / 10)\(language == .vi ? "," : ".")\(value % 10) \(unit)"
    }
  }
  return ""
}
