import Causality
import Counter
import Node
import Procedures
import Records
import Staff
import Store

/// The counter's first page, and what its one field finds.
struct HomePages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }
  static let foundMax = 30

  func home() async throws -> Page {
    let forms = try await visit.web.context.staff.forms(limit: 8)
    let (language, now) = (visit.language, visit.now)
    let (queue, due, open) = try await visit.read { view, labels in
      let tables = DossierTable(labels, view, Say(language))
      var filter = DossierFilter()
      filter.statuses = DossierTable.openStatuses
      filter.limit = 12
      let queue = try view.dossiers(filter)
      filter.dueBefore = DossierTable.endOfDay(now)
      let due = try view.dossiers(filter)
      return (
        try tables.html(queue, caption: nil, isCompact: true), try tables.short(due),
        try view.reader.openConflictCount()
      )
    }
    let saved = forms.map { form -> HTML in
      """
      <li><a href="/form/\(form.id)">\(form.title)</a><br><span class="soft small">\
      \(say(words.formBy, SafeText(form.changedBy), AgeText.text(of: form.changedAt, at: now, language)))</span></li>
      """
    }
    let conflicts: HTML = """
      <section class="card"><h2>\(say(words.decisions))</h2><p><a href="/conflicts">\
      \(say(Texts.conflicts.open, SafeText(open)))</a></p></section>
      """
    return Page(
      say(Texts.web.home), place: .home,
      """
      <h1>\(say(Texts.web.home))</h1>
      <section class="card">\(searchForm())</section>
      <div class="columns"><section class="card"><div class="head"><h2>\(say(words.queue))</h2>\
      <a href="/dossiers">\(say(words.all))</a></div>\
      \(queue ?? "<p class=\"soft\">\(say(words.noQueue))</p>")</section>
      <div><section class="card"><h2>\(say(words.dueNow))</h2>\(due ?? "<p class=\"soft\">\(say(words.noneDue))</p>")</section>
      <section class="card"><h2>\(say(words.forms))</h2>\("<ul class=\"list\">\(saved)</ul>", if: !saved.isEmpty)\
      \("<p class=\"soft\">\(say(words.noForms))</p>", if: saved.isEmpty)</section>
      \(conflicts, if: open > 0)</div></div>
      """)
  }

  /// The one field: a name, a number, a code, a scanned card.
  private func searchForm(
    _ typed: String = "", purpose: String = "reception", error: HTML? = nil, focus: Bool = true
  ) -> HTML {
    let failed = error.map { "<p class=\"error\" id=\"e-q\">\($0)</p>" as HTML } ?? ""
    let focused: HTML = focus ? " autofocus" : ""
    return visit.form(
      "/find",
      """
      <label for="f-q">\(say(words.searchLabel))</label><p class="hint" id="h-q">\(say(words.searchHint))</p>\(failed)\
      <div class="search"><input id="f-q" name="q" type="search" value="\(typed)" autocomplete="off" spellcheck="false" \
      maxlength="400" aria-describedby="h-q" data-key="F2"\(focused)><button>\(say(words.search))</button></div>\
      <div class="why">\(PurposeFields(say).html(chosen: purpose))<p class="hint">\(say(words.purposeText))</p></div>
      """, name: " role=\"search\"")
  }

  func find() async throws -> Answer {
    let typed = visit.form.text("q")
    let search = SearchText(typed)
    guard !search.text.isEmpty else {
      return .page(
        Page(
          say(words.results), place: .home, status: 422,
          "<h1>\(say(words.results))</h1><section class=\"card\">\(searchForm(error: say(words.emptySearch)))</section>"
        ))
    }
    let language = visit.language
    if search.mayBeCode {
      let found = try await visit.read { view, _ in try view.find("dossier", search.text).map(\.record) }
      if let record = found.first { return .see("/dossier/\(record.description)") }
    }
    guard let purpose = PurposeFields.purpose(visit.form) else { throw StatedNoPurpose() }
    let people = try await visit.look(for: purpose) { view, labels in
      let found = try view.findPersons(search.text, born: search.year, limit: Self.foundMax + 1)
      let shown = found.prefix(Self.foundMax)
      let rows = try shown.map { try PersonRow($0, labels, Say(language)) }
      return ((rows, hasMore: found.count > shown.count), shown.map(\.record))
    }
    return .page(results(typed, purpose, people.0, hasMore: people.hasMore))
  }

  private func results(_ typed: String, _ purpose: String, _ people: [PersonRow], hasMore: Bool) -> Page {
    let rows = people.enumerated().map { index, person -> HTML in
      """
      <tr><td>\(person.name)</td><td class="nowrap">\(person.born)</td><td>\(person.sex)</td>\
      <td class="code">\(person.number)</td><td>\(person.residence)</td><td class="nowrap"><button class="slim" \
      formaction="/person/\(person.id)/look"\(" autofocus", if: index == 0)\
       aria-label="\(say(words.open)): \(person.name)">\(say(words.open))</button></td></tr>
      """
    }
    let table: HTML = """
      \(Fields.hidden(PurposeFields.field, purpose))\
      <div class="scroll"><table><thead><tr><th scope="col">\(say(Texts.views.person))</th>\
      <th scope="col">\(say(Texts.views.born))</th><th scope="col">\(say(Texts.views.sex))</th>\
      <th scope="col">\(say(Texts.views.personalID))</th><th scope="col">\(say(Texts.views.residence))</th>\
      <th scope="col">\(say(words.actions))</th></tr></thead><tbody>\(Array(rows))</tbody></table></div>
      """
    let list: HTML = """
      <section class="card">\
      \("<p class=\"soft\">\(say(words.manyPeople, SafeText(Self.foundMax)))</p>", if: hasMore)\
      \(visit.form("/find", table))</section>
      """
    let nobody: HTML = "<div class=\"notice off\" role=\"status\"><p>\(say(words.nobody))</p></div>"
    return Page(
      say(words.results), place: .home,
      """
      <h1>\(say(words.results))</h1><section class="card">\(searchForm(typed, purpose: purpose, focus: people.isEmpty))</section>
      \(list, if: !people.isEmpty)\(nobody, if: people.isEmpty)
      """)
  }

  /// What a citizen may see at a machine in the hall: procedures and what to bring.
  func kiosk() async throws -> Page {
    let language = visit.language
    let items = try await visit.read { view, _ -> [HTML] in
      guard let catalogue = view.catalogue?.catalogue else { return [] }
      return catalogue.procedures.sorted { $0.nameVi < $1.nameVi }.map { procedure in
        let cases = procedure.cases.map { one -> HTML in
          let papers = one.components.map { component -> HTML in
            "<li>\(language == .vi ? component.nameVi : component.nameEn)</li>"
          }
          return "<h3>\(language == .vi ? one.nameVi : one.nameEn)</h3><ul>\(papers)</ul>"
        }
        return """
          <details class="card"><summary class="big">\(language == .vi ? procedure.nameVi : procedure.nameEn)</summary>\
          \(cases)</details>
          """
      }
    }
    return Page(
      say(Texts.web.kioskTitle),
      "<h1>\(say(Texts.web.kioskTitle))</h1><p class=\"big\">\(say(Texts.web.kioskText))</p>\(items)")
  }
}

