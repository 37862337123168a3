internal import Causality
internal import Conflicts
internal import Records
internal import Store

/// Deciding many conflicts of one kind: what would be done is said first, then asked, and what is decided is exactly
/// what was said.
extension StationCommands {
  /// One conflict that will be decided.
  private struct Planned: Sendable {
    let id: String
    let draft: Draft
    let cause: String
    let name: SafeText
  }

  private struct Plan: Sendable {
    var planned: [Planned] = []
    /// Without exactly one side as asked for.
    var skipped: [String] = []
    /// Digest over everything that was looked at.
    var seen = ""
  }

  /// Decisions that one transaction takes.
  private static let groupMax = 500
  private static let examplesMax = 5

  static func resolveAll(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let filter = try ConflictFilter(conditions: invocation.conditions("--where"), session)
    let take = SideChoice(invocation.required("--take"))
    let plan = try await plan(filter, take, invocation, session, station)
    if let typed = invocation["--seen"], typed.lowercased() != plan.seen {
      return session.fail(Texts.problems.queueMoved)
    }
    let isDryRun = invocation.globals.isDryRun
    // Whoever names the version was shown it.
    if isDryRun || (!session.isJSON && invocation["--seen"] == nil) { say(plan, take, isDryRun, session) }
    guard !isDryRun, !plan.planned.isEmpty else { return .ok }
    guard invocation.globals.agrees || session.ask != nil else {
      return session.fail(Texts.problems.needsAnswer)
    }
    let question = session.text(Texts.conflicts.askAll, SafeText(plan.planned.count))
    guard await session.confirm(question, yes: invocation.globals.agrees) else {
      session.remark(Texts.common.cancelled)
      return .failed
    }
    let (resolved, moved) = try await commit(plan.planned, station)
    if session.isJSON {
      session.answer([
        "schema": "conflicts.resolve-all/1", "dry_run": false, "resolved": JSONValue(resolved),
        "moved": JSONValue(moved), "skipped": JSONValue(plan.skipped.count),
      ])
    } else {
      session.say(Texts.views.resolvedAll, SafeText(resolved))
      if moved > 0 { session.say(Texts.views.movedMeanwhile, SafeText(moved)) }
    }
    return moved > 0 ? .conflict : .ok
  }

  private static func plan(
    _ filter: ConflictFilter, _ take: SideChoice, _ invocation: Invocation, _ session: Session,
    _ station: Station
  ) async throws -> Plan {
    let (staff, reason, source) = (invocation.staff, invocation.required("--reason"), station.source)
    return try await station.read(session) { labels in
      var plan = Plan()
      var versions: [UInt8] = []
      for entry in try labels.entries(filter) {
        // Records that together break a rule are no question of taking a side.
        guard case .group(_, let group) = entry.subject, group != RecordState.lifeGroup else {
          plan.skipped.append(entry.id)
          continue
        }
        guard let detail = try labels.detail(entry), case .rivals(let rivals) = detail.matter else {
          continue
        }
        versions += Array((entry.id + detail.seen.description).utf8)
        let fitting = take.sides(in: rivals)
        guard fitting.count == 1 else {
          plan.skipped.append(entry.id)
          continue
        }
        let draft = try labels.rules.resolution(
          of: rivals.record, root: rivals.root, group: group, taking: .sibling(fitting[0].id),
          shown: rivals.record.shown(group),
          by: Decision(partition: entry.partition, author: staff, source: source, reason: reason))
        plan.planned.append(
          Planned(
            id: entry.id, draft: draft,
            cause:
              "\(Schema.current.entity(entry.entity)?.name ?? "#").\(ConflictDetail.groupName(group, rivals.record))",
            name: "\(labels.entityName(entry.entity)): \(labels.groupName(group, of: entry.entity))"))
      }
      plan.seen = String(labels.hashing.hash(versions).description.prefix(8))
      return plan
    }
  }

  private static func say(_ plan: Plan, _ take: SideChoice, _ isDryRun: Bool, _ session: Session) {
    var counts: [String: (name: SafeText, ids: [String])] = [:]
    for one in plan.planned { counts[one.cause, default: (one.name, [])].ids.append(one.id) }
    let rows = counts.sorted { ($1.value.ids.count, $0.key) < ($0.value.ids.count, $1.key) }
    if session.isJSON {
      session.answer([
        "schema": "conflicts.resolve-all/1", "dry_run": .bool(isDryRun), "take": .string(take.text),
        "version": .string(plan.seen), "would_resolve": JSONValue(plan.planned.count),
        "skipped": JSONValue(plan.skipped.count),
        "groups": .array(
          rows.map { ["group": .string($0.key), "count": JSONValue($0.value.ids.count)] }),
        "ids": .array(plan.planned.map { .string($0.id) }),
      ])
      return
    }
    let language = session.language
    if isDryRun { session.remark(Texts.common.dryRun) }
    guard !plan.planned.isEmpty || !plan.skipped.isEmpty else {
      session.say(Texts.views.nothingMatches)
      return
    }
    if !rows.isEmpty {
      var table = Table([
        .init(Texts.views.group(language), isFlexible: true), .init(Texts.views.fits(language), .right),
        .init(Texts.views.examples(language)),
      ])
      for row in rows {
        let examples = row.value.ids.prefix(examplesMax).joined(separator: " ")
        table.append([row.value.name, grouped(row.value.ids.count, language), SafeText(examples)])
      }
      session.show(table)
    }
    session.say(Texts.conflicts.wouldResolve, SafeText(plan.planned.count))
    if !plan.skipped.isEmpty { session.say(Texts.views.skippedSides, SafeText(plan.skipped.count)) }
    if isDryRun { session.say("\(Texts.records.version(language)): \(plan.seen)") }
  }

  /// Each decision is an act of its own: one that is refused does not hold up the others.
  private static func commit(
    _ planned: [Planned], _ station: Station
  ) async throws -> (resolved: Int, moved: Int) {
    var resolved = 0
    var moved = 0
    var rest = planned[...]
    while !rest.isEmpty {
      let acts = rest.prefix(groupMax).map { Act([$0.draft]) }
      rest = rest.dropFirst(acts.count)
      let answers = try await station.replica.write { file in file.commit(acts) }
      for answer in answers {
        switch answer {
        case .success: resolved += 1
        case .failure(.changedMeanwhile), .failure(.recordDeleted): moved += 1
        case .failure(let error): throw error
        }
      }
    }
    return (resolved, moved)
  }
}
