import Causality
import Counter
import Node
import Procedures
import Records
import Store

/// Dossiers in rows.
struct DossierTable {
  let labels: Labels
  let view: DeskView
  let say: Say

  init(_ labels: Labels, _ view: DeskView, _ say: Say) {
    self.labels = labels
    self.view = view
    self.say = say
  }

  static let openStatuses: Set<DossierStatus> = [
    .registered, .accepted, .inProcess, .supplementRequested, .paymentRequested, .finished,
  ]

  /// The first moment of tomorrow in Vietnam.
  static func endOfDay(_ now: Int64) -> Int64 {
    HanoiTime(HanoiTime(millisecondsSinceEpoch: now).date.adding(days: 1)).millisecondsSinceEpoch
  }

  func code(_ dossier: Sheet) throws -> HTML {
    let code = try labels.title(dossier.state) ?? String(dossier.record.description.suffix(12))
    return "<a class=\"code\" href=\"/dossier/\(dossier.record.description)\">\(code)</a>"
  }

  func procedure(_ dossier: Sheet) throws -> HTML {
    try dossier.text("procedure").map { HTML(try labels.procedure($0)) } ?? "–"
  }

  func applicant(_ dossier: Sheet) throws -> HTML {
    try dossier.reference("person").flatMap { try labels.title($0) }.map { HTML($0) } ?? "–"
  }

  func due(_ dossier: Sheet) -> HTML {
    guard let due = dossier.int("due_at") else { return "–" }
    let day = HTML(CalendarText.day(due))
    guard due < view.now, dossier.dossierStatus.map(Self.openStatuses.contains) ?? true else { return day }
    let late = say(Texts.dossier.overdue, AgeText.span(view.now - due, say.language))
    return "\(day)<br>\(Badge.html("caution", Icon.clock, late))"
  }

  /// `nil` for no rows.
  ///
  /// - Parameter isCompact: for a narrower place; the procedure then stands under the code.
  func html(_ dossiers: [Sheet], caption: HTML?, isCompact: Bool = false) throws -> HTML? {
    guard !dossiers.isEmpty else { return nil }
    let badge = Badge(say)
    let rows = try dossiers.map { dossier -> HTML in
      let procedure = try procedure(dossier)
      return """
        <tr><td>\(try code(dossier))\("<br><span class=\"small\">\(procedure)</span>", if: isCompact)</td>\
        <td>\(try applicant(dossier))</td>\("<td>\(procedure)</td>", if: !isCompact)<td>\(badge.status(dossier.dossierStatus))</td>\
        <td class="nowrap">\(due(dossier))</td><td>\(badge.standing(try view.standing(of: [dossier])))</td></tr>
        """
    }
    return """
      <div class="scroll"><table>\(caption.map { "<caption>\($0)</caption>" as HTML } ?? "")<thead><tr>\
      <th scope="col">\(say(Texts.dossier.code))</th><th scope="col">\(say(Texts.dossier.applicant))</th>\
      \("<th scope=\"col\">\(say(Texts.dossier.procedure))</th>", if: !isCompact)\
      <th scope="col">\(say(Texts.common.status))</th>\
      <th scope="col">\(say(Texts.dossier.due))</th><th scope="col">\(say(Texts.views.standing))</th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>
      """
  }

  /// For a narrow column: code, person, day.
  func short(_ dossiers: [Sheet]) throws -> HTML? {
    guard !dossiers.isEmpty else { return nil }
    let items = try dossiers.map { dossier -> HTML in
      "<li>\(try code(dossier))<br>\(try applicant(dossier)) · \(due(dossier))</li>"
    }
    return "<ul class=\"list\">\(items)</ul>"
  }
}
