/// The state of one group: the writes applied, less those that an applied write supersedes.
///
/// Invariants: sorted by hash; no two entries with one identity. One entry: a plain value. More: siblings.
/// Nothing else is needed: no vector per record, no clock (compare Dotted Version Vector Sets, Preguiça et al. 2010;
/// here the context is named, not counted, because the writer is a form on a clerk's screen and not the replica).
@frozen
package struct Siblings<Content: Sendable>: Sendable {
  @frozen
  package struct Entry: Sendable {
    package var id: ChangeID
    package var content: Content
    @inlinable
    package init(id: ChangeID, content: Content) {
      self.id = id
      self.content = content
    }
  }

  package private(set) var entries: [Entry]

  package init() { entries = [] }

  /// Takes entries in any order; the first of several with one identity stays.
  package init(entries unsorted: [Entry]) {
    entries = []
    for entry in unsorted { insert(entry) }
  }

  package var isEmpty: Bool { entries.isEmpty }
  package var count: Int { entries.count }
  package var names: [ChangeName] { entries.map(\.id.name) }

  package func contains(_ name: ChangeName) -> Bool {
    entries.contains { $0.id.name == name }
  }

  /// Applies one write: what it supersedes goes, it stands. Applying it again changes nothing.
  ///
  /// The caller applies in causal order (a write arrives after all that it supersedes and before all that supersede
  /// it), which a replica's admission guarantees; so a write that was superseded never comes back.
  package mutating func apply(_ id: ChangeID, _ content: Content, superseding names: [ChangeName]) {
    if !names.isEmpty {
      entries.removeAll { entry in names.contains(entry.id.name) }
    }
    insert(Entry(id: id, content: content))
  }

  /// Names that stand here and that `shown` does not list: what the author of a write had not seen.
  package func unseen(by shown: [ChangeName]) -> [ChangeName] {
    entries.map(\.id.name).filter { !shown.contains($0) }
  }

  /// Joins the same group of two replicas: a sibling stays if both have it, or if the other's vector does not cover
  /// it. Equals replaying the union of the two logs (`replication.md`, Snapshots).
  package func joined(
    with other: Siblings, covers: (ChangeID) -> Bool, otherCovers: (ChangeID) -> Bool
  ) -> Siblings {
    var result = Siblings()
    for entry in entries where other.entries.contains(where: { $0.id == entry.id }) || !otherCovers(entry.id)
    {
      result.insert(entry)
    }
    for entry in other.entries where !covers(entry.id) { result.insert(entry) }
    return result
  }

  private mutating func insert(_ entry: Entry) {
    var place = 0
    while place < entries.count, entries[place].id < entry.id { place += 1 }
    if place < entries.count, entries[place].id == entry.id { return }
    entries.insert(entry, at: place)
  }
}

extension Siblings.Entry: Equatable where Content: Equatable {}
extension Siblings.Entry: Hashable where Content: Hashable {}
extension Siblings: Equatable where Content: Equatable {}
extension Siblings: Hashable where Content: Hashable {}
