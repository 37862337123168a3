import Records

/// What one document says, before the set is whole.
struct EntityDraft {
  let entity: Entity
  let version: String
  let fallback: GroupRule
  let life: GroupRule
  let groups: [UInt64: GroupRule]
  let crossRules: [CrossRule]
}

/// Reads one document of `Conflicts/rules` strictly: a name or a word that this version does not know is an error.
struct RuleReader {
  static let groupsMax = 64
  static let sourcesMax = 32

  let file: String
  let schema: Schema

  func document(_ json: JSONValue) throws(RuleError) -> EntityDraft {
    let document = JSONShape(json)
    try allow(document, ["entity", "version", "about_vi", "about_en", "default", "life", "groups", "across"])
    let name = try text(document, "entity")
    guard let entity = schema.entity(named: name) else { throw error("entity", .unknownEntity(name)) }
    let version = try day(document, "version")
    let fallback = try groupRule(member(document, "default"), entity, group: nil, isDeclared: false)
    var life = GroupRule(rule: .person, shown: nil, terms: fallback.terms, isDeclared: false)
    if let shape = try optional(document, "life") {
      guard entity.parent == nil else { throw error(shape.path, .unfit("only a root record has a life")) }
      try allow(shape, Self.termNames)
      life = GroupRule(rule: .person, shown: nil, terms: try terms(shape), isDeclared: true)
    }
    return EntityDraft(
      entity: entity, version: version, fallback: fallback, life: life, groups: try groups(document, entity),
      crossRules: try crossRules(document, entity))
  }

  private func groups(_ document: JSONShape, _ entity: Entity) throws(RuleError) -> [UInt64: GroupRule] {
    guard let shape = try optional(document, "groups") else { return [:] }
    var groups: [UInt64: GroupRule] = [:]
    for (name, shape) in try members(shape, max: Self.groupsMax) {
      guard let group = entity.group(named: name) else { throw error(shape.path, .unknownGroup(name)) }
      groups[group.number] = try groupRule(shape, entity, group: group, isDeclared: true)
    }
    return groups
  }

  private func groupRule(
    _ shape: JSONShape, _ entity: Entity, group: Group?, isDeclared: Bool
  ) throws(RuleError) -> GroupRule {
    try allow(shape, Self.ruleNames + ["shown"] + Self.termNames)
    let rule = try decisionRule(shape, entity, group, depth: 1)
    var shown: DecisionRule?
    if let shape = try optional(shape, "shown") {
      try allow(shape, Self.ruleNames)
      shown = try decisionRule(shape, entity, group, depth: 1)
    }
    return GroupRule(rule: rule, shown: shown, terms: try terms(shape), isDeclared: isDeclared)
  }

  static let termNames = ["severity", "blocks", "owner", "why_vi", "why_en"]
  static let ruleNames = ["rule", "sources", "field", "moves", "editions", "dated_by", "then"]

  private func decisionRule(
    _ shape: JSONShape, _ entity: Entity, _ group: Group?, depth: Int
  ) throws(RuleError) -> DecisionRule {
    guard depth <= DecisionRule.depthMax else {
      throw error(shape.path, .tooMany(limit: DecisionRule.depthMax))
    }
    let kind: RuleKind = try word(shape, "rule", of: "rule")
    try allowMembers(of: shape, for: kind)
    var next = DecisionRule.person
    if let then = try optional(shape, "then") {
      try allow(then, Self.ruleNames)
      next = try decisionRule(then, entity, group, depth: depth + 1)
    }
    switch kind {
    case .person: return .person
    case .latest: return .latest
    case .union:
      guard entity.parent != nil else {
        throw error(shape.path, .unfit("union is for records that belong to another"))
      }
      return .union
    case .authority: return .authority(sources: try sources(shape), next: next)
    case .furthest:
      let field = try orderField(shape, group)
      return .furthest(field: field, machine: try machine(shape, entity, field), next: next)
    case .maximum: return .maximum(field: try ordered(shape, group), next: next)
    case .minimum: return .minimum(field: try ordered(shape, group), next: next)
    }
  }

