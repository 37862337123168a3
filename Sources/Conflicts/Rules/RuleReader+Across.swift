import Records

/// The rules across records of a document.
extension RuleReader {
  private static let acrossMax = 32
  private static let claimantsMax = 16
  private static let partsMax = 8

  func crossRules(_ document: JSONShape, _ entity: Entity) throws(RuleError) -> [CrossRule] {
    guard let list = try optional(document, "across") else { return [] }
    var rules: [CrossRule] = []
    for shape in try elements(list, max: Self.acrossMax) { rules.append(try crossRule(shape, entity)) }
    return rules
  }

  private func crossRule(_ shape: JSONShape, _ entity: Entity) throws(RuleError) -> CrossRule {
    let kind: CrossRule.Kind = try word(shape, "kind", of: "kind")
    let name = try text(shape, "name")
    guard Partition.isCode(name) else {
      throw error(shape.path + ".name", .unfit("a name is letters, digits and hyphens"))
    }
    let common = ["name", "kind", "scope", "allows_distinct"] + Self.termNames
    var claimants: [Claimant] = []
    switch kind {
    case .unique:
      try allow(shape, common + Self.claimantNames)
      claimants = [try claimant(shape, entity, tag: "")]
    case .together:
      try allow(shape, common + ["claimants"])
      for element in try elements(member(shape, "claimants"), max: Self.claimantsMax) {
        try allow(element, ["tag", "entity"] + Self.claimantNames)
        let entityName = try text(element, "entity")
        guard let entity = schema.entity(named: entityName) else {
          throw error(element.path + ".entity", .unknownEntity(entityName))
        }
        claimants.append(try claimant(element, entity, tag: text(element, "tag")))
      }
      guard Set(claimants.map(\.tag)).count > 1 else {
        throw error(shape.path + ".claimants", .unfit("there are at least two tags"))
      }
    }
    var allowsDistinct = true
    if let truth = try optional(shape, "allows_distinct") { allowsDistinct = try self.truth(truth) }
    return CrossRule(
      name: name, kind: kind, scope: try word(shape, "scope", of: "scope"), claimants: claimants,
      tags: Set(claimants.map(\.tag)).sorted(), allowsDistinct: allowsDistinct, terms: try terms(shape))
  }

  private static let claimantNames = ["key", "when", "under"]

  private func claimant(_ shape: JSONShape, _ entity: Entity, tag: String) throws(RuleError) -> Claimant {
    var key: [KeyPart] = []
    for element in try elements(member(shape, "key"), max: Self.partsMax) {
      key.append(try keyPart(element, entity))
    }
    guard !key.isEmpty else { throw error(shape.path + ".key", .shape("missing")) }
    var root: Entity?
    if let parent = entity.parent { root = schema.entity(named: parent) }
    var under: [Condition] = []
    if let list = try optional(shape, "under") {
      guard let root else { throw error(list.path, .unfit("a root record lies under none")) }
      under = try conditions(list, root)
    }
    var when: [Condition] = []
    if let list = try optional(shape, "when") { when = try conditions(list, entity) }
    return Claimant(
      entity: entity.number, tag: tag, key: key, conditions: when, underRoot: under, rootEntity: root?.number)
  }

  private func keyPart(_ shape: JSONShape, _ entity: Entity) throws(RuleError) -> KeyPart {
    if let name = shape.value.text {
      switch name {
      case "record": return .record
      case "root": return .root
      default: throw error(shape.path, .unknownWord(name, of: "part of a key"))
      }
    }
    if let pair = try optional(shape, "pair") {
      try allow(shape, ["pair"])
      let place = try place(text(pair), in: entity, at: pair.path)
      guard case .reference = place.type else {
        throw error(pair.path, .unfit("\"\(place.name)\" is no reference"))
      }
      return .pair(place)
    }
    try allow(shape, ["field", "as", "length"])
    let place = try place(text(shape, "field"), in: entity, at: shape.path + ".field")
    var form = KeyForm.exact
    if let shape = try optional(shape, "as") { form = try word(shape, of: "form") }
    var length: Int?
    if let shape = try optional(shape, "length") { length = Int(clamping: try integer(shape)) }
    return .field(place, form, length: length)
  }

  private func conditions(_ shape: JSONShape, _ entity: Entity) throws(RuleError) -> [Condition] {
    var conditions: [Condition] = []
    for element in try elements(shape, max: 16) {
      try allow(element, ["field", "is", "not", "known"])
      let place = try place(text(element, "field"), in: entity, at: element.path + ".field")
      let equal = try optional(element, "is")
      let not = try optional(element, "not")
      let known = try optional(element, "known")
      switch (equal, not, known) {
      case (let list?, nil, nil):
        conditions.append(Condition(field: place, test: .isOne(of: try literals(list, place.type))))
      case (nil, let list?, nil):
        conditions.append(Condition(field: place, test: .isNone(of: try literals(list, place.type))))
      case (nil, nil, let truth?):
        conditions.append(Condition(field: place, test: .isKnown(try self.truth(truth))))
      default:
        throw error(element.path, .unfit("a condition has one of \"is\", \"not\" and \"known\""))
      }
    }
    return conditions
  }

  /// One value or a list of them.
  private func literals(_ shape: JSONShape, _ type: FieldType) throws(RuleError) -> [Value] {
    guard shape.value.elements != nil else { return [try literal(shape, type)] }
    var values: [Value] = []
    for element in try elements(shape, max: 64) { values.append(try literal(element, type)) }
    return values
  }
}
