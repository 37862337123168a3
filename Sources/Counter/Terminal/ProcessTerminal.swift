internal import Glibc
internal import Synchronization

/// One of the process's own outputs.
///
/// An error of writing (a full disk behind a redirection) is remembered, not thrown: nothing useful can be said by then,
/// but the exit code must not be 0.
package final class ProcessOutput: TextOutput {
  private let descriptor: Int32
  private let failure = Mutex<Int32?>(nil)

  package init(descriptor: Int32) { self.descriptor = descriptor }

  package static let standard = ProcessOutput(descriptor: STDOUT_FILENO)
  package static let error = ProcessOutput(descriptor: STDERR_FILENO)

  package func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// Bytes that are text already, as a daemon sends them.
  package func write(bytes: [UInt8]) {
    var rest = bytes[...]
    failure.withLock { failure in
      while failure == nil, !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          failure = errno
        }
      }
    }
  }

  /// The exit code of a command that ended with `code` by itself.
  package func exitCode(after code: ExitCode) -> ExitCode {
    guard code == .ok, let failure = failure.withLock({ $0 }) else { return code }
    return failure == ENOSPC || failure == EDQUOT ? .diskFull : .failed
  }
}

extension Session {
  /// The session of a command that the process was started with.
  package static func process(_ globals: Invocation.Globals, environment: [String: String]) -> Session {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let errIsTerminal = isatty(STDERR_FILENO) == 1
    let canAsk = !globals.isSilent && errIsTerminal && isatty(STDIN_FILENO) == 1
    var ask: Ask?
    if canAsk { ask = askOnTerminal }
    return Session(
      out: ProcessOutput.standard, err: ProcessOutput.error,
      language: Language(asked: globals.language, environment: environment),
      width: isTerminal ? terminalColumns(environment) : nil,
      outStyle: Style(isTerminal: isTerminal, environment: environment),
      errStyle: Style(isTerminal: errIsTerminal, environment: environment), showsProgress: errIsTerminal,
      isQuiet: globals.isQuiet, isVerbose: globals.isVerbose, isJSON: globals.isJSON, now: wallClockMs,
      ask: ask)
  }

  /// The terminal's columns by the kernel, else by `COLUMNS`, else 80.
  private static func terminalColumns(_ environment: [String: String]) -> Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) }.flatMap { 20...1000 ~= $0 ? $0 : nil } ?? 80
  }
}

/// Milliseconds since 1970 by the system's clock.
@Sendable private func wallClockMs() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// The question goes to the error output, so that a redirected answer stays clean.
@Sendable private func askOnTerminal(_ question: SafeText) async -> String? {
  ProcessOutput.error.write(question.plain)
  return readLine()
}
