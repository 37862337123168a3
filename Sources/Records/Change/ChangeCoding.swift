package import Causality

/// The canonical bytes of header and payload: CBOR arrays of fixed shape, hashed, stored and passed on verbatim.
///
///     header  = [1, partition, h'origin', sequence, h'previous', time, flags, kind, author, source, reason,
///                null / [h'act', number, count]]
///     payload = [h'record', entity, null / h'root', [life act, names], [[group, values, names, null / before]…]]
///     names   = [[h'origin', sequence, h'first 8 bytes of the hash']…]
extension ChangeHeader {
  package static let format: UInt64 = 1

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 192)
    out.array(12)
    out.uint(Self.format)
    out.text(partition.text)
    out.bits(origin.bits)
    out.uint(sequence)
    out.hash(previous)
    out.uint(stamp.time.raw)
    out.uint(stamp.isSuspect ? 1 : 0)
    out.uint(stamp.kind.rawValue)
    out.text(stamp.author)
    out.text(stamp.source)
    out.text(reason)
    if let act {
      out.array(3)
      out.bits(act.act.bits)
      out.uint(act.number)
      out.uint(act.count)
    } else {
      out.null()
    }
    return out.bytes
  }

  /// Fails with `ChangeError` for anything but the deterministic bytes of a header within `ChangeLimits`.
  package init(encoded bytes: [UInt8]) throws(ChangeError) {
    guard bytes.count <= ChangeLimits.headerBytesMax else { throw .tooLarge }
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 12)
      let format = try reader.uint()
      guard format == Self.format else { throw .unknownFormat(format) }
      let partitionText = try reader.text(max: Partition.textBytesMax)
      let origin = OriginID(try reader.bits())
      let sequence = try reader.uint(max: ChangeLimits.sequenceMax)
      let previous = try reader.hash()
      let time = HybridTime(raw: try reader.uint())
      let flags = try reader.uint(max: 1)
      let kind = ChangeKind(rawValue: try reader.uint())
      let author = try reader.text(max: ChangeLimits.nameBytesMax)
      let source = try reader.text(max: ChangeLimits.nameBytesMax)
      let reason = try reader.text(max: ChangeLimits.reasonBytesMax)
      let act = try reader.actPart()
      try reader.finish()
      guard let partition = Partition(text: partitionText), let kind, sequence > 0 else {
        throw .invalid(at: 0)
      }
      self.init(
        partition: partition, origin: origin, sequence: sequence, previous: previous,
        stamp: Stamp(time: time, isSuspect: flags & 1 == 1, kind: kind, author: author, source: source),
        reason: reason, act: act)
    } catch {
      throw .cbor(error)
    }
  }
}

extension ChangePayload {
  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 384)
    out.array(5)
    out.bits(record.bits)
    out.uint(entity)
    if let root { out.bits(root.bits) } else { out.null() }
    out.array(2)
    out.uint(life.act.rawValue)
    out.names(life.supersedes)
    out.array(writes.count)
    for write in writes {
      out.array(4)
      out.uint(write.group)
      out.raw(write.values)
      out.names(write.supersedes)
      if let before = write.before { out.raw(before) } else { out.null() }
    }
    return out.bytes
  }

  /// Fails with `ChangeError` for anything but the deterministic bytes of a payload within `ChangeLimits`.
  package init(encoded bytes: [UInt8]) throws(ChangeError) {
    guard bytes.count <= ChangeLimits.payloadBytesMax else { throw .tooLarge }
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 5)
      let record = RecordID(try reader.bits())
      let entity = try reader.uint(max: ChangeLimits.entityMax)
      let root = try reader.isNull() ? nil : RecordID(try reader.bits())
      try reader.array(exactly: 2)
      let act = LifeAct(rawValue: try reader.uint())
      let lifeNames = try reader.names()
      let count = try reader.array(max: ChangeLimits.groupsMax)
      var writes: [GroupWrite] = []
      writes.reserveCapacity(count)
      var last: UInt64 = 0
      for _ in 0..<count {
        let write = try reader.groupWrite()
        guard write.group > last else { throw .invalid(at: 0) }
        last = write.group
        writes.append(write)
      }
      try reader.finish()
      guard let act, root != record else { throw .invalid(at: 0) }
      self.init(
        record: record, entity: entity, root: root, life: LifeWrite(act: act, supersedes: lifeNames),
        writes: writes)
    } catch {
      throw .cbor(error)
    }
  }
}

extension CBORWriter {
  package mutating func names(_ names: [ChangeName]) {
    array(names.count)
    for name in names {
      array(3)
      bits(name.origin.bits)
      uint(name.sequence)
      word(name.short)
    }
  }
}

extension CBORReader {
  package mutating func names() throws(CBORError) -> [ChangeName] {
    let count = try array(max: ChangeLimits.supersedesMax)
    var names: [ChangeName] = []
    names.reserveCapacity(count)
    for _ in 0..<count {
      try array(exactly: 3)
      let origin = OriginID(try bits())
      let sequence = try uint(max: ChangeLimits.sequenceMax)
      names.append(ChangeName(origin: origin, sequence: sequence, short: try word()))
    }
    return names
  }

  /// A CBOR array of at most `GroupValues.fieldsMax` items, kept as it stands.
  package mutating func groupValues() throws(CBORError) -> GroupValues {
    let start = position
    guard try peekMajor() == 4 else { throw .unexpected(at: start) }
    try skip()
    guard position - start <= GroupValues.bytesMax else {
      throw .tooLong(at: start, limit: GroupValues.bytesMax)
    }
    return GroupValues(checked: bytes, in: start..<position)
  }

  fileprivate mutating func groupWrite() throws(CBORError) -> GroupWrite {
    try array(exactly: 4)
    let group = try uint(max: ChangeLimits.groupMax)
    let values = try groupValues()
    let supersedes = try names()
    let before = try isNull() ? nil : try groupValues()
    return GroupWrite(group: group, values: values, supersedes: supersedes, before: before)
  }

  fileprivate mutating func actPart() throws(CBORError) -> ActPart? {
    if try isNull() { return nil }
    try array(exactly: 3)
    let act = ActID(try bits())
    let number = try uint(max: ActPart.countMax)
    let count = try uint(max: ActPart.countMax)
    guard number >= 1, number <= count else { throw .invalid(at: 0) }
    return ActPart(act: act, number: number, count: count)
  }
}
