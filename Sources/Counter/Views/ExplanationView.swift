internal import Causality
internal import Conflicts
internal import Records

/// How the rules came to their verdict, step by step.
struct ExplanationView {
  let detail: ConflictDetail
  let session: Session

  init(_ detail: ConflictDetail, _ session: Session) {
    self.detail = detail
    self.session = session
  }

  private var language: Language { session.language }

  func show() {
    let verdicts = Texts.verdicts
    session.say(Texts.conflicts.title(language, SafeText(detail.id)).inked(.strong))
    session.say("  \(detail.what)")
    session.say()
    switch detail.matter {
    case .rivals(let rivals):
      show(rivals)
      session.say()
      session.say(detail.isOpen ? verdicts.referred(language).inked(.caution) : verdicts.settled(language))
      session.say(paragraph: rivals.reason)
    case .set(let set):
      session.say(Texts.views.recordsTogether)
      for member in set.members { session.say("  [\(member.number)] \(member.title)") }
      session.say(
        set.rule?.scope == .province ? Texts.conflicts.checkedAtProvince : Texts.views.scopePartition)
    case .decided(let decided):
      let by = decided.taken.provenance
      session.say(Texts.conflicts.decidedBy, SafeText(by.author), CalendarText.moment(by.at))
      session.say(paragraph: verdicts.resolutionStands(language))
    }
    session.say(paragraph: SafeText(detail.why), if: !detail.why.isEmpty)
    session.say(verdicts.rulesVersion(language, SafeText(detail.rulesVersion)).inked(.faint))
    session.remark(Texts.conflicts.tryShow, SafeText(detail.id))
  }

  private func show(_ rivals: ConflictDetail.Rivals) {
    let verdicts = Texts.verdicts
    let steps = rivals.explanation.steps
    if steps.isEmpty { session.say(Texts.views.stepsNone) }
    for (index, step) in steps.enumerated() {
      let name =
        step.rule == "resolution"
        ? verdicts.lookForResolution(language) : ConflictView.ruleName(step.rule, language)
      session.say(verdicts.step(language, SafeText(index + 1), name).inked(.strong))
      for weighed in step.weighed {
        let side = rivals.sides.first { $0.id == weighed.id }
        let title = Texts.conflicts.side(
          language, SafeText(side.map { String($0.number) } ?? "?"),
          SafeText(side?.provenance.center ?? "?"))
        let fate = weighed.stays ? verdicts.stays(language) : verdicts.leaves(language).inked(.faint)
        session.say("  \(title): \(measure(weighed.measure, rivals)) – \(fate)")
      }
    }
  }

  private func measure(_ measure: TrialStep.Measure, _ rivals: ConflictDetail.Rivals) -> SafeText {
    let verdicts = Texts.verdicts
    switch measure {
    case .source(let code, let rank):
      let source = Texts.places.source(code)?(language) ?? SafeText(code)
      return rank.map { verdicts.rank(language, source, SafeText($0)) } ?? verdicts.noRank(language, source)
    case .time(let time, let isSuspect):
      let moment = CalendarText.moment(time.milliseconds)
      return isSuspect ? verdicts.suspect(language, moment) : moment
    case .value(let value):
      // The field that a rule orders by: a status, an amount, an instant, a day.
      if rivals.explanation.steps.contains(where: { $0.rule == "furthest" }) {
        return ValueText.status(value, language)
      }
      let entity = Schema.current.entity(rivals.record.entity)
      let fields = entity?.group(rivals.group)?.fields ?? []
      let place = rivals.sides.compactMap { side in
        side.values.values.firstIndex(of: value)
      }.first
      guard let entity, let place, place < fields.count else {
        return SafeText(value.text ?? value.int.map(String.init) ?? "–")
      }
      return ValueText.text(value, fields[place], of: entity.name, language)
    case .kind(let kind):
      return kind == .resolution ? verdicts.resolution(language) : verdicts.write(language)
    case .nothing: return ValueText.unknown
    }
  }

  /// `conflicts.explain/1`.
  var document: JSONValue {
    var document = detail.document(schema: "conflicts.explain/1")
    if case .rivals(let rivals) = detail.matter {
      document["steps"] = .array(
        rivals.explanation.steps.map { step in
          [
            "rule": .string(step.rule),
            "weighed": .array(
              step.weighed.map { weighed in
                [
                  "side": JSONValue(rivals.sides.first { $0.id == weighed.id }?.number),
                  "measure": .string(measure(weighed.measure, rivals).plain), "stays": .bool(weighed.stays),
                ]
              }),
          ]
        })
    }
    if case .set(let set) = detail.matter {
      document["scope"] = JSONValue(set.rule?.scope.rawValue)
    }
    return document
  }
}
