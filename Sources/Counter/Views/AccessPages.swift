internal import Causality
internal import Node
internal import Procedures
internal import Records
internal import Store

/// The citizen's extract, the report of a period, what the catalogue holds, what changed in a procedure.
struct AccessPages {
  let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  private var language: Language { labels.language }
  private var texts: Texts.Access { Texts.access }

  func extract(_ lookUps: [LookUp], of person: Sheet) throws -> Page {
    var page = Page([
      "schema": "access.extract/1", "person": .string(person.record.description),
      "look_ups": .array(
        lookUps.map {
          [
            "at": .time($0.at), "who": .string($0.who), "place": .string($0.place),
            "purpose": .string($0.purpose),
          ]
        }),
    ])
    page.heading(texts.title(language, SafeText(try labels.title(person.state) ?? "–")))
    guard !lookUps.isEmpty else {
      page.line(texts.none(language))
      return page
    }
    var table = Table([
      .init(Texts.common.time(language)), .init(Texts.common.author(language)),
      .init(Texts.common.center(language), isFlexible: true),
      .init(texts.purpose(language), isFlexible: true),
    ])
    for one in lookUps {
      table.append([
        CalendarText.moment(one.at), SafeText(one.who), SafeText(try labels.center(one.place)),
        texts.words(for: one.purpose, language),
      ])
    }
    page.table(table)
    page.remark(texts.note(language))
    return page
  }

