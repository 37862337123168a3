package import Causality

/// One field's value. There is no floating point: amounts are whole đồng, dates are civil, instants are integers.
package enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  /// Unicode text, NFC when it was accepted from a person.
  case text(String)
  case bytes([UInt8])

  package static let textBytesMax = 1 << 20

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var int: Int64? { if case .int(let int) = self { int } else { nil } }
  package var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  package var isNull: Bool { self == .null }
  package var record: RecordID? {
    guard case .bytes(let bytes) = self, let bits = Bits128(bytes: bytes) else { return nil }
    return RecordID(bits)
  }

  package static func record(_ id: RecordID?) -> Value {
    guard let id else { return .null }
    return .bytes(id.bits.bytes)
  }

  package static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
}

/// The values of one group as their writer's bytes: a CBOR array, one item a field in the schema's order.
/// State, digest and wire know these bytes and never the schema (`histories.md`, H11).
package struct GroupValues: Sendable {
  package static let bytesMax = 1 << 20
  package static let fieldsMax = 64

  /// What they lie in: their own bytes, or those of the whole state or change that they were read with, so that reading
  /// a record makes no array for each of its groups.
  private let storage: [UInt8]
  private let start: Int
  package let byteCount: Int

  /// Bytes that a decoder checked to be one deterministic CBOR array.
  package init(checked bytes: [UInt8]) { self.init(checked: bytes, in: 0..<bytes.count) }

  /// The same, where they lie among others.
  package init(checked storage: [UInt8], in range: Range<Int>) {
    self.storage = storage
    start = range.lowerBound
    byteCount = range.count
  }

  package var slice: ArraySlice<UInt8> { storage[start..<start + byteCount] }

  package var bytes: [UInt8] { byteCount == storage.count ? storage : Array(slice) }

  package init(_ values: [Value]) {
    var writer = CBORWriter(capacity: 16 + values.count * 12)
    writer.array(values.count)
    for value in values { writer.value(value) }
    self.init(checked: writer.bytes)
  }

  /// A reader of the bytes, standing before the array's head.
  package var reader: CBORReader { CBORReader(storage, from: start, to: start + byteCount) }

  /// The values; an item of a kind this version does not know reads as null (its bytes stay).
  package var values: [Value] {
    var reader = reader
    guard let count = try? reader.array(max: Self.fieldsMax) else { return [] }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append((try? reader.value()) ?? .null) }
    return values
  }

  /// The value of the field at `index` in its group, without decoding the others; null beyond the end, and for an item
  /// of a kind this version does not know.
  package subscript(index: Int) -> Value {
    var reader = reader
    guard let count = try? reader.array(max: Self.fieldsMax), index < count else { return .null }
    for _ in 0..<index {
      // Bytes in a group were checked when they were decoded; an unreadable one reads as null, as in `values`.
      guard (try? reader.skip()) != nil else { return .null }
    }
    return (try? reader.value()) ?? .null
  }
}

/// By the bytes, wherever they lie.
extension GroupValues: Hashable {
  package static func == (a: GroupValues, b: GroupValues) -> Bool {
    a.byteCount == b.byteCount && a.slice.elementsEqual(b.slice)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(slice) }
}

extension CBORWriter {
  package mutating func raw(_ values: GroupValues) { bytes.append(contentsOf: values.slice) }

  package mutating func value(_ value: Value) {
    switch value {
    case .null: null()
    case .bool(let bool): self.bool(bool)
    case .int(let int): self.int(int)
    case .text(let text): self.text(text)
    case .bytes(let bytes): data(bytes)
    }
  }
}

extension CBORReader {
  package mutating func value() throws(CBORError) -> Value {
    switch try peekMajor() {
    case 0, 1: return .int(try int())
    case 2: return .bytes(try data(max: Value.textBytesMax))
    case 3: return .text(try text(max: Value.textBytesMax))
    case 7:
      if try isNull() { return .null }
      return .bool(try bool())
    default:
      try skip()
      return .null
    }
  }
}
