/// Why a line was not imported. Names members, never what they hold.
package enum ImportRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Longer than `ImportLimits.lineBytesMax`.
  case tooLong
  /// Not one JSON object of our kind.
  case malformed
  case unknownKind
  case missing(String)
  case unknownMember(String)
  /// The member does not hold what the schema says of its field.
  case unfit(String)
  /// The holder of a document is neither in the replica nor in the lines before.
  case holderUnknown
  /// The same key was in the lines just before.
  case repeatedKey
  /// The record was deleted here; it must be restored before a register can write to it.
  case deleted
  /// The replica refused it.
  case refused(String)

  /// One word, and the member: `unfit:birth_date`.
  package var description: String {
    switch self {
    case .tooLong: "too-long"
    case .malformed: "malformed"
    case .unknownKind: "unknown-kind"
    case .missing(let member): "missing:\(member)"
    case .unknownMember(let member): "unknown-member:\(member)"
    case .unfit(let member): "unfit:\(member)"
    case .holderUnknown: "holder-unknown"
    case .repeatedKey: "repeated-key"
    case .deleted: "deleted"
    case .refused(let why): "refused:\(why)"
    }
  }
}

/// A refused line, by its number from 1.
package struct RefusedLine: Hashable, Sendable {
  package let line: Int
  package let reason: ImportRefusal

  package init(line: Int, reason: ImportRefusal) {
    self.line = line
    self.reason = reason
  }
}

package enum ImportLimits {
  /// `FORMAT.md` promises 4,096.
  package static let lineBytesMax = 16_384
  /// Longest text of one member.
  package static let textBytesMax = 1_024
  /// Drafts that one commit of a group takes.
  package static let groupDraftsMax = 1_000
  /// Lines of one household that are held at once.
  package static let blockLinesMax = 200
}
