/// The unit of partial replication: every record lives in exactly one, and a grant is always for a whole one.
package enum Partition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Population and documents of a commune: `unit/06184`.
  case unit(String)
  /// Dossiers of a center, its number leases: `center/H37.05`.
  case center(String)
  /// Procedures, document types, calendars, units, conflict rules.
  case catalogue
  /// Node keys, grants, revocations; written by the province, read by all.
  case registry
  /// Who looked at whom, append only: `access/H37.05`.
  case access(String)

  /// Longest text of a partition, in bytes.
  package static let textBytesMax = 64

  /// Reads `unit/06184`; codes are 1 to 40 of the letters, digits, `.`, `-` and `_`. `nil` for anything else.
  package init?(text: String) {
    switch text {
    case "catalogue": self = .catalogue
    case "registry": self = .registry
    default:
      let utf8 = text.utf8
      guard let slash = utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
      let code = text[utf8.index(after: slash)...]
      guard Self.isCode(code) else { return nil }
      switch text[..<slash] {
      case "unit": self = .unit(String(code))
      case "center": self = .center(String(code))
      case "access": self = .access(String(code))
      default: return nil
      }
    }
  }

  package static func isCode(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    return (1...40).contains(bytes.count)
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  package var text: String {
    switch self {
    case .unit(let code): "unit/" + code
    case .center(let code): "center/" + code
    case .catalogue: "catalogue"
    case .registry: "registry"
    case .access(let code): "access/" + code
    }
  }

  package var description: String { text }

  /// Smaller first: what a session carries before the rest (`replication.md`, Order of importance).
  package var importance: Int {
    switch self {
    case .registry: 0
    case .center: 1
    case .catalogue: 2
    case .unit: 3
    case .access: 4
    }
  }

  /// By importance, then by text.
  package static func < (a: Partition, b: Partition) -> Bool {
    a.importance != b.importance ? a.importance < b.importance : a.text < b.text
  }
}
