import Synchronization

/// What a hub did since it started.
package struct HubCounts: Equatable, Sendable {
  /// A kind of request and how it was answered.
  package struct Answered: Hashable, Comparable, Sendable {
    package let route: String
    package let status: Int

    package static func < (a: Answered, b: Answered) -> Bool { (a.route, a.status) < (b.route, b.status) }
  }

  package var syncs = 0
  package var waits = 0
  package var joined = 0
  package var renewed = 0
  package var turnedAway = 0
  package var busy = 0
  package var changesTaken = 0
  package var changesGiven = 0
  package var refusals = 0
  /// The same by the word of the reason.
  package var refusedFor: [String: Int] = [:]
  package var requests: [Answered: Int] = [:]
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
