import Causality

/// The canonical bytes of a record's state, the same on every replica that applied the same changes:
///
///     state  = [1, h'record', entity, null / h'root', writes, groups]
///     writes = [[h'origin', sequence, h'hash', time, flags, kind, author, source]…]   sorted, each once
///     groups = [[group, [[index into writes, values]…]]…]
extension RecordState {
  package static let format: UInt64 = 1
  /// A bound for a reader of damaged bytes; nothing that a replica folds is refused to be stored.
  package static let writesMax = 1 << 20

  package var encoded: [UInt8] {
    let writes = standingWrites
    var out = CBORWriter(capacity: 512)
    out.array(6)
    out.uint(Self.format)
    out.bits(record.bits)
    out.uint(entity)
    if let root { out.bits(root.bits) } else { out.null() }
    out.array(writes.count)
    for write in writes {
      out.array(8)
      out.bits(write.id.origin.bits)
      out.uint(write.id.sequence)
      out.hash(write.id.hash)
      out.uint(write.stamp.time.raw)
      out.uint(write.stamp.isSuspect ? 1 : 0)
      out.uint(write.stamp.kind.rawValue)
      out.text(write.stamp.author)
      out.text(write.stamp.source)
    }
    out.array(groups.count)
    for group in groups {
      out.array(2)
      out.uint(group.group)
      out.array(group.siblings.count)
      for entry in group.siblings.entries {
        out.array(2)
        out.uint(UInt64(place(of: entry.id, in: writes)))
        out.raw(entry.content.values.bytes)
      }
    }
    return out.bytes
  }

  /// The writes that stand in any group, sorted, each once. Most records have a handful; one that hundreds of pens wrote
  /// at once is sorted instead of searched.
  private var standingWrites: [(id: ChangeID, stamp: Stamp)] {
    var writes: [(id: ChangeID, stamp: Stamp)] = []
    let isCrowded = groups.contains { $0.siblings.count > 32 }
    for group in groups {
      for entry in group.siblings.entries
      where isCrowded || !writes.contains(where: { $0.id == entry.id }) {
        writes.append((entry.id, entry.content.stamp))
      }
    }
    if writes.count > 1 { writes.sort { $0.id < $1.id } }
    guard isCrowded else { return writes }
    var distinct: [(id: ChangeID, stamp: Stamp)] = []
    for write in writes where distinct.last?.id != write.id { distinct.append(write) }
    return distinct
  }

  /// By halves: `writes` are sorted and hold `id`.
  private func place(of id: ChangeID, in writes: [(id: ChangeID, stamp: Stamp)]) -> Int {
    guard writes.count > 32 else { return writes.firstIndex { $0.id == id } ?? 0 }
    var low = 0
    var high = writes.count
    while low < high {
      let middle = (low + high) / 2
      if writes[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Fails with `CBORError` for bytes that no state has: what is read and written again is the same bytes, so a state
  /// that came with a snapshot can be compared by them.
  package init(encoded bytes: [UInt8]) throws(CBORError) {
    var reader = CBORReader(bytes)
    try reader.array(exactly: 6)
    let format = try reader.uint()
    guard format == Self.format else { throw .unknownFormat(format) }
    let record = RecordID(try reader.bits())
    let entity = try reader.uint(max: ChangeLimits.entityMax)
    let root = try reader.isNull() ? nil : RecordID(try reader.bits())
    let writeCount = try reader.array(max: Self.writesMax)
    var writes: [(id: ChangeID, stamp: Stamp)] = []
    writes.reserveCapacity(writeCount)
    for _ in 0..<writeCount {
      let at = reader.position
      let write = try reader.stampedID()
      if let last = writes.last { guard last.id < write.id else { throw .invalid(at: at) } }
      writes.append(write)
    }
    var isUsed = [Bool](repeating: false, count: writeCount)
    let groupCount = try reader.array(max: Self.writesMax)
    var groups: [GroupState] = []
    groups.reserveCapacity(groupCount)
    for _ in 0..<groupCount {
      let at = reader.position
      try reader.array(exactly: 2)
      let group = try reader.uint(max: ChangeLimits.groupMax)
      if let last = groups.last { guard last.group < group else { throw .invalid(at: at) } }
      let count = try reader.array(max: Self.writesMax)
      guard count > 0 else { throw .invalid(at: at) }
      var entries: [Siblings<GroupContent>.Entry] = []
      entries.reserveCapacity(count)
      for _ in 0..<count {
        try reader.array(exactly: 2)
        let at = reader.position
        let index = Int(try reader.uint(max: UInt64(Self.writesMax)))
        guard index < writes.count else { throw .invalid(at: at) }
        if let last = entries.last { guard last.id < writes[index].id else { throw .invalid(at: at) } }
        isUsed[index] = true
        let content = GroupContent(stamp: writes[index].stamp, values: try reader.groupValues())
        entries.append(.init(id: writes[index].id, content: content))
      }
      groups.append(GroupState(group: group, siblings: Siblings(entries: entries)))
    }
    try reader.finish()
    guard isUsed.allSatisfy(\.self) else { throw .invalid(at: 0) }
    self.init(record: record, entity: entity, root: root, groups: groups)
  }
}

extension CBORReader {
  fileprivate mutating func stampedID() throws(CBORError) -> (id: ChangeID, stamp: Stamp) {
    try array(exactly: 8)
    let origin = OriginID(try bits())
    let sequence = try uint(max: ChangeLimits.sequenceMax)
    let hash = try hash()
    let time = HybridTime(raw: try uint())
    let flags = try uint(max: 1)
    let at = position
    guard let kind = ChangeKind(rawValue: try uint()) else { throw .invalid(at: at) }
    let author = try text(max: ChangeLimits.nameBytesMax)
    let source = try text(max: ChangeLimits.nameBytesMax)
    return (
      ChangeID(origin: origin, sequence: sequence, hash: hash),
      Stamp(time: time, isSuspect: flags & 1 == 1, kind: kind, author: author, source: source)
    )
  }
}
