/// The outermost form of a bundle: an archive as `tar` (POSIX.1-1988, ustar) reads it, of files `00000000.cms`, `00000001.cms`,
/// … and nothing else, so that an auditor needs no program of ours to take it apart.
///
/// Nothing is taken from a header but the size, and a header is accepted only when it is, byte by byte, the one that is
/// written for that number and that size: no name, link or owner of a file can do anything.
package enum BundleArchive {
  package static let blockBytes = 512
  /// Two empty blocks.
  package static let end = [UInt8](repeating: 0, count: 2 * blockBytes)

  /// The block before a file.
  ///
  /// - Parameter size: 1 to ``BundleLimits/fileBytesMax``.
  package static func header(number: UInt64, size: Int) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockBytes)
    func put(_ text: String, _ place: Int) {
      for (index, byte) in text.utf8.enumerated() { block[place + index] = byte }
    }
    put(digits(number, 10, 8) + ".cms", 0)
    put("0000600", 100)
    put("0000000", 108)
    put("0000000", 116)
    put(digits(UInt64(size), 8, 11), 124)
    put("00000000000", 136)
    put("        ", 148)
    put("0", 156)
    put("ustar", 257)
    put("00", 263)
    put("0000000", 329)
    put("0000000", 337)
    let sum = block.reduce(UInt64(0)) { $0 + UInt64($1) }
    put(digits(sum, 8, 6), 148)
    block[154] = 0
    block[155] = 0x20
    return block
  }

  /// The size of the file that stands behind this block; `nil` where the block is not the header of that number.
  package static func size(inHeader block: [UInt8], number: UInt64) -> Int? {
    guard block.count == blockBytes else { return nil }
    var size = 0
    for digit in block[124..<135] {
      guard 0x30...0x37 ~= digit else { return nil }
      size = size << 3 | Int(digit - 0x30)
    }
    guard 1...BundleLimits.fileBytesMax ~= size, block == header(number: number, size: size) else {
      return nil
    }
    return size
  }

  /// Empty bytes behind a file, up to the next block.
  package static func padding(size: Int) -> Int { (blockBytes - size % blockBytes) % blockBytes }

  private static func digits(_ number: UInt64, _ radix: Int, _ width: Int) -> String {
    let text = String(number, radix: radix)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
