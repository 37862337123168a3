import Dispatch
import Glibc

/// One accepted connection of a ``Responder``, owned by it and touched on its queue only.
final class Connection {
  enum Phase {
    /// The head is not complete yet.
    case head
    /// The head is known, the body is not complete; `start` is the body's place in `input`.
    case body(RequestHead, start: Int)
    /// A handler works; the client has nothing more to say.
    case running(waits: Bool)
    /// Answered before the request was read. What still arrives is thrown away, because closing a socket with
    /// unread bytes resets it and the peer would lose the answer.
    case draining
  }

  enum Progress {
    case done
    /// The kernel's buffer is full.
    case blocked
    case broken
  }

  let id: UInt64
  let descriptor: Descriptor
  var phase = Phase.head
  var input: [UInt8] = []
  /// The request's share of the bound on bodies held at once.
  var bodyBytesHeld = 0
  var task: Task<Void, Never>?
  var readSource: (any DispatchSourceRead)?
  var writeSource: (any DispatchSourceWrite)?
  /// Writers that wait for `output` to be taken.
  var writers: [CheckedContinuation<Bool, Never>] = []
  /// No more output will come; what follows when the present output is taken.
  var isComplete = false
  /// When the present phase must have made progress, in the responder's ticks; nil while a handler works.
  var deadlineTick: Int?

  private var output: [UInt8] = []
  private var outputStart = 0

  init(id: UInt64, descriptor: Descriptor) {
    self.id = id
    self.descriptor = descriptor
  }

  var hasOutput: Bool { outputStart < output.count }

  func enqueue(_ bytes: [UInt8]) {
    if hasOutput { output += bytes } else { (output, outputStart) = (bytes, 0) }
  }

  /// Gives the kernel what it takes.
  func flush() -> Progress {
    while hasOutput {
      let count = output.withUnsafeBytes {
        send(
          descriptor.raw, $0.baseAddress?.advanced(by: outputStart), $0.count - outputStart,
          Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        outputStart += count
      } else if errno == EAGAIN {
        return .blocked
      } else if errno != EINTR {
        return .broken
      }
    }
    (output, outputStart) = ([], 0)
    return .done
  }

  /// Cancels the event sources; the descriptor closes when dispatch has let go of it.
  func release() {
    readSource?.cancel()
    writeSource?.cancel()
    readSource = nil
    writeSource = nil
    for writer in writers { writer.resume(returning: false) }
    writers = []
  }
}
