import Procedures

/// A person who does not exist. The birth date is the true one; what the register knows of it is `birthShown`.
struct Person {
  enum Relation: String { case head, spouse, child, parent }
  enum Marital: String { case single, married, widowed, divorced }

  /// Number in the file: 1 is `p-000001`.
  var number: Int
  var relation: Relation
  var sex: Sex
  var birth: CivilDate
  var surname: String
  var middle: String?
  var given: String
  var ethnicity: String
  var marital = Marital.single
  var mother: Int?
  var father: Int?
  var spouse: Int?

  var birthShown: PartialDate
  var personalID: String?
  var oldNumber: String?
  var birthPlace: String?
  var hometown: String?
  var phone: String?
  var email: String?

  func age(on day: CivilDate) -> Int { birth.yearsUntil(day) }
}

/// A couple whose grown children may have households of their own later in the same unit.
struct Couple {
  var father: Int
  var mother: Int
  var surname: String
  var ethnicity: String
  var motherBirth: CivilDate
  var fatherBirth: CivilDate
  var childrenLeft: Int
}
