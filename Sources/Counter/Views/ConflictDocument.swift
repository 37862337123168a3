internal import Causality
internal import Conflicts
package import Records

extension ConflictDetail {
  /// `conflicts.show/1`.
  package func document(schema: String) -> JSONValue {
    var document: JSONValue = [
      "schema": .string(schema), "id": .string(id), "version": .string(seen.description),
      "open": .bool(isOpen), "what": .string(what.plain), "partition": .string(partition.text),
      "place": .string(place.plain), "rule": .string(rule), "severity": .string(severity.rawValue),
      "blocks": .array(blocks.map { .string($0) }), "owner": JSONValue(owner?.rawValue),
      "since": .time(since),
      "why": .string(why), "rules_version": .string(rulesVersion),
    ]
    switch matter {
    case .rivals(let rivals):
      document["record"] = Self.reference(rivals.record)
      document["group"] = .string(Self.groupName(rivals.group, rivals.record))
      document["reason"] = .string(rivals.explanation.verdict.reason.word)
      document["sides"] = .array(rivals.sides.map { Self.document($0, rivals.group, rivals.record) })
    case .set(let set):
      document["key"] = .string(set.key.description)
      document["allows_merge"] = .bool(set.canMerge)
      document["allows_distinct"] = .bool(set.rule?.allowsDistinct ?? false)
      document["records"] = .array(
        set.members.map { member in
          var reference = Self.reference(member.record)
          reference["number"] = JSONValue(member.number)
          reference["title"] = .string(member.title.plain)
          reference["provenance"] = .array(member.provenance.map(\.by.document))
          return reference
        })
    case .decided(let decided):
      document["record"] = Self.reference(decided.record)
      document["group"] = .string(Self.groupName(decided.group, decided.record))
      document["decision"] = Self.document(decided.taken, decided.group, decided.record)
      document["rejected"] = .array(
        decided.rejected.map { Self.document($0, decided.group, decided.record) })
    }
    return document
  }

  static func reference(_ record: RecordState) -> JSONValue {
    [
      "id": .string(record.record.description),
      "entity": .string(Schema.current.entity(record.entity)?.name ?? "#\(record.entity)"),
    ]
  }

  static func groupName(_ group: UInt64, _ record: RecordState) -> String {
    if group == RecordState.lifeGroup { return "life" }
    return Schema.current.entity(record.entity)?.group(group)?.name ?? "#\(group)"
  }

  private static func document(_ side: Side, _ number: UInt64, _ record: RecordState) -> JSONValue {
    let group = Schema.current.entity(record.entity)?.group(number)
    return [
      "number": JSONValue(side.number), "shown": .bool(side.isShown),
      "values": group.map { side.values.document($0) } ?? .null,
      "life": JSONValue(side.life.map { $0 == .delete ? "deleted" : "present" }),
      "replaced": .bool(side.before != nil), "provenance": side.provenance.document,
    ]
  }
}
