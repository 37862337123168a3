package import Causality
package import Records

/// One field and what somebody typed for it: `("phone", "0912 345 678")`, `("name.given", "Lan")`.
package struct FieldInput: Hashable, Sendable {
  package static let textBytesMax = 4_096

  package let field: String
  /// Empty for "not known".
  package let text: String

  package init(_ field: String, _ text: String) {
    self.field = field
    self.text = text
  }
}

/// Finds the record that a text names in the schema's entity: an id, a number.
package typealias ReferenceFinder = (_ entity: String, _ text: String) -> RecordID?

extension Sheet {
  /// Groups that only the program writes.
  private static let programGroups: Set<String> = ["merged", "import", "code", "link", "receipt"]

  /// The writes that turn this sheet into one with the given fields; the other fields of their groups stay.
  ///
  /// Fields that hold what was typed already are no change; fails with `.nothingToChange` when none is left.
  package func writes(
    _ inputs: [FieldInput], finding: ReferenceFinder
  ) throws(DeskRefusal) -> [GroupDraft] {
    var changed: [(group: Group, values: [Value])] = []
    for input in inputs {
      let (group, index) = try place(of: input.field)
      guard !Self.programGroups.contains(group.name) else { throw .notEditable(input.field) }
      let field = group.fields[index]
      let value = try field.read(input.text, finding: finding)
      if let known = changed.firstIndex(where: { $0.group == group }) {
        changed[known].values[index] = value
      } else {
        var values = values(group)
        values[index] = value
        changed.append((group, values))
      }
    }
    let real = changed.filter { group, values in values != self.values(group) || state[group.number].isEmpty }
    guard !real.isEmpty else { throw .nothingToChange }
    return real.map { write($0.group, $0.values) }
  }

  /// `given` or `name.given`.
  private func place(of name: String) throws(DeskRefusal) -> (group: Group, index: Int) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let last = parts.last, let found = entity.field(named: String(last)),
      parts.count == 1 || parts[0] == found.group.name
    else { throw .unknownField(name) }
    return found
  }
}

extension Field {
  /// The value that a text means for this field; null for an empty text.
  package func read(_ typed: String, finding: ReferenceFinder) throws(DeskRefusal) -> Value {
    let text = trimmed(composed(typed))
    guard !text.isEmpty else { return .null }
    guard text.utf8.count <= FieldInput.textBytesMax else { throw .textTooLong(field: name) }
    let unfit = DeskRefusal.unfitValue(field: name, type)
    switch type {
    case .text:
      // Checked where people type. What a register says is taken as it says it.
      if name == "phone", PhoneNumber(text) == nil { throw unfit }
      if name == "personal_id", PersonalID(text) == nil { throw unfit }
      return .text(text)
    case .integer, .amount:
      let digits = text.filter { $0 != " " && $0 != "." && $0 != "," }
      guard let number = Int64(digits), type != .amount || number >= 0 else { throw unfit }
      return .int(number)
    case .boolean:
      switch folded(text) {
      case "true", "yes", "co", "1": return .bool(true)
      case "false", "no", "khong", "0": return .bool(false)
      default: throw unfit
      }
    case .partialDate:
      guard let date = PartialDate(text) else { throw unfit }
      return .text(date.description)
    case .instant:
      let parts = text.split(separator: " ")
      guard (1...2).contains(parts.count), let day = CivilDate(parts[0]) else { throw unfit }
      guard parts.count == 2 else { return .int(HanoiTime(day).millisecondsSinceEpoch) }
      guard let minute = HanoiTime.minute(of: String(parts[1])) else { throw unfit }
      return .int(HanoiTime(day, minute: minute).millisecondsSinceEpoch)
    case .reference(let entity):
      guard let record = finding(entity, text) else { throw .referenceUnknown(field: name) }
      return .record(record)
    case .hash:
      guard let bytes = bytesFromHex(text.utf8), bytes.count == 32 else { throw unfit }
      return .bytes(bytes)
    case .choice(let words):
      guard words.contains(text) else { throw unfit }
      return .text(text)
    case .document: throw .notEditable(name)
    }
  }
}

/// Without spaces at either end.
func trimmed(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
  else { return "" }
  return String(scalars[first...last])
}

/// The text, or null where nothing but spaces is left.
package func typedValue(_ text: String?) -> Value {
  let text = trimmed(composed(text ?? ""))
  return text.isEmpty ? .null : .text(text)
}