  /// What is reported after a breach: by account, whom it saw, how often, from when to when.
  func breach(_ looks: [LookUp], from: CivilDate, to: CivilDate) throws -> Page {
    var page = Page([
      "schema": "access.breach/1", "from": .string(from.description), "to": .string(to.description),
      "look_ups": .array(
        looks.map {
          [
            "at": .time($0.at), "who": .string($0.who), "place": .string($0.place),
            "person": .string($0.person.description), "purpose": .string($0.purpose),
          ]
        }),
    ])
    page.heading(texts.breachTitle(language, SafeText(from.vietnamese), SafeText(to.vietnamese)))
    guard !looks.isEmpty else {
      page.line(texts.none(language))
      return page
    }
    var table = Table([
      .init(Texts.common.author(language)), .init(Texts.common.center(language), isFlexible: true),
      .init(texts.looks(language), .right), .init(texts.people(language), .right),
      .init(texts.first(language)), .init(texts.last(language)),
    ])
    let accounts = Dictionary(grouping: looks) { [$0.who, $0.place] }
    for (account, its) in accounts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      table.append([
        SafeText(account[0]), SafeText(try labels.center(account[1])), SafeText(its.count),
        SafeText(Set(its.map(\.person)).count), CalendarText.moment(its[0].at),
        CalendarText.moment(its[its.count - 1].at),
      ])
    }
    page.table(table)
    page.remark(texts.note(language))
    return page
  }

  // MARK: Report

  private func service(_ number: Int, _ view: DeskView) -> String {
    guard number > 0 else { return texts.otherProcedures[language] }
    let service = view.catalogue?.catalogue.services.first { $0.number == number }
    return "\(number) " + (service.map { language == .vi ? $0.nameVi : $0.nameEn } ?? "")
  }

  /// `66,7 %` in Vietnamese, `66.7 %` in English.
  private func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let permille = part * 1000 / whole
    return "\(permille / 10)\(language == .vi ? "," : ".")\(permille % 10) %"
  }

  func report(_ report: DeskReport, _ view: DeskView) throws -> Page {
    var page = Page([
      "schema": "report/1", "from": .string(report.from.description), "to": .string(report.to.description),
      "population_as_of": report.oldestAsOf.map { .time($0) } ?? .null,
      "rows": .array(
        report.rows.map { row in
          [
            "center": .string(row.center), "service": JSONValue(row.service),
            "dossiers": JSONValue(row.dossiers), "online": JSONValue(row.online),
            "paperless": JSONValue(row.paperless), "ended": JSONValue(row.ended),
            "ended_in_time": JSONValue(row.endedInTime), "overdue": JSONValue(row.overdue),
            "exceptions": .object(
              GuardException.Reason.allCases.map {
                .init($0.rawValue.replacing("-", with: "_"), JSONValue(row.exceptions[$0] ?? 0))
              }), "open_conflicts": JSONValue(row.openConflicts),
          ]
        }),
    ])
    page.heading(
      texts.reportTitle(language, SafeText(report.from.vietnamese), SafeText(report.to.vietnamese)))
    guard !report.rows.isEmpty else {
      page.line(texts.noDossiers(language))
      return page
    }
    var table = Table([
      .init(Texts.common.center(language)), .init(texts.service(language), isFlexible: true),
      .init(texts.dossiers(language), .right), .init(texts.online(language), .right),
      .init(texts.paperless(language), .right), .init(texts.inTime(language), .right),
      .init(texts.overdue(language), .right), .init(texts.exceptions(language), .right),
      .init(texts.conflicts(language), .right),
    ])
    for row in report.rows {
      table.append([
        SafeText(row.center), SafeText(service(row.service, view)), SafeText(row.dossiers),
        SafeText(share(row.online, of: row.dossiers)),
        SafeText(share(row.paperless, of: row.dossiers)),
        SafeText(share(row.endedInTime, of: row.ended)), SafeText(row.overdue),
        SafeText(row.exceptions.values.reduce(0, +)), SafeText(row.openConflicts),
      ])
    }
    page.table(table)
    page.remark(texts.dataAsOf(language, report.oldestAsOf.map { CalendarText.moment($0) } ?? "–"))
    return page
  }

  func csv(_ report: DeskReport, _ view: DeskView) throws -> String {
    let reasons = GuardException.Reason.allCases
    let titles =
      [
        Texts.common.center, texts.service, texts.dossiers, texts.online, texts.paperless, texts.inTime,
        texts.overdue,
      ].map { $0[language] }
      + reasons.map { Texts.fields.word($0.rawValue, in: "reason")?[language] ?? $0.rawValue }
      + [texts.conflicts[language]]
    return CSV.text(
      [titles]
        + report.rows.map { row in
          [
            row.center, service(row.service, view), String(row.dossiers), String(row.online),
            String(row.paperless), String(row.endedInTime), String(row.overdue),
          ] + reasons.map { String(row.exceptions[$0] ?? 0) } + [String(row.openConflicts)]
        })
  }

  // MARK: The catalogue

  func coverage(_ published: PublishedCatalogue, on day: CivilDate) -> Page {
    let catalogue = published.catalogue
    let services = catalogue.services.filter { $0.validFrom <= day && day <= ($0.validTo ?? .last) }
    let lists = published.lists(on: day).lists
    var page = Page([
      "schema": "catalogue.coverage/1", "on": .string(day.description),
      "services": .array(
        services.map { service in
          [
            "number": JSONValue(service.number), "name_vi": .string(service.nameVi),
            "procedures": .array(service.procedures.map { .string($0) }),
            "held": .array(
              service.procedures.filter { catalogue.procedure($0, on: day)?.sourceText == true }.map {
                .string($0)
              }),
          ]
        }),
      "lists": .array(
        lists.map {
          [
            "code": .string($0.code), "announced": JSONValue($0.announced),
            "held": JSONValue($0.entries.count),
            "assumed": JSONValue($0.entries.count { $0.basis != "sourced" }),
            "valid_from": .string($0.validFrom.description), "source": .string($0.source),
          ]
        }),
    ])
    page.heading(texts.coverageTitle(language, SafeText(day.vietnamese)))
    page.line()
    page.heading(texts.services(language))
    for service in services {
      let name = language == .vi ? service.nameVi : service.nameEn
      page.line("  \(service.number). \(name)")
      if service.procedures.isEmpty { page.line("     \(texts.noCode(language), .caution)") }
      for code in service.procedures {
        page.line("     \(code): \(state(catalogue.procedure(code, on: day)))")
      }
    }
    page.line()
    page.heading(texts.lists(language))
    var table = Table([
      .init(texts.list(language), isFlexible: true), .init(texts.announced(language), .right),
      .init(texts.held(language), .right), .init(texts.missing(language), .right),
      .init(Texts.views.inForce(language)), .init(Texts.dossier.note(language), isFlexible: true),
    ])
    for list in lists {
      let assumed = list.entries.count { $0.basis != "sourced" }
      table.append([
        SafeText(language == .vi ? list.nameVi : list.nameEn),
        list.announced.map { SafeText($0) } ?? ValueText.unknown, SafeText(list.entries.count),
        list.announced.map { SafeText(max(0, $0 - list.entries.count)) } ?? ValueText.unknown,
        SafeText(list.validFrom.vietnamese),
        assumed > 0 ? texts.assumed(language, SafeText(assumed)) : SafeText(),
      ])
    }
    page.table(table)
    return page
  }

  private func state(_ procedure: Procedure?) -> SafeText {
    guard let procedure, procedure.sourceText else { return texts.textMissing(language).inked(.caution) }
    return procedure.status == "outdated"
      ? texts.outdated(language).inked(.caution) : texts.textHeld(language).inked(.good)
  }

  func diff(
    _ code: String, _ from: CivilDate, _ before: JSONValue, _ to: CivilDate, _ after: JSONValue
  ) -> Page {
    let differences = before.differences(to: after)
    var page = Page([
      "schema": "procedure.diff/1", "procedure": .string(code), "from": .string(from.description),
      "to": .string(to.description),
      "changes": .array(
        differences.map {
          ["place": .string($0.place), "before": $0.before ?? .null, "after": $0.after ?? .null]
        }),
    ])
    page.heading(
      texts.diffTitle(language, SafeText(code), SafeText(from.vietnamese), SafeText(to.vietnamese)))
    if differences.isEmpty { page.line("  \(texts.same(language))") }
    for one in differences {
      page.line("  \(place(one.place), .strong)")
      page.line("    \(texts.before(language)): \(one.before?.written() ?? "–")")
      page.line("    \(texts.after(language)): \(one.after?.written() ?? "–")")
    }
    return page
  }

  /// `channels.online.fee.amount` as staff read it. Ids and names that hold a full stop stay as they are, piece by piece.
  private func place(_ place: String) -> SafeText {
    let words = place.split(separator: ".").map { part in
      texts.parts[String(part)]?[language] ?? String(part)
    }
    return SafeText(words.joined(separator: " › "))
  }
}
