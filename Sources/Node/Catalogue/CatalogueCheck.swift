import Procedures
import Records

/// What a decoder cannot see: periods that overlap, names that lead nowhere.
struct CatalogueCheck {
  private let file: CatalogueFile

  init(_ file: CatalogueFile) { self.file = file }

  func problems(in catalogue: Catalogue) -> [CatalogueProblem] {
    var found = periods("services", catalogue.services.map { (String($0.number), $0.validFrom, $0.validTo) })
    found += periods("procedures", catalogue.procedures.map { ($0.code, $0.validFrom, $0.validTo) })
    found += once("documentTypes", catalogue.documentTypes.map(\.slug))
    found += once("otherAgencies", catalogue.otherAgencies.map(\.slug))
    let codes = Set(catalogue.procedures.map(\.code))
    for (index, service) in catalogue.services.enumerated() {
      let path: [JSONStep] = [.member("services"), .element(index)]
      found += missing(path + [.member("procedures")], service.procedures, codes)
      found += missing(path + [.member("relatedProcedures")], service.relatedProcedures, codes)
      for (place, step) in (service.linked?.steps ?? []).enumerated() {
        let path = path + [.member("linked"), .member("steps"), .element(place)]
        if let code = step.procedure, !codes.contains(code) {
          found.append(file.problem(path + [.member("procedure")], .refersToNothing(.procedure, code: code)))
        }
        let before = Set((service.linked?.steps ?? []).map(\.order)).filter { $0 < step.order }
        if !Set(step.dependsOn).isSubset(of: before) {
          found.append(file.problem(path + [.member("dependsOn")], .mustBe(.earlierSteps)))
        }
      }
    }
    for (index, procedure) in catalogue.procedures.enumerated() {
      found += components(of: procedure, [.member("procedures"), .element(index)], catalogue)
    }
    return found
  }

  private func components(
    of procedure: Procedure, _ path: [JSONStep], _ catalogue: Catalogue
  ) -> [CatalogueProblem] {
    var found: [CatalogueProblem] = []
    let types = Set(catalogue.documentTypes.map(\.slug))
    let agencies = Set(catalogue.otherAgencies.map(\.slug))
    for (place, one) in procedure.cases.enumerated() {
      let path = path + [.member("cases"), .element(place), .member("components")]
      for (index, component) in one.components.enumerated() {
        for source in [component.satisfiedBy] + component.alternatives {
          switch source {
          case .vneidDocument(let slug) where !types.contains(slug):
            found.append(file.problem(path + [.element(index)], .refersToNothing(.documentType, code: slug)))
          case .otherAgency(let slug) where !agencies.contains(slug):
            found.append(file.problem(path + [.element(index)], .refersToNothing(.agency, code: slug)))
          default: break
          }
        }
      }
      for index in repeated(one.components.map(\.id)) {
        found.append(file.problem(path + [.element(index)], .mustBe(.onlyOneOfItsId)))
      }
    }
    for index in repeated(procedure.channels.map(\.channel.rawValue)) {
      found.append(
        file.problem(path + [.member("channels"), .element(index)], .mustBe(.onlyOneOfItsChannel)))
    }
    return found
  }

  func problems(in list: UnitList) -> [CatalogueProblem] {
    periods("units", list.units.map { ($0.code, $0.validFrom, $0.validTo) })
  }

  func problems(in list: FormerUnitList, units: UnitList?) -> [CatalogueProblem] {
    var found = once("successions", list.successions.map { "\($0.formerCode)-\($0.code)" })
    guard let units else { return found }
    let codes = Set(units.units.map(\.code))
    for (index, succession) in list.successions.enumerated() where !codes.contains(succession.code) {
      found.append(
        file.problem(
          [.member("successions"), .element(index), .member("code")],
          .refersToNothing(.unit, code: succession.code)))
    }
    return found
  }

  func problems(in list: AgencyList, units: UnitList?) -> [CatalogueProblem] {
    var found = periods("agencies", list.agencies.map { ($0.code, $0.validFrom, $0.validTo) })
    for (index, agency) in list.agencies.enumerated() {
      let path: [JSONStep] = [.member("agencies"), .element(index)]
      if agency.unit != nil,
        (try? DossierCode.make(agency: agency.code, on: agency.validFrom, serial: 1)) == nil
      {
        found.append(file.problem(path + [.member("code")], .mustBe(.agencyCode)))
      }
      if let unit = agency.unit, let units, !units.units.contains(where: { $0.code == unit }) {
        found.append(file.problem(path + [.member("unit")], .refersToNothing(.unit, code: unit)))
      }
    }
    return found
  }

