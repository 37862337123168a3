import Foundation
import Glibc

/// Looks for a font that can print every Vietnamese name.
enum VietnameseFont {
  private static let filesMax = 5_000
  private static let tableBytesMax = 4 << 20

  /// The letters that fonts for other languages lack: the block of doubly marked letters, and đ, ă, ơ, ư.
  static let letters: [UInt32] =
    Array(0x1EA0...0x1EF9) + [0x102, 0x103, 0x110, 0x111, 0x1A0, 0x1A1, 0x1AF, 0x1B0]

  static let folders = ["/usr/share/fonts", "/usr/local/share/fonts"]

  /// The name of the first file that has them all.
  static func find(in folders: [String] = folders) -> String? {
    var seen = 0
    for folder in folders {
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      // The plain cut of a family has the shortest name.
      for name in names.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
        seen += 1
        guard seen <= filesMax else { return nil }
        let lower = name.lowercased()
        guard lower.hasSuffix(".ttf") || lower.hasSuffix(".otf") else { continue }
        if let table = characterMap(ofFile: folder + "/" + name), covers(table) {
          return name.split(separator: "/").last.map(String.init)
        }
      }
    }
    return nil
  }

  /// The table `cmap` of a font file (OpenType 1.9, "The font file").
  private static func characterMap(ofFile path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard let head = read(file, at: 0, count: 12) else { return nil }
    let tables = Int(head.uint16(4) ?? 0)
    guard tables <= 256, let directory = read(file, at: 12, count: tables * 16) else { return nil }
    for index in 0..<tables where directory.uint32(index * 16) == 0x636D_6170 {
      guard let offset = directory.uint32(index * 16 + 8), let length = directory.uint32(index * 16 + 12),
        length <= tableBytesMax
      else { return nil }
      return read(file, at: Int(offset), count: Int(length))
    }
    return nil
  }

  private static func read(_ file: Int32, at offset: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, count, off_t(offset)) }
    return got == count ? bytes : nil
  }

  /// Whether a subtable of format 4 or 12 maps each letter to a glyph.
  static func covers(_ table: [UInt8]) -> Bool {
    let count = Int(table.uint16(2) ?? 0)
    return (0..<min(count, 64)).contains { index in
      guard let offset = table.uint32(4 + index * 8 + 4).map(Int.init), let format = table.uint16(offset)
      else { return false }
      switch format {
      case 4: return letters.allSatisfy { hasFormat4(table, offset, $0) }
      case 12: return letters.allSatisfy { hasFormat12(table, offset, $0) }
      default: return false
      }
    }
  }

  private static func hasFormat4(_ table: [UInt8], _ start: Int, _ letter: UInt32) -> Bool {
    let double = Int(table.uint16(start + 6) ?? 0)
    for place in stride(from: 0, to: double, by: 2) {
      guard let end = table.uint16(start + 14 + place), letter <= UInt32(end) else { continue }
      guard let first = table.uint16(start + 16 + double + place), letter >= UInt32(first),
        let delta = table.uint16(start + 16 + 2 * double + place),
        let range = table.uint16(start + 16 + 3 * double + place)
      else { return false }
      if range == 0 { return UInt16(truncatingIfNeeded: letter) &+ delta != 0 }
      let glyph = start + 16 + 3 * double + place + Int(range) + 2 * Int(letter - UInt32(first))
      return (table.uint16(glyph) ?? 0) != 0
    }
    return false
  }

  private static func hasFormat12(_ table: [UInt8], _ start: Int, _ letter: UInt32) -> Bool {
    let groups = min(Int(table.uint32(start + 12) ?? 0), tableBytesMax / 12)
    return (0..<groups).contains { index in
      let place = start + 16 + index * 12
      guard let first = table.uint32(place), let last = table.uint32(place + 4),
        let glyph = table.uint32(place + 8)
      else { return false }
      return first <= letter && letter <= last && glyph &+ (letter &- first) != 0
    }
  }
}

extension [UInt8] {
  /// Big endian; `nil` beyond the end.
  fileprivate func uint16(_ place: Int) -> UInt16? {
    guard place >= 0, place <= count - 2 else { return nil }
    return UInt16(self[place]) << 8 | UInt16(self[place + 1])
  }

  fileprivate func uint32(_ place: Int) -> UInt32? {
    guard place >= 0, place <= count - 4 else { return nil }
    return self[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
