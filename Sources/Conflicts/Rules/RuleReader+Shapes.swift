import Records

/// The steps that every part of a document is read by; each names file and path when it fails.
extension RuleReader {
  func error(_ path: String, _ problem: RuleError.Problem) -> RuleError {
    RuleError(file: file, path: path, problem)
  }

  private func wrap(_ error: JSONShapeError) -> RuleError {
    RuleError(file: file, path: error.path, .shape(error.expectation.rawValue))
  }

  func member(_ shape: JSONShape, _ name: String) throws(RuleError) -> JSONShape {
    do { return try shape.member(name) } catch { throw wrap(error) }
  }

  func optional(_ shape: JSONShape, _ name: String) throws(RuleError) -> JSONShape? {
    do { return try shape.optional(name) } catch { throw wrap(error) }
  }

  func text(_ shape: JSONShape) throws(RuleError) -> String {
    do { return try shape.text() } catch { throw wrap(error) }
  }

  func text(_ shape: JSONShape, _ name: String) throws(RuleError) -> String {
    try text(member(shape, name))
  }

  func truth(_ shape: JSONShape) throws(RuleError) -> Bool {
    do { return try shape.truth() } catch { throw wrap(error) }
  }

  func integer(_ shape: JSONShape) throws(RuleError) -> Int64 {
    do { return try shape.integer() } catch { throw wrap(error) }
  }

  func elements(_ shape: JSONShape, max limit: Int) throws(RuleError) -> [JSONShape] {
    let elements: [JSONShape]
    do { elements = try shape.elements() } catch { throw wrap(error) }
    guard elements.count <= limit else { throw error(shape.path, .tooMany(limit: limit)) }
    return elements
  }

  func members(_ shape: JSONShape, max limit: Int) throws(RuleError) -> [(name: String, shape: JSONShape)] {
    let members: [(name: String, shape: JSONShape)]
    do { members = try shape.members() } catch { throw wrap(error) }
    guard members.count <= limit else { throw error(shape.path, .tooMany(limit: limit)) }
    return members
  }

  func allow(_ shape: JSONShape, _ names: [String]) throws(RuleError) {
    for (name, member) in try members(shape, max: 256) where !names.contains(name) {
      throw error(member.path, .shape("unknown"))
    }
  }

  /// A word of one of the enumerations that files use.
  func word<Word: RawRepresentable<String>>(
    _ shape: JSONShape, _ name: String, of kind: String
  ) throws(RuleError) -> Word {
    try word(member(shape, name), of: kind)
  }

  func word<Word: RawRepresentable<String>>(_ shape: JSONShape, of kind: String) throws(RuleError) -> Word {
    let text = try text(shape)
    guard let word = Word(rawValue: text) else { throw error(shape.path, .unknownWord(text, of: kind)) }
    return word
  }

  /// `2026-11-01`.
  func day(_ shape: JSONShape, _ name: String) throws(RuleError) -> String {
    let member = try member(shape, name)
    let text = try text(member)
    let bytes = Array(text.utf8)
    let isDay =
      bytes.count == 10
      && bytes.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7
          ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
    guard isDay else { throw error(member.path, .unfit("should be a day such as 2026-11-01")) }
    return text
  }

  func terms(_ shape: JSONShape) throws(RuleError) -> RuleTerms {
    var blocks: [Block] = []
    if let list = try optional(shape, "blocks") {
      for element in try elements(list, max: Block.allCases.count) {
        let block: Block = try word(element, of: "block")
        guard !blocks.contains(block) else { throw error(element.path, .duplicate(block.rawValue)) }
        blocks.append(block)
      }
    }
    return RuleTerms(
      severity: try word(shape, "severity", of: "severity"),
      blocks: blocks.sorted { $0.rawValue < $1.rawValue },
      owner: try word(shape, "owner", of: "owner"),
      whyVietnamese: try text(shape, "why_vi"), whyEnglish: try text(shape, "why_en"))
  }

  func place(_ name: String, in entity: Entity, at path: String) throws(RuleError) -> FieldPlace {
    guard let (group, index) = entity.field(named: name) else { throw error(path, .unknownField(name)) }
    return FieldPlace(group: group.number, index: index, name: name, type: group.fields[index].type)
  }

  /// A value as a file writes it, of the field's type.
  func literal(_ shape: JSONShape, _ type: FieldType) throws(RuleError) -> Value {
    switch type {
    case .text, .partialDate, .document: return .text(try text(shape))
    case .integer, .instant, .amount: return .int(try integer(shape))
    case .boolean: return .bool(try truth(shape))
    case .choice(let words):
      let word = try text(shape)
      guard words.contains(word) else { throw error(shape.path, .unknownWord(word, of: "value")) }
      return .text(word)
    case .reference, .hash:
      throw error(shape.path, .unfit("a reference or a hash is not compared with a value of a file"))
    }
  }
}
