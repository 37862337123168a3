import Procedures

/// Makes the people of one household after another: who lives together, how old, of which parents.
struct Families {
  let names: Names
  let asOf: CivilDate
  var nextPerson = 1
  /// Parents with grown children elsewhere in the unit; bounded, the oldest entry gives way.
  private var couples: [Couple] = []

  init(names: Names, asOf: CivilDate) {
    self.names = names
    self.asOf = asOf
  }

  mutating func enterUnit() { couples.removeAll(keepingCapacity: true) }

  /// The members of one household, at most so many: parents of the head, head, spouse, children by age.
  mutating func household(atMost limit: Int, _ chance: inout Chance) -> [Person] {
    var shape = HouseholdShape.draw(&chance)
    shape.shrink(to: limit)
    let headSex: Sex = chance.happens(shape.hasSpouse ? 8_000 : 4_500) ? .male : .female
    let head = headBirth(shape, &chance)
    var parents: (father: Person?, mother: Person?) = (nil, nil)
    var origin: Couple?
    if shape.parents > 0 {
      parents = livingParents(shape.parents, of: head, &chance)
    } else {
      origin = grownChildOf(born: head, &chance)
    }
    var members: [Person] = []
    for parent in [parents.father, parents.mother].compactMap({ $0 }) { members.append(numbered(parent)) }
    let father = members.first { $0.sex == .male }
    let mother = members.first { $0.sex == .female }
    link(&members)

    let ethnicity =
      father?.ethnicity ?? origin?.ethnicity ?? mother?.ethnicity ?? names.ethnicities.draw(&chance)
    let surname = father?.surname ?? origin?.surname ?? mother?.surname
    var headPerson = numbered(person(.head, headSex, head, ethnicity, surname: surname, &chance))
    headPerson.father = father?.number ?? origin?.father
    headPerson.mother = mother?.number ?? origin?.mother
    members.append(headPerson)
    guard shape.hasSpouse else {
      members[members.count - 1].marital = maritalAlone(age: head.yearsUntil(asOf), shape, &chance)
      let births = childBirths(shape.children, motherBorn: head, &chance)
      return members + children(births, of: headPerson, nil, &chance)
    }
    var spouse = numbered(spouse(of: headPerson, &chance))
    spouse.spouse = headPerson.number
    members[members.count - 1].spouse = spouse.number
    members[members.count - 1].marital = .married
    spouse.marital = .married
    members.append(spouse)
    let wife = headSex == .female ? headPerson : spouse
    let births = childBirths(shape.children, motherBorn: wife.birth, &chance)
    remember(headPerson, spouse, atHome: births.count)
    return members + children(births, of: headPerson, spouse, &chance)
  }

  private mutating func numbered(_ person: Person) -> Person {
    var person = person
    person.number = nextPerson
    nextPerson += 1
    return person
  }

  private func person(
    _ relation: Person.Relation, _ sex: Sex, _ birth: CivilDate, _ ethnicity: String, surname: String?,
    _ chance: inout Chance
  ) -> Person {
    let (middle, given) = names.middleAndGiven(sex, &chance)
    return Person(
      number: 0, relation: relation, sex: sex, birth: birth,
      surname: surname ?? names.surname(of: ethnicity, &chance), middle: middle, given: given,
      ethnicity: ethnicity, birthShown: .day(birth))
  }

  private func headBirth(_ shape: HouseholdShape, _ chance: inout Chance) -> CivilDate {
    let ages = shape.parents > 0 ? 24...58 : shape.children > 0 ? 22...62 : 20...88
    return birth(age: (chance.number(in: ages) + chance.number(in: ages)) / 2, &chance)
  }

  /// A day on which somebody of that age was born.
  private func birth(age: Int, _ chance: inout Chance) -> CivilDate {
    asOf.adding(months: -12 * age).adding(days: -chance.number(in: 0...364))
  }

  private func livingParents(
    _ count: Int, of child: CivilDate, _ chance: inout Chance
  ) -> (Person?, Person?) {
    let motherBirth = child.adding(days: -chance.number(in: 19 * 365...37 * 365))
    let fatherBirth = motherBirth.adding(days: -chance.number(in: -2 * 365...9 * 365))
    let ethnicity = names.ethnicities.draw(&chance)
    let mother = person(
      .parent, .female, motherBirth, spouseEthnicity(ethnicity, &chance), surname: nil, &chance)
    let father = person(.parent, .male, fatherBirth, ethnicity, surname: nil, &chance)
    if count == 2 { return (father, mother) }
    // Of a single parent in the house, women are the more frequent.
    var alone = chance.happens(7_500) ? mother : father
    alone.marital = .widowed
    return alone.sex == .male ? (alone, nil) : (nil, alone)
  }

  private func link(_ parents: inout [Person]) {
    guard parents.count == 2 else { return }
    parents[0].spouse = parents[1].number
    parents[1].spouse = parents[0].number
    parents[0].marital = .married
    parents[1].marital = .married
  }

