import HTTP

/// What a browser sent from a form: names and values of `application/x-www-form-urlencoded`, in their order.
package struct FormBody: Equatable, Sendable {
  package static let mediaType = "application/x-www-form-urlencoded"
  package static let fieldsMax = 400
  package static let bytesMax = 128 << 10

  package private(set) var fields: [(name: String, value: String)] = []

  package init() {}

  /// `nil` for what no form of ours sends: broken escapes, bytes that are no UTF-8, too many fields.
  package init?(_ body: [UInt8]) {
    guard body.count <= Self.bytesMax, let text = String(validating: body, as: UTF8.self) else { return nil }
    guard !text.isEmpty else { return }
    for pair in text.split(separator: "&", omittingEmptySubsequences: false) {
      guard fields.count < Self.fieldsMax else { return nil }
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Percent.decoded(halves[0], plusIsSpace: true),
        let value = Percent.decoded(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
      else { return nil }
      fields.append((name, value))
    }
  }

  package mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

  /// The first value of that name.
  package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The value without spaces at its ends; empty where there is none.
  package func text(_ name: String) -> String {
    guard let value = self[name] else { return "" }
    let scalars = value.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  package static func == (left: FormBody, right: FormBody) -> Bool {
    left.fields.elementsEqual(right.fields) { $0 == $1 }
  }
}
