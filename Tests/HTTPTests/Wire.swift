import Dispatch
import Glibc

@testable import HTTP

/// Literal SCGI text: `·` stands for NUL, so that a request can be read on the page.
func wire(_ text: String) -> [UInt8] {
  Array(text.replacing("·", with: "\0").utf8)
}

/// A request as netstring with its length computed, for texts whose point is not the length.
func netstring(_ block: String, body: String = "") -> [UInt8] {
  let bytes = wire(block)
  return Array("\(bytes.count):".utf8) + bytes + Array(",\(body)".utf8)
}

/// Sends bytes as they are, optionally shuts the sending side down, and reads whatever comes until the other end
/// closes. Blocks a thread of its own, not one of the tests' pool.
func exchange(_ bytes: [UInt8], at path: String, thenShutDown: Bool = false) async -> String {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async { @Sendable in
      guard let descriptor = try? UnixSocket.connected(to: path) else {
        return continuation.resume(returning: "no connection")
      }
      _ = bytes.withUnsafeBytes { send(descriptor.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if thenShutDown { shutdown(descriptor.raw, Int32(SHUT_WR)) }
      var answer: [UInt8] = []
      var space = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = recv(descriptor.raw, &space, space.count, 0)
        if count <= 0 { break }
        answer += space[..<count]
      }
      continuation.resume(returning: String(decoding: answer, as: UTF8.self))
    }
  }
}

/// A gate that handlers wait at and a test opens; counts who waits, and who was cancelled while waiting.
actor Gate {
  private var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
  private var watchers: [(Int, CheckedContinuation<Void, Never>)] = []
  private var cancelWatchers: [CheckedContinuation<Void, Never>] = []
  private var last = 0
  private(set) var cancelled = 0

  /// True when the gate opened, false when the task was cancelled.
  func wait() async -> Bool {
    last += 1
    let ticket = last
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: false)
          return noteCancelled()
        }
        waiting[ticket] = continuation
        watchers.removeAll { count, watcher in
          guard waiting.count >= count else { return false }
          watcher.resume()
          return true
        }
      }
    } onCancel: {
      Task { await self.cancel(ticket) }
    }
  }

  func open() {
    for continuation in waiting.values { continuation.resume(returning: true) }
    waiting = [:]
  }

  func untilWaiting(_ count: Int) async {
    if waiting.count >= count { return }
    await withCheckedContinuation { watchers.append((count, $0)) }
  }

  func untilCancelled() async {
    if cancelled > 0 { return }
    await withCheckedContinuation { cancelWatchers.append($0) }
  }

  private func cancel(_ ticket: Int) {
    guard let continuation = waiting.removeValue(forKey: ticket) else { return }
    continuation.resume(returning: false)
    noteCancelled()
  }

  private func noteCancelled() {
    cancelled += 1
    for watcher in cancelWatchers { watcher.resume() }
    cancelWatchers = []
  }
}

/// A connection that has sent its request and is held open, read without blocking a thread.
final class Held: Sendable {
  private let descriptor: Descriptor

  init(_ bytes: [UInt8], at path: String) throws {
    descriptor = try UnixSocket.connected(to: path)
    _ = bytes.withUnsafeBytes { send(descriptor.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// All that comes until the other end closes.
  func answer() async -> String {
    let descriptor = descriptor
    return await withCheckedContinuation { continuation in
      DispatchIO.read(fromFileDescriptor: descriptor.raw, maxLength: .max, runningHandlerOn: .global()) {
        @Sendable data, _ in
        withExtendedLifetime(descriptor) {}
        continuation.resume(returning: String(decoding: data, as: UTF8.self))
      }
    }
  }
}
