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

  @usableFromInline var size: Int
  @inlinable public var count: Int { size }
  /// The one entry of nearly every group lies in place, so that no array is made for each group of each record read; and
  /// in two parts, so that an identity is read without counting references to the content.
  @usableFromInline var onlyID: ChangeID
  @usableFromInline var onlyContent: Content?
  /// Two or more; empty otherwise.
  @usableFromInline var several: [Entry]

  @inlinable
  public init() {
    size = 0
    onlyID = Self.nobody
    onlyContent = nil
    several = []
  }

  /// Takes entries in any order; the first of several with one identity stays.
  @inlinable
  public init(entries unsorted: [Entry]) {
    self.init()
    for entry in unsorted { insert(entry.id, entry.content) }
  }

  /// Takes entries that are sorted by identity, each once, as they are.
  @inlinable
  public init(sorted entries: [Entry]) {
    self.init()
    size = entries.count
    if count == 1 {
      onlyID = entries[0].id
      onlyContent = entries[0].content
    } else {
      several = entries
    }
  }

  @inlinable
  public init(only id: ChangeID, _ content: Content) {
    size = 1
    onlyID = id
    onlyContent = content
    several = []
  }

  @inlinable static var nobody: ChangeID {
    ChangeID(origin: OriginID(Bits128(high: 0, low: 0)), sequence: 0, hash: Hash256(0, 0, 0, 0))
  }

  /// The identity of one entry.
  @inlinable public func id(at place: Int) -> ChangeID {
    guard count == 1, place == 0 else { return several[place].id }
    return onlyID
  }

  /// The content of one entry.
  @inlinable public func content(at place: Int) -> Content {
    if count == 1, place == 0, let onlyContent { return onlyContent }
    return several[place].content
  }

  /// The entries, as a collection.
  @inlinable public var entries: Siblings { self }
  @inlinable public var names: [ChangeName] { indices.map { id(at: $0).name } }

  @inlinable public func contains(_ name: ChangeName) -> Bool {
    indices.contains { id(at: $0).name == name }
  }

  /// Applies one write: what it supersedes goes, it stands. Applying it again changes nothing.
  ///
  /// The caller applies in causal order (a write arrives after all that it supersedes and before all that supersede
  /// it), which a replica's admission guarantees; so a write that was superseded never comes back.
  @inlinable public mutating func apply(_ id: ChangeID, _ content: Content, superseding names: [ChangeName]) {
    if count == 1 {
      if names.contains(onlyID.name) { size = 0 }
    } else if count > 1, !names.isEmpty {
      several.removeAll { entry in names.contains(entry.id.name) }
      settle()
    }
    insert(id, content)
  }

  /// Names that stand here and that `shown` does not list: what the author of a write had not seen.
  @inlinable public func unseen(by shown: [ChangeName]) -> [ChangeName] {
    names.filter { !shown.contains($0) }
  }

  /// Joins the same group of two replicas: a sibling stays if both have it, or if the other's vector does not cover
  /// it. Equals replaying the union of the two logs (`replication.md`, Snapshots).
  @inlinable public func joined(
    with other: Siblings, covers: (ChangeID) -> Bool, otherCovers: (ChangeID) -> Bool
  ) -> Siblings {
    var result = Siblings()
    for entry in self where other.contains(where: { $0.id == entry.id }) || !otherCovers(entry.id) {
      result.insert(entry.id, entry.content)
    }
    for entry in other where !covers(entry.id) { result.insert(entry.id, entry.content) }
    return result
  }

  @inlinable
  mutating func insert(_ id: ChangeID, _ content: Content) {
    guard count > 0 else {
      self = Siblings(only: id, content)
      return
    }
    if count == 1 {
      guard onlyID != id, let onlyContent else { return }
      let only = Entry(id: onlyID, content: onlyContent)
      let other = Entry(id: id, content: content)
      self = Siblings(sorted: onlyID < id ? [only, other] : [other, only])
      return
    }
    var place = 0
    while place < several.count, several[place].id < id { place += 1 }
    if place < several.count, several[place].id == id { return }
    several.insert(Entry(id: id, content: content), at: place)
    size += 1
  }

  /// Restores the form after entries went from several.
  @inlinable
  mutating func settle() {
    self = Siblings(sorted: several)
  }
}

/// The entries in order.
extension Siblings: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }
  @inlinable public subscript(place: Int) -> Entry { Entry(id: id(at: place), content: content(at: place)) }
}

extension Siblings.Entry: Equatable where Content: Equatable {}
extension Siblings.Entry: Hashable where Content: Hashable {}
extension Siblings: Equatable where Content: Equatable {}
extension Siblings: Hashable where Content: Hashable {}
