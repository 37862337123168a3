internal import Causality
internal import Conflicts
internal import Records

/// A conflict as it is shown at the terminal: what it is about, the sides beside each other, why a person must decide,
/// and what to type next.
package struct ConflictView {
  let detail: ConflictDetail
  let session: Session

  package init(_ detail: ConflictDetail, _ session: Session) {
    self.detail = detail
    self.session = session
  }

  private var language: Language { session.language }
  private var texts: Texts.Conflicts { Texts.conflicts }

  package func show() {
    session.say(texts.title(language, SafeText(detail.id)).inked(.strong))
    session.show(facts)
    session.say()
    switch detail.matter {
    case .rivals(let rivals): show(rivals)
    case .set(let set): show(set)
    case .decided(let decided): show(decided)
    }
  }

  private var facts: KeyValue {
    var facts = KeyValue(indentation: 2)
    facts.append(texts.what(language), detail.what)
    facts.append(
      texts.place(language), "\(detail.place) (\(Texts.places.partition(detail.partition, language)))")
    let age = AgeText.text(of: detail.since, at: session.now(), language)
    facts.append(texts.since(language), "\(CalendarText.moment(detail.since)) (\(age))")
    if detail.isOpen {
      let severity = texts.severityName(detail.severity)(language)
      facts.append(texts.severity(language), severity.inked(detail.severity >= .high ? .caution : .plain))
    }
    facts.append(texts.rule(language), detail.ruleName)
    if let owner = detail.owner { facts.append(texts.owner(language), Texts.verdicts.owner(owner)(language)) }
    facts.append(texts.blocks(language), Self.blocks(detail.blocks, language))
    facts.append(Texts.records.version(language), SafeText(detail.seen.description))
    return facts
  }

  static func ruleName(_ word: String, _ language: Language) -> SafeText {
    Texts.conflicts.ruleName(word)?(language) ?? SafeText(word)
  }

  /// What waits meanwhile, in words; nil when nothing does.
  static func blocks(_ words: [String], _ language: Language) -> SafeText? {
    guard !words.isEmpty else { return nil }
    let names = words.map { Block(rawValue: $0).map { Texts.verdicts.block($0)(language) } ?? SafeText($0) }
    return names.dropFirst().reduce(names[0]) { $0 + ", " + $1 }
  }

  // MARK: One group

  private func show(_ rivals: ConflictDetail.Rivals) {
    session.show(sides(rivals.fields, rivals.sides))
    session.say()
    if let shown = rivals.sides.first(where: \.isShown) {
      let side = side(shown)
      session.say(
        detail.isOpen
          ? texts.provisionalValue(language, side).inked(.caution)
          : "\(texts.automatic(language)): \(side)")
    }
    session.say(
      paragraph: "\(texts.why(language), .strong): \(rivals.reason) \(detail.why)", if: detail.isOpen)
    session.say(paragraph: rivals.reason, if: !detail.isOpen)
    guard detail.isOpen else { return }
    session.say()
    session.say(Texts.views.decideWith(language).inked(.strong))
    for side in rivals.sides {
      let verb: SafeText = "--take \(side.number)"
      session.say(command("resolve", verb))
    }
    if rivals.group != RecordState.lifeGroup {
      let value: SafeText = rivals.fields.count == 1 ? "…" : Texts.views.fieldValue(language)
      session.say(command("resolve", "--value \"\(value)\""))
    }
  }

  private func sides(_ fields: [SafeText], _ sides: [ConflictDetail.Side]) -> SideBySide {
    var beside = SideBySide(
      sides.map { side in
        var title = self.side(side)
        if side.isShown, detail.isOpen { title.append(" – \(Texts.common.provisional(language))") }
        return SideBySide.Side(title, provenance: provenance(side))
      })
    for (index, field) in fields.enumerated() {
      beside.append(
        field, sides.map { index < $0.texts.count ? $0.texts[index] : ValueText.unknown })
    }
    return beside
  }

  private func side(_ side: ConflictDetail.Side) -> SafeText {
    texts.side(language, SafeText(side.number), SafeText(side.provenance.center))
  }

  private func provenance(_ side: ConflictDetail.Side) -> [SafeText] {
    var lines = side.provenance.lines(language, now: session.now())
    // The center is the side's title already.
    lines.remove(at: 1)
    if let before = side.before {
      let values = before.filter { $0 != ValueText.unknown }
      let joined = values.dropFirst().reduce(values.first ?? ValueText.unknown) { $0 + " " + $1 }
      lines.append(Texts.records.replaced(language, joined))
    }
    return lines
  }

  // MARK: Records together

  private func show(_ set: ConflictDetail.Set) {
    if Swift.Set(set.members.map(\.record.entity)).count == 1 {
      var beside = SideBySide(
        set.members.map { SideBySide.Side(title($0), provenance: provenance($0)) })
      for (index, field) in set.fields.enumerated() {
        beside.append(field, set.members.map { $0.texts[index] })
      }
      session.show(beside)
    } else {
      // Records of different kinds have no field in common to stand beside each other.
      for (place, member) in set.members.enumerated() {
        if place > 0 { session.say() }
        session.say(title(member).inked(.strong))
        var pairs = KeyValue(indentation: 4)
        for (field, text) in zip(set.fields, member.texts) where text != ValueText.unknown {
          pairs.append(field, text)
        }
        session.show(pairs)
        for line in provenance(member) { session.say("    \(line, .faint)") }
      }
    }
    session.say()
    session.say(paragraph: "\(texts.why(language), .strong): \(detail.why)", if: !detail.why.isEmpty)
    guard detail.isOpen else {
      session.say(texts.distinct(language))
      return
    }
    session.say()
    session.say(Texts.views.decideWith(language).inked(.strong))
    if set.canMerge {
      for member in set.members { session.say(command("merge", "--keep \(member.number)")) }
    }
    if set.rule?.allowsDistinct ?? false { session.say(command("distinct", "")) }
    for member in set.members {
      guard let subject = Self.subject(member.record.entity) else { continue }
      session.say("  tram \(subject) show \(member.record.record.description)")
    }
  }

  private func title(_ member: ConflictDetail.Member) -> SafeText {
    texts.side(language, SafeText(member.number), member.title)
  }

  private func provenance(_ member: ConflictDetail.Member) -> [SafeText] {
    member.provenance.flatMap { group, by in
      let age = AgeText.text(of: by.at, at: session.now(), language)
      var lines: [SafeText] = [
        "\(group): \(Texts.places.account(by.author, language)), \(by.center)",
        "  \(by.sourceText(language)), \(by.time(language)) (\(age))",
      ]
      if by.isSuspect { lines.append("  " + Texts.common.suspectClock(language)) }
      if !by.reason.isEmpty { lines.append("  \(Texts.common.reason(language)): \(by.reason)") }
      return lines
    }
  }

  private static func subject(_ entity: UInt64) -> String? {
    switch Schema.current.entity(entity)?.name {
    case "person": "person"
    case "dossier": "dossier"
    default: nil
    }
  }

  // MARK: A decision

  private func show(_ decided: ConflictDetail.Decided) {
    let by = decided.taken.provenance
    session.say(
      texts.decidedBy(language, Texts.places.account(by.author, language), CalendarText.moment(by.at)).inked(
        .good))
    session.say(paragraph: "\(Texts.common.reason(language)): \(by.reason)", if: !by.reason.isEmpty)
    session.say()
    var beside = SideBySide(
      [SideBySide.Side("[✓] \(texts.decided(language))", provenance: provenance(decided.taken))]
        + decided.rejected.map { SideBySide.Side(side($0), provenance: provenance($0)) })
    for (index, field) in decided.fields.enumerated() {
      let sides = [decided.taken] + decided.rejected
      beside.append(field, sides.map { index < $0.texts.count ? $0.texts[index] : ValueText.unknown })
    }
    session.show(beside)
    session.say()
    session.say(Texts.views.reopenWith(language).inked(.strong))
    session.say("  tram conflicts reopen \(detail.id) --reason \"…\" --as …")
  }

  /// What to type: with the version that was shown, so that a decision cannot be about something else.
  private func command(_ word: String, _ choice: SafeText) -> SafeText {
    let choice = choice.isEmpty ? choice : " " + choice
    return
      "  tram conflicts \(word) \(detail.id)\(choice) --seen \(detail.seen.description) --reason \"…\" --as …"
  }
}

extension Session {
  /// A paragraph of the answer in lines as wide as the terminal, where there is something to say.
  func say(paragraph: SafeText, if condition: Bool = true) {
    guard condition else { return }
    for line in width.map({ paragraph.wrapped(to: $0) }) ?? [paragraph] { say(line) }
  }
}
