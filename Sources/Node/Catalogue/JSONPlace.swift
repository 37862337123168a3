/// A step of the way into a JSON document.
enum JSONStep: Hashable, Sendable {
  case member(String)
  case element(Int)
}

extension [JSONStep] {
  /// `procedures[3].channels[0].timeLimit.unit`.
  var text: String {
    reduce(into: "") { text, step in
      switch step {
      case .member(let name): text += text.isEmpty ? name : ".\(name)"
      case .element(let index): text += "[\(index)]"
      }
    }
  }
}

/// Finds the line of a value in a document that was parsed before, so that whoever edits the file need not count.
struct JSONPlace {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The line, from 1, of the value at `path`, or of the innermost value on the way to it that is there.
  static func line(of path: [JSONStep], in bytes: [UInt8]) -> Int {
    var scan = JSONPlace(bytes)
    let found = scan.find(path[...])
    return 1 + bytes[..<Swift.min(found, bytes.count)].count { $0 == UInt8(ascii: "\n") }
  }

  private mutating func find(_ path: ArraySlice<JSONStep>) -> Int {
    skipSpace()
    let start = place
    guard let step = path.first, place < bytes.count else { return start }
    let opens = bytes[place]
    guard opens == UInt8(ascii: "{") || opens == UInt8(ascii: "[") else { return start }
    place += 1
    var index = 0
    while place < bytes.count {
      skipSpace()
      guard place < bytes.count, bytes[place] != UInt8(ascii: "}"), bytes[place] != UInt8(ascii: "]") else {
        return start
      }
      var isMeant = step == .element(index)
      if opens == UInt8(ascii: "{") {
        let name = text()
        skipSpace()
        place += 1  // the colon
        isMeant = step == .member(name)
      }
      if isMeant { return find(path.dropFirst()) }
      skipValue()
      skipSpace()
      if place < bytes.count, bytes[place] == UInt8(ascii: ",") { place += 1 }
      index += 1
    }
    return start
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
  }

  /// A text with its escapes as they stand; names that need escapes are found by their container only.
  private mutating func text() -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return "" }
    let start = place + 1
    skipText()
    return String(decoding: bytes[start..<Swift.max(start, place - 1)], as: UTF8.self)
  }

  private mutating func skipText() {
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    place = Swift.min(place + 1, bytes.count)
  }

  /// Skips one value; brackets inside texts do not count.
  private mutating func skipValue() {
    skipSpace()
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        skipText()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        place += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        place += 1
      case UInt8(ascii: ",") where depth == 0: return
      default: place += 1
      }
      if depth == 0, place < bytes.count,
        [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")]
          .contains(bytes[place])
      {
        return
      }
    }
  }
}
