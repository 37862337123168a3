internal import Node
internal import Synchronization

/// A progress line that a callback of another task moves.
final class SharedProgress: Sendable {
  private struct State: ~Copyable {
    var progress: Progress?
  }

  private let state: Mutex<State>

  init(_ session: Session, _ label: Text) {
    state = Mutex(State(progress: Progress(session, label)))
  }

  func show(_ progress: SyncProgress, at nowMs: Int64) {
    state.withLock {
      $0.progress?.advance(to: progress.received, of: max(progress.expected, progress.received), at: nowMs)
    }
  }

  func show(done: Int, of total: Int, at nowMs: Int64) {
    state.withLock { $0.progress?.advance(to: done, of: total, at: nowMs) }
  }

  func clear() {
    state.withLock { state in
      if let progress = state.progress.take() { progress.clear() }
    }
  }
}
