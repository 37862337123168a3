internal import Causality
internal import Conflicts
internal import Procedures
internal import Records
internal import Store

/// One line of the queue.
struct ConflictRow: Sendable {
  let id: String
  let what: SafeText
  let place: SafeText
  let entity: String
  let group: String?
  let partition: String
  let rule: String
  let ruleName: SafeText
  let severity: Severity
  let blocks: [String]
  let owner: Owner?
  let since: Int64
  let isOpen: Bool
  /// The staff account that decided, where a person did.
  let decidedBy: String?

  init(_ entry: QueueEntry, _ labels: Labels) throws {
    id = entry.id
    what = try labels.what(entry)
    place = SafeText(try labels.place(entry.partition))
    entity = Schema.current.entity(entry.entity)?.name ?? "#\(entry.entity)"
    if case .group(_, let number) = entry.subject {
      group =
        number == RecordState.lifeGroup
        ? "life" : Schema.current.entity(entry.entity)?.group(number)?.name ?? "#\(number)"
    } else {
      group = nil
    }
    partition = entry.partition.text
    rule = entry.rule
    ruleName = labels.ruleName(rule)
    severity = entry.severity
    blocks = entry.blocks
    owner = entry.isOpen ? labels.owner(of: entry) : nil
    since = entry.since
    isOpen = entry.isOpen
    decidedBy = nil
  }

  init(_ decided: DecidedGroup, _ labels: Labels) throws {
    let stamp = decided.record[decided.group].entries.map(\.content.stamp).first { $0.kind == .resolution }
    id = decided.id
    what =
      "\(try labels.named(decided.record)): \(labels.groupName(decided.group, of: decided.record.entity))"
    place = SafeText(try labels.place(decided.partition))
    entity = Schema.current.entity(decided.record.entity)?.name ?? "#\(decided.record.entity)"
    group = ConflictDetail.groupName(decided.group, decided.record)
    partition = decided.partition.text
    rule = RuleKind.person.rawValue
    ruleName = labels.ruleName(rule)
    severity = .low
    blocks = []
    owner = nil
    since = stamp?.time.milliseconds ?? 0
    isOpen = false
    decidedBy = stamp?.author
  }

  var document: JSONValue {
    [
      "id": .string(id), "open": .bool(isOpen), "what": .string(what.plain), "place": .string(place.plain),
      "partition": .string(partition), "entity": .string(entity), "group": JSONValue(group),
      "rule": .string(rule), "severity": .string(severity.rawValue),
      "blocks": .array(blocks.map { .string($0) }), "owner": JSONValue(owner?.rawValue),
      "since": .time(since),
      "decided_by": JSONValue(decidedBy),
    ]
  }

  /// For `watch`: one line, the day and hour first.
  func line(_ session: Session) -> SafeText {
    "\(CalendarText.moment(since))  \(id, .strong)  \(severityText(session.language))  \(what)  \(place, .faint)"
  }

  func severityText(_ language: Language) -> SafeText {
    let text = Texts.conflicts.severityName(severity)(language)
    return severity >= .high ? text.inked(.caution) : text
  }

  func stateText(_ language: Language) -> SafeText {
    if isOpen { return severityText(language) }
    guard let decidedBy else { return Texts.conflicts.automatic(language) }
    return "\(Texts.conflicts.decided(language)): \(decidedBy)"
  }
}

struct ConflictListView {
  let rows: [ConflictRow]
  /// How many there are, also those beyond the limit.
  let total: Int
  let state: String

  func show(_ session: Session) {
    if session.isJSON {
      session.answer([
        "schema": "conflicts.list/1", "total": JSONValue(total), "conflicts": .array(rows.map(\.document)),
      ])
      return
    }
    let texts = Texts.conflicts
    let language = session.language
    guard !rows.isEmpty else {
      session.say(state == "open" ? texts.noneOpen : Texts.views.noneDecided)
      return
    }
    var table = Table([
      .init(Texts.views.id(language)),
      .init(state == "open" ? texts.severity(language) : Texts.common.status(language)),
      .init(texts.what(language), isFlexible: true), .init(texts.place(language), isFlexible: true),
      .init(texts.since(language)), .init(texts.rule(language), isFlexible: true),
    ])
    for row in rows {
      table.append([
        SafeText(row.id), row.stateText(language), row.what, row.place,
        AgeText.text(of: row.since, at: session.now(), language),
        row.ruleName,
      ])
    }
    session.show(table)
    if total > rows.count { session.say(Texts.views.more, SafeText(total - rows.count)) }
    if state == "open" { session.remark(texts.open, SafeText(total)) }
    session.remark(texts.tryShow, SafeText(rows[0].id))
  }
}

/// How many conflicts have one cause.
struct ConflictCount: Sendable {
  struct Key: Hashable, Sendable {
    let word: String
    let name: SafeText
  }

  let key: Key
  private(set) var count = 0
  private(set) var oldest = Int64.max
  private(set) var severity = Severity.low

  init(_ key: Key, _ language: Language) { self.key = key }

  mutating func add(_ entry: QueueEntry) {
    count += 1
    oldest = min(oldest, entry.since)
    severity = max(severity, entry.severity)
  }
}

struct ConflictStatsView {
  let by: String
  let counts: [ConflictCount]
  let total: Int

  func show(_ session: Session) {
    let counts = counts.sorted { ($1.count, $0.key.word) < ($0.count, $1.key.word) }
    if session.isJSON {
      session.answer([
        "schema": "conflicts.stats/1", "by": .string(by), "total": JSONValue(total),
        "counts": .array(
          counts.map { count in
            [
              "key": .string(count.key.word), "name": .string(count.key.name.plain),
              "count": JSONValue(count.count), "severity": .string(count.severity.rawValue),
              "oldest": .time(count.oldest),
            ]
          }),
      ])
      return
    }
    let language = session.language
    guard !counts.isEmpty else {
      session.say(Texts.conflicts.noneOpen)
      return
    }
    let title =
      switch by {
      case "center": Texts.common.center
      case "age": Texts.views.span
      case "group": Texts.views.group
      default: Texts.conflicts.rule
      }
    var table = Table([
      .init(title(language), isFlexible: true), .init(Texts.views.fits(language), .right),
      .init(Texts.conflicts.severity(language)), .init(Texts.views.oldest(language)),
    ])
    for count in counts {
      table.append([
        count.key.name, grouped(count.count, language),
        Texts.conflicts.severityName(count.severity)(language),
        AgeText.text(of: count.oldest, at: session.now(), language),
      ])
    }
    session.show(table)
    session.say(Texts.conflicts.open, SafeText(total))
  }
}
