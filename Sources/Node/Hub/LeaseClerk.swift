import Causality
import Procedures
import Records
import Store
import Synchronization

/// Leases numbers of dossiers to the incarnations of centers as they come by: at the first session of each, and as its
/// dossiers use them up. An idle session costs a look into memory.
final class LeaseClerk: Sendable {
  private struct Looked {
    /// Month by month: in December the numbers of the next year are leased.
    var month: Int
    /// When dossiers that came were last looked at; nil for a session that only opened.
    var at: ContinuousClock.Instant?
  }

  /// Leases hold more than a center needs in so long, however busy it is.
  private static let pause = Duration.seconds(60)
  private static let knownMax = 100_000

  private let context: NodeContext
  private let log: EventLog
  private let looked = Mutex<[LeaseOffice.Speaker: Looked]>([:])
  /// One after another, so that two incarnations of a center are not promised the same numbers.
  private let turn = Gate(width: 1, queueMax: .max)

  init(_ context: NodeContext, log: EventLog) {
    self.context = context
    self.log = log
  }

  func look(after node: NodeIdentity, _ origin: OriginID, hasDossiers: Bool) async {
    // Numbers that a restored hub forgot may be on paper, and two machines under one certificate must not share any.
    guard node.role == .center, context.replica.recoveringSince == nil else { return }
    let speaker = LeaseOffice.Speaker(agency: node.name, origin: origin)
    let day = HanoiTime(millisecondsSinceEpoch: context.now()).date
    let month = day.year * 12 + day.parts.month
    let isDue = looked.withLock { looked in
      guard let last = looked[speaker], last.month == month else { return true }
      return hasDossiers && (last.at.map { $0.duration(to: .now) > Self.pause } ?? true)
    }
    guard isDue else { return }
    _ = await turn.enter()
    do {
      let isCloned = try await context.replica.read { reader in
        try reader.alarms().contains { $0.kind == .clone && $0.subject == node.name }
      }
      guard !isCloned else { return await turn.leave() }
      let drafts = try await context.replica.read { reader in
        try LeaseOffice.years(of: speaker.agency, on: day, reader).flatMap { year in
          try LeaseOffice.leasesDue(
            reader, year: year, speakers: [speaker], of: speaker.agency, hashing: CryptoHashing())
        }
      }
      if !drafts.isEmpty {
        _ = try await context.replica.commit(Act(drafts))
        log.write(.info, "hub.leased", ["node": .string(node.name), "leases": JSONValue(drafts.count)])
      }
      looked.withLock { looked in
        if looked.count >= Self.knownMax { looked.removeAll() }
        looked[speaker] = Looked(month: month, at: hasDossiers ? .now : looked[speaker]?.at)
      }
    } catch {
      // The center goes on with provisional numbers; its next session asks again.
      log.write(.error, "hub.lease.failed", ["node": .string(node.name), "error": .string("\(error)")])
    }
    await turn.leave()
  }
}
