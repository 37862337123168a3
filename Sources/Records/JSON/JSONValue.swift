/// A JSON document (RFC 8259) as a value.
///
/// - Members of an object keep the order in which they were written or read; names are unique (the reader refuses
///   a second one, and a writer that makes one has a bug).
/// - Numbers are 64-bit integers: nothing in a record is a fraction, and a number that loses digits on the way is
///   worse than a refusal.
/// - Texts are compared by their bytes, not by canonical equivalence: "é" composed and decomposed differ.
///
/// Literals work, and an object literal keeps its order: `["schema": "node.status/1", "conflicts": 3]`.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One name and its value in an object.
  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }

    package static func == (left: Member, right: Member) -> Bool {
      left.name.utf8.elementsEqual(right.name.utf8) && left.value == right.value
    }
  }

  /// The member with that name, or nil when there is none or this is no object. To set one replaces it in place or
  /// appends it; to set nil removes it.
  package subscript(name: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      self = .null  // Releases the array, so that the change below is made in place.
      let place = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var integer: Int64? { if case .int(let integer) = self { integer } else { nil } }
  package var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }
  package var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSONValue: Equatable {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0, $1) })
  }

  /// The text, or null.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// The integer, or null. An unsigned number beyond `Int64.max` is written as its decimal text.
  package init(_ integer: (some BinaryInteger)?) {
    guard let integer else {
      self = .null
      return
    }
    self = Int64(exactly: integer).map { .int($0) } ?? .string(String(integer))
  }
}
