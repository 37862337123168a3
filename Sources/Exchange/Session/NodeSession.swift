package import Causality
package import Records

/// The node's half of one sync: states and batches go in, what should happen comes out. No I/O, no clock, no chance.
///
///     start ─▶ .readBatch ─ loaded ─▶ .send ─ receive ─▶ .remember .absorb ─ absorbed ─▶ .readBatch … .finished
///
/// An idle sync and a small one, in both directions, are one round trip: the node sends its first batch with its
/// states, and the hub answers with its own and what the node lacks. A session that is cut anywhere is simply dropped;
/// the next one goes on from the vectors.
package struct NodeSession: ~Copyable {
  package enum Effect: Equatable, Sendable {
    /// Collect what the hub lacks of these partitions, in this order, and say `loaded`.
    case readBatch([PartitionVector])
    /// Send it and say `receive`.
    case send(SyncRequest)
    /// Keep what the hub holds durably: the acknowledgement. It may be less than was remembered (a restored hub).
    case remember([PartitionVector])
    /// Verify and apply it and say `absorbed`.
    case absorb(Batch)
    /// Collect what is held at places of these partitions' logs, and say `sampled`: both sides count the same changes and
    /// yet have another state, as the two machines of a cloned disk do that wrote equally much.
    case sample([Partition])
    case finished(SyncSummary)
    case failed(ExchangeError)
  }

  private enum Phase: Equatable {
    case idle
    case reading
    case sent
    case absorbing
    case sampling
    case over
  }

  package static let roundsMax = 10_000
  private static let idleRoundsMax = 2

  private let origin: OriginID
  private let schemaVersion: UInt64
  private let protocols: ProtocolRange
  private let roundsMax: Int
  private var phase = Phase.idle
  /// Sorted by partition.
  private var own: [PartitionState] = []
  private var hub: [Partition: VersionVector] = [:]
  private var asked: [Partition] = []
  private var answer: [PartitionState] = []
  private var uploads = Stops()
  private var downloads = Stops()
  private var newRefusals: [SyncRefusal] = []
  private var hasMoreHere = false
  private var hasMoreThere = false
  private var hasMoved = false
  private var idleRounds = 0
  private var summary = SyncSummary()
  /// Asked once for each partition of a session.
  private var sampled: Set<Partition> = []

  /// - Parameters:
  ///   - origin: the incarnation that speaks.
  ///   - roundsMax: after so many round trips the session ends as it is, incomplete.
  package init(
    origin: OriginID, schemaVersion: UInt64, protocols: ProtocolRange = .current,
    roundsMax: Int = NodeSession.roundsMax
  ) {
    self.origin = origin
    self.schemaVersion = schemaVersion
    self.protocols = protocols
    self.roundsMax = max(1, roundsMax)
  }

  /// - Parameters:
  ///   - own: the state of each partition that this node subscribes to.
  ///   - hub: what the hub was last known to hold.
  ///   - refusals: what this node refuses as long as a person has not settled it; the hub does not send it again.
  ///   - refusedByHub: what the hub refused a little while ago; it is not offered again yet.
  package mutating func start(
    own: [PartitionState], hub: [PartitionVector], refusals: [SyncRefusal] = [],
    refusedByHub: [SyncRefusal] = []
  ) -> [Effect] {
    guard phase == .idle else { return fail(.outOfOrder) }
    self.own = own.sorted { $0.partition < $1.partition }
    for entry in hub { self.hub[entry.partition] = entry.vector }
    newRefusals = refusals
    downloads.enter(refusals)
    uploads.enter(refusedByHub)
    summary.refusedByHub = refusedByHub
    return beginRound()
  }

  /// - Parameter hasMore: the batch was full.
  package mutating func loaded(_ batch: Batch, hasMore: Bool) -> [Effect] {
    guard phase == .reading else { return fail(.outOfOrder) }
    return send(batch, hasMore: hasMore)
  }

  package mutating func receive(_ response: SyncResponse) -> [Effect] {
    guard phase == .sent else { return fail(.outOfOrder) }
    summary.protocolVersion = response.protocolVersion
    summary.hubSchemaVersion = response.schemaVersion
    summary.comeBackSeconds = response.comeBackSeconds
    summary.received += response.batch.changeCount
    hasMoreThere = response.hasMore
    answer = response.states.filter { asked.contains($0.partition) }
    uploads.enter(response.refusals)
    downloads.enter(response.refusals.filter { $0.code == .notReadable || $0.code == .recovering })
    // Told on which continuation the hub is, there is something to offer again.
    if response.refusals.contains(where: { $0.code == .fork }) { hasMoved = true }
    for refusal in response.refusals {
      if !summary.refusedByHub.contains(refusal) { summary.refusedByHub.append(refusal) }
    }
    var effects: [Effect] = []
    let acknowledged = acknowledge()
    if !acknowledged.isEmpty { effects.append(.remember(acknowledged)) }
    guard response.batch.isEmpty else {
      phase = .absorbing
      effects.append(.absorb(response.batch))
      return effects
    }
    return effects + conclude()
  }

  /// - Parameters:
  ///   - own: the states after the batch was applied, new partitions among them where a grant came with it.
  ///   - refusals: what of the batch was not taken.
  package mutating func absorbed(own: [PartitionState], refusals: [SyncRefusal] = []) -> [Effect] {
    guard phase == .absorbing else { return fail(.outOfOrder) }
    let states = own.sorted { $0.partition < $1.partition }
    if states.map(\.partition) != self.own.map(\.partition) || states.map(\.vector) != self.own.map(\.vector)
    {
      hasMoved = true
    }
    self.own = states
    newRefusals = refusals
    downloads.enter(refusals)
    if refusals.contains(where: { $0.code == .fork }) { hasMoved = true }
    for refusal in refusals {
      if !summary.refusedHere.contains(refusal) { summary.refusedHere.append(refusal) }
    }
    return conclude()
  }

  /// - Parameter samples: refusals of the code `fork`, as a receiver answers them.
  package mutating func sampled(_ samples: [SyncRefusal]) -> [Effect] {
    guard phase == .sampling else { return fail(.outOfOrder) }
    newRefusals += samples
    return beginRound()
  }

  private mutating func beginRound() -> [Effect] {
    asked = own.map(\.partition)
    hasMoved = false
    let needs = own.compactMap { state -> PartitionVector? in
      let held = uploads.vector(hub[state.partition] ?? VersionVector(), of: state)
      let samples = uploads.samples(state.partition)
      guard !samples.isEmpty || !held.covers(state.vector) else { return nil }
      return PartitionVector(
        partition: state.partition, vector: held, samples: samples, turn: idleRounds)
    }
    guard !needs.isEmpty else { return send(Batch(), hasMore: false) }
    phase = .reading
    return [.readBatch(needs)]
  }

  private mutating func send(_ batch: Batch, hasMore: Bool) -> [Effect] {
    phase = .sent
    hasMoreHere = hasMore
    summary.rounds += 1
    summary.sent += batch.changeCount
    let refusals = newRefusals
    newRefusals = []
    return [
      .send(
        SyncRequest(
          protocols: protocols, schemaVersion: schemaVersion, origin: origin, states: own, hasMore: hasMore,
          refusals: refusals, batch: batch))
    ]
  }

  /// Takes over what the hub says it holds, and returns where that is news.
  private mutating func acknowledge() -> [PartitionVector] {
    var news: [PartitionVector] = []
    for state in answer {
      let before = hub[state.partition]
      if let before, !state.vector.covers(before), !summary.hubLost.contains(state.partition) {
        summary.hubLost.append(state.partition)
      }
      guard before != state.vector else { continue }
      hasMoved = true
      hub[state.partition] = state.vector
      news.append(PartitionVector(partition: state.partition, vector: state.vector))
    }
    return news
  }

  /// After a round: done, another one, or stuck.
  private mutating func conclude() -> [Effect] {
    summary.diverged = own.filter { state in answer.contains { state.isDiverged(from: $0) } }.map(\.partition)
    let doubtful = summary.diverged.filter { !sampled.contains($0) }
    if !doubtful.isEmpty, summary.rounds < roundsMax {
      sampled.formUnion(doubtful)
      phase = .sampling
      return [.sample(doubtful)]
    }
    guard let open = firstOpen() else { return finish(isComplete: true) }
    guard summary.rounds < roundsMax else { return finish(isComplete: false) }
    if hasMoved {
      idleRounds = 0
      return beginRound()
    }
    // Where the hub may not know of a fork that is known here, another continuation is what it lacks.
    if hasMoreHere, idleRounds < Self.idleRoundsMax {
      idleRounds += 1
      return beginRound()
    }
    // Nobody claims to have more: what is missing cannot be had now (not vouched for yet, or pruned).
    guard hasMoreHere || hasMoreThere else { return finish(isComplete: false) }
    return fail(.noProgress(open))
  }

  /// The most important partition of which either side still lacks something.
  private func firstOpen() -> Partition? {
    for state in own {
      guard asked.contains(state.partition) else { return state.partition }
      guard let there = answer.first(where: { $0.partition == state.partition }) else { continue }
      if !uploads.vector(there.vector, of: state).covers(state.vector)
        || !downloads.vector(state.vector, of: there).covers(there.vector)
      {
        return state.partition
      }
    }
    return nil
  }

  private mutating func finish(isComplete: Bool) -> [Effect] {
    phase = .over
    summary.isComplete = isComplete
    return [.finished(summary)]
  }

  private mutating func fail(_ error: ExchangeError) -> [Effect] {
    phase = .over
    return [.failed(error)]
  }
}
