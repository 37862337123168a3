/// Lets a bounded number of requests work at once and a bounded number wait; the rest is told to come again. What passes
/// unpacks megabytes and waits for the one writer, so more at once would only cost memory.
actor Gate {
  private let width: Int
  private let queueMax: Int
  private var atWork = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(width: Int, queueMax: Int) {
    self.width = width
    self.queueMax = queueMax
  }

  var waitingCount: Int { waiting.count }
  var isCrowded: Bool { waiting.count * 2 > queueMax }

  /// False where too many wait already. Who was let in says ``leave()``.
  func enter() async -> Bool {
    if atWork < width {
      atWork += 1
      return true
    }
    guard waiting.count < queueMax else { return false }
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  func leave() {
    if waiting.isEmpty { atWork -= 1 } else { waiting.removeFirst().resume() }
  }
}
