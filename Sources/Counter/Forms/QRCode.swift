/// A QR code (ISO/IEC 18004) of versions 1 to 6, error correction M, in bytes: up to 106 of them, which is more than a
/// receipt's code and secret need.
///
/// Invariant: `modules` is a square of `side` × `side`, row by row, dark ones true.
package struct QRCode: Hashable, Sendable {
  package let side: Int
  package private(set) var modules: [Bool]
  /// Modules that belong to patterns and are not masked.
  private var isFixed: [Bool]

  /// By version: data codewords of a block, correction codewords of a block, blocks, center of the alignment pattern.
  private static let shapes: [(data: Int, check: Int, blocks: Int, alignment: Int?)] = [
    (16, 10, 1, nil), (28, 16, 1, 18), (44, 26, 1, 22), (32, 18, 2, 26), (43, 24, 2, 30), (27, 16, 4, 34),
  ]

  /// Nil for a text of more than 106 bytes.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let version = Self.shapes.firstIndex(where: { $0.data * $0.blocks >= bytes.count + 2 }) else {
      return nil
    }
    let shape = Self.shapes[version]
    side = 21 + 4 * version
    modules = [Bool](repeating: false, count: side * side)
    isFixed = modules
    drawPatterns(alignment: shape.alignment)
    drawCodewords(Self.codewords(bytes, shape.data, shape.check, shape.blocks))
    let unmasked = modules
    var best = (penalty: Int.max, modules: modules)
    for mask in 0..<8 {
      modules = unmasked
      apply(mask)
      drawFormat(mask)
      let penalty = self.penalty
      if penalty < best.penalty { best = (penalty, modules) }
    }
    modules = best.modules
  }

  package subscript(row: Int, column: Int) -> Bool { modules[row * side + column] }

  // MARK: Codewords

  /// The bytes with mode, length and padding, cut into blocks, each with its correction, interleaved.
  private static func codewords(_ bytes: [UInt8], _ data: Int, _ check: Int, _ blocks: Int) -> [UInt8] {
    // Mode 0100 and an eight-bit length leave everything half a byte off.
    var nibbles: [UInt8] = [4, UInt8(bytes.count >> 4), UInt8(bytes.count & 15)]
    for byte in bytes { nibbles += [byte >> 4, byte & 15] }
    nibbles.append(0)
    var words = stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    var pad: UInt8 = 0xEC
    while words.count < data * blocks {
      words.append(pad)
      pad ^= 0xEC ^ 0x11
    }
    let parts = (0..<blocks).map { Array(words[($0 * data)..<(($0 + 1) * data)]) }
    let divisor = generator(degree: check)
    let checks = parts.map { remainder($0, divisor) }
    return (0..<data).flatMap { index in parts.map { $0[index] } }
      + (0..<check).flatMap { index in checks.map { $0[index] } }
  }

  /// Product in GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1.
  private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var (sum, factor) = (0, Int(a))
    for bit in 0..<8 {
      if b >> bit & 1 == 1 { sum ^= factor }
      factor = factor << 1 ^ (factor >> 7 * 0x11D)
    }
    return UInt8(truncatingIfNeeded: sum)
  }

  private static func generator(degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in 0..<degree {
        result[index] = product(result[index], root)
        if index + 1 < degree { result[index] ^= result[index + 1] }
      }
      root = product(root, 2)
    }
    return result
  }

  private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
    var rest = [UInt8](repeating: 0, count: divisor.count)
    for byte in data {
      let factor = byte ^ rest.removeFirst()
      rest.append(0)
      for index in rest.indices { rest[index] ^= product(divisor[index], factor) }
    }
    return rest
  }

  // MARK: Patterns

  private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
    modules[row * side + column] = isDark
    isFixed[row * side + column] = true
  }

  private mutating func drawPatterns(alignment: Int?) {
    for index in 0..<side {
      set(6, index, index.isMultiple(of: 2))
      set(index, 6, index.isMultiple(of: 2))
    }
    for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] {
      for down in -4...4 {
        for right in -4...4 {
          let (y, x) = (row + down, column + right)
          guard (0..<side).contains(y), (0..<side).contains(x) else { continue }
          let distance = max(abs(down), abs(right))
          set(y, x, distance != 2 && distance != 4)
        }
      }
    }
    if let alignment {
      for down in -2...2 {
        for right in -2...2 {
          set(alignment + down, alignment + right, max(abs(down), abs(right)) != 1)
        }
      }
    }
    drawFormat(0)
  }

  /// The kind of correction and the mask, twice, with a code of their own.
  private mutating func drawFormat(_ mask: Int) {
    // Level M is 00.
    var rest = mask
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9 * 0x537) }
    let bits = (mask << 10 | rest) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { set(index, 8, bit(index)) }
    set(7, 8, bit(6))
    set(8, 8, bit(7))
    set(8, 7, bit(8))
    for index in 9...14 { set(8, 14 - index, bit(index)) }
    for index in 0...7 { set(8, side - 1 - index, bit(index)) }
    for index in 8...14 { set(side - 15 + index, 8, bit(index)) }
    set(side - 8, 8, true)
  }

  private mutating func drawCodewords(_ words: [UInt8]) {
    var index = 0
    var right = side - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      for step in 0..<side {
        for column in [right, right - 1] {
          let isUpward = (right + 1) & 2 == 0
          let row = isUpward ? side - 1 - step : step
          guard !isFixed[row * side + column], index < words.count * 8 else { continue }
          modules[row * side + column] = words[index >> 3] >> (7 - index & 7) & 1 == 1
          index += 1
        }
      }
      right -= 2
    }
  }

  private mutating func apply(_ mask: Int) {
    for row in 0..<side {
      for column in 0..<side where !isFixed[row * side + column] {
        let inverts =
          switch mask {
          case 0: (row + column) % 2 == 0
          case 1: row % 2 == 0
          case 2: column % 3 == 0
          case 3: (row + column) % 3 == 0
          case 4: (row / 2 + column / 3) % 2 == 0
          case 5: row * column % 2 + row * column % 3 == 0
          case 6: (row * column % 2 + row * column % 3) % 2 == 0
          default: ((row + column) % 2 + row * column % 3) % 2 == 0
          }
        if inverts { modules[row * side + column].toggle() }
      }
    }
  }

  // MARK: Masks

  /// How much a scanner would be misled: runs, blocks, false finders, imbalance (ISO/IEC 18004, 7.8.3).
  private var penalty: Int {
    var sum = 0
    for line in 0..<side {
      sum += penalty(ofLine: (0..<side).map { self[line, $0] })
      sum += penalty(ofLine: (0..<side).map { self[$0, line] })
    }
    for row in 0..<(side - 1) {
      for column in 0..<(side - 1) {
        let corner = self[row, column]
        if corner == self[row, column + 1], corner == self[row + 1, column],
          corner == self[row + 1, column + 1]
        {
          sum += 3
        }
      }
    }
    let dark = modules.count { $0 }
    return sum + abs(dark * 20 - side * side * 10) / (side * side) * 10
  }

  private static let finder = [true, false, true, true, true, false, true]

  private func penalty(ofLine line: [Bool]) -> Int {
    var sum = 0
    var run = 0
    for index in line.indices {
      run = index > 0 && line[index] == line[index - 1] ? run + 1 : 1
      if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
    }
    for start in 0...(side - 7) where Array(line[start..<(start + 7)]) == Self.finder {
      let before = line[max(0, start - 4)..<start].allSatisfy { !$0 }
      let after = line[(start + 7)..<min(side, start + 11)].allSatisfy { !$0 }
      if before || after { sum += 40 }
    }
    return sum
  }
}
