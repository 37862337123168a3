import Procedures

/// Numbers that look random and never repeat, without remembering those given out: a counter for each prefix, sent
/// through a permutation of the six or seven digits behind it.
struct Numbers {
  private var counters: [String: Int] = [:]
  private let key: UInt64

  init(seed: UInt64) { key = seed }

  /// A prefix and so many digits, unlike every other result for that prefix. Nil when the prefix has no more.
  mutating func next(_ prefix: String, digits: Int) -> String? {
    let size = powers[digits]
    let count = counters[prefix, default: 0]
    guard count < size else { return nil }
    counters[prefix] = count + 1
    let text = String(permuted(count, size: size, salt: prefix))
    return prefix + String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// How many have been given out for that prefix, counting this one: a running number.
  mutating func running(_ prefix: String) -> Int {
    counters[prefix, default: 0] += 1
    return counters[prefix] ?? 1
  }

  /// Three rounds of a Feistel network over 2^24, walked until the result is inside the range (Black and Rogaway 2002).
  private func permuted(_ number: Int, size: Int, salt: String) -> Int {
    var mixed = key
    for byte in salt.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var value = number
    repeat {
      var (left, right) = (value >> 12, value & 0xFFF)
      for round in 1...4 {
        var chance = Chance(seed: mixed &+ UInt64(round) << 32 &+ UInt64(right))
        (left, right) = (right, left ^ Int(chance.next() & 0xFFF))
      }
      value = left << 12 | right
    } while value >= size
    return value
  }
}

private let powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]
