import Causality
package import Records

/// What a center is given when it joins: its own partitions, and the units whose population it works with.
package struct InvitationTerms: Equatable, Sendable {
  package static let secondsMax: Int64 = 3_600
  package static let unitsMax = 100
  package static let labelMax = 64

  /// Agency code.
  package let center: String
  /// What people call it; also the common name of its certificate.
  package let label: String
  package let grants: [Grant]
  /// The key that used the invitation, once one has: the same node may ask again when the answer was lost.
  var usedBy: Hash256?

  /// Fails with `.badName` for codes that no partition can have, or too many of them.
  package init(center: String, units: [String], label: String? = nil) throws(NodeError) {
    guard Partition.isCode(center), center != "province" else { throw .badName(center) }
    guard units.count <= Self.unitsMax else { throw .badName(units[Self.unitsMax]) }
    for unit in units where !Partition.isCode(unit) { throw .badName(unit) }
    let label = label ?? center
    guard (1...Self.labelMax).contains(label.unicodeScalars.count), !label.utf8.contains(where: { $0 < 0x20 })
    else { throw .badName(label) }
    self.center = center
    self.label = label
    let both: Set<ChangeKind> = [.data, .resolution]
    grants =
      [
        Grant(node: center, partition: .center(center), entities: ["*"], sources: ["*"], kinds: both),
        Grant(
          node: center, partition: .access(center), entities: ["look_up"], sources: ["*"], kinds: [.data]),
      ]
      + Set(units).sorted().map { unit in
        Grant(
          node: center, partition: .unit(unit),
          entities: ["person", "household", "document", "notice", "judgement"],
          sources: ["counter", "civil-register"], kinds: both)
      }
  }

  /// As it is kept with the invitation.
  var document: JSONValue {
    [
      "center": .string(center), "label": .string(label),
      "used_by": JSONValue(usedBy?.description),
      "units": .array(
        grants.compactMap { grant in
          if case .unit(let code) = grant.partition { .string(code) } else { nil }
        }),
    ]
  }

  init?(document: JSONValue) {
    guard let center = document["center"]?.text, let units = document["units"]?.elements,
      let terms = try? InvitationTerms(
        center: center, units: units.compactMap(\.text), label: document["label"]?.text)
    else { return nil }
    self = terms
    usedBy = document["used_by"]?.text.flatMap { bytesFromHex($0.utf8) }.flatMap { Hash256(bytes: $0) }
  }
}
