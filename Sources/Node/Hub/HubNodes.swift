import Causality
import Crypto
import Exchange
package import Records
import Store

/// A node as the province sees it.
package struct HubNode: Equatable, Sendable {
  package enum State: Equatable, Sendable {
    case active
    case revoked
    /// Invited until then, milliseconds since 1970-01-01 UTC; has not joined.
    case invited(until: Int64)
  }

  /// Agency code of the center.
  package let name: String
  package let state: State
  /// Keys that are enrolled under this name and not revoked; more than one is worth a question.
  package let keys: Int
  package let partitions: [Partition]
  /// When it last said what it holds; nil for never.
  package let lastSeen: Int64?
  /// Changes of each of its partitions that it is not known to hold.
  package let lag: [Partition: Int]
  /// When the last of its certificates ends, seconds since 1970-01-01 UTC; nil where the hub issued none.
  package let certificateEnd: Int64?

  /// What it last said of itself; nil where it never did.
  package let report: NodeReport?

  /// Changes of its partitions that it is not known to hold.
  package var behind: Int { lag.values.reduce(0) { $0.addingReportingOverflow($1).partialValue } }
}

package enum HubNodes {
  /// All centers, by name; the invited ones behind.
  ///
  /// - Parameter service: the running one, which knows of nodes that were seen a moment ago.
  package static func list(
    _ context: NodeContext, service: HubService? = nil
  ) async throws(NodeError) -> [HubNode] {
    try context.require(.hub)
    if let service {
      try await service.seen.write(to: context)
      service.reports.write()
    }
    let reports = NodeReports.read(context.home)
    let registry = context.replica.registry
    let (now, home) = (context.now(), context.home)
    return try await context.read { (reader) throws(ReplicaError) in
      var nodes: [HubNode] = []
      let centers = registry.nodes.values.filter { $0.role == .center }
      for (name, identities) in Dictionary(grouping: centers, by: \.name).sorted(by: { $0.key < $1.key }) {
        let active = identities.filter { !registry.revoked.contains($0.key) }
        let partitions = identities.first.map { registry.partitions(of: $0) } ?? []
        let held = try reader.peerStates(of: name)
        nodes.append(
          HubNode(
            name: name, state: active.isEmpty ? .revoked : .active, keys: active.count,
            partitions: partitions, lastSeen: held.map(\.at).max(),
            lag: try lag(held, of: partitions, reader),
            certificateEnd: active.compactMap { certificateEnd(of: $0, home) }.max(),
            report: reports[name]))
      }
      for invitation in try reader.openInvitations(at: now) {
        nodes.append(
          HubNode(
            name: invitation.node, state: .invited(until: invitation.expiresAt), keys: 0, partitions: [],
            lastSeen: nil, lag: [:], certificateEnd: nil, report: nil))
      }
      return nodes
    }
  }

  private static func lag(
    _ held: [PeerState], of partitions: [Partition], _ reader: Reader
  ) throws(ReplicaError) -> [Partition: Int] {
    var lag: [Partition: Int] = [:]
    for state in try reader.states(of: partitions) {
      let vector = held.first { $0.partition == state.partition }?.vector ?? VersionVector()
      lag[state.partition] = Int(clamping: state.vector.beyond(vector))
    }
    return lag
  }

  /// Of the certificate that was issued last for a key.
  private static func certificateEnd(of identity: NodeIdentity, _ home: NodeHome) -> Int64? {
    (try? Certificate(file: "\(home.issued)/\(identity.key).crt"))?.notAfter
  }
}

extension VersionVector {
  /// How many changes this vector has and the other lacks.
  func beyond(_ other: VersionVector) -> UInt64 {
    entries.reduce(0) { sum, entry in
      let held = other[entry.log]
      return entry.sequence > held ? sum &+ (entry.sequence - held) : sum
    }
  }
}
