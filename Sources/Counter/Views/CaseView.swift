internal import Causality
internal import Conflicts
internal import Records

/// A case as a person watches it: the story, each change as it arrives with what it opens and closes, and whether every
/// order of arrival comes to what the file says.
struct CaseView {
  let replay: CaseReplay
  let session: Session
  let mismatches: [String]
  let orderCount: Int

  /// Orders that are tried of a long story; of up to five changes all are.
  static let ordersMax = 240

  var holds: Bool { mismatches.isEmpty }

  init(_ replay: CaseReplay, _ session: Session) {
    self.replay = replay
    self.session = session
    var mismatches: [String] = []
    var orderCount = 0
    for stage in replay.story.stages.indices {
      let count = replay.count(through: stage)
      let inOrder = replay.world(delivering: 0..<count)
      mismatches += replay.mismatches(stage, in: inOrder)
      let expected = inOrder.encoded
      for order in Self.orders(replay, count) {
        orderCount += 1
        guard replay.world(delivering: order).encoded != expected else { continue }
        let names = order.map { replay.written[$0].name }.joined(separator: ", ")
        mismatches.append(Texts.views.ordersDiffer(session.language, SafeText(names)).plain)
      }
    }
    self.mismatches = mismatches
    self.orderCount = orderCount
  }

  private static func orders(_ replay: CaseReplay, _ count: Int) -> [[Int]] {
    if count <= 5 { return replay.orders(of: count, limit: .max) }
    var chance = SystemRandomNumberGenerator()
    return (0..<ordersMax).map { _ in replay.order(of: count, using: &chance) }
  }

  private var language: Language { session.language }

  private func text(_ text: ConflictCase.Text) -> SafeText {
    SafeText(language == .vi ? text.vietnamese : text.english)
  }

  var page: Page {
    let story = replay.story
    var page = Page(document)
    page.heading(text(story.title))
    page.paragraph(text(story.story))
    var stage = 0
    for step in replay.steps() {
      if step.written.stage != stage {
        stage = step.written.stage
        if let note = story.stages[stage].note {
          page.line()
          page.paragraph(Texts.views.stage(language, text(note)))
        }
      }
      page.line()
      append(step, to: &page)
    }
    page.line()
    page.line(Texts.views.orders(language, SafeText(orderCount)))
    if holds {
      page.line(Texts.conflicts.replayHolds(language).inked(.good))
    } else {
      page.line(Texts.conflicts.replayFails(language).inked(.danger))
      for mismatch in mismatches { page.line("  ✗ \(mismatch)") }
    }
    return page
  }

  private func append(_ step: CaseStep, to page: inout Page) {
    let change = step.written.source
    let actor = replay.story.actor(change.author)
    let place = replay.story.places.first { $0.word == change.place }.map { text($0.name) }
    page.heading(
      Texts.views.arrives(
        language, SafeText(step.written.name), SafeText(actor?.name ?? change.author),
        place ?? SafeText(change.place), CalendarText.moment(change.time)))
    for group in step.groups {
      let thing = replay.story.thing(group.record).map { text($0.meaning) } ?? SafeText(group.record)
      let entity = replay.story.thing(group.record)?.entity.name ?? "judgement"
      let name =
        group.group == "life"
        ? Texts.fields.groups["life"]?(language) : Texts.fields.group(group.group, of: entity)?(language)
      page.line("   \(thing) – \(name ?? SafeText(group.group)):")
      for side in group.sides {
        let values = side.values.map { value(of: $0, entity) }.filter { $0 != ValueText.unknown }
        var line = values.dropFirst().reduce(values.first ?? ValueText.unknown) { $0 + " " + $1 }
        if let life = side.life {
          line = (life == .delete ? Texts.records.deleted : Texts.records.present)(language)
        }
        let mark = side.isShown ? " ← \(Texts.views.shownMark(language))" as SafeText : ""
        page.line("     [\(side.name)] \(line)\(mark)")
      }
    }
    for finding in step.opened.queue + step.opened.settled {
      page.line("   + \(self.finding(finding), .caution)")
    }
    for finding in step.opened.across {
      page.line("   + \(finding.rule, .caution): \(finding.records.joined(separator: ", "))")
    }
    for finding in step.closed.queue + step.closed.settled {
      page.line("   – \(self.finding(finding), .faint)")
    }
    for finding in step.closed.across {
      page.line("   – \(finding.rule, .faint): \(finding.records.joined(separator: ", "))")
    }
  }

  private func value(of value: CaseStep.FieldValue, _ entity: String) -> SafeText {
    guard let entity = Schema.current.entity(named: entity),
      let (group, index) = entity.field(named: value.field)
    else { return SafeText(value.value.text ?? "–") }
    if let id = value.value.record {
      let named = replay.written.first { $0.change.payload.record == id }
      if let alias = named.flatMap({ written in
        replay.story.things.first { Self.names(written.source.act, $0.alias) }
      }) {
        return text(alias.meaning)
      }
    }
    return ValueText.text(value.value, group.fields[index], of: entity.name, language)
  }

  private static func names(_ act: CaseChange.Act, _ alias: String) -> Bool {
    if case .write(alias, _, _, _) = act { true } else { false }
  }

  private func finding(_ finding: Finding) -> String {
    "\(finding.record).\(finding.group): \(finding.sides.joined(separator: " | ")) → \(finding.shown) (\(finding.why))"
  }

  /// `conflicts.replay/1`.
  private var document: JSONValue {
    [
      "schema": "conflicts.replay/1", "case": .string(replay.story.name),
      "title_vi": .string(replay.story.title.vietnamese), "title_en": .string(replay.story.title.english),
      "changes": JSONValue(replay.written.count), "orders": JSONValue(orderCount), "holds": .bool(holds),
      "mismatches": .array(mismatches.map { .string($0) }),
    ]
  }
}
