import Procedures

/// A document that a person holds, valid on the day of the register.
struct Document {
  /// A slug of `documentTypes` in the catalogue.
  var type: String
  var number: String
  var issued: CivilDate
  var expires: CivilDate?
  var issuer: String
}

/// Gives people the documents of their age.
struct Documents {
  let asOf: CivilDate

  func issue(
    to person: Person, living place: Place, numbers: inout Numbers, _ chance: inout Chance
  ) throws -> [Document] {
    var documents: [Document] = []
    let age = person.age(on: asOf)
    if let id = person.personalID, chance.happens(age >= 14 ? 9_800 : age >= 6 ? 2_000 : 500) {
      documents.append(identityCard(id, person, &chance))
    }
    if chance.happens(person.birth.year >= 1990 ? 9_500 : 4_000) {
      documents.append(birthCertificate(person, place, &numbers, &chance))
    }
    if chance.happens(9_000) { documents.append(try insuranceCard(person, age, &numbers, &chance)) }
    if age >= 18, chance.happens(4_500) { documents.append(try drivingLicence(person, &numbers, &chance)) }
    // The register keeps one entry for a marriage, with the head of the household or the parent named first.
    if let spouse = person.spouse, person.number < spouse, chance.happens(8_500) {
      documents.append(marriageCertificate(person, place, &numbers, &chance))
    }
    return documents
  }

  /// Cards are renewed at 14, 25, 40 and 60; one issued in the two years before counts for the next span, and after 60
  /// it does not expire (Law on Identification 2023, Article 21).
  private func identityCard(_ id: String, _ person: Person, _ chance: inout Chance) -> Document {
    let ages = [14, 25, 40, 60]
    let birthdays = ages.map { person.birth.adding(months: $0 * 12) }
    let last = birthdays.last { $0 <= asOf }
    let firstCards = CivilDate(year: 2021, month: 3, day: 1) ?? asOf
    let childCards = CivilDate(year: 2024, month: 7, day: 1) ?? asOf
    let earliest = last.map { max(firstCards, $0.adding(months: -24)) } ?? max(childCards, person.birth)
    let issued = day(from: earliest, &chance)
    let expires = birthdays.first { $0 > asOf && $0 > issued.adding(months: 24) }
    let isNewCard = issued >= childCards
    return Document(
      type: "citizen-identity-card", number: id, issued: issued,
      expires: expires ?? birthdays.first { $0 > asOf && $0 > issued && last == nil },
      issuer: isNewCard ? "Bộ Công an" : "Cục Cảnh sát quản lý hành chính về trật tự xã hội")
  }

  private func birthCertificate(
    _ person: Person, _ place: Place, _ numbers: inout Numbers, _ chance: inout Chance
  ) -> Document {
    let isLate = person.birth.year < 1990 || chance.happens(300)
    let registered = person.birth.adding(days: chance.number(in: isLate ? 61...3_000 : 1...60))
    let issued = min(registered, asOf)
    let (code, issuer) = place.committee(on: issued, for: person.number)
    let running = numbers.running("KS \(code) \(issued.year)")
    return Document(
      type: "birth-certificate", number: "\(running)/\(issued.year)/KS-\(code)", issued: issued, expires: nil,
      issuer: issuer)
  }

  private func insuranceCard(
    _ person: Person, _ age: Int, _ numbers: inout Numbers, _ chance: inout Chance
  ) throws -> Document {
    let group = age < 6 ? "TE1" : age < 18 ? "HS4" : chance.pick(["GD4", "GD4", "DT2", "DK2", "DN4", "HT3"])
    guard let tail = numbers.next("BHYT", digits: 7) else { throw GeneratorError.numbersExhausted }
    let start = CivilDate(year: asOf.year, month: 1, day: 1) ?? asOf
    let end = CivilDate(year: asOf.year, month: 12, day: 31) ?? asOf
    return Document(
      type: "health-insurance-card", number: "\(group)20200\(tail.dropFirst(4))",
      issued: max(start, person.birth),
      expires: age < 6 ? max(end, person.birth.adding(months: 72)) : end,
      issuer: "Bảo hiểm xã hội tỉnh Lạng Sơn")
  }

  private func drivingLicence(
    _ person: Person, _ numbers: inout Numbers, _ chance: inout Chance
  ) throws -> Document {
    let earliest = max(person.birth.adding(months: 18 * 12), asOf.adding(months: -118))
    let issued = day(from: earliest, &chance)
    guard let tail = numbers.next("GPLX", digits: 7) else { throw GeneratorError.numbersExhausted }
    let toPolice = CivilDate(year: 2025, month: 3, day: 1) ?? asOf
    // Licences for motorcycles do not expire; those for cars do after ten years.
    return Document(
      type: "driving-licence", number: "20\(padded(issued.year % 100, 2))0\(tail.dropFirst(4))",
      issued: issued,
      expires: chance.happens(7_000) ? nil : issued.adding(months: 120),
      issuer: issued < toPolice ? "Sở Giao thông vận tải tỉnh Lạng Sơn" : "Công an tỉnh Lạng Sơn")
  }

  private func marriageCertificate(
    _ person: Person, _ place: Place, _ numbers: inout Numbers, _ chance: inout Chance
  ) -> Document {
    let adult = person.birth.adding(months: (person.sex == .male ? 20 : 18) * 12)
    let issued = min(adult.adding(days: chance.number(in: 0...12 * 365)), asOf)
    let (code, issuer) = place.committee(on: issued, for: person.number)
    let running = numbers.running("KH \(code) \(issued.year)")
    return Document(
      type: "marriage-certificate", number: "\(running)/\(issued.year)/KH-\(code)", issued: issued,
      expires: nil, issuer: issuer)
  }

  private func day(from earliest: CivilDate, _ chance: inout Chance) -> CivilDate {
    let first = min(earliest, asOf)
    return first.adding(days: chance.number(in: 0...asOf.dayNumber - first.dayNumber))
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
