import Synchronization

/// What a hub did since it started.
package struct HubCounts: Equatable, Sendable {
  package var syncs = 0
  package var waits = 0
  package var joined = 0
  package var turnedAway = 0
  package var busy = 0
  package var changesTaken = 0
  package var changesGiven = 0
  package var refusals = 0
  /// Bodies as they travelled, packed.
  package var bytesReceived = 0
  package var bytesSent = 0
  /// Sum over all syncs, decoding to encoding.
  package var syncMilliseconds = 0

  package init() {}
}

final class HubCounters: Sendable {
  private let counts = Mutex(HubCounts())

  var now: HubCounts { counts.withLock { $0 } }

  func count(_ body: (inout HubCounts) -> Void) { counts.withLock { body(&$0) } }
}
