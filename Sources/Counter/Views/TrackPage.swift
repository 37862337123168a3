internal import Node
internal import Procedures
internal import Records

/// What whoever holds the receipt sees.
struct TrackPage {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  func page(_ view: PublicView) throws -> Page {
    let language = labels.language
    let texts = Texts.dossier
    var page = Page([
      "schema": "dossier.track/1", "code": .string(view.code), "provisional": .bool(view.isProvisional),
      "procedure": JSONValue(view.procedure), "status": JSONValue(view.status.rawValue),
      "received": view.received.map { .time($0.millisecondsSinceEpoch) } ?? .null,
      "promised": view.promised.map { .time($0.millisecondsSinceEpoch) } ?? .null,
      "due": view.due.map { .time($0.millisecondsSinceEpoch) } ?? .null,
      "asked": .array(view.asked.map { .string($0) }),
      "steps": .array(
        view.steps.map {
          ["at": .time($0.at.millisecondsSinceEpoch), "status": JSONValue($0.status.rawValue)]
        }),
    ])
    page.heading(Texts.forms.trackTitle(language, SafeText(view.code)))
    var facts = KeyValue(indentation: 2)
    facts.append(texts.procedure(language), try view.procedure.map { SafeText(try labels.procedure($0)) })
    facts.append(Texts.common.status(language), texts.status(view.status)(language).inked(.strong))
    facts.append(texts.received(language), view.received.map { SafeText($0.vietnamese) })
    facts.append(texts.due(language), view.due.map { SafeText($0.vietnamese) })
    if view.promised != view.due {
      facts.append(Texts.forms.promisedAt(language), view.promised.map { SafeText($0.vietnamese) })
    }
    if view.isProvisional { facts.append("", texts.provisionalCode(language).inked(.caution)) }
    page.pairs(facts)
    if !view.asked.isEmpty {
      page.paragraph(
        Texts.forms.asked(language, SafeText(view.asked.joined(separator: "; "))).inked(.caution))
    }
    for step in view.steps {
      page.line("  \(step.at.vietnamese)  \(texts.status(step.status)(language))")
    }
    return page
  }
}
