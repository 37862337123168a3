import Causality
import Records
import Simulation
import Testing

@Suite struct `Deterministic CBOR` {
  struct Row: CustomTestStringConvertible, Sendable {
    let hex: String
    let why: String
    var testDescription: String { "\(hex): \(why)" }
  }

  @Test(arguments: UInt64(0)..<300)
  func `reads every value as it was written, in the bytes of RFC 8949`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let values = (0..<8).map { _ in chance.value() }
    let number = chance.number(max: .max)
    let bits = chance.bits()
    let hash = chance.hash()
    var out = CBORWriter()
    for value in values { out.value(value) }
    out.uint(number)
    out.bits(bits)
    out.hash(hash)
    out.word(number)
    var reader = CBORReader(out.bytes)
    for value in values { #expect(try reader.value() == value) }
    #expect(try reader.uint() == number)
    #expect(try reader.bits() == bits)
    #expect(try reader.hash() == hash)
    #expect(try reader.word() == number)
    try reader.finish()
  }

  @Test(arguments: [
    Row(hex: "1800", why: "0 in two bytes"), Row(hex: "1817", why: "23 in two bytes"),
    Row(hex: "1900ff", why: "255 in three bytes"), Row(hex: "1a0000ffff", why: "65535 in five bytes"),
    Row(hex: "1b00000000ffffffff", why: "2^32-1 in nine bytes"),
    Row(hex: "5f4101ff", why: "indefinite bytes"),
    Row(hex: "9f01ff", why: "indefinite array"), Row(hex: "f7", why: "undefined"),
    Row(hex: "f90000", why: "half"),
    Row(hex: "fb0000000000000000", why: "double"), Row(hex: "c001", why: "tag"),
    Row(hex: "a10101", why: "map"),
    Row(hex: "61ff", why: "not UTF-8"), Row(hex: "62c080", why: "overlong UTF-8"),
    Row(hex: "63eda080", why: "a surrogate"), Row(hex: "1c", why: "reserved length"),
  ])
  func `is refused when it is not the one way to write a value`(row: Row) throws {
    let bytes = try #require(bytesFromHex(Array(row.hex.utf8)))
    #expect(throws: CBORError.self) {
      var reader = CBORReader(bytes)
      try reader.skip()
      try reader.finish()
    }
    #expect(throws: CBORError.self) {
      var reader = CBORReader(bytes)
      _ = try reader.value()
      try reader.finish()
    }
  }

  @Test(arguments: ["5affffffff", "7affffffff", "9affffffff", "9bffffffffffffffff", "5bffffffffffffffff"])
  func `that claims more than there is, is refused before anything is allocated`(hex: String) throws {
    let bytes = try #require(bytesFromHex(Array(hex.utf8)))
    for read in [
      { (r: inout CBORReader) throws in _ = try r.data(max: .max) },
      { (r: inout CBORReader) throws in _ = try r.text(max: .max) },
      { (r: inout CBORReader) throws in _ = try r.array(max: .max) },
      { (r: inout CBORReader) throws in try r.skip() },
    ] {
      var reader = CBORReader(bytes)
      #expect(throws: CBORError.self) { try read(&reader) }
    }
  }

  @Test func `nested deeper than sixteen arrays is refused`() throws {
    var shallow = CBORReader([UInt8](repeating: 0x81, count: 15) + [0x00])
    try shallow.skip()
    var deep = CBORReader([UInt8](repeating: 0x81, count: 100_000) + [0x00])
    #expect(throws: CBORError.tooDeep(at: 16)) { try deep.skip() }
  }

  @Test(arguments: UInt64(0)..<300)
  func `passed over as it stands is what was written`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let values = chance.groupValues()
    var reader = CBORReader(values.bytes + [0xF6])
    #expect(try reader.raw(max: 4_096) == values.bytes)
    #expect(try reader.isNull())
    #expect(GroupValues(values.values).bytes == values.bytes)
  }

  @Test(arguments: UInt64(0)..<200)
  func `never traps, whatever the bytes`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    for _ in 0..<50 {
      var reader = CBORReader(chance.bytes(chance.below(24)))
      while !reader.isAtEnd { if (try? reader.value()) == nil { break } }
      reader = CBORReader(chance.bytes(chance.below(24)))
      _ = try? reader.skip()
      reader = CBORReader(chance.bytes(20), from: chance.below(40) - 10, to: chance.below(40) - 10)
      _ = try? reader.bits()
    }
  }
}
