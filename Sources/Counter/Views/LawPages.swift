internal import Causality
package import Node
package import Procedures
internal import Records
internal import Store

/// What is asked for and why, in sentences.
package struct LawPages {
  let labels: Labels
  private let catalogue: PublishedCatalogue?

  package init(_ labels: Labels, _ view: DeskView) {
    self.labels = labels
    catalogue = view.catalogue
  }

  private var language: Language { labels.language }
  private var texts: Texts.Law { Texts.law }

  // MARK: Sentences

  /// The name of a source: a register, a document in VNeID, an agency.
  func name(of source: ComponentSource) throws -> SafeText {
    switch source {
    case .populationRegister: Texts.places.populationRegister(language)
    case .civilStatusRegister: Texts.places.civilRegister(language)
    case .residenceRegister: Texts.places.residenceRegister(language)
    case .healthInsuranceRegister: Texts.places.healthInsuranceRegister(language)
    case .electronicForm, .citizenMustProvide: Texts.places.citizen(language)
    case .vneidDocument(let slug): SafeText(try labels.documentType(slug))
    case .otherAgency(let slug):
      SafeText(
        catalogue?.catalogue.otherAgencies.first { $0.slug == slug }.map {
          language == .vi ? $0.nameVi : $0.nameEn
        } ?? slug)
    }
  }

  func listName(_ code: String, on day: CivilDate) -> SafeText {
    let list = catalogue?.lists(on: day).lists.first { $0.code == code }
    return SafeText(list.map { language == .vi ? $0.nameVi : $0.nameEn } ?? code)
  }

  /// One sentence: what takes the component's place.
  package func sentence(_ judgement: Judgement) throws -> SafeText {
    switch judgement.outcome {
    case .data(let satisfaction, let isTooOld):
      let source = try satisfaction.source.map(name) ?? ValueText.unknown
      // A replica that never heard from the province knows no time.
      let asOf = satisfaction.asOf.flatMap { $0 > 0 ? CalendarText.moment($0) : nil } ?? ValueText.unknown
      return (isTooOld ? texts.dataTooOld : texts.data)(language, source, asOf)
    case .vneid(let slug):
      let text = judgement.rule.isForbidding ? texts.vneid : texts.vneidAssumed
      return text(language, SafeText(try labels.documentType(slug)))
    case .citizen(let isForm): return (isForm ? texts.form : texts.citizen)(language)
    case .agency(let slug): return texts.agency(language, try name(of: .otherAgency(slug)))
    case .unknown(.condition): return texts.condition(language)
    case .unknown(.notHeld(let source)):
      let fallback = language == .vi ? judgement.component.fallbackVi : judgement.component.fallback
      let words = texts.notHeld(language, try name(of: source))
      return fallback.map { "\(words) \(texts.instead(language, SafeText($0)))" } ?? words
    }
  }

  /// One sentence: whether a paper may be asked for.
  package func sentence(_ rule: GuardRule, on day: CivilDate) -> SafeText {
    switch rule {
    case .free: texts.free(language, SafeText(day.vietnamese))
    case .advised(let listing):
      texts.advised(language, listName(listing.list, on: day), SafeText(day.vietnamese))
    case .forbidden(let listing):
      texts.forbidden(language, listName(listing.list, on: day), SafeText(day.vietnamese))
    }
  }

  // MARK: Pages

  func judged(_ procedure: Procedure, _ judgements: [Judgement], on day: CivilDate) throws -> Page {
    var page = Page([
      "schema": "procedure.judge/1", "procedure": .string(procedure.code), "on": .string(day.description),
      "components": .array(try judgements.map { try document($0, on: day) }),
    ])
    page.heading(
      texts.judgeTitle(
        language, SafeText(language == .vi ? procedure.nameVi : procedure.nameEn), SafeText(day.vietnamese)))
    for judgement in judgements {
      let name = language == .vi ? judgement.component.nameVi : judgement.component.nameEn
      page.line("  \(mark(judgement)) \(name, .strong)")
      page.paragraph("    \(try sentence(judgement))")
      if judgement.rule != .free { page.paragraph("    \(sentence(judgement.rule, on: day), .faint)") }
    }
    return page
  }

  private func mark(_ judgement: Judgement) -> SafeText {
    switch judgement.satisfaction.state {
    case .data, .provided, .waived: "●"
    case .awaited: "◐"
    case .missing: "○"
    }
  }

  func why(_ why: Why) throws -> Page {
    let code = try labels.title(why.dossier.state) ?? why.dossier.record.description
    var page = Page([
      "schema": "dossier.why/1", "dossier": .string(code), "procedure": .string(why.procedure.code),
      "procedure_valid_from": .string(why.procedure.validFrom.description),
      "on": .string(why.day.description), "lists": .string(why.citation), "cited": JSONValue(why.cited),
      "components": .array(
        try why.lines.map { line in
          var document = try document(line.judgement, on: why.day)
          document["state"] = JSONValue(line.requirement?.text("state"))
          document["reproduced"] = line.isReproduced.map { .bool($0) } ?? .null
          document["evidence"] = .array(try line.evidence.map { try PersonPages.document($0, labels) })
          document["exceptions"] = .array(try line.exceptions.map { try PersonPages.document($0, labels) })
          return document
        }),
    ])
    page.heading(texts.whyTitle(language, SafeText(code), SafeText(why.day.vietnamese)))
    if why.citation.isEmpty { page.line("  \(texts.noLists(language), .caution)") }
    for line in why.lines { try append(line, on: why.day, to: &page) }
    page.line()
    page.paragraph(
      texts.citation(language, SafeText(why.citation.isEmpty ? "–" : why.citation)).inked(.faint))
    if let cited = why.cited, cited != why.citation {
      page.paragraph(texts.cited(language, SafeText(cited)).inked(.faint))
    }
    return page
  }

  private func append(_ line: Why.Line, on day: CivilDate, to page: inout Page) throws {
    let component = line.judgement.component
    let name = language == .vi ? component.nameVi : component.nameEn
    let state = line.requirement?.text("state")
    page.line()
    page.line("\(name, .strong) (\(component.id))")
    let answer =
      switch state {
      case nil: texts.neverAsked
      case "missing", "provided": texts.asked
      default: texts.notAsked
      }
    page.line("  \(answer(language))")
    page.paragraph("  \(sentence(line.judgement.rule, on: day))")
    for evidence in line.evidence {
      let source = try evidence.text("source").flatMap { ComponentSource($0) }.map(self.name)
      page.paragraph(
        "  \(texts.evidenceLine(language, source ?? ValueText.unknown, moment("queried_at", evidence), SafeText(evidence.text("looked_by") ?? "–"), moment("as_of", evidence), hash(evidence)))"
      )
    }
    for exception in line.exceptions {
      let reason = exception.text("reason").flatMap { Texts.fields.word($0, in: "reason")?(language) }
      page.paragraph(
        "  \(texts.exceptionLine(language, reason ?? ValueText.unknown, SafeText(exception.text("note") ?? "–"), SafeText(exception.text("made_by") ?? "–"), moment("made_at", exception)))"
      )
    }
    if line.isReproduced == false { page.paragraph("  \(texts.notReproduced(language), .caution)") }
  }

  private func moment(_ field: String, _ sheet: Sheet) -> SafeText {
    sheet.int(field).flatMap { $0 > 0 ? CalendarText.moment($0) : nil } ?? ValueText.unknown
  }

  private func hash(_ evidence: Sheet) -> SafeText {
    guard case .bytes(let bytes) = evidence.value("hash") else { return ValueText.unknown }
    return SafeText(String(hexText(bytes).prefix(16)))
  }

  private func document(_ judgement: Judgement, on day: CivilDate) throws -> JSONValue {
    var document: JSONValue = [
      "id": .string(judgement.component.id), "name_vi": .string(judgement.component.nameVi),
      "name_en": .string(judgement.component.nameEn), "outcome": .string(judgement.outcome.word),
      "rule": .string(judgement.rule.word), "list": JSONValue(judgement.rule.listing?.list),
      "explanation": .string(try sentence(judgement).plain),
      "rule_explanation": .string(sentence(judgement.rule, on: day).plain),
    ]
    if case .data(let satisfaction, let isTooOld) = judgement.outcome {
      document["source"] = JSONValue(satisfaction.source?.description)
      document["as_of"] = satisfaction.asOf.map { .time($0) } ?? .null
      document["too_old"] = .bool(isTooOld)
    }
    return document
  }
}
