package import Causality

/// Where the birth of an origin says it comes from: the node's certified key.
package struct NodeIdentity: Hashable, Sendable {
  package enum Role: String, Hashable, Sendable {
    case province
    case center
  }

  /// Agency code of the center, or `province`.
  package var name: String
  package var role: Role
  /// SHA-256 of the key's SubjectPublicKeyInfo.
  package var key: Hash256

  package init(name: String, role: Role, key: Hash256) {
    self.name = name
    self.role = role
    self.key = key
  }
}

/// What a node may write: partition × entities × sources × kinds. Reading is the grant itself.
package struct Grant: Hashable, Sendable {
  package var node: String
  package var partition: Partition
  /// Names of entities, or `*`; empty: it may read only.
  package var entities: Set<String>
  package var sources: Set<String>
  package var kinds: Set<ChangeKind>

  package init(
    node: String, partition: Partition, entities: Set<String>, sources: Set<String>, kinds: Set<ChangeKind>
  ) {
    self.node = node
    self.partition = partition
    self.entities = entities
    self.sources = sources
    self.kinds = kinds
  }
}

/// Why a change may not enter.
package enum AdmissionRefusal: Error, Hashable, Sendable {
  /// The origin's birth is signed by a key that the registry does not name.
  case unknownNode
  /// The node's key is revoked.
  case revokedNode
  /// No grant for this partition.
  case noGrant
  case entityNotGranted
  case sourceNotGranted
  case kindNotGranted
  /// The registry, a control change or a control-only partition, by anybody but the province.
  case provinceOnly
}

/// The registry as everybody reads it: a fold of the records of the partition `registry`.
package struct Registry: Hashable, Sendable {
  /// By key.
  package private(set) var nodes: [Hash256: NodeIdentity]
  package private(set) var revoked: Set<Hash256>
  package private(set) var grants: Set<Grant>
  /// Of revoked keys: how far their logs are believed. A log that is not named is not believed at all; a key without an
  /// entry was revoked without saying how far.
  package private(set) var bounds: [Hash256: [LogBound]]

  package init() {
    nodes = [:]
    bounds = [:]
    revoked = []
    grants = []
  }

  /// Reads records of the registry; those of other entities and those that say nothing usable are passed over.
  package init(records: some Sequence<RecordState>) {
    self.init()
    let schema = Schema.current
    guard let nodeEntity = schema.entity(named: "node"), let grantEntity = schema.entity(named: "grant")
    else {
      return
    }
    for record in records where record.life != .deleted {
      if record.entity == nodeEntity.number {
        enter(node: record, nodeEntity)
      } else if record.entity == grantEntity.number {
        enter(grant: record, grantEntity)
      }
    }
  }

  private mutating func enter(node record: RecordState, _ entity: Entity) {
    guard let name = record.text("name", in: entity),
      let role = record.text("role", in: entity).flatMap(NodeIdentity.Role.init(rawValue:)),
      case .bytes(let bytes) = record.value("key", in: entity), let key = Hash256(bytes: bytes)
    else { return }
    // Revoked wins over active wherever both stand: a rival can close a door and never open one.
    let statuses = entity.group(named: "status").map { record[$0.number] } ?? Siblings()
    if statuses.contains(where: { $0.content.values[0].text == "revoked" }) { revoked.insert(key) }
    nodes[key] = NodeIdentity(name: name, role: role, key: key)
    let words = entity.group(named: "bounds").map { record[$0.number] } ?? Siblings()
    for word in words {
      guard let text = word.content.values[0].text else { continue }
      for bound in LogBound.read(text) {
        let place = bounds[key]?.firstIndex {
          $0.partition == bound.partition && $0.origin == bound.origin
        }
        if let place, let before = bounds[key]?[place] {
          bounds[key]?[place] = before.joined(with: bound)
        } else {
          bounds[key, default: []].append(bound)
        }
      }
    }
  }

  private mutating func enter(grant record: RecordState, _ entity: Entity) {
    guard let node = record.text("node", in: entity),
      let partition = record.text("partition", in: entity).flatMap(Partition.init(text:))
    else { return }
    let statuses = entity.group(named: "status").map { record[$0.number] } ?? Siblings()
    guard !statuses.contains(where: { $0.content.values[0].text == "withdrawn" }) else { return }
    let kinds = Self.words(record.text("kinds", in: entity)).compactMap { ChangeKind(word: $0) }
    grants.insert(
      Grant(
        node: node, partition: partition, entities: Self.words(record.text("entities", in: entity)),
        sources: Self.words(record.text("sources", in: entity)), kinds: Set(kinds)))
  }

  private static func words(_ text: String?) -> Set<String> {
    Set((text ?? "").split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty })
  }

  package func grants(of node: String) -> [Grant] {
    grants.filter { $0.node == node }.sorted {
      ($0.partition, $0.kinds.count) < ($1.partition, $1.kinds.count)
    }
  }

  /// The partitions that a node subscribes to, most important first. Everybody reads registry and catalogue.
  package func partitions(of node: NodeIdentity) -> [Partition] {
    Set(grants.filter { $0.node == node.name }.map(\.partition)).union([.registry, .catalogue]).sorted()
  }

  package func mayRead(_ partition: Partition, _ node: NodeIdentity) -> Bool {
    if node.role == .province { return true }
    if partition == .registry || partition == .catalogue { return true }
    return grants.contains { $0.node == node.name && $0.partition == partition }
  }

  /// Whether a change of `entity` by `node` may enter `partition`; checked at the hub and at every importer, before
  /// the fold.
  package func admit(
    _ node: NodeIdentity, partition: Partition, entity: UInt64, stamp: Stamp
  ) throws(AdmissionRefusal) {
    guard node.role != .province else { return }
    guard nodes[node.key] == node else { throw .unknownNode }
    guard partition != .registry, partition != .catalogue, stamp.kind != .control else { throw .provinceOnly }
    let candidates = grants.filter { $0.node == node.name && $0.partition == partition }
    guard !candidates.isEmpty else { throw .noGrant }
    let name = Schema.current.entity(entity)?.name ?? "#\(entity)"
    let byEntity = candidates.filter { $0.entities.contains("*") || $0.entities.contains(name) }
    guard !byEntity.isEmpty else { throw .entityNotGranted }
    let bySource = byEntity.filter { $0.sources.contains("*") || $0.sources.contains(stamp.source) }
    guard !bySource.isEmpty else { throw .sourceNotGranted }
    guard bySource.contains(where: { $0.kinds.contains(stamp.kind) }) else { throw .kindNotGranted }
  }
}

extension ChangeKind {
  package var word: String {
    switch self {
    case .data: "data"
    case .resolution: "resolution"
    case .control: "control"
    }
  }

  package init?(word: String) {
    guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = kind
  }
}
