import Causality
package import Records

/// Verdict and the way to it, for `tram conflicts explain`.
package struct Explanation: Hashable, Sendable {
  package let verdict: GroupVerdict
  /// What each rule of the chain weighed; empty for life, which no rule judges.
  package let steps: [TrialStep]
  /// The texts and terms of the rule.
  package let terms: RuleTerms
  package let rulesVersion: String
}

extension RuleBook {
  /// One verdict for each group whose siblings differ, by group; for life when it is disputed.
  ///
  /// Called for every change applied: it decodes nothing where no group has rivals.
  package func verdicts(for record: RecordState) -> [GroupVerdict] {
    var verdicts: [GroupVerdict] = []
    for place in record.groups.indices where record.groups[place].siblings.entries.count > 1 {
      let judged = judged(record.groups[place], of: record, isExplained: false)
      if let verdict = judged?.verdict { verdicts.append(verdict) }
    }
    return verdicts
  }

  /// The verdict of one group, `nil` where it has no rivals.
  package func verdict(for record: RecordState, group: UInt64) -> GroupVerdict? {
    explain(record, group: group)?.verdict
  }

  /// The rule of one group, step by step; `nil` where the group has no rivals.
  package func explain(_ record: RecordState, group: UInt64) -> Explanation? {
    let siblings = record[group]
    guard siblings.count > 1 else { return nil }
    return judged(GroupState(group: group, siblings: siblings), of: record, isExplained: true)
  }

  /// The value of a group that counts or is shown provisionally; empty for a group never written.
  package func shownValues(of record: RecordState, group: UInt64) -> GroupValues? {
    let entries = record[group].entries
    guard entries.count > 1, let verdict = verdict(for: record, group: group) else {
      return entries.first?.content.values
    }
    return entries.first { $0.id == verdict.shown }?.content.values
  }

  private func judged(_ group: GroupState, of record: RecordState, isExplained: Bool) -> Explanation? {
    if group.group == RecordState.lifeGroup { return judgedLife(group, of: record) }
    guard group.hasRivals else { return nil }
    let rivals = group.siblings.entries.map(Rival.init)
    guard !rivals.agree else { return nil }
    let isKnown = schema.entity(record.entity)?.group(group.group) != nil
    let rule = isKnown ? self.rule(entity: record.entity, group: group.group) : Self.unwritten
    let day = { (field: FieldPlace) in shownDay(field, of: record) }
    let trial = Trial(of: rivals, under: rule.rule, isExplained: isExplained, day: day)
    switch trial.end {
    case .settled(let winner, let reason):
      return explanation(group, rule, rule.rule.kind.rawValue, .settled(winner.id), reason, trial.steps)
    case .referred(let reason):
      let provisional = provisional(of: trial.candidates, rule, reason, day: day)
      return explanation(
        group, rule, rule.rule.kind.rawValue, .referred(provisional: provisional.id),
        isKnown ? reason : .unknownToSchema, trial.steps)
    }
  }

  /// Until a person decides everybody shows the same rival: what the rule says is shown, else the foremost.
  private func provisional(
    of candidates: [Rival], _ rule: GroupRule, _ reason: VerdictReason, day: (FieldPlace) -> String?
  ) -> Rival {
    guard let shown = rule.shown, reason != .resolutionStands, !candidates.agree else {
      return candidates.foremost
    }
    let trial = Trial(of: candidates, under: shown, isExplained: false, day: day)
    if case .settled(let winner, _) = trial.end { return winner }
    return trial.candidates.foremost
  }

  /// Deletes beside anything else. The record is shown as living until a person decides, for a delete hides work.
  private func judgedLife(_ group: GroupState, of record: RecordState) -> Explanation? {
    guard record.life == .disputed else { return nil }
    let living = group.siblings.entries.filter { $0.content.lifeAct != .delete }.map(Rival.init)
    let rule = self.rule(entity: record.entity, group: RecordState.lifeGroup)
    return explanation(group, rule, "life", .referred(provisional: living.foremost.id), .life, [])
  }

  private func explanation(
    _ group: GroupState, _ rule: GroupRule, _ name: String, _ outcome: GroupVerdict.Outcome,
    _ reason: VerdictReason, _ steps: [TrialStep]
  ) -> Explanation {
    var isSettled = false
    if case .settled = outcome { isSettled = true }
    let verdict = GroupVerdict(
      group: group.group, version: group.siblings.entries.map(\.id), outcome: outcome, rule: name,
      reason: reason,
      severity: isSettled ? .low : rule.terms.severity,
      blocks: isSettled ? [] : rule.terms.blocks.map(\.rawValue),
      owner: isSettled ? nil : rule.terms.owner.rawValue)
    return Explanation(verdict: verdict, steps: steps, terms: rule.terms, rulesVersion: version)
  }

  /// The day by which a machine's edition is chosen. A group in dispute gives
  /// the day of its first sibling, the same on every replica.
  private func shownDay(_ field: FieldPlace, of record: RecordState) -> String? {
    record[field.group].entries.first?.content.values[field.index].text
  }
}