  func problems(in calendar: WorkingCalendar) -> [CatalogueProblem] {
    var found = once("days", calendar.days.map(\.date.description))
    if calendar.validTo < calendar.validFrom {
      found.append(file.problem([.member("validTo")], .endsBeforeItBegins))
    }
    for (index, day) in calendar.days.enumerated()
    where day.date < calendar.validFrom || calendar.validTo < day.date {
      found.append(
        file.problem([.member("days"), .element(index), .member("date")], .mustBe(.dayOfCalendar)))
    }
    if calendar.workingWeekdays.isEmpty || !calendar.workingWeekdays.isSubset(of: Set(1...7)) {
      found.append(file.problem([.member("workingWeekdays")], .mustBe(.weekdays)))
    }
    return found
  }

  /// - Parameter catalogue: nil where it could not be read; what the lists name is then not looked up.
  func problems(in integration: IntegrationLists, catalogue: Catalogue?) -> [CatalogueProblem] {
    var found = periods("lists", integration.lists.map { ($0.code, $0.validFrom, $0.validTo) })
    found += periods("ages", integration.ages.map { ($0.source, $0.validFrom, $0.validTo) })
    let types = catalogue.map { Set($0.documentTypes.map(\.slug)) }
    for (index, list) in integration.lists.enumerated() {
      let path: [JSONStep] = [.member("lists"), .element(index)]
      if let announced = list.announced, announced < list.entries.count {
        found.append(file.problem(path + [.member("announced")], .mustBe(.announcedOrMore)))
      }
      for place in repeated(list.entries.map(\.code)) {
        found.append(file.problem(path + [.member("entries"), .element(place)], .mustBe(.thereOnce)))
      }
      for (place, entry) in list.entries.enumerated() {
        let path = path + [.member("entries"), .element(place)]
        if !["sourced", "assumed"].contains(entry.basis) {
          found.append(file.problem(path + [.member("basis")], .mustBe(.sourcedOrAssumed)))
        }
        switch list.kind {
        case .documents where types?.contains(entry.code) == false:
          found.append(
            file.problem(path + [.member("code")], .refersToNothing(.documentType, code: entry.code)))
        case .sources where ComponentSource(entry.code) == nil:
          found.append(file.problem(path + [.member("code")], .refersToNothing(.source, code: entry.code)))
        case .documents, .sources, .procedures: break
        }
      }
    }
    for (index, age) in integration.ages.enumerated() {
      let path: [JSONStep] = [.member("ages"), .element(index)]
      if age.hours < 1 { found.append(file.problem(path + [.member("hours")], .mustBe(.oneOrMore))) }
      if age.source != "vneid-document", ComponentSource(age.source) == nil {
        found.append(
          file.problem(path + [.member("source")], .refersToNothing(.source, code: age.source)))
      }
    }
    return found
  }

  func problems(in list: StatusList) -> [CatalogueProblem] {
    let missing = Set(DossierStatus.allCases).subtracting(list.statuses.map(\.code))
    var found = once("statuses", list.statuses.map { String($0.code.rawValue) })
    if !missing.isEmpty { found.append(file.problem([.member("statuses")], .mustBe(.allTenStatuses))) }
    return found
  }

  func problems(in table: TransitionTable) -> [CatalogueProblem] {
    var found = once(
      "transitions", table.transitions.map { "\($0.from.rawValue)-\($0.to.rawValue)" })
    if table.initial.isEmpty { found.append(file.problem([.member("initial")], .mustBe(.atLeastOne))) }
    return found
  }

  /// Entries of one code must not be in force on one day, nor end before they begin.
  private func periods(_ list: String, _ entries: [(code: String, from: CivilDate, to: CivilDate?)])
    -> [CatalogueProblem]
  {
    var found: [CatalogueProblem] = []
    var last: [String: [(from: CivilDate, to: CivilDate)]] = [:]
    for (index, entry) in entries.enumerated() {
      let path: [JSONStep] = [.member(list), .element(index)]
      let to = entry.to ?? .last
      if to < entry.from { found.append(file.problem(path + [.member("validTo")], .endsBeforeItBegins)) }
      if last[entry.code, default: []].contains(where: { $0.from <= to && entry.from <= $0.to }) {
        found.append(file.problem(path + [.member("validFrom")], .overlaps(code: entry.code)))
      }
      last[entry.code, default: []].append((entry.from, to))
    }
    return found
  }

  private func once(_ list: String, _ names: [String]) -> [CatalogueProblem] {
    repeated(names).map { file.problem([.member(list), .element($0)], .mustBe(.thereOnce)) }
  }

  /// Places of the second and later occurrences.
  private func repeated(_ names: [String]) -> [Int] {
    var seen: Set<String> = []
    return names.indices.filter { !seen.insert(names[$0]).inserted }
  }

  private func missing(
    _ path: [JSONStep], _ names: [String], _ known: Set<String>
  ) -> [CatalogueProblem] {
    names.indices.filter { !known.contains(names[$0]) }.map {
      file.problem(path + [.element($0)], .refersToNothing(.procedure, code: names[$0]))
    }
  }
}
