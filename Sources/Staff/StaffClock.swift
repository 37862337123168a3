import Glibc

/// The clocks of sign-in. Limits run by the time since the machine was started, which nobody can set; only what people
/// read is by the wall clock.
package struct StaffClock: Sendable {
  /// Milliseconds since 1970-01-01 UTC.
  package var wall: @Sendable () -> Int64
  /// Milliseconds since the machine was started, sleep included.
  package var steady: @Sendable () -> Int64
  /// Which start of the machine: what was measured in another one means nothing now.
  package var boot: String

  package init(wall: @escaping @Sendable () -> Int64, steady: @escaping @Sendable () -> Int64, boot: String) {
    self.wall = wall
    self.steady = steady
    self.boot = boot
  }

  package static func system(wall: @escaping @Sendable () -> Int64) -> StaffClock {
    StaffClock(
      wall: wall,
      steady: {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
      },
      boot: bootID())
  }

  private static func bootID() -> String {
    let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
    // Without it every start of the program counts as a start of the machine: sessions end, nothing else.
    guard file >= 0 else { return "process-\(getpid())" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)).filter { $0 > 0x20 }, as: UTF8.self)
  }
}
