internal import Causality
package import Conflicts
package import Records
internal import Store

/// Decisions about one conflict. Each supersedes exactly what was shown: what `--seen` names, or what the command itself
/// read.
extension StationCommands {
  @Sendable static func resolveConflicts(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    if invocation.has("--all") { return try await resolveAll(invocation, session, station) }
    let detail = try await conflict(invocation, session, station)
    let id = SafeText(detail.id)
    try session.require(detail.seen, invocation, else: Texts.problems.conflictMoved, id)
    guard case .rivals(let rivals) = detail.matter else {
      if case .set = detail.matter { return session.fail(Texts.problems.recordsTogether, id) }
      return session.fail(Texts.problems.nothingToDecide, id)
    }
    let rules = await station.replica.rules
    let decision = decision(invocation, station, detail.partition)
    let shown = rivals.record.shown(rivals.group)
    let draft: Draft
    if rivals.group == RecordState.lifeGroup {
      let choice = try lifeChoice(invocation, rivals, session, id)
      draft = try rules.lifeResolution(of: rivals.record, choice, shown: shown, by: decision)
    } else {
      let choice = try choice(invocation, rivals, session, id)
      draft = try rules.resolution(
        of: rivals.record, root: rivals.root, group: rivals.group, taking: choice, shown: shown, by: decision)
    }
    return try await commit(
      [draft], of: detail, "resolve", Texts.conflicts.resolved, invocation, session, station)
  }

  static func decision(_ invocation: Invocation, _ station: Station, _ partition: Partition) -> Decision {
    Decision(
      partition: partition, author: invocation.staff, source: station.source,
      reason: invocation.first("--reason") ?? "")
  }

  private static func side(
    _ invocation: Invocation, _ rivals: ConflictDetail.Rivals, _ session: Session, _ id: SafeText
  ) throws -> ConflictDetail.Side? {
    guard let text = invocation["--take"] else { return nil }
    let fitting = SideChoice(text).sides(in: rivals)
    guard fitting.count == 1 else {
      throw Told(session.fail(Texts.problems.noSuchSide, id, SafeText(text)))
    }
    return fitting[0]
  }

  private static func choice(
    _ invocation: Invocation, _ rivals: ConflictDetail.Rivals, _ session: Session, _ id: SafeText
  ) throws -> Choice {
    if let side = try side(invocation, rivals, session, id) { return .sibling(side.id) }
    guard let entity = Schema.current.entity(rivals.record.entity), let group = entity.group(rivals.group)
    else { throw ResolutionError.unknownGroup(rivals.group) }
    let provisional = rivals.sides.first { $0.isShown }?.values.values ?? []
    return .values(
      try TypedValues(invocation.all("--value"), of: group, startingWith: provisional).values(session))
  }

  private static func lifeChoice(
    _ invocation: Invocation, _ rivals: ConflictDetail.Rivals, _ session: Session, _ id: SafeText
  ) throws -> LifeChoice {
    if let side = try side(invocation, rivals, session, id) { return side.life == .delete ? .delete : .keep }
    let values = invocation.all("--value")
    guard values.count == 1, let choice = LifeChoice(rawValue: values[0]) else {
      throw Told(
        session.fail(Texts.problems.badValue, "--value", session.text(Texts.usage.wantsOneOf, "keep, delete"))
      )
    }
    return choice
  }

  @Sendable static func mergeRecords(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let detail = try await conflict(invocation, session, station)
    let id = SafeText(detail.id)
    try session.require(detail.seen, invocation, else: Texts.problems.conflictMoved, id)
    guard case .set(let set) = detail.matter, set.canMerge else {
      return session.fail(Texts.problems.cannotMerge, id)
    }
    let number = invocation.integer("--keep") ?? 0
    guard let kept = set.members.first(where: { $0.number == number }),
      let other = set.members.first(where: { $0.number != number }),
      let field = Schema.current.entity(other.record.entity)?.field(named: "merged_into")
    else { return session.fail(Texts.problems.noSuchSide, id, SafeText(number)) }
    let partition = try await station.read(session) { try $0.reader.partition(of: other.record.record) }
    let draft = try await station.replica.rules.merge(
      survivor: kept.record, other: other.record, shown: other.record.shown(field.group.number),
      by: decision(invocation, station, partition ?? detail.partition))
    let code = try await commit(
      [draft], of: detail, "merge", Texts.conflicts.merged, invocation, session, station,
      values: [other.title, kept.title])
    if code == .ok, !invocation.globals.isDryRun {
      let undo = ConflictID.of(other.record.record, group: field.group.number)
      session.remark(Texts.views.reopenWhere, SafeText(undo))
    }
    return code
  }

  @Sendable static func keepApart(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let detail = try await conflict(invocation, session, station)
    let id = SafeText(detail.id)
    try session.require(detail.seen, invocation, else: Texts.problems.conflictMoved, id)
    guard case .set(let set) = detail.matter, let rule = set.rule else {
      return session.fail(Texts.problems.nothingToDecide, id)
    }
    guard detail.isOpen else { return session.fail(Texts.problems.nothingToDecide, id) }
    let rules = await station.replica.rules
    guard let verdict = rules.verdict(on: set.members.map(\.record), by: rule) else {
      return session.fail(Texts.problems.nothingToDecide, id)
    }
    let draft = try rules.distinct(
      verdict, existing: set.judgement, hashing: CryptoHashing(),
      by: decision(invocation, station, detail.partition))
    return try await commit(
      [draft], of: detail, "distinct", Texts.conflicts.distinct, invocation, session, station)
  }

