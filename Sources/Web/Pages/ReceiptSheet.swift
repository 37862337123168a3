import Causality
import Counter
import HTTP
import Node
import Procedures
import Records
import Staff
import Store

/// The paper that the citizen takes home. Until the province has the dossier it says that it is provisional.
struct ReceiptSheet {
  let it: DossierView
  let view: DeskView
  let labels: Labels
  let visit: Visit
  let say: Say

  init(_ it: DossierView, _ view: DeskView, _ labels: Labels, _ visit: Visit, _ say: Say) {
    self.it = it
    self.view = view
    self.labels = labels
    self.visit = visit
    self.say = say
  }

  func html() throws -> HTML {
    let (words, texts) = (Texts.counter, Texts.dossier)
    let dossier = it.dossier
    let code = try labels.title(dossier.state) ?? dossier.record.description
    let isKnown = it.standing == .knownToProvince
    let stamp: HTML =
      isKnown
      ? "<div class=\"stamp good\">\(say(words.knownStamp))</div>"
      : "<div class=\"stamp\">\(say(words.provisionalStamp))</div><p class=\"small\">\(say(words.provisionalExplained))</p>"
    func list(_ title: Text, _ states: Set<String>) -> HTML {
      let names = it.requirements.filter { states.contains($0.text("state") ?? "") }.compactMap {
        $0.text("name")
      }
      guard !names.isEmpty else { return "" }
      return "<h3>\(say(title))</h3><ul>\(names.map { "<li>\($0)</li>" as HTML })</ul>"
    }
    let center = visit.web.context.configuration.label
    let procedure = try dossier.text("procedure").map { HTML(try labels.procedure($0)) } ?? "–"
    let applicant = try dossier.reference("person").flatMap { try labels.title($0) } ?? "–"
    return """
      <section class="sheet"><div class="office"><div><strong>\(center)</strong><br>\(say(Texts.places.oneStop))</div>\
      <div><strong>\(say(words.motto1))</strong><br>\(say(words.motto2))</div></div>\
      <h2 class="big">\(say(words.receiptTitle))</h2>\(stamp)<dl class="facts">\
      <dt>\(say(texts.code))</dt><dd class="code"><strong>\(code)</strong></dd>\
      <dt>\(say(texts.applicant))</dt><dd>\(applicant)</dd>\
      <dt>\(say(texts.procedure))</dt><dd>\(procedure)</dd>\
      <dt>\(say(texts.received))</dt><dd>\(dossier.int("received_at").map { CalendarText.moment($0) } ?? "–")</dd>\
      <dt>\(say(texts.due))</dt><dd><strong>\(dossier.int("due_at").map { CalendarText.moment($0) } ?? "–")</strong></dd></dl>\
      \(list(words.handedIn, ["provided", "waived"]))\(list(words.fromData, ["data", "awaited"]))\(list(words.toBring, ["missing"]))\
      <div class="sign"><div>\(say(words.signCitizen))</div><div>\(say(words.signStaff))<br>\(visit.session?.label ?? "")</div></div></section>
      """
  }
}
