extension CaseReplay {
  /// Every order in which the first `count` changes can arrive, up to `limit` of them.
  package func orders(of count: Int, limit: Int) -> [[Int]] {
    var orders: [[Int]] = []
    var order: [Int] = []
    func extend() {
      guard orders.count < limit else { return }
      if order.count == count { return orders.append(order) }
      for index in 0..<count where mayFollow(order, index) {
        order.append(index)
        extend()
        order.removeLast()
      }
    }
    extend()
    return orders
  }

  /// One causal order of the first `count` changes, by chance.
  package func order(of count: Int, using generator: inout some RandomNumberGenerator) -> [Int] {
    var order: [Int] = []
    while order.count < count {
      let free = (0..<count).filter { mayFollow(order, $0) }
      guard let next = free.randomElement(using: &generator) else { break }
      order.append(next)
    }
    return order
  }

  private func mayFollow(_ order: [Int], _ index: Int) -> Bool {
    !order.contains(index) && written[index].after.allSatisfy(order.contains)
  }
}
