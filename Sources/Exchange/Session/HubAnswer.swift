import Causality
package import Records

/// The hub's half of one round trip, which keeps nothing between two of them:
///
///     var answer = try HubAnswer(request, mayRead: { registry.mayRead($0, node) })
///     answer.refuse(…what absorbing answer.batch refused…)            // made durable first
///     let needs = answer.needs(states)                                // states after that
///     answer.response(states: states, batch: …, hasMore: …, schemaVersion: …)
package struct HubAnswer: Sendable {
  package let protocolVersion: UInt64
  /// What of the node's batch may be absorbed: the sections of partitions that the node may read.
  package let batch: Batch
  /// The partitions that are answered, most important first.
  package let partitions: [Partition]
  package private(set) var refusals: [SyncRefusal]
  private let peer: [PartitionState]
  private let stops: Stops

  /// Fails with `versionMismatch`.
  package init(
    _ request: SyncRequest, protocols: ProtocolRange = .current, mayRead: (Partition) -> Bool
  ) throws(ExchangeError) {
    protocolVersion = try protocols.common(with: request.protocols)
    let named = Set(request.states.map(\.partition)).union(request.batch.sections.map(\.partition)).sorted()
    partitions = named.filter(mayRead)
    let allowed = Set(partitions)
    refusals = named.filter { !allowed.contains($0) }.map { SyncRefusal(code: .notReadable, partition: $0) }
    batch = Batch(
      sections: request.batch.sections.filter { allowed.contains($0.partition) }, births: request.batch.births
    )
    peer = request.states
    // A gap is not a stop: the node's states say from where it needs the log.
    stops = Stops(request.refusals.filter { $0.code != .gap })
  }

  package mutating func refuse(_ more: [SyncRefusal]) {
    for refusal in more where !refusals.contains(refusal) && refusals.count < MessageLimits.refusalsMax {
      refusals.append(refusal)
    }
  }

  /// Stops serving partitions that a hub does not serve now (`recovering`).
  package mutating func withhold(_ withheld: [Partition]) {
    refuse(withheld.map { SyncRefusal(code: .recovering, partition: $0) })
  }

  /// What the node holds of each partition of which the hub holds more; to be read in this order.
  package func needs(_ states: [PartitionState]) -> [PartitionVector] {
    let withheld = Set(refusals.filter { $0.code == .recovering }.compactMap(\.partition))
    return partitions.compactMap { partition in
      guard !withheld.contains(partition), let mine = states.first(where: { $0.partition == partition })
      else {
        return nil
      }
      let theirs = peer.first { $0.partition == partition }?.vector ?? VersionVector()
      let held = stops.vector(theirs, of: mine)
      let samples = stops.samples(partition)
      guard !samples.isEmpty || !held.covers(mine.vector) else { return nil }
      return PartitionVector(partition: partition, vector: held, samples: samples)
    }
  }

  /// - Parameter states: as they are durable now; of other partitions than were asked for, none travels.
  package func response(
    states: [PartitionState], batch: Batch, hasMore: Bool, schemaVersion: UInt64, comeBackSeconds: UInt64 = 0
  ) -> SyncResponse {
    let answered = partitions.map { partition in
      states.first { $0.partition == partition } ?? PartitionState(partition: partition)
    }
    return SyncResponse(
      protocolVersion: protocolVersion, schemaVersion: schemaVersion, states: answered, hasMore: hasMore,
      refusals: refusals, comeBackSeconds: comeBackSeconds, batch: batch)
  }
}
