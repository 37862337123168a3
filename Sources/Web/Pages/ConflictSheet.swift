import Causality
import Conflicts
import Counter
import Records

/// A conflict with its sides beside each other: the value before, and what each side wrote, who, where, when and why.
struct ConflictSheet {
  let detail: ConflictDetail
  let visit: Visit
  let say: Say
  let fields: Fields
  let mayDecide: Bool

  private var words: Texts.CounterWords { Texts.counter }
  private var texts: Texts.Conflicts { Texts.conflicts }

  func page(notice: HTML) -> Page {
    let table: HTML
    let choices: HTML
    switch detail.matter {
    case .rivals(let rivals): (table, choices) = (sides(rivals), detail.isOpen ? choose(rivals) : "")
    case .set(let set): (table, choices) = (members(set), detail.isOpen ? choose(set) : "")
    case .decided(let decided): (table, choices) = (self.decided(decided), reopen)
    }
    let ask: HTML =
      mayDecide
      ? "<section class=\"card noprint\"><h2>\(say(words.choose))</h2>\(choices)</section>"
      : "<p class=\"soft\">\(say(words.onlyDeciders))</p>"
    return Page(
      say(texts.title, SafeText(detail.id)), place: .conflicts, status: fields.errors.isEmpty ? 200 : 422,
      """
      <div class="head"><h1>\(detail.what)</h1>\(ConflictPages.severity(detail.severity, say), if: detail.isOpen)\
      \(Badge.html("good", Icon.check, say(words.decidedList)), if: !detail.isOpen)</div>
      \(notice)\(fields.summary())
      <section class="card">\(facts)</section>
      <section class="card"><div class="scroll">\(table)</div></section>
      \(ask, if: !choices.isEmpty)
      <p class="noprint"><a href="/conflicts" data-key="back">\(say(words.queueTitle))</a></p>
      """)
  }

  private var facts: HTML {
    var items: [HTML] = []
    func add(_ label: Text, _ value: HTML) { items.append("<dt>\(say(label))</dt><dd>\(value)</dd>") }
    add(Texts.views.id, "<span class=\"code\">\(detail.id)</span>")
    add(texts.place, HTML(detail.place))
    let age = AgeText.text(of: detail.since, at: visit.now, visit.language)
    add(texts.since, "\(CalendarText.moment(detail.since)) (\(age))")
    add(texts.rule, HTML(detail.ruleName))
    if let owner = detail.owner { add(texts.owner, say(Texts.verdicts.owner(owner))) }
    if !detail.blocks.isEmpty {
      let names = detail.blocks.map { word in
        Block(rawValue: word).map { say(Texts.verdicts.block($0)) } ?? HTML(word)
      }
      add(texts.blocks, HTML.joined(names, separator: ", "))
    }
    if case .rivals(let rivals) = detail.matter {
      add(texts.why, "\(rivals.reason) \(detail.why)")
    } else if !detail.why.isEmpty {
      add(texts.why, HTML(detail.why))
    }
    return "<dl class=\"facts\">\(items)</dl>"
  }

  // MARK: Rivals

  private func provenance(_ by: Provenance) -> HTML {
    var lines: [HTML] = [
      HTML(by.author), HTML(by.sourceText(visit.language)),
      "\(by.time(visit.language)) (\(AgeText.text(of: by.at, at: visit.now, visit.language)))",
    ]
    if by.isSuspect { lines.append(Badge.html("caution", Icon.clock, say(Texts.common.suspectClock))) }
    if !by.reason.isEmpty { lines.append("\(say(Texts.common.reason)): \(by.reason)") }
    return HTML.joined(lines, separator: "<br>")
  }

