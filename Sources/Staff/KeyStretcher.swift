import Crypto
import Dispatch
import Synchronization

/// Derives keys away from everything else, few at a time: each takes 128 MiB and half a second of a core.
final class KeyStretcher: Sendable {
  private static let waitingMax = 32

  private let queues = [DispatchQueue(label: "staff.scrypt.0"), DispatchQueue(label: "staff.scrypt.1")]
  private let waiting = Mutex(0)

  /// Fails with `.busy` where too many wait already.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws(CryptoError) -> Value
  ) async throws(StaffError) -> Value {
    let number = waiting.withLock { waiting -> Int? in
      guard waiting < Self.waitingMax else { return nil }
      waiting += 1
      return waiting
    }
    guard let number else { throw .busy }
    let result: Result<Value, CryptoError> = await withCheckedContinuation { continuation in
      queues[number % queues.count].async { @Sendable in
        let result = Result { () throws(CryptoError) in try body() }
        continuation.resume(returning: result)
      }
    }
    waiting.withLock { $0 -= 1 }
    do throws(CryptoError) { return try result.get() } catch { throw .crypto("\(error)") }
  }
}
