import Counter
import HTTP
import Node
import Procedures
import Records
import Store

/// Dossiers by state, due date, procedure and officer. The filters stand in the address, so a list can be kept as a
/// bookmark; they name states, days and codes, never a person.
struct ListPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  static let rowsMax = 200

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }

  private func query(_ name: String) -> String { visit.request.head.value(ofQuery: name) ?? "" }

  func list() async throws -> Page {
    let (state, due, procedure, officer) = (
      query("state"), query("due"), query("procedure"), query("officer")
    )
    var filter = DossierFilter()
    filter.limit = Self.rowsMax + 1
    switch state {
    case "all": break
    case let text:
      filter.statuses = Int(text).flatMap(DossierStatus.init).map { [$0] } ?? DossierTable.openStatuses
    }
    let today = DossierTable.endOfDay(visit.now)
    switch due {
    case "overdue": filter.dueBefore = visit.now
    case "today": filter.dueBefore = today
    case "week": filter.dueBefore = today + 6 * 86_400_000
    default: break
    }
    if !procedure.isEmpty { filter.procedure = String(procedure.prefix(32)) }
    if !officer.isEmpty { filter.officer = String(officer.prefix(64)) }
    let (say, words) = (say, words)
    let (table, count, procedures) = try await visit.read { [filter] view, labels in
      let found = try view.dossiers(filter)
      var all = DossierFilter()
      all.limit = 5_000
      let codes = Set(try view.dossiers(all).compactMap { $0.text("procedure") }).sorted()
      return (
        try DossierTable(labels, view, say).html(Array(found.prefix(Self.rowsMax)), caption: nil),
        found.count,
        try codes.map { (value: $0, text: HTML(try labels.procedure($0))) }
      )
    }
    let fields = Fields(say)
    let states: [(value: String, text: HTML)] =
      [("", say(words.stillOpen)), ("all", say(words.any))]
      + DossierStatus.allCases.map { ("\($0.rawValue)", say(Texts.dossier.status($0))) }
    let dues: [(value: String, text: HTML)] = [
      ("", say(words.any)), ("overdue", say(words.overdue)), ("today", say(words.dueToday)),
      ("week", say(words.dueWeek)),
    ]
    let filters: HTML = """
      <form method="get" action="/dossiers" class="inline noprint">\
      \(fields.select("state", say(words.byState), states, chosen: state, isShort: true))\
      \(fields.select("due", say(words.byDue), dues, chosen: due, isShort: true))\
      \(fields.select("procedure", say(words.byService), [("", say(words.any))] + procedures, chosen: procedure, isShort: true))\
      \(fields.text("officer", say(words.byOfficer), value: officer, more: " autocomplete=\"off\"", isShort: true))\
      <button class="second">\(say(words.apply))</button></form>
      """
    let shown = min(count, Self.rowsMax)
    let many: HTML = " \(say(words.shownFirst, SafeText(Self.rowsMax)))"
    return Page(
      say(words.listTitle), place: .dossiers,
      """
      <h1>\(say(words.listTitle))</h1><section class="card">\(filters)</section>
      <section class="card"><p class="soft" role="status">\(say(words.shown, SafeText(shown)))\
      \(many, if: count > Self.rowsMax)</p>\(table ?? "<p>\(say(Texts.views.noDossiers))</p>")</section>
      """)
  }
}