  private func sides(_ rivals: ConflictDetail.Rivals) -> HTML {
    let before = rivals.sides.lazy.compactMap(\.before).first
    // Where the sides had not seen the same, each says below what it had replaced.
    let isOneBase = rivals.sides.allSatisfy { $0.before == nil || $0.before == before }
    var heads: [HTML] = ["<th scope=\"col\">\(say(words.field))</th>"]
    if before != nil, isOneBase { heads.append("<th scope=\"col\">\(say(words.before))</th>") }
    for side in rivals.sides {
      let use: HTML =
        side.isShown && detail.isOpen ? "<br>\(Badge.html("caution", Icon.warning, say(words.inUse)))" : ""
      heads.append(
        "<th scope=\"col\">\(say(texts.side, SafeText(side.number), SafeText(side.provenance.center)))\(use)</th>"
      )
    }
    let rows = rivals.fields.enumerated().map { index, field -> (differs: Bool, html: HTML) in
      let cells = rivals.sides.map { index < $0.texts.count ? $0.texts[index] : ValueText.unknown }
      let differs = Set(cells).count > 1
      var html: HTML = "<th scope=\"row\">\(field)</th>"
      if let before, isOneBase {
        html += "<td>\(index < before.count ? before[index] : ValueText.unknown)</td>"
      }
      for cell in cells { html += "<td>\(cell)</td>" }
      return (differs, "<tr\(" class=\"differs\"", if: differs)>\(html)</tr>")
    }
    let ordered = rows.filter(\.differs).map(\.html) + rows.filter { !$0.differs }.map(\.html)
    var who: HTML = "<th scope=\"row\">\(say(words.whoWrote))</th>"
    if before != nil, isOneBase { who += "<td></td>" }
    for side in rivals.sides {
      let had = isOneBase ? nil : side.before.map { $0.filter { $0 != ValueText.unknown }.map { HTML($0) } }
      let replaced = had.map { "<br>\(say(words.before)): \(HTML.joined($0, separator: " "))" as HTML } ?? ""
      who += "<td class=\"small\">\(provenance(side.provenance))\(replaced)</td>"
    }
    return
      "<table class=\"sides\"><thead><tr>\(heads)</tr></thead><tbody>\(ordered)<tr>\(who)</tr></tbody></table>"
  }

  private var seen: HTML { Fields.hidden("seen", detail.seen.description) }

  private func form(_ options: HTML) -> HTML {
    let typed = fields.errors.isEmpty ? "" : visit.form.text("reason")
    return visit.form(
      "/conflict/\(detail.id)/preview",
      """
      \(seen)\(options)\(fields.area("reason", say(words.reason), value: typed, hint: say(words.reasonHint), more: " maxlength=\"1000\""))\
      <div class="actions"><button data-key="save">\(say(words.preview))</button></div>
      """)
  }

  private func choice(_ value: String, _ text: HTML, _ number: Int) -> HTML {
    let id: HTML = number == 1 ? "f-take" : "f-take-\(number)"
    let isChosen = !fields.errors.isEmpty && visit.form.text("take") == value
    return """
      <div class="choice"><input type="radio" name="take" id="\(id)" value="\(value)" data-key="\(number)"\
      \(" checked", if: isChosen)><label for="\(id)"><kbd>\(number)</kbd> \(text)</label></div>
      """
  }

  private var error: HTML { fields.errors["take"].map { "<p class=\"error\" id=\"e-take\">\($0)</p>" } ?? "" }

  private func choose(_ rivals: ConflictDetail.Rivals) -> HTML {
    var options = rivals.sides.map { side -> HTML in
      let texts = side.texts.filter { $0 != ValueText.unknown }.map { HTML($0) }
      let value: HTML = texts.isEmpty ? "–" : HTML.joined(texts, separator: " ")
      return choice(
        "\(side.number)", "\(value) <span class=\"soft\">(\(side.provenance.center))</span>", side.number)
    }
    var typed: HTML = ""
    if rivals.group != RecordState.lifeGroup,
      let group = Schema.current.entity(rivals.record.entity)?.group(rivals.group)
    {
      let number = rivals.sides.count + 1
      options.append(choice("value", say(words.typeValue), number))
      let shown = rivals.sides.first(where: \.isShown)?.values.values ?? []
      let inputs = zip(group.fields, rivals.fields).enumerated().map { index, pair -> HTML in
        let start = index < shown.count ? Self.typed(shown[index]) : ""
        let value = fields.errors.isEmpty ? start : visit.form.text("v.\(pair.0.name)")
        return Fields(say).text(
          "v.\(pair.0.name)", HTML(pair.1), value: value, more: " autocomplete=\"off\" maxlength=\"400\"",
          isShort: true)
      }
      typed = "<div class=\"inline\">\(inputs)</div>"
    }
    return form("<fieldset><legend>\(say(words.chooseOne))</legend>\(error)\(options)</fieldset>\(typed)")
  }

