import Causality
import Exchange
package import Records
import Store

/// What a backup is of; its first item.
///
///     {"format": 1, "node": "H37.11", "role": "center", "label": "…", "made": 1790000000000, "version": "0.1.0",
///      "partitions": [{"partition": "center/H37.11", "digest": "…", "changes": 412}, …]}
package struct BackupManifest: Equatable, Sendable {
  package static let format: Int64 = 1

  package struct Held: Hashable, Sendable {
    package let partition: Partition
    /// In hexadecimal.
    package let digest: String
    package let changes: Int
  }

  package var node: String
  package var role: NodeRole
  package var label: String
  /// Milliseconds since 1970-01-01 UTC.
  package var madeAt: Int64
  package var version: String
  /// In the order of the partitions.
  package var held: [Held]

  var document: JSONValue {
    [
      "format": .int(Self.format), "node": .string(node), "role": .string(role.rawValue),
      "label": .string(label), "made": .int(madeAt), "version": .string(version),
      "partitions": .array(
        held.map {
          [
            "partition": .string($0.partition.text), "digest": .string($0.digest),
            "changes": JSONValue($0.changes),
          ]
        }),
    ]
  }

  init(
    node: String, role: NodeRole, label: String, madeAt: Int64, version: String, held: [Held]
  ) {
    self.node = node
    self.role = role
    self.label = label
    self.madeAt = madeAt
    self.version = version
    self.held = held
  }

  /// `nil` for what no version of this program wrote.
  init?(_ document: JSONValue) {
    guard document["format"]?.integer == Self.format, let node = document["node"]?.text,
      let role = document["role"]?.text.flatMap(NodeRole.init(rawValue:)),
      let label = document["label"]?.text, let madeAt = document["made"]?.integer,
      let version = document["version"]?.text, let partitions = document["partitions"]?.elements
    else { return nil }
    var held: [Held] = []
    for entry in partitions {
      guard let partition = entry["partition"]?.text.flatMap({ Partition(text: $0) }),
        let digest = entry["digest"]?.text,
        let changes = entry["changes"]?.integer
      else { return nil }
      held.append(Held(partition: partition, digest: digest, changes: Int(clamping: changes)))
    }
    self.init(node: node, role: role, label: label, madeAt: madeAt, version: version, held: held)
  }

  /// What a copy of a replica holds.
  static func held(_ reader: Reader) throws -> [Held] {
    try reader.states(of: try reader.partitions()).map { state in
      Held(
        partition: state.partition, digest: state.digest.description,
        changes: Int(clamping: state.vector.beyond(VersionVector())))
    }
  }
}
