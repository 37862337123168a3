internal import Causality
internal import Exchange
internal import Records
internal import Store

/// Refused changes as an administrator reads them: whose, where, why. What they say of a citizen is not shown: it was not
/// taken in.
struct QuarantineView {
  let labels: Labels
  let now: Int64

  init(_ labels: Labels, now: Int64) {
    self.labels = labels
    self.now = now
  }

  private var language: Language { labels.language }
  private var texts: Texts.Quarantine { Texts.quarantine }

  func list(_ entries: [QuarantineEntry], _ counts: QuarantineCounts) throws -> Page {
    var page = Page([
      "schema": "quarantine.list/1", "entries_held": JSONValue(counts.entries),
      "changes_held": JSONValue(counts.changes), "not_kept": JSONValue(counts.notKept),
      "entries": .array(entries.map(document)),
    ])
    if entries.isEmpty {
      page.line(texts.none(language))
    } else {
      var table = Table([
        .init(texts.entry(language)), .init(Texts.sync.partition(language)),
        .init(texts.from(language), isFlexible: true), .init(Texts.sync.changes(language), .right),
        .init(texts.latest(language)), .init(texts.cause(language), isFlexible: true),
      ])
      for entry in entries {
        var reason = Self.reason(of: entry.refusal, language)
        if entry.discard != nil { reason.append(" (\(texts.discardedState(language)))") }
        table.append([
          SafeText(entry.id), Texts.places.partition(entry.partition, language), try node(entry),
          grouped(entry.changes, language), AgeText.text(of: entry.latest, at: now, language), reason,
        ])
      }
      page.table(table)
      page.line(texts.count(language, grouped(counts.entries, language)))
    }
    if counts.notKept > 0 {
      page.line(texts.notKept(language, grouped(counts.notKept, language)).inked(.caution))
    }
    return page
  }

  func page(_ entry: QuarantineEntry, _ batch: Batch, limit: Int) throws -> Page {
    let changes = batch.sections.flatMap { section in
      section.changes.indices.map { try? section.content(at: $0) }
    }
    var members = document(entry).members ?? []
    members.insert(.init("schema", "quarantine.show/1"), at: 0)
    members.append(.init("contents", .array(changes.prefix(limit).map(document))))
    var page = Page(.object(members))
    page.heading("\(SafeText(entry.id)): \(Self.reason(of: entry.refusal, language))")
    page.pairs(try facts(entry))
    if !changes.isEmpty {
      page.line()
      page.table(try table(changes.prefix(limit)))
      if changes.count > limit {
        page.line(texts.moreChanges(language, grouped(changes.count - limit, language)))
      }
    }
    if entry.discard == nil { page.remark(texts.tryNext(language, SafeText(entry.id))) }
    return page
  }

  private func facts(_ entry: QuarantineEntry) throws -> KeyValue {
    var pairs = KeyValue()
    pairs.append(
      Texts.sync.partition(language),
      "\(SafeText(try labels.place(entry.partition))) (\(Texts.places.partition(entry.partition, language)))")
    pairs.append(texts.from(language), try node(entry))
    if entry.last > 0 {
      pairs.append(texts.place(language), SafeText("\(entry.first)–\(entry.last)"))
    }
    pairs.append(Texts.sync.changes(language), grouped(entry.changes, language))
    pairs.append(texts.size(language), bytesText(Int64(entry.bytes), language))
    pairs.append(texts.since(language), CalendarText.moment(entry.since))
    pairs.append(texts.latest(language), CalendarText.moment(entry.latest))
    pairs.append(texts.times(language), grouped(entry.times, language))
    if let discard = entry.discard {
      pairs.append(texts.discardedBy(language), SafeText(discard.by))
      pairs.append(texts.discardedAt(language), CalendarText.moment(discard.at))
      pairs.append(Texts.common.reason(language), SafeText(discard.reason))
    }
    return pairs
  }

  private func table(_ changes: ArraySlice<Change?>) throws -> Table {
    var table = Table([
      .init(Texts.views.change(language), .right), .init(texts.kind(language)),
      .init(texts.at(language)), .init(Texts.common.author(language)),
      .init(Texts.common.source(language)),
    ])
    for change in changes {
      guard let change else {
        table.append(["", texts.unreadable(language), "", "", ""])
        continue
      }
      let stamp = change.header.stamp
      table.append([
        SafeText(change.header.sequence), labels.entityName(change.payload.entity),
        CalendarText.moment(stamp.time.milliseconds), SafeText(stamp.author),
        SafeText(stamp.source),
      ])
    }
    return table
  }

  private func node(_ entry: QuarantineEntry) throws -> SafeText {
    guard let node = entry.node else { return texts.unknownNode(language) }
    return SafeText(try labels.center(node))
  }

  private func document(_ entry: QuarantineEntry) -> JSONValue {
    [
      "id": .string(entry.id), "partition": .string(entry.partition.text),
      "origin": JSONValue(entry.origin.map { "\($0)" }), "node": JSONValue(entry.node),
      "first": JSONValue(entry.first), "last": JSONValue(entry.last), "changes": JSONValue(entry.changes),
      "reason": .string(StatusView.word(of: entry.refusal)), "sequence": JSONValue(entry.refusal.sequence),
      "bytes": JSONValue(entry.bytes), "since": .time(entry.since), "latest": .time(entry.latest),
      "times": JSONValue(entry.times),
      "discarded": entry.discard.map { discard in
        ["at": .time(discard.at), "by": .string(discard.by), "reason": .string(discard.reason)]
      } ?? .null,
    ]
  }

  private func document(_ change: Change?) -> JSONValue {
    guard let change else { return .null }
    return [
      "sequence": JSONValue(change.header.sequence),
      "entity": .string(Schema.current.entity(change.payload.entity)?.name ?? "#\(change.payload.entity)"),
      "record": .string(change.payload.record.description),
      "at": .time(change.header.stamp.time.milliseconds),
      "author": .string(change.header.stamp.author), "source": .string(change.header.stamp.source),
      "kind": .string(change.header.stamp.kind.word),
    ]
  }

  static func reason(of refusal: SyncRefusal, _ language: Language) -> SafeText {
    let texts = Texts.quarantine
    let text =
      switch refusal.code {
      case .fork: texts.fork
      case .unknownOrigin: texts.unknownOrigin
      case .notVouched: texts.notVouched
      case .missingDependency: texts.missingDependency
      case .gap: Texts.refusals.gap
      case .unreadable: texts.unreadable
      case .notGranted:
        switch AdmissionRefusal(code: refusal.reason) {
        case .unknownNode: texts.unknownKey
        case .revokedNode: texts.revoked
        case .noGrant: texts.noGrant
        case .entityNotGranted: texts.entityNotGranted
        case .sourceNotGranted: texts.sourceNotGranted
        case .kindNotGranted: texts.kindNotGranted
        case .provinceOnly: texts.provinceOnly
        case nil: texts.unknownReason
        }
      case .notReadable: Texts.refusals.notReadable
      case .recovering: Texts.refusals.recovering
      case .unavailable: Texts.refusals.unavailable
      case .unknown: texts.unknownReason
      }
    return text(language)
  }
}
