package import Exchange

/// How one sync went.
package struct SyncReport: Equatable, Sendable {
  package var summary = SyncSummary()
  /// As HTTP counts them, packed, headers included.
  package var bytesSent: Int64 = 0
  package var bytesReceived: Int64 = 0
  package var milliseconds = 0
  /// The latest round trip, the hub's work included.
  package var roundTripMs: Int?
  /// The hub's clock less ours.
  package var clockOffset: Int64?

  package init() {}
}

/// How far a sync has come.
package struct SyncProgress: Equatable, Sendable {
  package var rounds = 0
  package var sent = 0
  package var received = 0
  /// Changes that the hub holds and this node lacked at the latest answer, the received ones included.
  package var expected = 0
  package var bytesSent: Int64 = 0
  package var bytesReceived: Int64 = 0

  package init() {}
}
