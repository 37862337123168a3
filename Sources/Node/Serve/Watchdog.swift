import Glibc
import Records
import Store

/// Tells systemd that the service still does its work (`WatchdogSec=`, sd_watchdog_enabled(3)): not that a timer runs,
/// but that the replica answers a read.
struct Watchdog: Sendable {
  let context: NodeContext
  let environment: [String: String]

  /// Half the time that systemd allows, in microseconds, as sd_watchdog_enabled(3) advises: `WATCHDOG_USEC` of a service
  /// whose `WATCHDOG_PID`, if given, is this process. Nil where nobody watches.
  static func interval(_ environment: [String: String], process: Int32) -> Int64? {
    guard let text = environment["WATCHDOG_USEC"], let allowed = Int64(text), allowed > 1 else { return nil }
    if let named = environment["WATCHDOG_PID"], Int32(named) != process { return nil }
    return allowed / 2
  }

  /// Until cancelled. A read that does not come back keeps the next notice from going out, and systemd restarts us.
  func run() async {
    guard let interval = Self.interval(environment, process: getpid()) else { return }
    while !Task.isCancelled {
      do {
        _ = try await context.replica.read { (reader) throws(ReplicaError) in try reader.partitions() }
        ServiceManager.notify("WATCHDOG=1", environment: environment)
      } catch {
        // No notice: what keeps failing is for systemd to end.
      }
      try? await Task.sleep(for: .microseconds(interval))
    }
  }
}
