import Causality
import Conflicts
import Counter
import HTTP
import Node
import Procedures
import Records
import Staff
import Store

/// What rules could not decide: the queue, the sides beside each other, a decision seen before it is made. The drafts are
/// those that the terminal makes of the same choice.
struct ConflictPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  static let rowsMax = 200

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }
  private var mayDecide: Bool { visit.session?.role == .officer || visit.session?.role == .administrator }

  // MARK: The queue

  func list() async throws -> Page {
    let (say, words, language, now) = (say, words, visit.language, visit.now)
    func query(_ name: String) -> String { visit.request.head.value(ofQuery: name) ?? "" }
    let (state, severity) = (query("state"), query("severity"))
    var filter = QueueFilter(isOpen: state == "decided" ? false : true, limit: Self.rowsMax)
    filter.severity = Severity(rawValue: severity)
    let rows = try await visit.read { [filter] view, labels in
      try view.reader.conflicts(filter).map { entry -> HTML in
        let owner = labels.owner(of: entry).map { say(Texts.verdicts.owner($0)) } ?? "–"
        return """
          <tr><td class="code"><a href="/conflict/\(entry.id)">\(entry.id)</a></td>\
          <td>\(ConflictPages.severity(entry.severity, say))</td><td>\(try labels.what(entry))</td>\
          <td>\(try labels.place(entry.partition))</td><td>\(AgeText.text(of: entry.since, at: now, language))</td>\
          <td>\(labels.ruleName(entry.rule))</td><td>\(owner)</td></tr>
          """
      }
    }
    let fields = Fields(say)
    let states: [(value: String, text: HTML)] = [
      ("", say(words.openList)), ("decided", say(words.byRuleNotice)),
    ]
    let severities: [(value: String, text: HTML)] =
      [("", say(words.severityAll))]
      + Severity.allCases.reversed().map { ($0.rawValue, say(Texts.conflicts.severityName($0))) }
    let texts = Texts.conflicts
    let table: HTML = """
      <div class="scroll"><table><thead><tr><th scope="col">\(say(Texts.views.id))</th>\
      <th scope="col">\(say(texts.severity))</th><th scope="col">\(say(texts.what))</th><th scope="col">\(say(texts.place))</th>\
      <th scope="col">\(say(texts.since))</th><th scope="col">\(say(texts.rule))</th><th scope="col">\(say(texts.owner))</th>\
      </tr></thead><tbody>\(rows)</tbody></table></div>
      """
    return Page(
      say(Texts.web.conflicts), place: .conflicts,
      """
      <h1>\(say(words.queueTitle))</h1><section class="card"><form method="get" action="/conflicts" class="inline">\
      \(fields.select("state", say(Texts.common.status), states, chosen: state, isShort: true))\
      \(fields.select("severity", say(texts.severity), severities, chosen: severity, isShort: true))\
      <button class="second">\(say(words.apply))</button></form></section>
      <section class="card">\(table, if: !rows.isEmpty)\("<p>\(say(texts.noneOpen))</p>", if: rows.isEmpty)</section>
      """)
  }

  static func severity(_ severity: Severity, _ say: Say) -> HTML {
    let text = say(Texts.conflicts.severityName(severity))
    return switch severity {
    case .critical: Badge.html("danger", Icon.warning, text)
    case .high: Badge.html("caution", Icon.warning, text)
    case .normal: Badge.html("plain", Icon.question, text)
    case .low: Badge.html("plain", Icon.empty, text)
    }
  }

  // MARK: One conflict

  func show() async throws -> Page { try await page() }

  private func page(notice: HTML = "", errors: [String: HTML] = [:]) async throws -> Page {
    let (visit, say, mayDecide) = (visit, say, mayDecide)
    let detail = try await detail()
    guard let detail else { return gone(notice) }
    return ConflictSheet(
      detail: detail, visit: visit, say: say, fields: Fields(say, errors: errors), mayDecide: mayDecide
    )
    .page(notice: notice)
  }

  private func detail() async throws -> ConflictDetail? {
    let id = visit.id()
    let detail = try await visit.read { _, labels in try labels.conflict(id) }
    if let detail { try await visit.note(detail.persons, for: .named(.correction)) }
    return detail
  }

  private func gone(_ notice: HTML) -> Page {
    Page(
      say(Texts.web.conflicts), place: .conflicts, status: notice.isEmpty ? 404 : 200,
      """
      <h1>\(say(Texts.web.conflicts))</h1>\(notice)<p>\(say(words.gone))</p>\
      <p><a href="/conflicts" data-key="back">\(say(words.queueTitle))</a></p>
      """)
  }

  // MARK: A decision

  /// Looks at what was chosen, as it would be written.
  func preview() async throws -> Page {
    guard let detail = try await detail() else { return gone("") }
    if let page = try await refusal(detail) { return page }
    let (form, say, words) = (visit.form, say, words)
    let (written, replaced) = try await written(detail)
    let kept = form.fields.filter { !$0.name.hasPrefix("_") }.map { Fields.hidden($0.name, $0.value) }
    let body: HTML = """
      \(kept)<dl class="facts">\(written)</dl>\
      \("<h3>\(say(words.previewReplaces))</h3><ul>\(replaced)</ul>", if: !replaced.isEmpty)\
      <p><strong>\(say(words.reason)):</strong> \(form.text("reason"))</p><p class="soft">\(say(words.previewTravels))</p>\
      <div class="actions"><button data-key="save" autofocus>\(say(words.commit))</button>\
      <a class="button second" href="/conflict/\(detail.id)" data-key="back">\(say(Texts.web.cancel))</a></div>
      """
    return Page(
      say(words.previewTitle), place: .conflicts,
      """
      <h1>\(say(words.previewTitle))</h1><section class="card"><h2>\(detail.what)</h2>\
      \(visit.form("/conflict/\(detail.id)/decide", body))</section>
      """)
  }

  /// What keeps a decision from being looked at: nothing chosen, no reason, or another state than was shown.
  private func refusal(_ detail: ConflictDetail) async throws -> Page? {
    let form = visit.form
    guard detail.seen.matches(form.text("seen")) else {
      return try await page(
        notice: "<div class=\"notice caution\" role=\"alert\"><p>\(say(words.moved))</p></div>")
    }
    var errors: [String: HTML] = [:]
    if form.text("take").isEmpty { errors["take"] = say(words.chooseOne) }
    if form.text("reason").isEmpty { errors["reason"] = say(words.reasonNeeded) }
    if form.text("take") == "value" {
      do { _ = try await typedValues(detail) } catch let refusal as DeskRefusal {
        errors["take"] = Problems.refused(refusal, visit.language).happened
      }
    }
    return errors.isEmpty ? nil : try await page(errors: errors)
  }

  /// The chosen values in words, and those that they stand in place of.
  private func written(_ detail: ConflictDetail) async throws -> (HTML, [HTML]) {
    let (say, words, take) = (say, words, visit.form.text("take"))
    func pairs(_ fields: [SafeText], _ texts: [SafeText]) -> HTML {
      HTML.joined(zip(fields, texts).map { "<dt>\($0)</dt><dd><strong>\($1)</strong></dd>" })
    }
    func line(_ side: ConflictDetail.Side) -> HTML {
      let texts = side.texts.filter { $0 != ValueText.unknown }.map { HTML($0) }
      return
        "<li>\(HTML.joined(texts, separator: ", ")) <span class=\"soft\">(\(side.provenance.center))</span></li>"
    }
    switch detail.matter {
    case .rivals(let rivals):
      if let side = rivals.sides.first(where: { "\($0.number)" == take }) {
        return (
          pairs(rivals.fields, side.texts),
          rivals.sides.filter { $0.values != side.values || $0.life != side.life }.map(line)
        )
      }
      let values = try await typedValues(detail)
      let (entity, number) = (rivals.record.entity, rivals.group)
      let texts = try await visit.read { _, labels in
        guard let entity = Schema.current.entity(entity), let group = entity.group(number) else {
          return [SafeText]()
        }
        return try zip(group.fields, values).map { try labels.text($1, $0, of: entity) }
      }
      return (pairs(rivals.fields, texts), rivals.sides.map(line))
    case .set(let set):
      if let kept = set.members.first(where: { "keep.\($0.number)" == take }) {
        return (
          "<dt>\(say(words.choose))</dt><dd><strong>\(say(words.keepMember, kept.title))</strong></dd>",
          set.members.filter { $0.number != kept.number }.map { "<li>\($0.title)</li>" }
        )
      }
      return ("<dt>\(say(words.choose))</dt><dd><strong>\(say(words.keepApart))</strong></dd>", [])
    case .decided(let decided):
      return (
        "<dt>\(say(words.choose))</dt><dd><strong>\(say(words.reopen))</strong></dd>", [line(decided.taken)]
      )
    }
  }

  /// The values that were typed instead of a side's, in the order of the group's fields.
  private func typedValues(_ detail: ConflictDetail) async throws -> [Value] {
    guard case .rivals(let rivals) = detail.matter,
      let group = Schema.current.entity(rivals.record.entity)?.group(rivals.group)
    else { throw DeskRefusal.nothingToChange }
    let form = visit.form
    return try await visit.read { view, _ in
      try group.fields.map { field in try field.read(form.text("v.\(field.name)"), finding: view.finder) }
    }
  }

  func decide() async throws -> Page {
    guard let detail = try await detail() else { return gone("") }
    if let page = try await refusal(detail) { return page }
    let values = visit.form.text("take") == "value" ? try await typedValues(detail) : nil
    let drafts: [Draft]
    do {
      drafts = try await self.drafts(detail, values)
    } catch let error as ResolutionError {
      if case .changed = error {
        return try await page(
          notice: "<div class=\"notice caution\" role=\"alert\"><p>\(say(words.moved))</p></div>")
      }
      throw error
    }
    do throws(ReplicaError) {
      _ = try await visit.web.context.replica.commit(Act(drafts))
    } catch .changedMeanwhile {
      return try await page(
        notice: "<div class=\"notice caution\" role=\"alert\"><p>\(say(words.moved))</p></div>")
    } catch {
      throw error
    }
    return try await page(
      notice: "<div class=\"notice good\" role=\"status\"><p>\(say(words.decidedNow))</p></div>")
  }

  private func drafts(_ detail: ConflictDetail, _ values: [Value]?) async throws -> [Draft] {
    let replica = visit.web.context.replica
    let rules = await replica.rules
    let home = try await visit.desk().home
    let take = visit.form.text("take")
    func decision(_ partition: Partition) -> Decision {
      Decision(
        partition: partition, author: visit.staff, source: home.source, reason: visit.form.text("reason"))
    }
    switch detail.matter {
    case .rivals(let rivals):
      let shown = rivals.record.shown(rivals.group)
      let side = rivals.sides.first { "\($0.number)" == take }
      if rivals.group == RecordState.lifeGroup {
        guard let side else { throw ResolutionError.nothingToDecide }
        return [
          try rules.lifeResolution(
            of: rivals.record, side.life == .delete ? .delete : .keep, shown: shown,
            by: decision(detail.partition))
        ]
      }
      let choice: Choice
      if let side {
        choice = .sibling(side.id)
      } else if let values {
        choice = .values(values)
      } else {
        throw ResolutionError.nothingToDecide
      }
      return [
        try rules.resolution(
          of: rivals.record, root: rivals.root, group: rivals.group, taking: choice, shown: shown,
          by: decision(detail.partition))
      ]
    case .set(let set): return [try await draft(set, take, detail, rules, decision)]
    case .decided(let decided): return try await reopening(decided, detail, rules, decision(detail.partition))
    }
  }

  private func draft(
    _ set: ConflictDetail.Set, _ take: String, _ detail: ConflictDetail, _ rules: RuleBook,
    _ decision: (Partition) -> Decision
  ) async throws -> Draft {
    if let kept = set.members.first(where: { "keep.\($0.number)" == take }), set.canMerge,
      let other = set.members.first(where: { $0.number != kept.number }),
      let field = Schema.current.entity(other.record.entity)?.field(named: "merged_into")
    {
      let id = other.record.record
      let partition = try await visit.read { view, _ in try view.reader.partition(of: id) }
      return try rules.merge(
        survivor: kept.record, other: other.record, shown: other.record.shown(field.group.number),
        by: decision(partition ?? detail.partition))
    }
    guard take == "apart", let rule = set.rule, detail.isOpen,
      let verdict = rules.verdict(on: set.members.map(\.record), by: rule)
    else { throw ResolutionError.nothingToDecide }
    return try rules.distinct(
      verdict, existing: set.judgement, hashing: CryptoHashing(), by: decision(detail.partition))
  }

  private func reopening(
    _ decided: ConflictDetail.Decided, _ detail: ConflictDetail, _ rules: RuleBook, _ by: Decision
  ) async throws -> [Draft] {
    let shown = decided.record.shown(decided.group)
    if decided.group == RecordState.lifeGroup {
      return [try rules.lifeReopening(of: decided.record, shown: shown, by: by)]
    }
    let merged = Schema.current.entity(decided.record.entity)?.field(named: "merged_into")?.group.number
    if decided.group == merged { return [try rules.separation(of: decided.record, shown: shown, by: by)] }
    let before = try await visit.read { _, labels in
      try labels.before(of: decided.taken.id, group: decided.group)
    }
    guard let before else { throw ResolutionError.nothingRejected }
    return try rules.reopening(
      of: decided.record, root: decided.root, group: decided.group, before: before, shown: shown, by: by)
  }
}

extension ConflictDetail {
  /// The people whose data it shows.
  fileprivate var persons: [RecordID] {
    let records: [(record: RecordState, root: RecordState?)] =
      switch matter {
      case .rivals(let rivals): [(rivals.record, rivals.root)]
      case .set(let set): set.members.map { ($0.record, nil) }
      case .decided(let decided): [(decided.record, decided.root)]
      }
    let person = Schema.current.entity(named: "person")?.number
    return records.flatMap { [$0.record, $0.root].compactMap { $0 } }.filter { $0.entity == person }.map(
      \.record)
  }
}
