package import Records

extension ConflictCase {
  package static let changesMax = 64

  /// Reads one file (`Conflicts/README.md` has the format). Throws `CaseError` with the place of the first mistake.
  package init(name: String, json: JSONValue, schema: Schema) throws(CaseError) {
    self = try CaseReader(file: name, schema: schema).read(JSONShape(json))
  }
}

/// Reads a case strictly: every word that a change uses is declared before it.
struct CaseReader {
  let file: String
  let schema: Schema

  func read(_ document: JSONShape) throws(CaseError) -> ConflictCase {
    try allow(
      document,
      [
        "title_vi", "title_en", "story_vi", "story_en", "places", "actors", "records", "changes", "expect",
        "then",
      ])
    let places = try places(member(document, "places"))
    let actors = try actors(member(document, "actors"), places.map(\.word))
    let things = try things(member(document, "records"))
    var names = CaseNames(places: places.map(\.word), actors: actors, things: things)
    var stages = [try stage(document, note: nil, &names)]
    if let later = try optional(document, "then") {
      for element in try elements(later) {
        try allow(element, ["note_vi", "note_en", "changes", "expect"])
        stages.append(try stage(element, note: bilingual(element, "note"), &names))
      }
    }
    return ConflictCase(
      name: file, title: try bilingual(document, "title"), story: try bilingual(document, "story"),
      places: places, actors: actors, things: things, stages: stages)
  }

  private func places(
    _ shape: JSONShape
  ) throws(CaseError) -> [(word: String, name: ConflictCase.Text)] {
    var places: [(word: String, name: ConflictCase.Text)] = []
    for (word, place) in try members(shape) {
      try allow(place, ["vi", "en"])
      places.append((word, .init(vietnamese: try text(place, "vi"), english: try text(place, "en"))))
    }
    return places
  }

  private func actors(_ shape: JSONShape, _ places: [String]) throws(CaseError) -> [ConflictCase.Actor] {
    var actors: [ConflictCase.Actor] = []
    for (account, actor) in try members(shape) {
      try allow(actor, ["name", "post_vi", "post_en", "at"])
      let place = try word(actor, "at", among: places, of: "place")
      actors.append(
        .init(
          account: account, name: try text(actor, "name"), post: try bilingual(actor, "post"), place: place))
    }
    return actors
  }

  private func things(_ shape: JSONShape) throws(CaseError) -> [ConflictCase.Thing] {
    var things: [ConflictCase.Thing] = []
    for (alias, thing) in try members(shape) {
      try allow(thing, ["entity", "in", "under", "what_vi", "what_en"])
      let entityName = try text(thing, "entity")
      guard let entity = schema.entity(named: entityName) else {
        throw error(thing.path + ".entity", .unknownWord(entityName, of: "entity"))
      }
      var root: String?
      if let under = try optional(thing, "under") {
        root = try word(under, among: things.map(\.alias), of: "record")
      }
      guard (root == nil) == (entity.parent == nil) else {
        throw error(thing.path, .unfit("\"under\" is for records that belong to another, and only for them"))
      }
      things.append(
        .init(
          alias: alias, entity: entity, root: root, partition: try partition(member(thing, "in")),
          meaning: try bilingual(thing, "what")))
    }
    return things
  }

  private func stage(_ shape: JSONShape, note: ConflictCase.Text?, _ names: inout CaseNames) throws(CaseError)
    -> ConflictCase.Stage
  {
    var changes: [CaseChange] = []
    for element in try elements(member(shape, "changes")) {
      let change = try change(element, names)
      guard !names.changes.contains(change.id) else { throw error(element.path, .duplicate(change.id)) }
      names.changes.append(change.id)
      guard names.changes.count <= ConflictCase.changesMax else {
        throw error(element.path, .tooMany(limit: ConflictCase.changesMax))
      }
      changes.append(change)
    }
    return .init(note: note, changes: changes, expect: try expectation(member(shape, "expect"), names))
  }

  private func expectation(_ shape: JSONShape, _ names: CaseNames) throws(CaseError) -> CaseExpectation {
    try allow(shape, ["settled", "queue", "across", "shows"])
    var across: [CrossFinding] = []
    if let list = try optional(shape, "across") {
      for element in try elements(list) {
        try allow(element, ["rule", "records"])
        across.append(
          CrossFinding(
            rule: try text(element, "rule"),
            records: try words(member(element, "records"), among: names.aliases, of: "record").sorted()))
      }
    }
    var shows: [(record: String, field: String, value: JSONValue)] = []
    if let list = try optional(shape, "shows") {
      for (alias, fields) in try members(list) {
        let record = try known(alias, among: names.aliases, of: "record", at: fields.path)
        for (field, value) in try members(fields) { shows.append((record, field, value.value)) }
      }
    }
    return CaseExpectation(
      settled: try findings(shape, "settled", names), queue: try findings(shape, "queue", names),
      across: across, shows: shows)
  }

  private func findings(
    _ shape: JSONShape, _ name: String, _ names: CaseNames
  ) throws(CaseError) -> [Finding] {
    guard let list = try optional(shape, name) else { return [] }
    var findings: [Finding] = []
    for element in try elements(list) {
      try allow(element, ["record", "group", "sides", "shown", "why"])
      let record = try word(element, "record", among: names.aliases, of: "record")
      findings.append(
        Finding(
          record: record, group: try text(element, "group"),
          sides: try words(member(element, "sides"), among: names.parts, of: "change").sorted(),
          shown: try text(element, "shown"), why: try text(element, "why")))
    }
    return findings
  }
}

/// The words that a file has declared so far.
struct CaseNames {
  let places: [String]
  let actors: [ConflictCase.Actor]
  let things: [ConflictCase.Thing]
  var changes: [String] = []

  /// `judgement` is what a decision about records together writes; no file declares it.
  var aliases: [String] { things.map(\.alias) + ["judgement"] }
  /// A decision that makes several changes calls the second `r1.2`.
  var parts: [String] { changes + changes.flatMap { id in (2...8).map { "\(id).\($0)" } } }
}
