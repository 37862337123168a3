import Synchronization

/// Wakes one waiting task. A ring that nobody waits for is kept for the next who does; several are one.
final class Doorbell: Sendable {
  private struct State {
    var hasRung = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    let waiting = state.withLock { state in
      let waiting = state.waiting
      state.waiting = nil
      state.hasRung = waiting == nil
      return waiting
    }
    waiting?.resume()
  }

  /// Returns at the next ring, or when the task is cancelled.
  func next() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.hasRung || Task.isCancelled {
            state.hasRung = false
            return true
          }
          state.waiting = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        let waiting = state.waiting
        state.waiting = nil
        return waiting
      }
      waiting?.resume()
    }
  }

  /// Returns at the next ring, after so many milliseconds, or when the task is cancelled.
  func next(within milliseconds: Int) async {
    await withTaskGroup { group in
      group.addTask { await self.next() }
      group.addTask { try? await Task.sleep(for: .milliseconds(milliseconds)) }
      await group.next()
      group.cancelAll()
    }
  }
}
