import Dispatch
import Foundation
import Glibc
import Synchronization

/// nginx as a supervised child: tested before it starts, restarted with growing pauses when it dies, stopped by its
/// own process id, and gone when this process is gone, however that ends.
///
/// **Death of the parent.** The child is started through `setpriv --pdeathsig TERM` (util-linux, which Debian always
/// has), which asks the kernel to signal it when the *thread* that started it ends. So one thread starts it, waits for
/// its end and starts it again, and lives exactly as long as the supervision; threads of a pool would come and go.
///
/// **Death of the master alone.** Its workers would go on holding the port; they share its process group, which is
/// killed before the next start.
///
/// As root the workers run as root too, since they must reach the socket and the certificate's key that root made. A
/// service runs as a user of its own, and then so does all of nginx.
package final class NginxProcess: Sendable {
  package enum Event: Equatable, Sendable {
    case started(pid: Int32)
    /// It ended without being asked; `status` as `waitpid` gives it. The next start follows after the pause.
    case died(status: Int32, restartAfterMs: Int)
    /// It could not be started again; the next try follows after the pause.
    case notStarted(NginxError, retryAfterMs: Int)
  }

  private let executable: String
  private let configurationPath: String
  private let stateDirectory: String
  private let onEvent: @Sendable (Event) -> Void
  private let queue = DispatchQueue(label: "http.nginx")
  private let state = Mutex(State())

  private struct State {
    var isStarted = false
    var isStopping = false
    var hasEnded = false
    /// The child, from its start until its end was noticed. It is not reaped before this is nil, so a signal never
    /// meets a stranger.
    var pid: pid_t?
    /// A byte written here wakes the supervisor from its pause.
    var pauseEnd: Descriptor?
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private static let setprivPath = "/usr/bin/setpriv"

  /// - Parameters:
  ///   - configurationPath: the rendered file.
  ///   - stateDirectory: where the configuration has its pid file, error log and temporary folders (`temp/…`).
  ///   - onEvent: for the log; called on the supervisor's thread.
  package init(
    executable: String = "/usr/sbin/nginx", configurationPath: String, stateDirectory: String,
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) {
    self.executable = executable
    self.configurationPath = configurationPath
    self.stateDirectory = stateDirectory
    self.onEvent = onEvent
  }

  /// The master's process id while it runs.
  package var pid: Int32? { state.withLock { $0.pid } }

  /// Tests the configuration, starts nginx, and returns when it listens.
  ///
  /// - Throws: ``NginxError``; then nothing runs.
  package func start() async throws(NginxError) {
    let result: Result<Void, NginxError> = await withCheckedContinuation { continuation in
      queue.async { @Sendable [self] in
        continuation.resume(returning: Result { () throws(NginxError) in try startBlocking() })
      }
    }
    try result.get()
  }

  /// Makes nginx read its configuration and certificates again, after a test; connections go on.
  package func reload() async throws(NginxError) {
    let result: Result<Void, NginxError> = await withCheckedContinuation { continuation in
      queue.async { @Sendable [self] in
        continuation.resume(
          returning: Result { () throws(NginxError) in
            try testConfiguration()
            signal(SIGHUP)
          })
      }
    }
    try result.get()
  }

  /// Ends nginx: gracefully (SIGQUIT: requests at work are finished), after the grace period at once (SIGTERM), after
  /// twice that by SIGKILL. Returns when it is gone; at once when it never ran.
  package func stop(gracePeriodMs: Int = 500) async {
    state.withLock { state in
      state.isStopping = true
      if let pauseEnd = state.pauseEnd { _ = write(pauseEnd.raw, "!", 1) }
    }
    signal(SIGQUIT)
    let clock = DispatchQueue.global()
    clock.asyncAfter(deadline: .now() + .milliseconds(gracePeriodMs)) { @Sendable [weak self] in
      self?.signal(SIGTERM)
    }
    clock.asyncAfter(deadline: .now() + .milliseconds(2 * gracePeriodMs)) { @Sendable [weak self] in
      self?.signal(SIGKILL, group: true)
    }
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.isStarted && !state.hasEnded {
          state.waiting.append(continuation)
          return false
        }
        return true
      }
      if isOver { continuation.resume() }
    }
  }

  private func signal(_ number: Int32, group: Bool = false) {
    state.withLock { state in
      if let pid = state.pid { _ = kill(group ? -pid : pid, number) }
    }
  }

  // MARK: Starting

  private func startBlocking() throws(NginxError) {
    guard !state.withLock({ $0.isStarted || $0.isStopping }) else { throw .alreadyStarted }
    guard access(executable, X_OK) == 0 else { throw .notInstalled(path: executable) }
    guard access(Self.setprivPath, X_OK) == 0 else { throw .notInstalled(path: Self.setprivPath) }
    for folder in [stateDirectory, stateDirectory + "/temp"] {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .file(path: folder, errno: errno) }
    }
    try testConfiguration()
    state.withLock { $0.isStarted = true }
    let first = FirstStart()
    let thread = Thread { @Sendable [self] in supervise(first) }
    thread.name = "nginx"
    thread.start()
    guard let error = first.wait() else { return }
    throw error
  }

  private func testConfiguration() throws(NginxError) {
    let output = stateDirectory + "/nginx-test.log"
    let pid = try Spawn.start(executable, ["-t", "-q"] + arguments(errorLog: output), outputPath: output)
    guard Spawn.reap(pid) == 0 else { throw .configurationRefused(lastLines(of: output)) }
  }

  private var errorLog: String { stateDirectory + "/nginx-error.log" }
  private var pidFile: String { stateDirectory + "/nginx.pid" }

  private func arguments(errorLog: String) -> [String] {
    // Asked for only where it means something: an ordinary user would get a warning at every start.
    let user = geteuid() == 0 ? " user root;" : ""
    return ["-c", configurationPath, "-e", errorLog, "-g", "daemon off;" + user]
  }

  private func lastLines(of path: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").suffix(5).joined(separator: "\n")
  }

  // MARK: Supervising, on the one thread

  private func supervise(_ first: FirstStart) {
    var pauseMs = 200
    var hasListened = false
    while true {
      let begun = DispatchTime.now()
      var died: Event
      do {
        guard let pid = try spawn() else { break }
        if awaitListening(pid) {
          hasListened = true
          onEvent(.started(pid: pid))
          first.end(nil)
        }
        let status = awaitEnd(pid)
        if DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds > 60_000_000_000 { pauseMs = 200 }
        died = .died(status: status, restartAfterMs: pauseMs)
      } catch {
        died = .notStarted(error, retryAfterMs: pauseMs)
      }
      if state.withLock({ $0.isStopping }) { break }
      if !hasListened {
        if case .notStarted(let error, _) = died { first.end(error) }
        first.end(.didNotStart(lastLines(of: errorLog)))
        break
      }
      onEvent(died)
      guard pause(pauseMs) else { break }
      pauseMs = min(pauseMs * 2, 30_000)
    }
    first.end(.didNotStart("stopped while starting"))
    let waiting = state.withLock { state in
      state.hasEnded = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Nil when stopping. Checking and starting happen under the lock, so a stop meets either no child or this one.
  private func spawn() throws(NginxError) -> pid_t? {
    unlink(pidFile)
    let result = state.withLock { state -> Result<pid_t?, NginxError> in
      if state.isStopping { return .success(nil) }
      return Result { () throws(NginxError) in
        let pid = try Spawn.start(
          Self.setprivPath, ["--pdeathsig", "TERM", executable] + arguments(errorLog: errorLog),
          outputPath: stateDirectory + "/nginx-output.log")
        state.pid = pid
        return pid
      }
    }
    return try result.get()
  }

  /// nginx writes its pid file once its sockets listen. False when it ended first or took ten seconds; in the latter
  /// case it is ended.
  private func awaitListening(_ pid: pid_t) -> Bool {
    let expected = "\(pid)\n"
    for _ in 0..<1_000 {
      if (try? String(contentsOfFile: pidFile, encoding: .utf8)) == expected { return true }
      var info = siginfo_t()
      if waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG) == 0, info.si_signo == SIGCHLD {
        return false
      }
      usleep(10_000)
    }
    signal(SIGKILL, group: true)
    return false
  }

  private func awaitEnd(_ pid: pid_t) -> Int32 {
    Spawn.waitForEnd(of: pid)
    // Workers that outlived their master still hold the port.
    _ = kill(-pid, SIGKILL)
    return state.withLock { state in
      state.pid = nil
      return Spawn.reap(pid)
    }
  }

  /// Waits; false as soon as a stop was asked for.
  private func pause(_ milliseconds: Int) -> Bool {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    let (reading, writing) = (Descriptor(ends[0]), Descriptor(ends[1]))
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let isStopping = state.withLock { state in
      if !state.isStopping { state.pauseEnd = writing }
      return state.isStopping
    }
    if isStopping { return false }
    return withExtendedLifetime((reading, writing)) {
      var watched = pollfd(fd: reading.raw, events: Int16(POLLIN), revents: 0)
      _ = poll(&watched, 1, Int32(milliseconds))
      return state.withLock { state in
        state.pauseEnd = nil
        return !state.isStopping
      }
    }
  }
}

/// How the first start went, handed from the supervisor's thread to the queue that waits for it.
private final class FirstStart: Sendable {
  private let result = Mutex<NginxError??>(nil)
  private let done = DispatchGroup()

  init() { done.enter() }

  /// Only the first call counts.
  func end(_ error: NginxError?) {
    let isFirst = result.withLock { result in
      guard result == nil else { return false }
      result = .some(error)
      return true
    }
    if isFirst { done.leave() }
  }

  func wait() -> NginxError? {
    done.wait()
    return result.withLock { $0 ?? nil }
  }
}
