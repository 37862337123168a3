internal import Causality
package import Records
internal import Store

/// The version of what somebody looked at: eight hexadecimal digits over the writes that stand, so that a command typed
/// later can say what it was shown.
///
///     tram person show 0201…    →  Phiên bản đã xem  3fa90c1b
///     tram person edit 0201… --seen 3fa90c1b …
package struct Seen: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  /// Of all that is shown of a record. Its life is left out while nobody deleted it: a paper that was added to a person
  /// does not change what a form about the person shows.
  package init(_ state: RecordState) { self.init([state]) }

  /// Of records that are shown beside each other.
  package init(_ states: [RecordState]) {
    var bytes: [UInt8] = []
    for state in states {
      state.record.bits.append(to: &bytes)
      for group in state.groups where group.group != RecordState.lifeGroup || state.life != .alive {
        Self.append(group, to: &bytes)
      }
    }
    self.init(hashOf: bytes)
  }

  /// Of one group's siblings.
  package init(_ state: RecordState, group: UInt64) {
    var bytes: [UInt8] = []
    state.record.bits.append(to: &bytes)
    Self.append(GroupState(group: group, siblings: state[group]), to: &bytes)
    self.init(hashOf: bytes)
  }

  private init(hashOf bytes: [UInt8]) {
    description = String(CryptoHashing().hash(bytes).description.prefix(8))
  }

  private static func append(_ group: GroupState, to bytes: inout [UInt8]) {
    bytes += Array("\(group.group):".utf8)
    for entry in group.siblings.entries { bytes += entry.id.hash.bytes }
  }

  /// Whether that is what was typed.
  package func matches(_ typed: String) -> Bool { typed.lowercased() == description }
}

extension Session {
  /// Ends the command where `--seen` names another version than stands now.
  func require(_ seen: Seen, _ invocation: Invocation, else problem: Problem, _ values: SafeText...) throws {
    guard let typed = invocation.first("--seen"), !seen.matches(typed) else { return }
    throw Told(fail(problem, values))
  }
}
