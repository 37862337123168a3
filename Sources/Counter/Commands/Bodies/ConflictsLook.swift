internal import Causality
internal import Conflicts
internal import Records
internal import Store

extension StationCommands {
  static let conflicts: [(words: [String], body: Body)] = [
    (["conflicts", "list"], listConflicts), (["conflicts", "show"], showConflict),
    (["conflicts", "explain"], explainConflict), (["conflicts", "resolve"], resolveConflicts),
    (["conflicts", "merge"], mergeRecords), (["conflicts", "distinct"], keepApart),
    (["conflicts", "reopen"], reopenConflict), (["conflicts", "stats"], countConflicts),
    (["conflicts", "watch"], watchConflicts),
  ]

  @Sendable static func listConflicts(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    var filter = try ConflictFilter(invocation, session)
    let limit = invocation.integer("--limit") ?? 50
    let state = invocation.valueOrDefault("--state")
    filter.queue.isOpen = state == "open" ? true : state == "decided" ? false : nil
    let rows = try await station.read(session) { [filter] labels in
      var rows = try labels.entries(filter).enumerated().map { index, entry in
        index < limit ? try ConflictRow(entry, labels) : nil
      }
      if filter.queue.isOpen != true {
        rows += try labels.decisions(filter, limit: limit).map { try ConflictRow($0, labels) }
      }
      return (rows.prefix(limit).compactMap { $0 }, total: rows.count)
    }
    ConflictListView(rows: rows.0, total: rows.total, state: state ?? "open").show(session)
    return .ok
  }

  /// The conflict that the command names; ends the command where there is none.
  static func conflict(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ConflictDetail {
    let id = invocation.required("ID")
    guard let detail = try await station.read(session, { try $0.conflict(id) }) else {
      throw Told(session.fail(Texts.problems.conflictNotFound, SafeText(id)))
    }
    return detail
  }

  @Sendable static func showConflict(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let detail = try await conflict(invocation, session, station)
    if session.isJSON {
      session.answer(detail.document(schema: "conflicts.show/1"))
    } else {
      ConflictView(detail, session).show()
    }
    return .ok
  }

  @Sendable static func explainConflict(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let detail = try await conflict(invocation, session, station)
    if session.isJSON {
      session.answer(ExplanationView(detail, session).document)
    } else {
      ExplanationView(detail, session).show()
    }
    return .ok
  }

  @Sendable static func watchConflicts(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let filter = try ConflictFilter(invocation, session)
    session.remark(Texts.views.watching)
    var known: Set<String>?
    while !Task.isCancelled {
      let seen = await station.replica.generation
      let already = known ?? []
      let (rows, ids) = try await station.read(session) { labels in
        let entries = try labels.entries(filter)
        let fresh = entries.filter { !already.contains($0.id) }
        return (try fresh.map { try ConflictRow($0, labels) }, Set(entries.map(\.id)))
      }
      for row in rows {
        if session.isJSON {
          session.answer(.object([.init("schema", "conflicts.watch/1")] + (row.document.members ?? [])))
        } else {
          session.say(row.line(session))
        }
      }
      known = ids
      await station.replica.nextWrite(after: seen)
    }
    return .interrupted
  }

  @Sendable static func countConflicts(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let by = invocation.valueOrDefault("--by") ?? "rule"
    let now = session.now()
    let language = session.language
    let (counts, total) = try await station.read(session) { labels in
      let entries = try labels.reader.conflicts(QueueFilter(isOpen: true, limit: .max))
      var counts: [String: ConflictCount] = [:]
      for entry in entries {
        for key in try labels.causes(of: entry, by: by, now: now) {
          counts[key.word, default: ConflictCount(key, language)].add(entry)
        }
      }
      return (Array(counts.values), entries.count)
    }
    ConflictStatsView(by: by, counts: counts, total: total).show(session)
    return .ok
  }
}

extension Labels {
  /// Decided groups that a filter admits; they have no severity and block nothing.
  func decisions(_ filter: ConflictFilter, limit: Int) throws -> [DecidedGroup] {
    guard filter.queue.severity == nil, filter.queue.blocks == nil, filter.queue.rule == nil,
      filter.owner == nil
    else { return [] }
    return Array(
      try reader.decidedGroups(limit: .max, hashing: hashing).filter { decided in
        if let entity = filter.queue.entity, entity != decided.record.entity { return false }
        if let group = filter.queue.group, group != decided.group { return false }
        if let partition = filter.queue.partition, partition != decided.partition { return false }
        if let before = filter.queue.before {
          let stamps = decided.record[decided.group].entries.map(\.content.stamp.time.milliseconds)
          guard let latest = stamps.max(), latest < before else { return false }
        }
        guard let center = filter.center else { return true }
        return try decided.record[decided.group].entries.contains {
          try reader.node(of: $0.id.origin) == center
        }
      }.prefix(limit))
  }

  /// What a conflict is counted under: one word, or a word for each center whose write stands in it.
  fileprivate func causes(of entry: QueueEntry, by: String, now: Int64) throws -> [ConflictCount.Key] {
    switch by {
    case "center":
      return try nodes(of: entry).map { ConflictCount.Key(word: $0, name: SafeText(try center($0))) }
    case "age":
      let hours = max(0, now - entry.since) / 3_600_000
      let views = Texts.views
      let (word, text) =
        hours < 1
        ? ("under-1h", views.underHour)
        : hours < 24
          ? ("under-1d", views.underDay)
          : hours < 168 ? ("under-7d", views.underWeek) : ("over-7d", views.overWeek)
      return [ConflictCount.Key(word: word, name: text(language))]
    case "group":
      guard case .group(_, let group) = entry.subject else { fallthrough }
      let entity = Schema.current.entity(entry.entity)?.name ?? "#\(entry.entity)"
      let word = group == 0 ? "life" : Schema.current.entity(entry.entity)?.group(group)?.name ?? "#\(group)"
      return [
        ConflictCount.Key(
          word: "\(entity).\(word)",
          name: "\(entityName(entry.entity)): \(groupName(group, of: entry.entity))")
      ]
    default:
      return [ConflictCount.Key(word: entry.rule, name: ruleName(entry.rule))]
    }
  }
}
