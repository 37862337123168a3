import Causality
import Counter
import Node
import Procedures
import Staff

/// Who looked at a person, on the person's page: for those who supervise, and for whoever answers the citizen's question.
struct LookSheet {
  static let rowsMax = 50

  let person: RecordID
  let view: DeskView
  let labels: Labels
  let visit: Visit
  let say: Say

  init(_ person: RecordID, _ view: DeskView, _ labels: Labels, _ visit: Visit, _ say: Say) {
    self.person = person
    self.view = view
    self.labels = labels
    self.visit = visit
    self.say = say
  }

  /// Officers and administrators see it always, a clerk when the citizen asks about the own record.
  static func mayBeSeen(by role: StaffRole?, for purpose: String?) -> Bool {
    switch role {
    case .officer, .administrator: true
    case .clerk: purpose == Purpose.Named.citizenRequest.rawValue
    default: false
    }
  }

  func html(for purpose: String?) throws -> HTML {
    guard Self.mayBeSeen(by: visit.session?.role, for: purpose) else { return "" }
    let texts = Texts.access
    let looks = try view.lookUps(of: person)
    let rows = try looks.prefix(Self.rowsMax).map { look -> HTML in
      """
      <tr><td class="nowrap">\(CalendarText.moment(look.at))</td><td>\(look.who)</td>\
      <td>\(try labels.center(look.place))</td><td>\(texts.words(for: look.purpose, visit.language))</td></tr>
      """
    }
    let table: HTML = """
      <div class="scroll"><table><thead><tr><th scope="col">\(say(Texts.common.time))</th>\
      <th scope="col">\(say(Texts.common.author))</th><th scope="col">\(say(Texts.common.center))</th>\
      <th scope="col">\(say(texts.purpose))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    let cut: HTML =
      looks.count > rows.count
      ? "<p class=\"soft small\">\(say(texts.latestShown, SafeText(rows.count), SafeText(looks.count)))</p>"
      : ""
    return """
      <section class="card"><details><summary>\(say(texts.whoLooked))</summary>\
      \("<p class=\"soft\">\(say(texts.none))</p>", if: looks.isEmpty)\(table, if: !looks.isEmpty)\(cut)\
      <p class="soft small">\(say(texts.note))</p></details></section>
      """
  }
}
