import HTTP
import Testing

@Suite struct `A body packed with zstd` {
  @Test(arguments: [0, 1, 1_000, 300_000])
  func `unpacks to what it was`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
    #expect(try Zstd.decompress(Zstd.compress(bytes), bytesMax: count) == bytes)
  }

  @Test func `is smaller where there is something to save`() {
    #expect(Zstd.compress([UInt8](repeating: 7, count: 100_000)).count < 100)
  }

  @Test func `may not unpack to more than the caller allows`() {
    let bomb = Zstd.compress([UInt8](repeating: 0, count: 50 << 20))
    #expect(bomb.count < 8_192)
    #expect(throws: ZstdError.tooLarge(bytesMax: 1 << 20)) { try Zstd.decompress(bomb, bytesMax: 1 << 20) }
  }

  @Test func `cut short, followed by more, or not packed at all is refused`() {
    let packed = Zstd.compress(Array("Lạng Sơn, Kỳ Lừa".utf8))
    for end in packed.indices {
      #expect(throws: ZstdError.malformed) { try Zstd.decompress(Array(packed[..<end]), bytesMax: 100) }
    }
    #expect(throws: ZstdError.malformed) { try Zstd.decompress(packed + [0], bytesMax: 100) }
    #expect(throws: ZstdError.malformed) { try Zstd.decompress(Array("plain".utf8), bytesMax: 100) }
  }

  @Test func `with one bit altered never unpacks to something else`() {
    let bytes = Array("một hai ba bốn năm sáu bảy tám chín mười".utf8)
    let packed = Zstd.compress(bytes)
    for index in packed.indices {
      var altered = packed
      altered[index] ^= 0x10
      if let other = try? Zstd.decompress(altered, bytesMax: 1_000) { #expect(other == bytes) }
    }
  }
}