  /// A value as it would be typed.
  private static func typed(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .int(let number): String(number)
    case .bool(let truth): truth ? "true" : "false"
    case .bytes: value.record?.description ?? ""
    case .null: ""
    }
  }

  // MARK: Records together

  private func members(_ set: ConflictDetail.Set) -> HTML {
    let heads = set.members.map { member -> HTML in
      "<th scope=\"col\">\(say(texts.side, SafeText(member.number), member.title))</th>"
    }
    let rows = set.fields.enumerated().map { index, field -> HTML in
      let cells = set.members.map { index < $0.texts.count ? $0.texts[index] : ValueText.unknown }
      let known = cells.filter { $0 != ValueText.unknown }
      let differs = Set(known).count > 1
      return """
        <tr\(" class=\"differs\"", if: differs)><th scope="row">\(field)</th>\(cells.map { "<td>\($0)</td>" as HTML })</tr>
        """
    }
    let who = set.members.map { member -> HTML in
      let lines = member.provenance.map { group, by -> HTML in
        "<strong>\(group)</strong><br>\(by.center)<br>\(provenance(by))"
      }
      return "<td class=\"small\">\(HTML.joined(lines, separator: "<br>"))</td>"
    }
    return """
      <table class="sides"><thead><tr><th scope="col">\(say(words.field))</th>\(heads)</tr></thead>\
      <tbody>\(rows)<tr><th scope="row">\(say(words.whoWrote))</th>\(who)</tr></tbody></table>
      """
  }

  private func choose(_ set: ConflictDetail.Set) -> HTML {
    var options: [HTML] = []
    if set.canMerge {
      for member in set.members {
        options.append(
          choice("keep.\(member.number)", say(words.keepMember, member.title), options.count + 1))
      }
    }
    if set.rule?.allowsDistinct ?? false {
      options.append(choice("apart", say(words.keepApart), options.count + 1))
    }
    guard !options.isEmpty else { return "" }
    return form("<fieldset><legend>\(say(words.chooseOne))</legend>\(error)\(options)</fieldset>")
  }

  // MARK: A decision

  private func decided(_ decided: ConflictDetail.Decided) -> HTML {
    let all = [decided.taken] + decided.rejected
    let heads = all.enumerated().map { index, side -> HTML in
      index == 0
        ? "<th scope=\"col\">\(say(texts.decided))</th>"
        : "<th scope=\"col\">\(SafeText(side.provenance.center))</th>"
    }
    let rows = decided.fields.enumerated().map { index, field -> HTML in
      let cells = all.map { side -> HTML in
        "<td>\(index < side.texts.count ? side.texts[index] : ValueText.unknown)</td>"
      }
      return "<tr><th scope=\"row\">\(field)</th>\(cells)</tr>"
    }
    let who = all.map { "<td class=\"small\">\(provenance($0.provenance))</td>" as HTML }
    return """
      <table class="sides"><thead><tr><th scope="col">\(say(words.field))</th>\(heads)</tr></thead>\
      <tbody>\(rows)<tr><th scope="row">\(say(words.whoWrote))</th>\(who)</tr></tbody></table>
      """
  }

  private var reopen: HTML { form(choice("reopen", say(words.reopen), 1)) }
}
