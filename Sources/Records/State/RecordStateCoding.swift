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
    var out = CBORWriter(capacity: 512)
    encode(into: &out)
    return out.bytes
  }

  /// Appends the canonical bytes, so that one buffer serves many records.
  package func encode(into out: inout CBORWriter) {
    let writes = standingWrites
    let groups = groups.span
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
      let stamp = groups[write.group].siblings.content(at: write.entry).stamp
      out.uint(stamp.time.raw)
      out.uint(stamp.isSuspect ? 1 : 0)
      out.uint(stamp.kind.rawValue)
      out.text(stamp.author)
      out.text(stamp.source)
    }
    out.array(groups.count)
    for group in groups.indices {
      out.array(2)
      out.uint(groups[group].group)
      out.array(groups[group].siblings.count)
      for entry in 0..<groups[group].siblings.count {
        out.array(2)
        let id = groups[group].siblings.id(at: entry)
        out.uint(UInt64(Self.place(of: id, in: writes)))
        out.raw(groups[group].siblings.content(at: entry).values)
      }
    }
  }

  /// A write, and where it stands for the first time.
  private struct Place {
    let id: ChangeID
    let group: Int
    let entry: Int
  }

  /// The writes that stand in any group, sorted, each once. Most records have a handful; one that hundreds of pens wrote
  /// at once is sorted instead of searched.
  private var standingWrites: [Place] {
    var writes: [Place] = []
    writes.reserveCapacity(groups.count)
    let isCrowded = groups.contains { $0.siblings.count > 32 }
    let groups = groups.span
    for group in groups.indices {
      for entry in 0..<groups[group].siblings.count {
        let id = groups[group].siblings.id(at: entry)
        if isCrowded || !writes.contains(where: { $0.id == id }) {
          writes.append(Place(id: id, group: group, entry: entry))
        }
      }
    }
    if writes.count > 1 { writes.sort { $0.id < $1.id } }
    guard isCrowded else { return writes }
    var distinct: [Place] = []
    for write in writes where distinct.last?.id != write.id { distinct.append(write) }
    return distinct
  }

  /// By halves: `writes` are sorted and hold `id`.
  private static func place(of id: ChangeID, in writes: [Place]) -> Int {
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
      if count == 1 {
        let (_, entry) = try reader.entry(of: writes, &isUsed)
        groups.append(GroupState(group: group, siblings: Siblings(only: entry.id, entry.content)))
        continue
      }
      var entries: [Siblings<GroupContent>.Entry] = []
      entries.reserveCapacity(count)
      for _ in 0..<count {
        let (at, entry) = try reader.entry(of: writes, &isUsed)
        if let last = entries.last { guard last.id < entry.id else { throw .invalid(at: at) } }
        entries.append(entry)
      }
      groups.append(GroupState(group: group, siblings: Siblings(sorted: entries)))
    }
    try reader.finish()
    guard isUsed.allSatisfy(\.self) else { throw .invalid(at: 0) }
    self.init(record: record, entity: entity, root: root, groups: groups)
  }
}

extension CBORReader {
  /// One sibling, and where it stands.
  fileprivate mutating func entry(
    of writes: [(id: ChangeID, stamp: Stamp)], _ isUsed: inout [Bool]
  ) throws(CBORError) -> (at: Int, entry: Siblings<GroupContent>.Entry) {
    try array(exactly: 2)
    let at = position
    let index = Int(try uint(max: UInt64(RecordState.writesMax)))
    guard index < writes.count else { throw .invalid(at: at) }
    isUsed[index] = true
    let content = GroupContent(stamp: writes[index].stamp, values: try groupValues())
    return (at, .init(id: writes[index].id, content: content))
  }

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
