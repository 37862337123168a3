import Foundation
import Procedures

/// How people are named: the lists of `Config/population`, with their frequencies.
struct Names {
  let ethnicities: WeightedList<String>
  private let surnames: WeightedList<String>
  private let surnamesByEthnicity: [String: [String]]
  private let middleMale: WeightedList<String?>
  private let middleFemale: WeightedList<String?>
  private let givenMale: [[String]]
  private let givenFemale: [[String]]

  init(population: URL) throws {
    let decoder = JSONDecoder()
    let lists = try decoder.decode(
      NameLists.self, from: Data(contentsOf: population.appending(path: "names_vi.json")))
    let groups = try decoder.decode(
      EthnicityList.self, from: Data(contentsOf: population.appending(path: "ethnicities.json")))
    givenMale = lists.givenMale.map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
    givenFemale = lists.givenFemale.map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
    guard let ethnicities = WeightedList(groups.ethnicities.map { ($0.vi, $0.share) }),
      let surnames = WeightedList(lists.surnames.map { ($0.name, $0.weight) }),
      let middleMale = Self.middles(lists.middleNames.male),
      let middleFemale = Self.middles(lists.middleNames.female),
      !givenMale.isEmpty, !givenFemale.isEmpty
    else { throw GeneratorError.emptyList(population.path) }
    self.ethnicities = ethnicities
    self.surnames = surnames
    self.middleMale = middleMale
    self.middleFemale = middleFemale
    surnamesByEthnicity = lists.surnamesByEthnicity.lists.filter { !$0.value.isEmpty }
  }

  /// The share that the listed middle names leave goes to nil: there the middle name comes with the given name.
  private static func middles(_ listed: [NameLists.Weighted]) -> WeightedList<String?>? {
    let rest = 1 - listed.reduce(0) { $0 + $1.weight }
    return WeightedList(listed.map { ($0.name, $0.weight) } + [(nil, rest)])
  }

  func surname(of ethnicity: String, _ chance: inout Chance) -> String {
    if let list = surnamesByEthnicity[ethnicity] { return chance.pick(list) }
    return surnames.draw(&chance)
  }

  /// A middle and a given name; one in a hundred has no middle name.
  func middleAndGiven(_ sex: Sex, _ chance: inout Chance) -> (middle: String?, given: String) {
    let listed = (sex == .male ? middleMale : middleFemale).draw(&chance)
    let words = chance.pick(sex == .male ? givenMale : givenFemale)
    let given = words[words.count - 1]
    let middle = listed ?? (words.count > 1 ? words[words.count - 2] : nil)
    if chance.happens(100) || middle == given { return (nil, given) }
    return (middle, given)
  }
}

private struct NameLists: Decodable {
  struct Weighted: Decodable {
    var name: String
    var weight: Double
  }
  struct Middle: Decodable {
    var male: [Weighted]
    var female: [Weighted]
  }
  struct ByEthnicity: Decodable {
    var lists: [String: [String]]
  }
  var surnames: [Weighted]
  var surnamesByEthnicity: ByEthnicity
  var middleNames: Middle
  var givenMale: [String]
  var givenFemale: [String]
}

private struct EthnicityList: Decodable {
  struct Group: Decodable {
    var vi: String
    var share: Double
  }
  var ethnicities: [Group]
}
