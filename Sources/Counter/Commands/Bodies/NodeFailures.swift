internal import Exchange
package import Node

extension Session {
  /// What a person is told of a failure between machines.
  package func fail(_ error: NodeError, folder: String) -> ExitCode {
    let problems = Texts.problems
    switch error {
    case .noNode(let path): return fail(problems.noNodeHere, SafeText(path))
    case .nodeExists(let path): return fail(problems.nodeExists, SafeText(path))
    case .alreadyServed(let process):
      return fail(problems.alreadyServed, SafeText(folder), process.map { "\($0)" } ?? "?")
    case .file, .crypto:
      guard let (path, code) = error.failedFile else {
        return fail(problems.damagedHome, SafeText(folder))
      }
      return fail(file: path, errno: code, error.category)
    case .damagedHome(let file): return fail(problems.damagedHome, SafeText(file))
    case .replica(let error): return fail(error, look: "tram status", folder: folder)
    case .wrongRole(.hub): return fail(problems.nothingToSync)
    case .wrongRole(.center): return fail(problems.notAHub)
    case .badToken: return fail(problems.badInvitation)
    case .badAddress(let text), .badName(let text): return fail(problems.badWord, SafeText(text))
    case .badSpan(let seconds): return fail(problems.badWord, "\(seconds) s")
    case .offline: return fail(problems.offline, "0")
    case .untrustedHub, .otherAuthority: return fail(problems.hubUntrusted, SafeText(folder))
    case .refused(let refusal):
      switch refusal {
      case .invitationUnknown, .invitationUsed, .invitationExpired: return fail(problems.badInvitation)
      default: return fail(problems.hubRefused, SafeText(refusal.rawValue))
      }
    case .versionMismatch(let own, let peer):
      return fail(problems.protocolTooOld, "\(peer.lowest)–\(peer.highest)", "\(own.lowest)–\(own.highest)")
    case .busy: return fail(problems.busy)
    case .badReply: return fail(problems.badReply)
    case .cancelled: return .interrupted
    case .notRunning: return fail(problems.daemonUnreachable)
    case .serviceEnded: return fail(problems.serviceEnded)
    case .noConfiguration: return fail(problems.noConfiguration)
    case .nginx(let error):
      detail(SafeText(String(describing: error)))
      return fail(problems.cannotServe, SafeText(Self.reason(of: error)))
    case .server(let error): return fail(problems.cannotServe, SafeText(String(describing: error)))
    }
  }

  /// Permission, a full disk, or whatever else the system says.
  private func fail(file path: String, errno code: Int32, _ category: NodeError.Category) -> ExitCode {
    switch category {
    case .permission: fail(Texts.problems.permission, SafeText(path))
    case .diskFull: fail(Texts.problems.diskFull, SafeText(path))
    default: fail(Texts.problems.fileUnreadable, SafeText(path), SafeText(SystemWords.of(code)))
    }
  }

  private static func reason(of error: some Error) -> String {
    String(describing: error).prefix(400).description
  }
}
