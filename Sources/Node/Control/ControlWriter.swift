import Synchronization

/// Where a command that runs in the daemon writes. Writing never waits, because commands write line by line in plain
/// functions; what a slow terminal has not taken yet is kept, up to a bound, beyond which the command is ended.
package final class ControlWriter: Sendable {
  private struct State {
    var frames: [UInt8] = []
    var isFinished = false
    var isOverrun = false
  }

  private static let heldBytesMax = 64 << 20
  private static let frameBytes = 1 << 20

  private let state = Mutex(State())
  private let bell = Doorbell()

  package init() {}

  /// Bytes for stdout, in the order of the calls.
  package func out(_ bytes: [UInt8]) { append(1, bytes) }

  /// Bytes for stderr.
  package func err(_ bytes: [UInt8]) { append(2, bytes) }

  private func append(_ kind: UInt8, _ bytes: [UInt8]) {
    state.withLock { state in
      guard !state.isFinished, !state.isOverrun else { return }
      guard state.frames.count + bytes.count <= Self.heldBytesMax else {
        state.isOverrun = true
        return
      }
      var rest = bytes[...]
      while !rest.isEmpty {
        state.frames += ControlFrame.encoded(kind: kind, rest.prefix(Self.frameBytes))
        rest = rest.dropFirst(Self.frameBytes)
      }
    }
    bell.ring()
  }

  func finish(_ code: Int32) {
    state.withLock { state in
      state.frames += ControlFrame.exitFrame(code)
      state.isFinished = true
    }
    bell.ring()
  }

  /// What was written since the last call; `nil` at the end, and where the reader fell too far behind.
  func next() async -> [UInt8]? {
    while !Task.isCancelled {
      let (frames, isOver) = state.withLock { state in
        let taken = state.frames
        state.frames = []
        return (taken, state.isFinished || state.isOverrun)
      }
      if !frames.isEmpty { return frames }
      if isOver { return nil }
      await bell.next()
    }
    return nil
  }
}
