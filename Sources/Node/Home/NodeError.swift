package import Crypto
package import Exchange
package import HTTP
package import Store

/// Why a node did not do what it was asked. Codes and parameters only: the sentences are made where they are shown.
package enum NodeError: Error, Equatable, Sendable {
  // The data folder.
  /// There is no `node.json`.
  case noNode(path: String)
  /// The folder is a node already; nothing was overwritten.
  case nodeExists(path: String)
  /// A file or folder could not be made, read or written; `errno` as is.
  case file(path: String, errno: Int32)
  /// A file of the folder is not what it must be: `node.json`, a key that is not its certificate's.
  case damagedHome(file: String)
  /// Another process owns the folder.
  case alreadyServed(process: Int32?)
  /// A command of the hub on a center's node, or the other way round.
  case wrongRole(NodeRole)
  case replica(ReplicaError)
  case crypto(CryptoError)

  // What was typed.
  case badAddress(String)
  /// Not an invitation: misspelt or cut short.
  case badToken
  /// A code or name that cannot be used.
  case badName(String)
  /// An invitation may be valid for 1 to ``InvitationTerms/secondsMax`` seconds.
  case badSpan(seconds: Int64)

  // The other end.
  case offline(Offline)
  /// The server's certificate is not of the authority that this node knows, or the clock of one of them is wrong.
  case untrustedHub
  /// The server shows another authority than the invitation names.
  case otherAuthority
  case refused(HubRefusal)
  case versionMismatch(own: ProtocolRange, peer: ProtocolRange)
  /// Too much to do there; come again in so many seconds.
  case busy(seconds: Int)
  /// An answer that no hub gives.
  case badReply
  case cancelled

  // The service.
  case server(ServerError)
  case nginx(NginxError)
  /// The folder `Config` with the templates is nowhere to be found.
  case noConfiguration
  /// Nobody listens at the control socket.
  case notRunning
  /// The daemon went away in the middle of a command, which may or may not have been carried out.
  case serviceEnded
}

/// Why the link does not carry; ordinary.
package enum Offline: String, Error, Equatable, Sendable {
  /// No name, no route, nobody accepts.
  case unreachable
  /// The connection broke.
  case lost
  case timedOut = "timed-out"
}

/// What a hub says to somebody whom it does not let in; the word travels in the header `Tram-Refusal`.
package enum HubRefusal: String, Error, Equatable, Sendable, CaseIterable {
  /// No client certificate, or not one of this province.
  case noCertificate = "no-certificate"
  case certificateExpired = "certificate-expired"
  case unknownNode = "unknown-node"
  case revokedNode = "revoked-node"
  /// The token of an invitation is unknown.
  case invitationUnknown = "invitation-unknown"
  case invitationUsed = "invitation-used"
  case invitationExpired = "invitation-expired"
  /// The certificate request is not one, or is not signed by its own key.
  case requestInvalid = "request-invalid"
  /// The hub's authority key is kept elsewhere at the moment.
  case authorityAbsent = "authority-absent"
  /// No attachment that the node may read names this content.
  case contentNotGranted = "content-not-granted"
  /// The hub was restored, and lets nobody in until a person has released it.
  case recovering = "recovering"
  case other = "other"
}

extension NodeError {
  /// What a script does about it; the exit codes are made from these.
  package enum Category: Equatable, Sendable {
    case failed, usage, notFound, conflict, daemonUnreachable, permission, integrity, diskFull, offline
    case versionMismatch, temporary, interrupted
  }

  package var category: Category {
    switch self {
    case .noNode: .notFound
    case .nodeExists, .noConfiguration, .nginx, .server: .failed
    case .file(_, let code): Self.category(errno: code)
    case .damagedHome, .untrustedHub, .otherAuthority: .integrity
    case .alreadyServed, .busy, .badReply: .temporary
    case .wrongRole, .badAddress, .badToken, .badName, .badSpan: .usage
    case .replica(let error): Self.category(error)
    case .crypto(.file(_, _, let code)): Self.category(errno: code)
    case .crypto: .integrity
    case .offline: .offline
    case .refused: .permission
    case .versionMismatch: .versionMismatch
    case .cancelled: .interrupted
    case .notRunning, .serviceEnded: .daemonUnreachable
    }
  }

  /// The file that could not be made, read or written, and why.
  package var failedFile: (path: String, errno: Int32)? {
    switch self {
    case .file(let path, let code), .crypto(.file(_, let path, let code)): (path, code)
    case .nginx(.file(let path, let code)): (path, code)
    default: nil
    }
  }

  private static func category(errno code: Int32) -> Category {
    switch code {
    // EACCES, EPERM, EROFS; ENOSPC, EDQUOT.
    case 13, 1, 30: .permission
    case 28, 122: .diskFull
    default: .failed
    }
  }

  private static func category(_ error: ReplicaError) -> Category {
    if error.isDiskFull { return .diskFull }
    return switch error {
    case .changedMeanwhile: .conflict
    case .recordUnknown: .notFound
    case .notGranted: .permission
    case .tampered, .corrupt, .schemaAltered: .integrity
    case .newerThanBinary: .versionMismatch
    case .locked: .temporary
    case .recordDeleted, .recordExists, .tooLarge, .malformedDraft, .unheld, .cannotOpen, .storage, .signing:
      .failed
    }
  }

  init(_ error: HTTPError) {
    switch error {
    case .unreachable: self = .offline(.unreachable)
    case .lost: self = .offline(.lost)
    case .timedOut: self = .offline(.timedOut)
    case .tlsRefused: self = .untrustedHub
    case .cancelled: self = .cancelled
    case .file(let code): self = .file(path: "", errno: code)
    case .badRequest(let reason): self = .badAddress(reason)
    case .tooLarge, .protocolViolation: self = .badReply
    }
  }
}

/// Runs work that speaks another error inside code that speaks ``NodeError``.
func storing<Value>(_ body: () throws(ReplicaError) -> Value) throws(NodeError) -> Value {
  do throws(ReplicaError) { return try body() } catch { throw .replica(error) }
}

func certifying<Value>(_ body: () throws(CryptoError) -> Value) throws(NodeError) -> Value {
  do throws(CryptoError) { return try body() } catch { throw .crypto(error) }
}