/// What was typed or scanned into the one field.
struct SearchText: Equatable {
  /// What is looked for.
  let text: String
  let year: Int?

  init(_ typed: String) {
    let typed = String(typed.prefix(400))
    // The card's code holds number, old number, name, birth, sex, residence and date of issue with bars between them. An
    // input method may mangle its letters, so only the number counts.
    if typed.contains("|"), let number = typed.split(separator: "|").first,
      number.allSatisfy({ $0.isASCII && $0.isNumber })
    {
      self.init(text: String(number), year: nil)
      return
    }
    let bare = typed.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
    if !bare.isEmpty, bare.allSatisfy({ $0.isASCII && $0.isNumber }), typed.allSatisfy({ $0 != "-" }) {
      self.init(text: bare, year: nil)
      return
    }
    var words = typed.split(whereSeparator: \.isWhitespace)
    var year: Int?
    if words.count > 1, let last = words.last, last.count == 4, let number = Int(last),
      (1850...2150).contains(number)
    {
      year = number
      words.removeLast()
    }
    self.init(text: words.joined(separator: " "), year: year)
  }

  private init(text: String, year: Int?) {
    self.text = text
    self.year = year
  }

  /// Codes of dossiers hold a hyphen and a digit, and no space.
  var mayBeCode: Bool { text.contains("-") && text.contains(where: \.isNumber) && !text.contains(" ") }
}

/// A person in a list of those who may be meant.
struct PersonRow: Sendable {
  let id: String
  let name: HTML
  let born: HTML
  let sex: HTML
  let number: HTML
  let residence: HTML

  init(_ person: Sheet, _ labels: Labels, _ say: Say) throws {
    func text(_ name: String) throws -> HTML {
      guard let (group, index) = person.entity.field(named: name) else { return "–" }
      return HTML(try labels.text(person.value(name), group.fields[index], of: person.entity))
    }
    id = person.record.description
    let title = HTML(try labels.title(person.state) ?? "–")
    name = "\(title)\(" \(Badge(say).provisional)", if: person.isProvisional("surname"))"
    born = try text("birth_date")
    sex = try text("sex")
    number = try text("personal_id")
    let unit = try person.text("residence_unit").map { try labels.unit($0) }
    let parts = [person.text("residence_address"), unit].compactMap { $0 }
    residence = HTML(parts.isEmpty ? try labels.place(person.partition) : parts.joined(separator: ", "))
  }
}

/// Why somebody's record is looked at: one of few named purposes, or a dossier by its code.
struct PurposeFields {
  let say: Say
  var error: HTML?

  init(_ say: Say, error: HTML? = nil) {
    self.say = say
    self.error = error
  }

  static let field = "purpose"

  /// What was stated; `nil` where nothing was, or something that is no purpose.
  static func purpose(_ form: FormBody) -> String? { Purpose(form.text(field))?.text }

  func html(chosen: String = "reception") -> HTML {
    var fields = Fields(say)
    if let error { fields.errors[Self.field] = error }
    let options = Purpose.Named.allCases.map { (value: $0.rawValue, text: say(Texts.access.words(for: $0))) }
    return fields.select(Self.field, say(Texts.counter.purpose), options, chosen: chosen)
  }
}
