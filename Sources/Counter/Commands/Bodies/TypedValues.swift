internal import Causality
internal import Procedures
internal import Records

/// Values of one group as a person typed them: one bare value where the group has one field, else `field=value` for each
/// field that is not as it is shown.
struct TypedValues {
  let typed: [String]
  let group: Group
  /// What is shown of the group; what is not typed stays so.
  let base: [Value]

  init(_ typed: [String], of group: Group, startingWith base: [Value]) {
    self.typed = typed
    self.group = group
    self.base = base
  }

  /// All fields of the group, in the schema's order. Ends the command where a text is no value of its field.
  func values(_ session: Session) throws -> [Value] {
    var values = group.fields.indices.map { $0 < base.count ? base[$0] : .null }
    for text in typed {
      let sign = text.firstIndex(of: "=")
      let name = sign.map { String(text[..<$0]) }
      if let name, let sign, let index = group.index(of: name) {
        values[index] = try value(String(text[text.index(after: sign)...]), group.fields[index], session)
      } else if group.fields.count == 1 {
        values[0] = try value(text, group.fields[0], session)
      } else {
        throw Told(session.fail(Texts.problems.unknownField, SafeText(name ?? text)))
      }
    }
    return values
  }

  private func value(_ text: String, _ field: Field, _ session: Session) throws -> Value {
    do throws(UnfitText) {
      return try field.type.value(typed: text)
    } catch {
      throw Told(
        session.fail(Texts.problems.badValue, session.label(field.name), session.wanted(of: field.name)))
    }
  }
}

/// A text that is no value of a field.
struct UnfitText: Error, Equatable {
  enum Wanted: Equatable { case words([String]), day, number, id }
  let wanted: Wanted
}

extension FieldType {
  /// The value that a person means by a text; an empty text is "not known". Letters are composed.
  func value(typed text: String) throws(UnfitText) -> Value {
    if text.isEmpty { return .null }
    switch self {
    case .text, .document: return .text(composed(text))
    case .choice(let words):
      guard words.contains(text) else { throw UnfitText(wanted: .words(words)) }
      return .text(text)
    case .partialDate:
      guard let date = PartialDate(text) else { throw UnfitText(wanted: .day) }
      return .text(date.description)
    case .integer, .amount:
      guard let number = Int64(text) else { throw UnfitText(wanted: .number) }
      return .int(number)
    case .instant:
      guard let day = CivilDate(text) else { throw UnfitText(wanted: .day) }
      return .int(HanoiTime(day).millisecondsSinceEpoch)
    case .boolean:
      guard let truth = ["true": true, "false": false][text] else {
        throw UnfitText(wanted: .words(["true", "false"]))
      }
      return .bool(truth)
    case .reference:
      guard let record = RecordID(text: text) else { throw UnfitText(wanted: .id) }
      return .record(record)
    case .hash: throw UnfitText(wanted: .id)
    }
  }
}