  private func spouse(of head: Person, _ chance: inout Chance) -> Person {
    let sex: Sex = head.sex == .male ? .female : .male
    let yearsYounger = head.sex == .male ? -2...6 : -6...2
    let adult = asOf.adding(months: -12 * 19)
    let born = head.birth.adding(days: chance.number(in: yearsYounger) * 365 + chance.number(in: 0...364))
    let ethnicity = spouseEthnicity(head.ethnicity, &chance)
    return person(.spouse, sex, min(born, adult), ethnicity, surname: nil, &chance)
  }

  private func spouseEthnicity(_ ethnicity: String, _ chance: inout Chance) -> String {
    chance.happens(7_500) ? ethnicity : names.ethnicities.draw(&chance)
  }

  private func maritalAlone(age: Int, _ shape: HouseholdShape, _ chance: inout Chance) -> Person.Marital {
    if age >= 60 { return chance.happens(7_500) ? .widowed : .single }
    if shape.children > 0 { return chance.pick([.divorced, .widowed, .single]) }
    return chance.happens(1_500) ? .divorced : .single
  }

  /// Birth dates of the children at home, oldest first; twins share theirs.
  private func childBirths(_ count: Int, motherBorn: CivilDate, _ chance: inout Chance) -> [CivilDate] {
    var births: [CivilDate] = []
    var next = motherBorn.adding(days: chance.number(in: 19 * 365...30 * 365))
    let lastBirth = min(asOf, motherBorn.adding(months: 12 * 45))
    while births.count < count, next <= lastBirth {
      let age = next.yearsUntil(asOf)
      let isAtHome = age < 19 || chance.happens(age < 25 ? 8_000 : age < 40 ? 2_000 : 0)
      if isAtHome {
        births.append(next)
        if births.count < count, chance.happens(Rates.twinBirths) { births.append(next) }
      }
      next = next.adding(days: chance.number(in: 500...2_000))
    }
    return births
  }

  private mutating func children(
    _ births: [CivilDate], of head: Person, _ spouse: Person?, _ chance: inout Chance
  ) -> [Person] {
    let parents = [head, spouse].compactMap { $0 }
    let father = parents.first { $0.sex == .male }
    let mother = parents.first { $0.sex == .female }
    let namesake = father ?? head
    return births.map { birth in
      let sex: Sex = chance.happens(5_200) ? .male : .female
      let ethnicity = chance.happens(8_000) ? namesake.ethnicity : (mother ?? head).ethnicity
      var child = numbered(person(.child, sex, birth, ethnicity, surname: namesake.surname, &chance))
      child.father = father?.number
      child.mother = mother?.number
      return child
    }
  }

  private mutating func remember(_ head: Person, _ spouse: Person, atHome: Int) {
    let (father, mother) = head.sex == .male ? (head, spouse) : (spouse, head)
    guard atHome < 3, mother.age(on: asOf) >= 42 else { return }
    if couples.count >= 64 { couples.removeFirst() }
    couples.append(
      Couple(
        father: father.number, mother: mother.number, surname: father.surname, ethnicity: father.ethnicity,
        motherBirth: mother.birth, fatherBirth: father.birth, childrenLeft: 3 - atHome))
  }

  /// A remembered couple of which somebody born that day can be the child.
  private mutating func grownChildOf(born: CivilDate, _ chance: inout Chance) -> Couple? {
    guard chance.happens(6_000) else { return nil }
    let index = couples.firstIndex { couple in
      (18...42).contains(couple.motherBirth.yearsUntil(born)) && couple.fatherBirth.yearsUntil(born) >= 18
    }
    guard let index else { return nil }
    couples[index].childrenLeft -= 1
    let couple = couples[index]
    if couple.childrenLeft <= 0 { couples.remove(at: index) }
    return couple
  }
}

/// Who lives together.
struct HouseholdShape {
  var parents = 0
  var hasSpouse = true
  var children = 0

  static func draw(_ chance: inout Chance) -> HouseholdShape {
    switch chance.number(in: 0...99) {
    case 0..<8: HouseholdShape(hasSpouse: false)
    case 8..<16: HouseholdShape()
    case 16..<21: HouseholdShape(hasSpouse: false, children: chance.number(in: 1...2))
    case 21..<44: HouseholdShape(parents: chance.number(in: 1...2), children: chance.number(in: 1...3))
    default: HouseholdShape(children: chance.pick([1, 1, 2, 2, 2, 2, 3, 3, 4]))
    }
  }

  /// Leaves out children, then parents, then the spouse, until at most so many are left. The head stays.
  mutating func shrink(to limit: Int) {
    while parents + (hasSpouse ? 2 : 1) + children > limit {
      if children > 0 {
        children -= 1
      } else if parents > 0 {
        parents -= 1
      } else if hasSpouse {
        hasSpouse = false
      } else {
        return
      }
    }
  }
}
