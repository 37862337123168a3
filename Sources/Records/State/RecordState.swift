package import Causality

/// What one applied write put into a group.
package struct GroupContent: Hashable, Sendable {
  package var stamp: Stamp
  package var values: GroupValues

  package init(stamp: Stamp, values: GroupValues) {
    self.stamp = stamp
    self.values = values
  }
}

/// One group of a record: its number and its siblings.
package struct GroupState: Hashable, Sendable {
  package var group: UInt64
  package var siblings: Siblings<GroupContent>

  package init(group: UInt64, siblings: Siblings<GroupContent>) {
    self.group = group
    self.siblings = siblings
  }

  /// More than one sibling with more than one value: what rules or a person must settle.
  package var hasRivals: Bool {
    guard let first = siblings.entries.first, siblings.count > 1 else { return false }
    return siblings.entries.contains { $0.content.values != first.content.values }
  }
}

/// A record as the fold of the changes applied to it: a function of their set and of nothing else.
///
/// Invariants: groups are sorted by number and never empty; siblings are sorted by hash. The fold knows groups and
/// bytes; what the schema and the rules make of them is a view.
package struct RecordState: Hashable, Sendable {
  /// Number of the implicit group of every root.
  package static let lifeGroup: UInt64 = 0

  package let record: RecordID
  package var entity: UInt64
  package var root: RecordID?
  package var groups: [GroupState]

  package init(record: RecordID, entity: UInt64, root: RecordID? = nil, groups: [GroupState] = []) {
    self.record = record
    self.entity = entity
    self.root = root
    self.groups = groups
  }

  package subscript(group: UInt64) -> Siblings<GroupContent> {
    let place = position(of: group)
    guard place < groups.count, groups[place].group == group else { return Siblings() }
    return groups[place].siblings
  }

  /// Applies the groups that `change` writes on this record. The life of the root is a step of its own, since the
  /// root may be another record.
  package mutating func apply(_ change: ChangePayload, stamp: Stamp, id: ChangeID) {
    if groups.count <= 1 { groups.reserveCapacity(groups.count + change.writes.count + 1) }
    for write in change.writes {
      let content = GroupContent(stamp: stamp, values: write.values)
      update(write.group) { $0.apply(id, content, superseding: write.supersedes) }
    }
  }

  /// Applies what a change does to the life of this root: its own change or one of a child.
  package mutating func apply(_ life: LifeWrite, stamp: Stamp, id: ChangeID) {
    let content = GroupContent(stamp: stamp, values: GroupValues(life: life.act))
    let supersedesDeletes = life.act != .touch || stamp.kind == .resolution
    update(Self.lifeGroup) { siblings in
      if supersedesDeletes
        || !siblings.indices.contains(where: { siblings.content(at: $0).lifeAct == .delete })
      {
        siblings.apply(id, content, superseding: life.supersedes)
        return
      }
      let names = life.supersedes.filter { name in
        !siblings.entries.contains { $0.id.name == name && $0.content.lifeAct == .delete }
      }
      siblings.apply(id, content, superseding: names)
    }
  }

  /// Joins the same record of another replica (`replication.md`, Snapshots). Entity and root are the largest that any
  /// change of either names, as in the fold: a root may be held on one side only as what a child's change touched.
  package func joined(
    with other: RecordState, covers: (ChangeID) -> Bool, otherCovers: (ChangeID) -> Bool
  ) -> RecordState {
    let roots = [root, other.root].compactMap { $0 }
    var result = RecordState(record: record, entity: max(entity, other.entity), root: roots.max())
    for group in Set(groups.map(\.group) + other.groups.map(\.group)).sorted() {
      let siblings = self[group].joined(with: other[group], covers: covers, otherCovers: otherCovers)
      if !siblings.isEmpty { result.groups.append(GroupState(group: group, siblings: siblings)) }
    }
    return result
  }

  private mutating func update(_ group: UInt64, _ body: (inout Siblings<GroupContent>) -> Void) {
    let place = position(of: group)
    if place < groups.count, groups[place].group == group {
      body(&groups[place].siblings)
    } else {
      var state = GroupState(group: group, siblings: Siblings())
      body(&state.siblings)
      if place == groups.count { groups.append(state) } else { groups.insert(state, at: place) }
    }
  }

  private func position(of group: UInt64) -> Int {
    var place = 0
    while place < groups.count, groups[place].group < group { place += 1 }
    return place
  }
}

/// What the life group of a root says.
package enum LifeStatus: Hashable, Sendable {
  case alive
  case deleted
  /// A delete stands beside a touch that had not seen it: a person decides.
  case disputed
}

extension RecordState {
  package var life: LifeStatus {
    var deletes = 0
    var others = 0
    for entry in self[Self.lifeGroup].entries {
      if entry.content.lifeAct == .delete { deletes += 1 } else { others += 1 }
    }
    if deletes == 0 { return .alive }
    return others == 0 ? .deleted : .disputed
  }
}

extension GroupValues {
  package init(life act: LifeAct) { self = act == .touch ? Self.touch : Self.bytes(of: act) }

  /// Every change of a root and of its children bears it, so its bytes are shared.
  private static let touch = bytes(of: .touch)

  private static func bytes(of act: LifeAct) -> GroupValues {
    GroupValues(checked: [0x81, UInt8(act.rawValue)])
  }
}

extension GroupContent {
  /// The act of a sibling of the life group; anything unreadable counts as a touch.
  package var lifeAct: LifeAct {
    let bytes = values.slice
    guard bytes.count == 2, bytes[bytes.startIndex] == 0x81 else { return .touch }
    return LifeAct(rawValue: UInt64(bytes[bytes.startIndex + 1])) ?? .touch
  }
}
