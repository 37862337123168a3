import Conflicts
package import Procedures
package import Records
import Store

/// A procedure's published texts as they were written, each with its time.
package struct ProcedureDefinitions: Sendable {
  package let all: [(validFrom: CivilDate, validTo: CivilDate?, definition: JSONValue)]

  package func definition(on day: CivilDate) -> JSONValue? {
    all.first { $0.validFrom <= day && day <= ($0.validTo ?? .last) }?.definition
  }
}

extension DeskView {
  package func procedureDefinitions(_ code: String) throws -> ProcedureDefinitions {
    guard let entity = rules.schema.entity(named: "procedure") else { return ProcedureDefinitions(all: []) }
    let found = try reader.find(.catalogueCode, "procedure:\(code)")
    return ProcedureDefinitions(
      all: found.filter { $0.life != .deleted }.compactMap { record in
        guard let from = record.text("valid_from", in: entity).flatMap({ CivilDate($0) }),
          let text = record.text("definition", in: entity), let json = try? JSONValue.parse(Array(text.utf8))
        else { return nil }
        return (from, record.text("valid_to", in: entity).flatMap { CivilDate($0) }, json)
      }.sorted { $0.validFrom < $1.validFrom })
  }
}

/// Where two documents differ: the place, and what stands there in each; nil where nothing does.
package struct Difference: Equatable, Sendable {
  /// `channels.online.fee.amount`: elements of a list go by their own name where they have one.
  package let place: String
  package let before: JSONValue?
  package let after: JSONValue?

  package init(place: String, before: JSONValue?, after: JSONValue?) {
    self.place = place
    self.before = before
    self.after = after
  }
}

extension JSONValue {
  /// Every leaf in which another document differs from this one, in the order of this one, then of the other.
  package func differences(to other: JSONValue, at place: String = "") -> [Difference] {
    if let ours = named, let theirs = other.named {
      let names = ours.names + theirs.names.filter { !ours.names.contains($0) }
      let before = Dictionary(zip(ours.names, ours.values), uniquingKeysWith: { first, _ in first })
      let after = Dictionary(zip(theirs.names, theirs.values), uniquingKeysWith: { first, _ in first })
      return names.flatMap { name -> [Difference] in
        let path = place.isEmpty ? name : "\(place).\(name)"
        guard let old = before[name], let new = after[name] else {
          return [Difference(place: path, before: before[name], after: after[name])]
        }
        return old.differences(to: new, at: path)
      }
    }
    return self == other ? [] : [Difference(place: place, before: self, after: other)]
  }

  /// The names of members, or of elements by their code, channel, id or name, else by number; nil for a leaf.
  private var named: (names: [String], values: [JSONValue])? {
    if let members { return (members.map(\.name), members.map(\.value)) }
    guard let elements else { return nil }
    let names = elements.enumerated().map { index, element in
      ["id", "channel", "code", "name", "when"].compactMap { element[$0]?.text }.first ?? String(index + 1)
    }
    return Set(names).count == names.count
      ? (names, elements) : (elements.indices.map { String($0 + 1) }, elements)
  }
}
