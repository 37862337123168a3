import Causality
import Records
import Synchronization

/// For what a session looked at whom, so that the purpose is asked once for a while and not at each click. Only in
/// memory: after a restart it is asked again.
final class Looks: Sendable {
  private struct Key: Hashable {
    let token: [UInt8]
    let record: RecordID
  }

  static let minutes: Int64 = 30
  private static let keysMax = 20_000

  private let known = Mutex<[Key: (purpose: String, at: Int64)]>([:])

  func note(_ token: [UInt8], _ record: RecordID, purpose: String, at now: Int64) {
    known.withLock { known in
      if known.count >= Self.keysMax { known = known.filter { now - $0.value.at < Self.minutes * 60_000 } }
      known[Key(token: token, record: record)] = (purpose, now)
    }
  }

  func purpose(_ token: [UInt8], _ record: RecordID, at now: Int64) -> String? {
    known.withLock { known in
      guard let found = known[Key(token: token, record: record)], now - found.at < Self.minutes * 60_000
      else {
        return nil
      }
      return found.purpose
    }
  }
}
