import Foundation
import Procedures

/// Writes one JSON object to a line, as `FORMAT.md` says, through a buffer.
struct Lines {
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private(set) var households = 0
  private(set) var persons = 0
  private(set) var documents = 0

  init(_ file: FileHandle) {
    self.file = file
    buffer.reserveCapacity(bufferBytes + 4_096)
  }

  mutating func write(household code: String, unit: String, address: String, head: Int) throws {
    households += 1
    begin("household", key: key("h", households))
    member("code", code)
    member("unit", unit)
    member("address", address)
    member("head", key("p", head))
    try end()
  }

  mutating func write(_ person: Person, residence: Residence) throws {
    persons += 1
    begin("person", key: key("p", person.number))
    member("surname", person.surname)
    member("middle", person.middle)
    member("given", person.given)
    member("birth_date", person.birthShown.description)
    member("sex", person.sex.rawValue)
    member("personal_id", person.personalID)
    member("old_number", person.oldNumber)
    member("ethnicity", person.ethnicity)
    member("nationality", "Việt Nam")
    member("birth_place", person.birthPlace)
    member("hometown", person.hometown)
    member("phone", person.phone)
    member("email", person.email)
    member("residence_unit", residence.unit)
    member("residence_address", residence.address)
    member("residence_kind", residence.kind)
    member("household", key("h", households))
    member("relation_to_head", person.relation.rawValue)
    member("marital_status", person.marital.rawValue)
    member("vital_status", "alive")
    member("mother", person.mother.map { key("p", $0) })
    member("father", person.father.map { key("p", $0) })
    member("spouse", person.spouse.map { key("p", $0) })
    try end()
  }

  mutating func write(_ document: Document, of person: Int) throws {
    documents += 1
    begin("document", key: key("d", documents))
    member("person", key("p", person))
    member("type", document.type)
    member("number", document.number)
    member("issued_on", document.issued.description)
    member("expires_on", document.expires?.description)
    member("issuer", document.issuer)
    member("status", "valid")
    try end()
  }

  mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    try file.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func key(_ letter: String, _ number: Int) -> String { "\(letter)-\(padded(number, 6))" }

  private mutating func begin(_ kind: String, key: String) {
    buffer.append(contentsOf: "{\"kind\":\"\(kind)\",\"key\":\"\(key)\"".utf8)
  }

  /// What is not known is left out.
  private mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    buffer.append(contentsOf: ",\"".utf8)
    buffer.append(contentsOf: name.utf8)
    buffer.append(contentsOf: "\":\"".utf8)
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        buffer.append(UInt8(ascii: "\\"))
        buffer.append(byte)
      case ..<0x20:
        // Control characters have no place in any of these texts.
        buffer.append(UInt8(ascii: " "))
      default:
        buffer.append(byte)
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private mutating func end() throws {
    buffer.append(contentsOf: "}\n".utf8)
    if buffer.count >= bufferBytes { try flush() }
  }
}

/// Where the members of a household live.
struct Residence {
  var unit: String
  var address: String
  /// `permanent` or `temporary`.
  var kind: String
}

private let bufferBytes = 1 << 20
