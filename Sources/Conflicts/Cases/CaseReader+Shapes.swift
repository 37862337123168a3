import Records

/// The steps that every part of a case is read by; each names file and path when it fails.
extension CaseReader {
  func error(_ path: String, _ problem: CaseError.Problem) -> CaseError {
    CaseError(file: file, path: path, problem)
  }

  private func wrap(_ error: JSONShapeError) -> CaseError {
    CaseError(file: file, path: error.path, .shape(error.expectation.rawValue))
  }

  func member(_ shape: JSONShape, _ name: String) throws(CaseError) -> JSONShape {
    do { return try shape.member(name) } catch { throw wrap(error) }
  }

  func optional(_ shape: JSONShape, _ name: String) throws(CaseError) -> JSONShape? {
    do { return try shape.optional(name) } catch { throw wrap(error) }
  }

  func text(_ shape: JSONShape) throws(CaseError) -> String {
    do { return try shape.text() } catch { throw wrap(error) }
  }

  func text(_ shape: JSONShape, _ name: String) throws(CaseError) -> String { try text(member(shape, name)) }

  func bilingual(_ shape: JSONShape, _ name: String) throws(CaseError) -> ConflictCase.Text {
    .init(vietnamese: try text(shape, name + "_vi"), english: try text(shape, name + "_en"))
  }

  func elements(_ shape: JSONShape) throws(CaseError) -> [JSONShape] {
    do { return try shape.elements() } catch { throw wrap(error) }
  }

  func members(_ shape: JSONShape) throws(CaseError) -> [(name: String, shape: JSONShape)] {
    do { return try shape.members() } catch { throw wrap(error) }
  }

  func allow(_ shape: JSONShape, _ names: [String]) throws(CaseError) {
    for (name, member) in try members(shape) where !names.contains(name) {
      throw error(member.path, .shape("unknown"))
    }
  }

  func known(
    _ word: String, among words: [String], of kind: String, at path: String
  ) throws(CaseError) -> String {
    guard words.contains(word) else { throw error(path, .unknownWord(word, of: kind)) }
    return word
  }

  func word(_ shape: JSONShape, among words: [String], of kind: String) throws(CaseError) -> String {
    try known(text(shape), among: words, of: kind, at: shape.path)
  }

  func word(
    _ shape: JSONShape, _ name: String, among words: [String], of kind: String
  ) throws(CaseError) -> String {
    try word(member(shape, name), among: words, of: kind)
  }

  func words(_ shape: JSONShape, among words: [String], of kind: String) throws(CaseError) -> [String] {
    var found: [String] = []
    for element in try elements(shape) { found.append(try word(element, among: words, of: kind)) }
    return found
  }

  func partition(_ shape: JSONShape) throws(CaseError) -> Partition {
    let text = try text(shape)
    guard let partition = Partition(text: text) else {
      throw error(shape.path, .unknownWord(text, of: "partition"))
    }
    return partition
  }
}
