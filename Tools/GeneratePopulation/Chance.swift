/// SplitMix64 (Steele, Lea and Flood 2014): the same seed gives the same population on every machine.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the range, evenly. The remainder's bias is below 2^-40 for the ranges used here.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// True so many times in 10,000.
  mutating func happens(_ perTenThousand: Int) -> Bool {
    number(in: 0...9_999) < perTenThousand
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(in: 0...elements.count - 1)]
  }
}

/// Elements with weights, drawn by binary search over running sums.
struct WeightedList<Element> {
  private let elements: [Element]
  private let sums: [Int]

  /// Weights are taken in millionths; at least one must be above zero.
  init?(_ weighted: [(Element, Double)]) {
    var sum = 0
    var sums: [Int] = []
    for (_, weight) in weighted {
      sum += Int((max(0, weight) * 1_000_000).rounded())
      sums.append(sum)
    }
    guard sum > 0 else { return nil }
    elements = weighted.map(\.0)
    self.sums = sums
  }

  func draw(_ chance: inout Chance) -> Element {
    let place = chance.number(in: 1...sums[sums.count - 1])
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] < place { low = middle + 1 } else { high = middle }
    }
    return elements[low]
  }
}