  /// A member that another kind of rule has is a mistake of whoever wrote the file.
  private func allowMembers(of shape: JSONShape, for kind: RuleKind) throws(RuleError) {
    let fitting: [String] =
      switch kind {
      case .person, .latest, .union: []
      case .authority: ["sources", "then"]
      case .furthest: ["field", "moves", "editions", "dated_by", "then"]
      case .maximum, .minimum: ["field", "then"]
      }
    for name in Self.ruleNames where name != "rule" && !fitting.contains(name) {
      if let found = try optional(shape, name) {
        throw error(found.path, .unfit("the rule \(kind.rawValue) has no \"\(name)\""))
      }
    }
  }

  private func sources(_ shape: JSONShape) throws(RuleError) -> [String] {
    var sources: [String] = []
    for element in try elements(member(shape, "sources"), max: Self.sourcesMax) {
      let source = try text(element)
      guard !source.isEmpty, !sources.contains(source) else { throw error(element.path, .duplicate(source)) }
      sources.append(source)
    }
    guard !sources.isEmpty else { throw error(shape.path + ".sources", .shape("missing")) }
    return sources
  }

  private func orderField(_ shape: JSONShape, _ group: Group?) throws(RuleError) -> FieldPlace {
    guard let group else { throw error(shape.path, .unfit("a default has no field to decide by")) }
    let name = try text(shape, "field")
    guard let index = group.index(of: name) else {
      throw error(shape.path + ".field", .unknownField(name))
    }
    return FieldPlace(group: group.number, index: index, name: name, type: group.fields[index].type)
  }

  private func ordered(_ shape: JSONShape, _ group: Group?) throws(RuleError) -> FieldPlace {
    let field = try orderField(shape, group)
    switch field.type {
    case .integer, .instant, .amount, .partialDate: return field
    case .text, .boolean, .reference, .hash, .choice, .document:
      throw error(shape.path + ".field", .unfit("\"\(field.name)\" has no order"))
    }
  }

  private func machine(
    _ shape: JSONShape, _ entity: Entity, _ field: FieldPlace
  ) throws(RuleError) -> MachineTimeline {
    if let moves = try optional(shape, "moves") {
      let machine = try stateMachine(moves, field)
      return try timeline([.init(validFrom: "0001-01-01", machine: machine)], datedBy: nil, shape)
    }
    var editions: [MachineTimeline.Edition] = []
    for element in try elements(member(shape, "editions"), max: 32) {
      try allow(element, ["valid_from", "moves"])
      let day = try day(element, "valid_from")
      editions.append(.init(validFrom: day, machine: try stateMachine(member(element, "moves"), field)))
    }
    let name = try text(shape, "dated_by")
    let place = try place(name, in: entity, at: shape.path + ".dated_by")
    guard place.type == .partialDate else {
      throw error(shape.path + ".dated_by", .unfit("\"\(name)\" is no date"))
    }
    return try timeline(editions, datedBy: place, shape)
  }

  private func timeline(
    _ editions: [MachineTimeline.Edition], datedBy: FieldPlace?, _ shape: JSONShape
  ) throws(RuleError) -> MachineTimeline {
    guard let timeline = MachineTimeline(editions: editions, datedBy: datedBy) else {
      throw error(shape.path + ".editions", .shape("missing"))
    }
    return timeline
  }

  private func stateMachine(_ shape: JSONShape, _ field: FieldPlace) throws(RuleError) -> StateMachine {
    var moves: [(from: Value, to: Value)] = []
    for element in try elements(shape, max: 1_024) {
      let ends = try elements(element, max: 2)
      guard ends.count == 2 else { throw error(element.path, .unfit("a move has two ends")) }
      moves.append((try literal(ends[0], field.type), try literal(ends[1], field.type)))
    }
    guard let machine = StateMachine(moves: moves) else {
      throw error(shape.path, .tooMany(limit: StateMachine.statesMax))
    }
    return machine
  }
}
