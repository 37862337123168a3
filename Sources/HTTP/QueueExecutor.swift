import Dispatch

/// A serial executor over a dispatch queue of its own: an actor that runs on it may block (in curl, in a system
/// call) without taking a thread from the cooperative pool, where two blocked threads would stop a small machine.
///
/// `DispatchSerialQueue`, which conforms by itself elsewhere, does not exist on Linux.
final class QueueExecutor: SerialExecutor {
  let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { @Sendable [self] in
      job.runSynchronously(on: asUnownedSerialExecutor())
    }
  }

  /// Lets `assumeIsolated` succeed in blocks that dispatch runs on the queue, such as event handlers of sources.
  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
