package import Causality
package import Records

/// One step of a judgement, as data for `tram conflicts explain`.
package struct TrialStep: Hashable, Sendable {
  /// What a rule weighed of one rival.
  package enum Measure: Hashable, Sendable {
    /// The source and its rank from 1; `nil` for a source that the rule does not list.
    case source(String, rank: Int?)
    case time(HybridTime, isSuspect: Bool)
    case value(Value)
    case kind(ChangeKind)
    case nothing
  }

  package struct Weighed: Hashable, Sendable {
    package let id: ChangeID
    package let measure: Measure
    /// Whether it is still a candidate after the step.
    package let stays: Bool
  }

  /// `authority`, `latest`, …; `resolution` for the look whether a person has decided already.
  package let rule: String
  package let weighed: [Weighed]
}

/// Rivals under a rule: what each step weighed, and how it ended.
struct Trial {
  enum End {
    case settled(Rival, VerdictReason)
    case referred(VerdictReason)
  }

  /// Empty where nobody asked for them.
  private(set) var steps: [TrialStep] = []
  private let isExplained: Bool
  private(set) var candidates: [Rival]
  private(set) var end: End

  /// - Parameters:
  ///   - rivals: at least two, not all equal.
  ///   - isExplained: whether what each step weighed is kept; every change applied needs the verdict, people now and
  ///     then the way to it.
  ///   - day: by which an edition of a state machine is chosen.
  init(
    of rivals: [Rival], under rule: DecisionRule, isExplained: Bool, day: (FieldPlace) -> String?
  ) {
    candidates = rivals
    self.isExplained = isExplained
    end = .referred(.always)
    let resolutions = rivals.filter { $0.stamp.kind == .resolution }
    if !resolutions.isEmpty {
      weigh("resolution", keep: { $0.stamp.kind == .resolution }) { .kind($0.stamp.kind) }
      end = .referred(.resolutionStands)
      return
    }
    var next: DecisionRule? = rule
    while let rule = next { next = step(rule, day: day) }
  }

  /// Applies one rule; returns the next where it could not finish. The chain is bounded by `DecisionRule.depthMax`.
  private mutating func step(_ rule: DecisionRule, day: (FieldPlace) -> String?) -> DecisionRule? {
    switch rule {
    case .person:
      // A reason that an earlier rule of the chain left stays: it says why that rule could not decide.
      return nil
    case .union:
      end = .settled(candidates.foremost, .union)
      return nil
    case .authority(let sources, let next):
      let ranks = candidates.map { sources.firstIndex(of: $0.stamp.source) ?? sources.count }
      let best = ranks.min() ?? 0
      weigh(rule.kind.rawValue, keep: { (sources.firstIndex(of: $0.stamp.source) ?? sources.count) == best })
      {
        .source($0.stamp.source, rank: sources.firstIndex(of: $0.stamp.source).map { $0 + 1 })
      }
      let source = candidates[0].stamp.source
      return close(.authority(source: source), else: .sameAuthority(source: source), next)
    case .latest:
      let before = candidates
      weigh("latest", keep: { !$0.stamp.isSuspect }) { .time($0.stamp.time, isSuspect: $0.stamp.isSuspect) }
      if candidates.isEmpty {
        candidates = before
        return refer(.suspectClocks)
      }
      end = .settled(candidates.foremost, .latest)
      return nil
    case .furthest(let field, let timeline, let next):
      return stepFurthest(field, timeline.machine(on: timeline.datedBy.flatMap(day)), next)
    case .maximum(let field, let next):
      return stepExtreme(field, .maximum(field: field.name), next) { $0 > $1 }
    case .minimum(let field, let next):
      return stepExtreme(field, .minimum(field: field.name), next) { $0 < $1 }
    }
  }

  private mutating func stepFurthest(
    _ field: FieldPlace, _ machine: StateMachine, _ next: DecisionRule
  ) -> DecisionRule? {
    let states = candidates.map { $0.value(field) }
    guard states.allSatisfy(machine.knows) else {
      weigh("furthest", keep: { _ in true }) { .value($0.value(field)) }
      return refer(.unknownState)
    }
    let winner = states.first { state in
      states.allSatisfy { $0 == state || machine.isFurther(state, than: $0) }
    }
    weigh("furthest", keep: { winner == nil || $0.value(field) == winner }) { .value($0.value(field)) }
    guard let winner else { return refer(.statesApart) }
    return close(.furthest(state: winner), else: .sameState(winner), next)
  }

  private mutating func stepExtreme(
    _ field: FieldPlace, _ reason: VerdictReason, _ next: DecisionRule, isBetter: (Ordered, Ordered) -> Bool
  ) -> DecisionRule? {
    let known = candidates.map { $0.value(field) }.filter { !$0.isNull }
    let measures = known.compactMap { Ordered($0, field.type) }
    guard measures.count == known.count, !measures.hasIncomparable else {
      weigh(reason.word, keep: { _ in true }) { .value($0.value(field)) }
      return refer(.incomparable(field: field.name))
    }
    var best = measures.first
    for measure in measures { if let current = best, isBetter(measure, current) { best = measure } }
    // What nobody knows does not compete with what somebody knows.
    weigh(reason.word, keep: { best == nil || Ordered($0.value(field), field.type) == best }) {
      .value($0.value(field))
    }
    return close(reason, else: .sameOrder(field: field.name), next)
  }

  /// Ends when the candidates that are left agree; else remembers why and goes on with `next`.
  private mutating func close(
    _ settled: VerdictReason, else reason: VerdictReason, _ next: DecisionRule
  ) -> DecisionRule? {
    if candidates.agree {
      end = .settled(candidates.foremost, settled)
      return nil
    }
    end = .referred(reason)
    return next
  }

  private mutating func refer(_ reason: VerdictReason) -> DecisionRule? {
    end = .referred(reason)
    return nil
  }

  private mutating func weigh(_ rule: String, keep: (Rival) -> Bool, _ measure: (Rival) -> TrialStep.Measure)
  {
    guard isExplained else {
      candidates.removeAll { !keep($0) }
      return
    }
    var weighed: [TrialStep.Weighed] = []
    var kept: [Rival] = []
    for rival in candidates {
      let stays = keep(rival)
      weighed.append(.init(id: rival.id, measure: measure(rival), stays: stays))
      if stays { kept.append(rival) }
    }
    candidates = kept
    steps.append(TrialStep(rule: rule, weighed: weighed))
  }
}
