extension JSONValue {
  /// Reads one document, strictly: RFC 8259 with the narrower promises of I-JSON (RFC 7493), integers only.
  ///
  /// Throws at the first thing that is wrong, with its place. Never traps, whatever the bytes.
  package static func parse(
    _ bytes: [UInt8], limits: JSONLimits = .file
  ) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, limits: limits)
    return try parser.document()
  }

  /// Reads one document from text.
  package static func parse(_ text: String, limits: JSONLimits = .file) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), limits: limits)
  }
}

/// One pass over the bytes; recursion is bounded by `limits.depthMax`.
private struct JSONParser {
  let bytes: [UInt8]
  let limits: JSONLimits
  var place = 0
  var values = 0

  init(bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.bytesMax else { throw failure(.tooManyBytes(max: limits.bytesMax)) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure(.notUTF8) }
    let value = try self.value(depth: 0)
    skipSpace()
    guard place == bytes.count else { throw failure(.trailing) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    values += 1
    guard values <= limits.valuesMax else { throw failure(.tooManyValues(max: limits.valuesMax)) }
    switch try peek() {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .int(try integer())
    default: throw failure(.unexpected)
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= limits.depthMax else { throw failure(.tooDeep(max: limits.depthMax)) }
    place += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if try takes("}") { return .object([]) }
    while true {
      skipSpace()
      guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpected) }
      let start = place
      let name = try text()
      guard names.insert(name).inserted else { throw failure(.duplicateName, at: start) }
      guard try takes(":") else { throw failure(.unexpected) }
      members.append(JSONValue.Member(name, try value(depth: depth)))
      if try takes(",") { continue }
      guard try takes("}") else { throw failure(.unexpected) }
      return .object(members)
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= limits.depthMax else { throw failure(.tooDeep(max: limits.depthMax)) }
    place += 1
    var elements: [JSONValue] = []
    if try takes("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth))
      if try takes(",") { continue }
      guard try takes("]") else { throw failure(.unexpected) }
      return .array(elements)
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for byte in word.utf8 {
      guard try peek() == byte else { throw failure(.unexpected) }
      place += 1
    }
    return value
  }

  private mutating func integer() throws(JSONError) -> Int64 {
    let start = place
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    let digits = place
    while place < bytes.count, Self.isDigit(bytes[place]) { place += 1 }
    if place < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[place]) {
      throw failure(.notAnInteger, at: start)
    }
    guard place > digits else { throw failure(place < bytes.count ? .unexpected : .endsEarly) }
    let leadingZero = bytes[digits] == UInt8(ascii: "0") && place - digits > 1
    guard !leadingZero, let integer = Int64(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      throw failure(.integerRange, at: start)
    }
    return integer
  }

  private mutating func text() throws(JSONError) -> String {
    place += 1
    var result = ""
    var start = place
    while true {
      switch try peek() {
      case UInt8(ascii: "\""):
        result += try plain(from: start)
        place += 1
        return result
      case UInt8(ascii: "\\"):
        result += try plain(from: start)
        result.unicodeScalars.append(try escape())
        start = place
      case 0..<0x20: throw failure(.control)
      default: place += 1
      }
    }
  }

  private func plain(from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes[start..<place], as: UTF8.self) else {
      throw failure(.notUTF8, at: start)
    }
    return text
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = place
    place += 1
    let letter = try peek()
    place += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar(start: start)
    default: throw failure(.escape, at: start)
    }
  }

  private mutating func escapedScalar(start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try unit(start: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    // A high surrogate must be followed by a low one (RFC 8259 §7).
    guard first < 0xDC00, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u")
    else { throw failure(.surrogate, at: start) }
    place += 2
    let second = try unit(start: start)
    guard 0xDC00...0xDFFF ~= second,
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00))
    else { throw failure(.surrogate, at: start) }
    return scalar
  }

  private mutating func unit(start: Int) throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch try peek() {
      case let byte where Self.isDigit(byte): digit = byte - UInt8(ascii: "0")
      case let byte where UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte: digit = byte - UInt8(ascii: "a") + 10
      case let byte where UInt8(ascii: "A")...UInt8(ascii: "F") ~= byte: digit = byte - UInt8(ascii: "A") + 10
      default: throw failure(.escape, at: start)
      }
      unit = unit << 4 | UInt16(digit)
      place += 1
    }
    return unit
  }

  /// Skips space and consumes the sign if it is next.
  private mutating func takes(_ sign: Unicode.Scalar) throws(JSONError) -> Bool {
    skipSpace()
    guard UInt32(try peek()) == sign.value else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard place < bytes.count else { throw failure(.endsEarly) }
    return bytes[place]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  /// Counts lines and columns only now: nobody pays for them who reads a good document.
  private func failure(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset ?? place) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return JSONError(reason, line: line, column: column)
  }
}
