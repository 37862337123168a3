package import Causality
package import Records

/// What must be, by other means than the code: every write that was made, with what its author had been shown, and from
/// that alone which writes stand. It knows tokens (the `reason` of each write), never hashes or vectors.
package struct Oracle {
  /// One group or life as its author saw it and what was put there.
  package struct Part: Sendable {
    package let seen: Set<String>
    package let values: GroupValues
  }

  package struct Write: Sendable {
    package let token: String
    package let partition: Partition
    package let record: RecordID
    package let root: RecordID
    package let kind: ChangeKind
    package let act: LifeAct
    package private(set) var lifeSeen: Set<String>
    package let groups: [UInt64: Part]
    /// Set where a replica said that it is durable.
    package var isAcknowledged = false
    package var id: ChangeID?

    package init(
      token: String, partition: Partition, record: RecordID, root: RecordID, kind: ChangeKind, act: LifeAct,
      lifeSeen: Set<String>, groups: [UInt64: Part]
    ) {
      self.token = token
      self.partition = partition
      self.record = record
      self.root = root
      self.kind = kind
      self.act = act
      self.lifeSeen = lifeSeen
      self.groups = groups
    }

    /// The parts of one act, in order: whoever makes an act has seen what its earlier parts did to the life of a root.
    package static func parts(of act: [Write]) -> [Write] {
      var last: [RecordID: String] = [:]
      return act.map { part in
        var part = part
        if let before = last[part.root] { part.lifeSeen.insert(before) }
        last[part.root] = part.token
        return part
      }
    }
  }

  package private(set) var writes: [Write] = []
  private var tokens: [ChangeName: String] = [:]
  private var places: [String: Int] = [:]

  package init() {}

  package var acknowledgedCount: Int { writes.count { $0.isAcknowledged } }

  /// The write happened, whether or not its author heard so.
  package mutating func happened(_ write: Write, as id: ChangeID, acknowledged: Bool) {
    var write = write
    write.id = id
    write.isAcknowledged = acknowledged
    tokens[id.name] = write.token
    places[write.token] = writes.count
    writes.append(write)
  }

  /// The tokens of what a form shows; `nil` where it shows what nobody wrote.
  package func seen(_ names: [ChangeName]) -> Set<String>? {
    var seen: Set<String> = []
    for name in names {
      guard let token = tokens[name] else { return nil }
      seen.insert(token)
    }
    return seen
  }

  package func token(of name: ChangeName) -> String { tokens[name] ?? "nobody's \(name)" }

  package subscript(token: String) -> Write? { places[token].map { writes[$0] } }

  /// What must stand: for each record and group the tokens of the writes that no write supersedes.
  package func standing(in partition: Partition) -> [RecordID: [UInt64: Set<String>]] {
    var made: [RecordID: [UInt64: Set<String>]] = [:]
    var gone: [RecordID: [UInt64: Set<String>]] = [:]
    for write in writes where write.partition == partition {
      for (group, part) in write.groups {
        made[write.record, default: [:]][group, default: []].insert(write.token)
        gone[write.record, default: [:]][group, default: []].formUnion(part.seen)
      }
      made[write.root, default: [:]][RecordState.lifeGroup, default: []].insert(write.token)
      let ended = write.lifeSeen.filter { token in
        guard let other = self[token] else { return false }
        return other.act != .delete || write.act != .touch || write.kind == .resolution
      }
      gone[write.root, default: [:]][RecordState.lifeGroup, default: []].formUnion(ended)
    }
    for (record, groups) in made {
      for (group, tokens) in groups {
        made[record]?[group] = tokens.subtracting(gone[record]?[group] ?? [])
      }
    }
    return made
  }
}
