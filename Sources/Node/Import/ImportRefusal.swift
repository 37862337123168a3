package import Records

/// Why a line was not imported. Names members, never what they hold; the sentences are made where they are shown.
package enum ImportRefusal: Error, Hashable, Sendable {
  /// Longer than `ImportLimits.lineBytesMax`.
  case tooLong
  /// Not one JSON object; where the reader stopped, and why. `nil`: JSON of another kind.
  case malformed(JSONError.Reason?, column: Int)
  /// The file ends in the middle of this line.
  case cutShort
  case unknownKind
  case missing(String)
  case unknownMember(String)
  /// The member does not hold what the schema says of its field.
  case unfit(String)
  /// The member holds characters that nobody sees: terminal escapes, direction marks.
  case hidden(String)
  /// The holder of a document is neither in the replica nor in the lines before.
  case holderUnknown
  /// The same key was in the lines just before.
  case repeatedKey
  /// The record was deleted here; it must be restored before a register can write to it.
  case deleted
  /// The record lives in another partition.
  case elsewhere
  /// More than one change may carry.
  case tooLarge

  /// One word for programs.
  package var word: String {
    switch self {
    case .tooLong: "too-long"
    case .malformed: "malformed"
    case .cutShort: "cut-short"
    case .unknownKind: "unknown-kind"
    case .missing: "missing"
    case .unknownMember: "unknown-member"
    case .unfit: "unfit"
    case .hidden: "hidden-characters"
    case .holderUnknown: "holder-unknown"
    case .repeatedKey: "repeated-key"
    case .deleted: "deleted"
    case .elsewhere: "elsewhere"
    case .tooLarge: "too-large"
    }
  }

  /// The member that the word is about.
  package var member: String? {
    switch self {
    case .missing(let member), .unknownMember(let member), .unfit(let member), .hidden(let member): member
    default: nil
    }
  }
}

/// A refused line, by its number from 1, with its bytes as they came (cut where it was too long).
package struct RefusedLine: Hashable, Sendable {
  package let line: Int
  package let reason: ImportRefusal
  package let bytes: [UInt8]

  package init(line: Int, reason: ImportRefusal, bytes: [UInt8]) {
    self.line = line
    self.reason = reason
    self.bytes = bytes
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
