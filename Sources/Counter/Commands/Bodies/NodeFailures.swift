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
      return fail(file: path.isEmpty ? folder : path, SystemFault(errno: code))
    case .damagedHome(let file): return fail(problems.damagedHome, SafeText(file))
    case .replica(let error): return fail(error, look: "tram status", folder: folder)
    case .wrongRole(.hub): return fail(problems.nothingToSync)
    case .wrongRole(.center): return fail(problems.notAHub)
    case .badToken: return fail(problems.badInvitation)
    case .badAddress(let text), .badName(let text): return fail(problems.badWord, SafeText(text))
    case .badSpan: return fail(problems.badValidity)
    case .offline: return fail(problems.offline, "0")
    case .untrustedHub, .otherAuthority: return fail(problems.hubUntrusted, SafeText(folder))
    case .refused(let refusal):
      switch refusal {
      case .invitationUnknown, .invitationUsed, .invitationExpired: return fail(problems.badInvitation)
      default: return fail(problems.hubRefused, Texts.refusals.text(refusal)(language))
      }
    case .versionMismatch(let own, let peer):
      return fail(problems.protocolTooOld, "\(peer.lowest)–\(peer.highest)", "\(own.lowest)–\(own.highest)")
    case .busy: return fail(problems.busy)
    case .badReply: return fail(problems.badReply)
    case .cancelled: return .interrupted
    case .notRunning: return fail(problems.daemonUnreachable)
    case .serviceEnded: return fail(problems.serviceEnded)
    case .noConfiguration: return fail(problems.noConfiguration)
    case .nginx, .server:
      detail(SafeText(String(describing: error)))
      if let (path, code) = error.failedFile { return fail(file: path, SystemFault(errno: code)) }
      return fail(
        problems.cannotServe,
        error.serveFault.map { Texts.refusals.sentence($0, language) } ?? Texts.refusals.other(language))
    }
  }
}
