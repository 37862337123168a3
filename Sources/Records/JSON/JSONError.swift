/// What a reader of JSON allows. Every bound is checked before anything is kept.
package struct JSONLimits: Equatable, Sendable {
  /// Bytes of the whole document.
  package var bytesMax: Int
  /// Arrays and objects inside each other; a number alone has depth 0.
  package var depthMax: Int
  /// Values of every kind in the whole document.
  package var valuesMax: Int

  package init(bytesMax: Int, depthMax: Int, valuesMax: Int) {
    self.bytesMax = bytesMax
    self.depthMax = depthMax
    self.valuesMax = valuesMax
  }

  /// A file of rules, cases or catalogue: 16 MiB, 32 levels, a million values.
  package static let file = JSONLimits(bytesMax: 16 << 20, depthMax: 32, valuesMax: 1_000_000)

  /// One line of a JSON lines file: 64 KiB, 16 levels, 4,096 values.
  package static let line = JSONLimits(bytesMax: 64 << 10, depthMax: 16, valuesMax: 4_096)
}

/// Why bytes are no document that we read, and where: `line` and `column` count from 1, a column is one Unicode
/// scalar. Carries nothing of the content.
package struct JSONError: Error, Equatable, Sendable {
  package enum Reason: Hashable, Sendable {
    case tooManyBytes(max: Int)
    case tooDeep(max: Int)
    case tooManyValues(max: Int)
    /// The document ends inside a value.
    case endsEarly
    /// Something stands where a value, a name, a comma or the end should be.
    case unexpected
    /// Text after the document's one value.
    case trailing
    /// Bytes that are not UTF-8, or a byte order mark (RFC 8259 §8.1).
    case notUTF8
    /// A raw control character inside a text.
    case control
    /// A backslash with something that no escape begins with.
    case escape
    /// Half of a surrogate pair.
    case surrogate
    /// A fraction or an exponent; documents of ours have none.
    case notAnInteger
    /// An integer outside 64 bits, or one with a leading zero.
    case integerRange
    /// A name that the same object already has (RFC 7493 §2.3).
    case duplicateName
  }

  package let reason: Reason
  package let line: Int
  package let column: Int

  package init(_ reason: Reason, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }
}
