import Crypto
package import Exchange
package import Records

/// The link as people are told of it. Offline is a way of working, not an error.
package struct SyncStatus: Equatable, Sendable {
  package enum Link: Equatable, Sendable {
    /// No attempt has ended yet.
    case starting
    case online
    case offline(since: Int64, Offline)
    /// The hub asks to come later.
    case busy(since: Int64)
    /// The hub does not let this node in.
    case refused(since: Int64, HubRefusal)
    /// The server is not the hub that this node knows, or a clock is wrong.
    case untrusted(since: Int64)
    case versionMismatch(own: ProtocolRange, hub: ProtocolRange)
    /// Something here does not work: the disk, a reply that cannot be read.
    case failing(since: Int64, NodeError)
  }

  package var link = Link.starting
  package var isSyncing = false
  /// Milliseconds since 1970-01-01 UTC by this machine's clock; also of an earlier run.
  package var lastSuccess: Int64?
  package var lastAttempt: Int64?
  /// Not before then, unless a person asks.
  package var nextAttempt: Int64?
  /// Since the service started; contents of attachments included.
  package var bytesSent: Int64 = 0
  package var bytesReceived: Int64 = 0
  package var changesSent = 0
  package var changesReceived = 0
  /// Round trips.
  package var rounds = 0
  package var diverged: [Partition] = []
  /// The hub holds less than it once acknowledged: it was restored.
  package var hubLost: [Partition] = []
  package var refusedByHub: [SyncRefusal] = []
  package var refusedHere: [SyncRefusal] = []
  /// The hub's clock less ours, milliseconds.
  package var clockOffset: Int64?
  /// The latest round trip of a sync.
  package var roundTripMs: Int?
  /// What was refused since the service started, here and there, by the word of its reason.
  package var refusedFor: [String: Int] = [:]
  package var contents = ContentCounts()

  package init() {}

  /// What is known without the service: when the node last agreed with its hub.
  package static func lastKnown(_ home: NodeHome) -> SyncStatus {
    var status = SyncStatus()
    if let bytes = try? readFile(home.lastSync, bytesMax: 4_096), let document = try? JSONValue.parse(bytes) {
      status.lastSuccess = document["last_success"]?.integer
    }
    return status
  }

  /// A file that cannot be written costs the age after a restart and nothing else.
  func write(to home: NodeHome) {
    guard let lastSuccess else { return }
    let document: JSONValue = ["last_success": .int(lastSuccess)]
    try? writeAtomically(document.bytes(), to: home.lastSync, mode: 0o600)
  }
}

/// Contents of attachments on their way.
package struct ContentCounts: Equatable, Sendable {
  /// Named by a record and not here.
  package var missing = 0
  /// Here, and not known to be at the hub.
  package var toSend = 0
  package var fetched = 0
  package var sent = 0

  package init() {}
}