  @Sendable static func reopenConflict(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let detail = try await conflict(invocation, session, station)
    let rules = await station.replica.rules
    let by = decision(invocation, station, detail.partition)
    let drafts: [Draft]
    switch detail.matter {
    case .rivals: return session.fail(Texts.problems.notReopened, SafeText(detail.id))
    case .set(let set):
      guard let judgement = set.judgement, !detail.isOpen else {
        return session.fail(Texts.problems.notReopened, SafeText(detail.id))
      }
      drafts = [try rules.reopening(judgement: judgement, hashing: CryptoHashing(), by: by)]
    case .decided(let decided):
      let shown = decided.record.shown(decided.group)
      let merged = Schema.current.entity(decided.record.entity)?.field(named: "merged_into")?.group.number
      if decided.group == RecordState.lifeGroup {
        drafts = [try rules.lifeReopening(of: decided.record, shown: shown, by: by)]
      } else if decided.group == merged {
        drafts = [try rules.separation(of: decided.record, shown: shown, by: by)]
      } else {
        let before = try await station.read(session) {
          try $0.before(of: decided.taken.id, group: decided.group)
        }
        guard let before else { throw ResolutionError.nothingRejected }
        drafts = try rules.reopening(
          of: decided.record, root: decided.root, group: decided.group, before: before, shown: shown, by: by)
      }
    }
    return try await commit(
      drafts, of: detail, "reopen", Texts.conflicts.reopened, invocation, session, station)
  }

  /// Makes a decision true, or says what it would be.
  private static func commit(
    _ drafts: [Draft], of detail: ConflictDetail, _ word: String, _ said: Text, _ invocation: Invocation,
    _ session: Session, _ station: Station, values: [SafeText]? = nil
  ) async throws -> ExitCode {
    let isDryRun = invocation.globals.isDryRun
    if isDryRun { session.remark(Texts.common.dryRun) }
    guard let committed = isDryRun ? [] : try await station.commit(drafts) else {
      return session.fail(Texts.problems.conflictMoved, SafeText(detail.id))
    }
    if session.isJSON {
      session.answer([
        "schema": .string("conflicts.\(word)/1"), "id": .string(detail.id),
        "dry_run": .bool(isDryRun),
        "changes": .array(committed.map(\.document)),
      ])
    } else if !isDryRun {
      session.say(said.filled(session.language, with: values ?? [SafeText(detail.id)]))
    } else {
      session.say(Texts.conflicts.wouldResolve, 1)
    }
    return .ok
  }
}

extension Committed {
  /// A change that is durable here, for programs.
  var document: JSONValue {
    [
      "record": .string(record.description), "partition": .string(partition.text),
      "origin": .string(change.origin.description), "sequence": JSONValue(change.sequence),
      "hash": .string(change.hash.description), "at": .time(time.milliseconds),
    ]
  }
}

/// A side as it was typed: its number, or a word that chooses one in each of many conflicts.
struct SideChoice: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  /// The sides that fit; a decision needs exactly one. Sides with one value are as good as one.
  func sides(in rivals: ConflictDetail.Rivals) -> [ConflictDetail.Side] {
    let fitting: [ConflictDetail.Side]
    if let number = Int(text) {
      fitting = rivals.sides.filter { $0.number == number }
    } else if text == "provisional" {
      fitting = rivals.sides.filter(\.isShown)
    } else if text == "latest" {
      // A clock that could not be believed says nothing about what is later.
      fitting = rivals.sides.last { !$0.provenance.isSuspect }.map { [$0] } ?? []
    } else if text.hasPrefix("source:") {
      fitting = rivals.sides.filter { $0.provenance.source == text.dropFirst(7) }
    } else if text.hasPrefix("center:") {
      fitting = rivals.sides.filter { $0.provenance.node == text.dropFirst(7) }
    } else {
      fitting = []
    }
    guard let first = fitting.first else { return [] }
    return fitting.allSatisfy { $0.values == first.values } ? [first] : fitting
  }
}

extension RuleBook {
  /// What a rule says about exactly these records, beside nobody else.
  package func verdict(on records: [RecordState], by rule: CrossRule) -> CrossVerdict? {
    var standing: [[UInt8]: [StandingClaim]] = [:]
    for record in records {
      for claim in claims(of: record) where claim.rule == rule.name {
        standing[claim.key, default: []].append(StandingClaim(record: record.record, tag: claim.tag))
      }
    }
    let ids = records.map(\.record).sorted()
    return standing.values.lazy.compactMap { judge(rule: rule.name, claims: $0) }.first { $0.records == ids }
  }
}

enum ConflictID {
  /// The id of the conflict about a group, whether or not one stands.
  static func of(_ record: RecordID, group: UInt64) -> String {
    Reader.conflictID(of: record, group: group, hashing: CryptoHashing())
  }
}
