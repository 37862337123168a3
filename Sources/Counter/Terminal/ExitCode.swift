/// What a command tells the shell. The numbers are a promise to scripts: they are added to, never changed.
package enum ExitCode: Int32, CaseIterable, Sendable {
  case ok = 0
  case failed = 1
  /// The words of the command are wrong.
  case usage = 2
  case notFound = 3
  /// Somebody changed it meanwhile, or a person must decide first.
  case conflict = 4
  case daemonUnreachable = 5
  case permission = 6
  /// A verification failed: what is stored is not what was signed.
  case integrity = 7
  case diskFull = 8
  /// The link is down. The center goes on working.
  case offline = 9
  case versionMismatch = 10
  // What is wrong with the file of a bundle; nothing was changed.
  case notABundle = 20
  case bundleTruncated = 21
  case bundleAltered = 22
  case bundleMisaddressed = 23
  /// Signed by nobody whose word counts.
  case bundleForged = 24
  /// It, or what it unpacks to, is larger than any bundle may be.
  case bundleTooLarge = 25
  /// It begins beyond what is held here; the answer is to be carried back.
  case bundleGap = 26
  /// Try again (`EX_TEMPFAIL` of sysexits.h).
  case temporary = 75
  /// The person pressed Ctrl-C (128 + SIGINT).
  case interrupted = 130

  package var meaning: Text {
    let codes = Texts.exitCodes
    return switch self {
    case .ok: codes.ok
    case .failed: codes.failed
    case .usage: codes.usage
    case .notFound: codes.notFound
    case .conflict: codes.conflict
    case .daemonUnreachable: codes.daemonUnreachable
    case .permission: codes.permission
    case .integrity: codes.integrity
    case .diskFull: codes.diskFull
    case .offline: codes.offline
    case .versionMismatch: codes.versionMismatch
    case .notABundle: codes.notABundle
    case .bundleTruncated: codes.bundleTruncated
    case .bundleAltered: codes.bundleAltered
    case .bundleMisaddressed: codes.bundleMisaddressed
    case .bundleForged: codes.bundleForged
    case .bundleTooLarge: codes.bundleTooLarge
    case .bundleGap: codes.bundleGap
    case .temporary: codes.temporary
    case .interrupted: codes.interrupted
    }
  }
}
