import Foundation
import Procedures
import Records

/// Enters people into the register: numbers, places, telephones, and the anomalies of real registers.
struct Register {
  let asOf: CivilDate
  let places: [Place]
  var numbers: Numbers

  mutating func enter(_ person: inout Person, living place: Place, _ chance: inout Chance) throws {
    try number(&person, &chance)
    person.birthShown = shownBirth(person.birth, &chance)
    let birthPlace = chance.happens(8_500) ? place : chance.pick(places)
    person.birthPlace = "\(birthPlace.nameInText), tỉnh Lạng Sơn"
    person.hometown =
      chance.happens(9_000) ? person.birthPlace : "\(chance.pick(places).nameInText), tỉnh Lạng Sơn"
    if person.age(on: asOf) >= 16 {
      if chance.happens(8_500) { person.phone = phone(&chance) }
      if chance.happens(500) { person.email = email(person, &chance) }
    }
    spoilText(&person, &chance)
  }

  private mutating func number(_ person: inout Person, _ chance: inout Chance) throws {
    let isFirstYear = person.age(on: asOf) == 0
    if person.birth.year < 2007, chance.happens(Rates.oldNumber) {
      person.oldNumber = numbers.next("08", digits: 7)
    }
    if chance.happens(isFirstYear ? Rates.missingIDFirstYear : Rates.missingID) { return }
    var (sex, year) = (person.sex, person.birth.year)
    if chance.happens(Rates.birthYearDisagrees) {
      year += chance.pick([-10, -2, -1, 1, 2, 10])
      year = min(max(year, 1900), asOf.year)
      if year == person.birth.year { year -= 1 }
    }
    if chance.happens(Rates.sexDisagrees) { sex = sex == .male ? .female : .male }
    guard let prefix = PersonalID.prefix(province: "020", sex: sex, birthYear: year),
      let number = numbers.next(prefix, digits: 6)
    else { throw GeneratorError.numbersExhausted }
    person.personalID = number
  }

  private func shownBirth(_ birth: CivilDate, _ chance: inout Chance) -> PartialDate {
    let isOlder = birth.year < 1970
    let yearOnly = isOlder ? Rates.yearOnlyBefore1970 : Rates.yearOnlySince1970
    let monthOnly = isOlder ? Rates.monthOnlyBefore1970 : Rates.monthOnlySince1970
    switch chance.number(in: 0...9_999) {
    case ..<yearOnly: return .year(birth.year)
    case ..<(yearOnly + monthOnly): return .month(year: birth.year, month: birth.month)
    default: return .day(birth)
    }
  }

  /// Ten digits that begin with 01, which no network uses since 2018, in the ways in which people write them.
  private func phone(_ chance: inout Chance) -> String {
    let digits = Array(String(chance.number(in: 10_000_000...99_999_999)))
    switch chance.number(in: 0...9) {
    case 0: return "01\(String(digits.prefix(2))) \(String(digits[2..<5])) \(String(digits[5...]))"
    case 1: return "+841\(String(digits))"
    default: return "01\(String(digits))"
    }
  }

  /// At a domain that RFC 2606 reserves for examples.
  private func email(_ person: Person, _ chance: inout Chance) -> String {
    let words = foldedWords("\(person.given) \(person.surname)")
    return words.joined(separator: ".") + String(chance.number(in: 1...999)) + "@example.com"
  }

  private func spoilText(_ person: inout Person, _ chance: inout Chance) {
    if chance.happens(Rates.noInformation) {
      let nothing = "Không có thông tin"
      switch chance.number(in: 0...2) {
      case 0: person.phone = nothing
      case 1: person.birthPlace = nothing
      default: person.hometown = nothing
      }
    }
    let hasD = person.texts.contains { $0.unicodeScalars.contains { $0.value == 0x110 || $0.value == 0x111 } }
    if hasD, chance.happens(Rates.ethForD) {
      person.mapTexts {
        $0.replacingOccurrences(of: "Đ", with: "\u{D0}").replacingOccurrences(of: "đ", with: "\u{F0}")
      }
    }
    if chance.happens(Rates.decomposedText) { person.mapTexts(\.decomposedStringWithCanonicalMapping) }
  }
}

extension Person {
  fileprivate var texts: [String] {
    [surname, middle, given, birthPlace, hometown].compactMap { $0 }
  }

  fileprivate mutating func mapTexts(_ change: (String) -> String) {
    surname = change(surname)
    middle = middle.map(change)
    given = change(given)
    birthPlace = birthPlace.map(change)
    hometown = hometown.map(change)
    phone = phone.map(change)
  }
}
