import Glibc
package import Records
import Synchronization

/// One JSON object a line on stderr, for the journal and for whoever greps it. Event ids are stable; fields name nodes,
/// partitions, codes and counts, never a citizen.
///
///     {"time":"2026-09-21T08:13:20.000Z","level":"info","event":"sync.online","hub":"https://hub.example:8443"}
package final class EventLog: Sendable {
  package enum Level: String, Sendable {
    case info
    case warning
    case error
  }

  /// Says nothing.
  package static let silent = EventLog { _ in }
  package static let standardError = EventLog { line in
    var rest = line[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // Nobody is left to tell that the log cannot be written.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private let output: @Sendable ([UInt8]) -> Void
  private let lock = Mutex(())

  package init(_ output: @escaping @Sendable ([UInt8]) -> Void) { self.output = output }

  package func write(_ level: Level, _ event: String, _ fields: JSONValue = [:]) {
    var line: [JSONValue.Member] = [
      .init("time", .time(wallClock())), .init("level", .string(level.rawValue)),
      .init("event", .string(event)),
    ]
    line += fields.members ?? []
    let bytes = JSONValue.object(line).bytes() + [UInt8(ascii: "\n")]
    lock.withLock { _ in output(bytes) }
  }
}
