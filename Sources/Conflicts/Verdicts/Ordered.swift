import Records

/// A value of a field that has an order.
enum Ordered: Equatable {
  case number(Int64)
  /// Year, month, day as far as they are known.
  case day([Int])

  /// `nil` for a value that its field's type does not order.
  init?(_ value: Value, _ type: FieldType) {
    switch (type, value) {
    case (.integer, .int(let number)), (.instant, .int(let number)), (.amount, .int(let number)):
      self = .number(number)
    case (.partialDate, .text(let text)):
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      let known = parts.compactMap { $0 }
      guard known.count == parts.count, (1...3).contains(known.count) else { return nil }
      self = .day(known)
    default: return nil
    }
  }

  static func < (a: Ordered, b: Ordered) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a < b
    case (.day(let a), .day(let b)): a.lexicographicallyPrecedes(b)
    case (.number, .day), (.day, .number): false
    }
  }

  static func > (a: Ordered, b: Ordered) -> Bool { b < a }

  /// 1957 and March 1957: the one may lie before, in or after the other.
  func isVague(beside other: Ordered) -> Bool {
    guard case .day(let a) = self, case .day(let b) = other, a.count != b.count else { return false }
    let common = min(a.count, b.count)
    return a.prefix(common) == b.prefix(common)
  }
}

extension [Ordered] {
  var hasIncomparable: Bool {
    contains { one in contains { one.isVague(beside: $0) } }
  }
}
