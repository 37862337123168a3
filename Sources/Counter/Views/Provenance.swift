package import Causality
package import Records
internal import Store

/// Who wrote something, where, when, on whose word and why.
package struct Provenance: Hashable, Sendable {
  package let change: ChangeID
  package let author: String
  /// The node that wrote it, as the registry names it, and what people call its center.
  package let node: String
  package let center: String
  package let source: String
  /// Milliseconds since 1970 by the writer's clock.
  package let at: Int64
  package let isSuspect: Bool
  package let kind: ChangeKind
  /// Empty where none was given or the log is not held.
  package let reason: String
  package let act: ActPart?
}

extension Labels {
  /// The provenance of a write that stands, and the change itself where its log is held.
  func provenance(_ id: ChangeID, _ stamp: Stamp) throws -> (Provenance, Change?) {
    let entry = try reader.change(id)
    let node = try entry?.node ?? reader.node(of: id.origin) ?? "?"
    return (try provenance(id, stamp, node: node, entry?.change.header), entry?.change)
  }

  func provenance(_ id: ChangeID, _ stamp: Stamp, node: String, _ header: ChangeHeader?) throws -> Provenance
  {
    Provenance(
      change: id, author: stamp.author, node: node, center: try center(node), source: stamp.source,
      at: stamp.time.milliseconds, isSuspect: stamp.isSuspect, kind: stamp.kind,
      reason: header?.reason ?? "", act: header?.act)
  }
}

extension Provenance {
  /// A line each: who and where; on whose word; when, and whether the clock could be believed; why.
  package func lines(_ language: Language, now: Int64) -> [SafeText] {
    var lines: [SafeText] = [
      Texts.places.account(author, language), SafeText(center), sourceText(language),
      time(language) + " (" + AgeText.text(of: at, at: now, language) + ")",
    ]
    if isSuspect { lines.append(Texts.common.suspectClock(language)) }
    if kind == .resolution { lines.append(Texts.verdicts.resolution(language)) }
    if !reason.isEmpty { lines.append("\(Texts.common.reason(language)): \(reason)") }
    return lines
  }

  package func sourceText(_ language: Language) -> SafeText {
    Texts.places.source(source)?(language) ?? SafeText(source)
  }

  package func time(_ language: Language) -> SafeText { CalendarText.moment(at) }

  package var document: JSONValue {
    [
      "author": .string(author), "center": .string(node), "center_name": .string(center),
      "source": .string(source), "at": .time(at), "clock_suspect": .bool(isSuspect),
      "kind": .string(kind.word), "reason": .string(reason),
      "change": [
        "origin": .string(change.origin.description), "sequence": JSONValue(change.sequence),
        "hash": .string(change.hash.description),
      ],
    ]
  }
}

extension Value {
  /// A value for programs: a reference as its UUID, other bytes as hexadecimal digits.
  func document(_ type: FieldType?) -> JSONValue {
    switch self {
    case .null: .null
    case .bool(let truth): .bool(truth)
    case .int(let integer): if case .instant? = type { .time(integer) } else { .int(integer) }
    case .text(let text): .string(text)
    case .bytes(let bytes):
      if case .reference? = type, let record { .string(record.description) } else { .string(hexText(bytes)) }
    }
  }
}

extension GroupValues {
  /// The fields by their names.
  func document(_ group: Group) -> JSONValue {
    let values = self.values
    return .object(
      group.fields.enumerated().map { index, field in
        .init(field.name, (index < values.count ? values[index] : .null).document(field.type))
      })
  }
}
