import Causality
package import Crypto
package import Records

/// Records of the registry, as the province writes them: kind control, author `province`.
package struct RegistryDrafts {
  private var generator = SystemRandomNumberGenerator()
  private let milliseconds: Int64

  package init(at milliseconds: Int64) { self.milliseconds = milliseconds }

  package mutating func node(_ identity: NodeIdentity, _ certificate: Certificate) throws(NodeError) -> Draft
  {
    try draft(
      "node",
      [
        (
          "identity",
          [
            .text(identity.name), .text(identity.role.rawValue), .bytes(identity.key.bytes),
            .bytes(certificate.fingerprint),
          ]
        ), ("status", [.text("active")]),
      ])
  }

  package mutating func grant(_ grant: Grant) throws(NodeError) -> Draft {
    try draft(
      "grant",
      [
        (
          "scope",
          [
            .text(grant.node), .text(grant.partition.text), .text(Self.list(grant.entities)),
            .text(Self.list(grant.sources)), .text(Self.list(Set(grant.kinds.map(\.word)))),
          ]
        ), ("status", [.text("active")]),
      ])
  }

  private static func list(_ words: Set<String>) -> String { words.sorted().joined(separator: ",") }

  private mutating func draft(_ name: String, _ groups: [(String, [Value])]) throws(NodeError) -> Draft {
    guard let entity = Schema.current.entity(named: name) else { throw .badName(name) }
    var writes: [GroupDraft] = []
    for (name, values) in groups {
      guard let group = entity.group(named: name) else { throw .badName(name) }
      writes.append(GroupDraft(group: group.number, values: GroupValues(values)))
    }
    return Draft(
      partition: .registry, record: RecordID(milliseconds: milliseconds, using: &generator),
      entity: entity.number, writes: writes, kind: .control, author: "province", source: "province",
      reason: "", isCreation: true)
  }
}
