import Records

/// The changes of a case, and the steps by which everything in it is read.
extension CaseReader {
  private static let common = ["id", "by", "at", "time", "clock", "source", "reason", "saw"]

  func change(_ shape: JSONShape, _ names: CaseNames) throws(CaseError) -> CaseChange {
    let id = try text(shape, "id")
    let account = try word(shape, "by", among: names.actors.map(\.account), of: "actor")
    var place = names.actors.first { $0.account == account }?.place ?? ""
    if let at = try optional(shape, "at") { place = try word(at, among: names.places, of: "place") }
    let timeShape = try member(shape, "time")
    guard let time = LocalTime.milliseconds(try text(timeShape)) else {
      throw error(timeShape.path, .unfit("should be a time such as 2026-11-24 08:05"))
    }
    var isSuspect = false
    if let clock = try optional(shape, "clock") {
      isSuspect = try word(clock, among: ["suspect"], of: "clock") == "suspect"
    }
    let isDecision = try optional(shape, "decide") != nil
    var saw: [String]? = isDecision ? nil : []
    if let list = try optional(shape, "saw") {
      saw = try text(list, orAll: names)
    }
    return CaseChange(
      id: id, author: account, place: place, time: time, isSuspect: isSuspect,
      source: try optional(shape, "source").map(text) ?? "counter",
      reason: try optional(shape, "reason").map(text) ?? "",
      saw: saw, act: isDecision ? try decision(shape, names) : try write(shape, names), path: shape.path)
  }

  /// `"all"` or a list of changes.
  private func text(_ shape: JSONShape, orAll names: CaseNames) throws(CaseError) -> [String]? {
    if shape.value.text == "all" { return nil }
    return try words(shape, among: names.parts, of: "change")
  }

  private func write(_ shape: JSONShape, _ names: CaseNames) throws(CaseError) -> CaseChange.Act {
    try allow(shape, Self.common + ["record", "set", "life", "kind"])
    let record = try word(shape, "record", among: names.aliases, of: "record")
    var life = LifeAct.touch
    if let act = try optional(shape, "life") {
      life = try word(act, among: ["delete", "restore"], of: "life") == "delete" ? .delete : .restore
    }
    var kind = ChangeKind.data
    if let word = try optional(shape, "kind") {
      kind = try self.word(word, among: ["data", "control"], of: "kind") == "control" ? .control : .data
    }
    var fields: [(name: String, value: JSONValue)] = []
    if let set = try optional(shape, "set") { fields = try self.fields(set, record, names) }
    guard !fields.isEmpty || life != .touch else { throw error(shape.path, .unfit("writes nothing")) }
    return .write(record: record, fields: fields, life: life, kind: kind)
  }

  private func fields(
    _ shape: JSONShape, _ record: String, _ names: CaseNames
  ) throws(CaseError) -> [(name: String, value: JSONValue)] {
    let entity = names.things.first { $0.alias == record }?.entity
    var fields: [(name: String, value: JSONValue)] = []
    for (name, value) in try members(shape) {
      guard entity?.field(named: name) != nil else {
        throw error(value.path, .unknownWord(name, of: "field"))
      }
      fields.append((name, value.value))
    }
    return fields
  }

  private func decision(_ shape: JSONShape, _ names: CaseNames) throws(CaseError) -> CaseChange.Act {
    let common = Self.common + ["decide"]
    let kinds = ["take", "keep", "delete", "merge", "separate", "distinct", "reopen"]
    let kind = try word(shape, "decide", among: kinds, of: "decision")
    switch kind {
    case "distinct":
      try allow(shape, common + ["rule", "records", "in"])
      return .distinct(
        rule: try text(shape, "rule"),
        records: try words(member(shape, "records"), among: names.aliases, of: "record"),
        partition: try partition(member(shape, "in")))
    case "reopen":
      if try optional(shape, "rule") != nil {
        try allow(shape, common + ["rule", "records", "in"])
        return .reopenDistinct(
          rule: try text(shape, "rule"),
          records: try words(member(shape, "records"), among: names.aliases, of: "record"),
          partition: try partition(member(shape, "in")))
      }
      try allow(shape, common + ["record", "group"])
      let record = try word(shape, "record", among: names.aliases, of: "record")
      let group = try text(shape, "group")
      return group == "life" ? .reopenLife(record: record) : .reopen(record: record, group: group)
    default: break
    }
    let record = try word(shape, "record", among: names.aliases, of: "record")
    switch kind {
    case "take":
      try allow(shape, common + ["record", "group", "take", "set"])
      let group = try text(shape, "group")
      if let set = try optional(shape, "set") {
        return .set(record: record, group: group, fields: try fields(set, record, names))
      }
      return .take(
        record: record, group: group, of: try word(shape, "take", among: names.parts, of: "change"))
    case "merge":
      try allow(shape, common + ["record", "into"])
      return .merge(other: record, into: try word(shape, "into", among: names.aliases, of: "record"))
    case "separate":
      try allow(shape, common + ["record"])
      return .separate(record: record)
    default:
      try allow(shape, common + ["record"])
      return .life(record: record, kind == "keep" ? .keep : .delete)
    }
  }
}
