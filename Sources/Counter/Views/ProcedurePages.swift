internal import Procedures
internal import Records

/// Procedures of the catalogue as staff read them.
struct ProcedurePages {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }

  private var views: Texts.Views { Texts.views }

  private func name(_ vi: String, _ en: String) -> SafeText { SafeText(language == .vi ? vi : en) }

  func list(_ procedures: [Procedure]) -> Page {
    var page = Page([
      "schema": "procedure.list/1",
      "procedures": .array(
        procedures.map { procedure in
          [
            "code": .string(procedure.code), "name_vi": .string(procedure.nameVi),
            "name_en": .string(procedure.nameEn), "valid_from": .string(procedure.validFrom.description),
            "valid_to": JSONValue(procedure.validTo?.description), "status": .string(procedure.status),
          ]
        }),
    ])
    guard !procedures.isEmpty else {
      page.line(views.noProcedures(language))
      return page
    }
    var table = Table([
      .init(Texts.common.code(language)), .init(Texts.common.name(language), isFlexible: true),
      .init(views.timeLimit(language)),
    ])
    for procedure in procedures {
      table.append([
        SafeText(procedure.code), name(procedure.nameVi, procedure.nameEn),
        procedure.channels.first.map { limit($0.timeLimit) } ?? ValueText.unknown,
      ])
    }
    page.table(table)
    return page
  }

  func show(_ procedure: Procedure, on day: CivilDate) throws -> Page {
    var page = Page(document(procedure, on: day))
    page.heading("\(procedure.code)  \(name(procedure.nameVi, procedure.nameEn))")
    var facts = KeyValue(indentation: 2)
    let fields: [(Text, String?)] = [
      (views.inForce, procedure.validFrom.vietnamese), (views.until, procedure.validTo?.vietnamese),
      (views.executingAgency, procedure.executingAgency), (views.decision, procedure.decision),
    ]
    for (title, value) in fields { facts.append(title(language), value.map { SafeText($0) }) }
    page.pairs(facts)
    for channel in procedure.channels {
      let kind = Texts.fields.word(channel.channel.rawValue, in: "channel")?(language)
      let fee = channel.feeAmount(on: day).map { "\(grouped($0, language)) đ" as SafeText }
      page.line(
        "  \(kind ?? SafeText(channel.channel.rawValue)): \(limit(channel.timeLimit)); \(Texts.dossier.fee(language)): \(fee ?? views.notStated(language))"
      )
    }
    for (index, one) in procedure.cases.enumerated() {
      page.line()
      page.heading(
        procedure.cases.count == 1
          ? Texts.dossier.components(language) : "\(index + 1). \(name(one.nameVi, one.nameEn))")
      for component in one.components {
        var line: SafeText = "  \(component.id)  \(name(component.nameVi, component.nameEn))"
        let condition = language == .vi ? component.conditionVi : component.condition
        if let condition { line.append(" (\(condition, .faint))") }
        line.append(" – \(try labels.source(component.satisfiedBy).inked(.faint))")
        page.line(line)
      }
    }
    return page
  }

  private func limit(_ limit: TimeLimit) -> SafeText {
    guard let value = limit.value, let unit = limit.unit else { return views.notStated(language) }
    let text =
      switch unit {
      case .workingDay: views.workingDays
      case .calendarDay: views.calendarDays
      case .hour: views.hoursLong
      case .month: views.months
      case .sameDay: views.sameDay
      }
    return text(language, SafeText(value))
  }

  private func document(_ procedure: Procedure, on day: CivilDate) -> JSONValue {
    [
      "schema": "procedure.show/1", "code": .string(procedure.code), "name_vi": .string(procedure.nameVi),
      "name_en": .string(procedure.nameEn), "valid_from": .string(procedure.validFrom.description),
      "valid_to": JSONValue(procedure.validTo?.description),
      "channels": .array(
        procedure.channels.map { channel in
          [
            "channel": .string(channel.channel.rawValue), "limit": JSONValue(channel.timeLimit.value),
            "unit": JSONValue(channel.timeLimit.unit?.rawValue), "fee": JSONValue(channel.feeAmount(on: day)),
          ]
        }),
      "cases": .array(
        procedure.cases.map { one in
          [
            "name_vi": .string(one.nameVi), "name_en": .string(one.nameEn),
            "components": .array(
              one.components.map { component in
                [
                  "id": .string(component.id), "name_vi": .string(component.nameVi),
                  "name_en": .string(component.nameEn), "condition": JSONValue(component.condition),
                  "satisfied_by": .string(component.satisfiedBy.description),
                ]
              }),
          ]
        }),
    ]
  }
}
