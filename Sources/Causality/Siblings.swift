/// The state of one group: the writes applied, less those that an applied write supersedes.
///
/// Invariants: sorted by hash; no two entries with one identity. One entry: a plain value. More: siblings.
/// Nothing else is needed: no vector per record, no clock (compare Dotted Version Vector Sets, Preguiça et al. 2010;
/// here the context is named, not counted, because the writer is a form on a clerk's screen and not the replica).
///
/// Public, against the habit of this house, as are the identifiers: the compiler specializes a generic in another module
/// only from public inlinable code, and absorbing spends a fifth of its time in unspecialized siblings otherwise.
@frozen
public struct Siblings<Content: Sendable>: Sendable {
  @frozen
  public struct Entry: Sendable {
    public var id: ChangeID
    public var content: Content
    @inlinable
    public init(id: ChangeID, content: Content) {
      self.id = id
      self.content = content
    }
  }

  @usableFromInline var stored: [Entry]

  @inlinable public var entries: [Entry] { stored }

  @inlinable public init() { stored = [] }

  /// Takes entries in any order; the first of several with one identity stays.
  @inlinable
  public init(entries unsorted: [Entry]) {
    stored = []
    stored.reserveCapacity(unsorted.count)
    for entry in unsorted { insert(entry) }
  }

  @inlinable public var isEmpty: Bool { entries.isEmpty }
  @inlinable public var count: Int { entries.count }
  @inlinable public var names: [ChangeName] { entries.map(\.id.name) }

  @inlinable public func contains(_ name: ChangeName) -> Bool {
    entries.contains { $0.id.name == name }
  }

  /// Applies one write: what it supersedes goes, it stands. Applying it again changes nothing.
  ///
  /// The caller applies in causal order (a write arrives after all that it supersedes and before all that supersede
  /// it), which a replica's admission guarantees; so a write that was superseded never comes back.
  @inlinable public mutating func apply(_ id: ChangeID, _ content: Content, superseding names: [ChangeName]) {
    if !names.isEmpty {
      stored.removeAll { entry in names.contains(entry.id.name) }
    }
    insert(Entry(id: id, content: content))
  }

  /// Names that stand here and that `shown` does not list: what the author of a write had not seen.
  @inlinable public func unseen(by shown: [ChangeName]) -> [ChangeName] {
    entries.map(\.id.name).filter { !shown.contains($0) }
  }

  /// Joins the same group of two replicas: a sibling stays if both have it, or if the other's vector does not cover
  /// it. Equals replaying the union of the two logs (`replication.md`, Snapshots).
  @inlinable public func joined(
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

  @inlinable
  mutating func insert(_ entry: Entry) {
    var place = 0
    while place < stored.count, stored[place].id < entry.id { place += 1 }
    if place < stored.count, stored[place].id == entry.id { return }
    stored.insert(entry, at: place)
  }
}

extension Siblings.Entry: Equatable where Content: Equatable {}
extension Siblings.Entry: Hashable where Content: Hashable {}
extension Siblings: Equatable where Content: Equatable {}
extension Siblings: Hashable where Content: Hashable {}
