/// Names a change inside a supersedes-list: the log of an origin, the place in it, and the first eight bytes of the
/// change's hash, so that after a fork it is known which version was meant.
@frozen
public struct ChangeName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var origin: OriginID
  /// 1… in the origin's log of one partition.
  public var sequence: UInt64
  public var short: UInt64

  @inlinable
  public init(origin: OriginID, sequence: UInt64, short: UInt64) {
    self.origin = origin
    self.sequence = sequence
    self.short = short
  }

  @inlinable
  public static func < (a: ChangeName, b: ChangeName) -> Bool {
    if a.origin != b.origin { return a.origin < b.origin }
    if a.sequence != b.sequence { return a.sequence < b.sequence }
    return a.short < b.short
  }

  /// `5f0c12ab:17`, for people and logs.
  public var description: String { "\(origin.description.prefix(8)):\(sequence)" }
}

/// Identity of an applied change: its name with the whole hash.
@frozen
public struct ChangeID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var origin: OriginID
  public var sequence: UInt64
  public var hash: Hash256

  @inlinable
  public init(origin: OriginID, sequence: UInt64, hash: Hash256) {
    self.origin = origin
    self.sequence = sequence
    self.hash = hash
  }

  @inlinable
  public var name: ChangeName {
    ChangeName(origin: origin, sequence: sequence, short: hash.short)
  }

  /// By hash first: the order of siblings, the same on every replica.
  @inlinable
  public static func < (a: ChangeID, b: ChangeID) -> Bool {
    if a.hash != b.hash { return a.hash < b.hash }
    if a.origin != b.origin { return a.origin < b.origin }
    return a.sequence < b.sequence
  }

  public var description: String { name.description }
}
