/// A date of birth as registers have it: a day, a month, or only a year ("chỉ có năm thì ghi năm").
///
/// In JSON and in records it is text, as long as it is known: `"1957"`, `"1957-03"`, `"1957-03-05"`.
package enum PartialDate: Hashable, Sendable {
  case year(Int)
  case month(year: Int, month: Int)
  case day(CivilDate)

  package var year: Int {
    switch self {
    case .year(let year), .month(let year, _): year
    case .day(let date): date.year
    }
  }

  /// The first day that it may be.
  package var earliest: CivilDate {
    switch self {
    case .year(let year): CivilDate(year: year, month: 1, day: 1) ?? .first
    case .month(let year, let month): CivilDate(year: year, month: month, day: 1) ?? .first
    case .day(let date): date
    }
  }

  /// The last day that it may be.
  package var latest: CivilDate {
    switch self {
    case .year(let year): CivilDate(year: year, month: 12, day: 31) ?? .last
    case .month(let year, let month):
      CivilDate(year: year, month: month, day: CivilDate.days(inMonth: month, of: year)) ?? .last
    case .day(let date): date
    }
  }

  /// Whether both may be the same day: 1957 agrees with 05/03/1957, not with 1958.
  package func agrees(with other: PartialDate) -> Bool {
    earliest <= other.latest && other.earliest <= latest
  }
}

extension PartialDate: CustomStringConvertible {
  /// Reads `1957`, `03/1957`, `3/1957`, `05/03/1957`, `1957-03` and `1957-03-05`, with `/`, `-` or `.` between the
  /// parts and spaces around; nil for anything else, and for days that do not exist.
  package init?(_ text: some StringProtocol) {
    var numbers: [(value: Int, width: Int)] = []
    var separator: UInt8?
    var isNumberOpen = false
    var hasEnded = false
    for byte in text.utf8.drop(while: { $0 == UInt8(ascii: " ") }) {
      if byte == UInt8(ascii: " "), isNumberOpen {
        hasEnded = true
        continue
      }
      guard !hasEnded else { return nil }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if !isNumberOpen { numbers.append((0, 0)) }
        isNumberOpen = true
        guard numbers.count <= 3, numbers[numbers.count - 1].width < 4 else { return nil }
        numbers[numbers.count - 1].value *= 10
        numbers[numbers.count - 1].value += Int(byte - UInt8(ascii: "0"))
        numbers[numbers.count - 1].width += 1
      case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."):
        guard isNumberOpen, separator == nil || separator == byte else { return nil }
        separator = byte
        isNumberOpen = false
      default:
        return nil
      }
    }
    guard isNumberOpen else { return nil }
    // The year is the part of four digits; it stands first or last.
    if numbers.count > 1, numbers[0].width != 4 { numbers.reverse() }
    guard numbers[0].width == 4, numbers[0].value >= 1, numbers.dropFirst().allSatisfy({ $0.width <= 2 })
    else { return nil }
    switch numbers.count {
    case 1:
      self = .year(numbers[0].value)
    case 2:
      guard (1...12).contains(numbers[1].value) else { return nil }
      self = .month(year: numbers[0].value, month: numbers[1].value)
    default:
      guard
        let date = CivilDate(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
      else { return nil }
      self = .day(date)
    }
  }

  /// `1957`, `1957-03` or `1957-03-05`.
  package var description: String {
    switch self {
    case .year(let year): padded(year, 4)
    case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
    case .day(let date): date.description
    }
  }

  /// `1957`, `03/1957` or `05/03/1957`.
  package var vietnamese: String {
    switch self {
    case .year(let year): padded(year, 4)
    case .month(let year, let month): "\(padded(month, 2))/\(padded(year, 4))"
    case .day(let date): date.vietnamese
    }
  }
}

extension PartialDate: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = PartialDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a date as in 1957, 1957-03 or 1957-03-05")
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
