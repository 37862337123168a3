/// A value with its place in the document, for reading a document of a known shape with errors that say where.
///
///     let rule = JSONShape(try JSONValue.parse(bytes))
///     let entity = try rule.member("entity").text()
///     for group in try rule.member("groups").elements() { … }
package struct JSONShape: Sendable {
  package let value: JSONValue
  /// Where the value stands: `groups[3].rule`, empty for the document itself.
  package let path: String

  package init(_ value: JSONValue, path: String = "") {
    self.value = value
    self.path = path
  }

  /// The member with that name; throws `.missing` when there is none, `.object` when this is no object.
  package func member(_ name: String) throws(JSONShapeError) -> JSONShape {
    guard let member = try optional(name) else { throw JSONShapeError(.missing, path: below(name)) }
    return member
  }

  /// The member with that name, or nil when it is absent or null.
  package func optional(_ name: String) throws(JSONShapeError) -> JSONShape? {
    guard case .object = value else { throw JSONShapeError(.object, path: path) }
    guard let member = value[name], member != .null else { return nil }
    return JSONShape(member, path: below(name))
  }

  package func text() throws(JSONShapeError) -> String {
    guard let text = value.text else { throw JSONShapeError(.text, path: path) }
    return text
  }

  package func integer() throws(JSONShapeError) -> Int64 {
    guard let integer = value.integer else { throw JSONShapeError(.integer, path: path) }
    return integer
  }

  package func truth() throws(JSONShapeError) -> Bool {
    guard let truth = value.truth else { throw JSONShapeError(.truth, path: path) }
    return truth
  }

  package func elements() throws(JSONShapeError) -> [JSONShape] {
    guard let elements = value.elements else { throw JSONShapeError(.array, path: path) }
    return elements.enumerated().map { JSONShape($1, path: "\(path)[\($0)]") }
  }

  /// All members, in the document's order.
  package func members() throws(JSONShapeError) -> [(name: String, shape: JSONShape)] {
    guard let members = value.members else { throw JSONShapeError(.object, path: path) }
    return members.map { ($0.name, JSONShape($0.value, path: below($0.name))) }
  }

  /// Refuses a name that is not among those given: a typing error in a file of rules must not pass as silence.
  package func allows(only names: String...) throws(JSONShapeError) {
    for member in try members() where !names.contains(member.name) {
      throw JSONShapeError(.unknown, path: member.shape.path)
    }
  }

  private func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

/// A document that is well formed and not what it should be: at `path` there should be an `expectation`.
package struct JSONShapeError: Error, Equatable, Sendable {
  package enum Expectation: String, Equatable, Sendable {
    case object, array, text, integer, truth
    /// A member that must be there is not.
    case missing
    /// A member that nobody knows is there.
    case unknown
    /// The value has the right type and a content that the reader refuses.
    case invalid
  }

  package let expectation: Expectation
  package let path: String

  package init(_ expectation: Expectation, path: String) {
    self.expectation = expectation
    self.path = path
  }
}
