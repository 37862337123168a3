internal import Causality
internal import Conflicts
internal import Node
internal import Procedures
internal import Records
internal import Store

/// The audit trail of a record: each change with when, who, where, on whose word and why, what it changed from what to
/// what, and the names by which a log can be asked for it.
struct HistoryPage {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }
  private var views: Texts.Views { Texts.views }

  func page(_ history: HistoryView, now: Int64) throws -> Page {
    let entries = try history.entries.map { entry in
      (
        entry,
        try labels.provenance(
          entry.id, entry.change.header.stamp, node: entry.node, entry.change.header)
      )
    }
    var page = Page([
      "schema": "person.history/1", "id": .string(history.record.record.description),
      "changes": .array(entries.map { document($0.0, $0.1, history.record.entity) }),
    ])
    page.heading("\(Texts.records.history(language)): \(try labels.named(history.record.state))")
    guard !entries.isEmpty else {
      page.line(views.noHistory(language))
      return page
    }
    for (entry, provenance) in entries {
      page.line()
      try append(entry, provenance, history.record.entity, now, to: &page)
    }
    return page
  }

  private func append(
    _ entry: HistoryEntry, _ by: Provenance, _ entity: Entity, _ now: Int64, to page: inout Page
  ) throws {
    let age = AgeText.text(of: by.at, at: now, language)
    var title: SafeText =
      "\(CalendarText.moment(by.at), .strong)  \(Texts.places.account(by.author, language)), \(by.center)  (\(age))"
    if by.isSuspect { title.append("  \(Texts.common.suspectClock(language), .caution)") }
    page.line(title)
    var facts = KeyValue(indentation: 2)
    facts.append(Texts.common.source(language), by.sourceText(language))
    if by.kind == .resolution {
      facts.append(Texts.conflicts.decided(language), Texts.verdicts.resolution(language).inked(.strong))
    }
    if !by.reason.isEmpty { facts.append(Texts.common.reason(language), SafeText(by.reason)) }
    switch entry.change.payload.life.act {
    case .delete:
      facts.append(Texts.fields.groups["life"]?(language) ?? "", views.deletedWord(language).inked(.danger))
    case .restore: facts.append(Texts.fields.groups["life"]?(language) ?? "", views.restoredWord(language))
    case .touch: break
    }
    for write in entry.change.payload.writes {
      let name = labels.groupName(write.group, of: entity.number)
      guard let group = entity.group(write.group) else {
        facts.append(name, SafeText("\(write.values.bytes.count) B"))
        continue
      }
      for line in try changes(write, group, entity) { facts.append(line.name, line.change) }
    }
    let name: SafeText = "\(by.change.description) \(String(by.change.hash.description.prefix(16)))"
    facts.append(views.change(language), name.inked(.faint))
    if let act = by.act {
      let part = views.actPart(language, SafeText(act.number), SafeText(act.count))
      let text: SafeText = "\(String(act.act.description.prefix(8))), \(part)"
      facts.append(views.act(language), text.inked(.faint))
    }
    page.pairs(facts)
  }

  /// The fields that the write gave another value, from what its author was shown.
  private func changes(
    _ write: GroupWrite, _ group: Group, _ entity: Entity
  ) throws -> [(name: SafeText, change: SafeText)] {
    var lines: [(SafeText, SafeText)] = []
    for (index, field) in group.fields.enumerated() {
      let (before, after) = (write.before?[index] ?? .null, write.values[index])
      guard before != after else { continue }
      let to = try labels.text(after, field, of: entity)
      let from = try labels.text(before, field, of: entity)
      lines.append((labels.fieldName(field, of: entity), before.isNull ? to : "\(from, .faint) → \(to)"))
    }
    return lines
  }

  private func document(_ entry: HistoryEntry, _ by: Provenance, _ entity: Entity) -> JSONValue {
    var document: JSONValue = by.document
    document["life"] = .string("\(entry.change.payload.life.act)")
    document["act"] =
      by.act.map { act in
        [
          "id": .string(act.act.description), "number": JSONValue(act.number), "count": JSONValue(act.count),
        ]
      } ?? .null
    document["writes"] = .array(
      entry.change.payload.writes.map { write in
        let group = entity.group(write.group)
        return [
          "group": .string(group?.name ?? "#\(write.group)"),
          "values": group.map { write.values.document($0) } ?? .null,
          "before": group.flatMap { group in write.before.map { $0.document(group) } } ?? .null,
          "supersedes": .array(write.supersedes.map { .string($0.description) }),
        ]
      })
    return document
  }
}
