import Causality
import Records

/// What the sections of a batch share while it is unpacked.
struct UnpackTables {
  var origins: [OriginID]
  var texts: [String]
  var shapes: [Shape]
  let limits: BatchLimits
  let hashing: any Hashing
  var changesLeft: Int
  /// Canonical bytes that may still be made: a small message cannot unpack into a large batch.
  var bytesLeft: Int
}

/// Re-creates the canonical bytes of each change of a section, its hash, and what it says.
///
/// Every count is compared with the bytes that must bring it before anything is allocated, and every rule of
/// `ChangeHeader(encoded:)` and `ChangePayload(encoded:)` is kept, so that what comes out would pass them too.
struct SectionUnpacker {
  private struct Run {
    /// `nil` until the first change of the origin in this section.
    var next: UInt64?
    var hash = Hash256.zero
    var lastNamed: UInt64 = 0
    /// The header up to the sequence: the same for every change of the log.
    var prefix: [UInt8] = []
  }

  private let partition: Partition
  private let hashing: any Hashing
  private var columns: [ColumnReader]
  private var values: CBORReader
  private var runs: [Run]
  private var ids: [RecordID] = []
  private var lastIDTime: UInt64 = 0
  private var lastTime = HybridTime(raw: 0)
  private var place = -1
  private var voice: (author: String, source: String, reason: String, encoded: [UInt8])?
  private var shape: Int?
  private var lastAct: ActPart?

  private var changes: [SealedChange] = []
  private var contents: [Change?] = []

  static func unpack(
    _ reader: inout CBORReader, _ tables: inout UnpackTables
  ) throws(ExchangeError) -> Section {
    let partition: Partition
    var columns: [ColumnReader] = []
    do throws(CBORError) {
      try reader.array(exactly: 1 + Column.Kind.allCases.count)
      partition = try reader.partition()
      for kind in Column.Kind.allCases {
        columns.append(ColumnReader(kind.rawValue, try reader.data(max: MessageLimits.bytesMax)))
      }
    } catch {
      throw ExchangeError(error)
    }
    var unpacker = SectionUnpacker(partition, columns, tables)
    return try unpacker.section(&tables)
  }

  private init(_ partition: Partition, _ columns: [ColumnReader], _ tables: UnpackTables) {
    self.partition = partition
    self.columns = columns
    hashing = tables.hashing
    values = CBORReader(columns[Column.Kind.values.rawValue - 1].bytes)
    runs = [Run](repeating: Run(), count: tables.origins.count)
  }

  private mutating func section(_ tables: inout UnpackTables) throws(ExchangeError) -> Section {
    let count = columns[.control].bytes.count
    guard count <= tables.changesLeft else { throw .tooLarge(limit: tables.limits.changesMax) }
    tables.changesLeft -= count
    changes.reserveCapacity(count)
    contents.reserveCapacity(count)
    ids.reserveCapacity(columns[.idTails].bytes.count / 10)
    for index in 0..<count {
      try change(at: index, tables)
      let size = changes[index].byteCount
      guard size <= tables.bytesLeft else { throw .tooLarge(limit: tables.limits.bytesMax) }
      tables.bytesLeft -= size
    }
    let checkpoints = try checkpoints(tables)
    guard values.isAtEnd else { throw .malformed(column: Column.Kind.values.rawValue, at: values.position) }
    for kind in Column.Kind.allCases where kind != .values { try columns[kind].finish() }
    return Section(
      partition: partition, changes: changes, checkpoints: checkpoints, contents: contents)
  }

  private mutating func change(at index: Int, _ tables: UnpackTables) throws(ExchangeError) {
    let control = try columns[.control].byte()
    guard control & Control.raw == 0 else { return try raw(control) }
    guard control < 128 else { throw columns[.control].fault }
    if control & Control.origin != 0 { try takeOrigin(tables) }
    guard place >= 0 else { throw columns[.control].fault }
    if control & Control.run != 0 {
      runs[place].next = try columns[.runs].varint(max: ChangeLimits.sequenceMax)
      runs[place].hash = try columns[.runs].hash()
    }
    guard let sequence = runs[place].next, sequence > 0, sequence <= ChangeLimits.sequenceMax else {
      throw columns[.runs].fault
    }
    let header = try header(control, sequence, tables)
    let headerBytes = header.bytes
    let payload = try payload(control, at: index, tables)
    let salt = try columns[.salts].take(ChangeLimits.saltBytes)
    let sealed = SealedChange(header: headerBytes, salt: salt, payload: payload.bytes, hashing: hashing)
    runs[place].next = sequence + 1
    runs[place].hash = sealed.hash
    changes.append(sealed)
    contents.append(Change(header: header.content, payload: payload.content))
  }

  /// Another format: it travels as it stands, and is read only as far as this version can.
  private mutating func raw(_ control: UInt8) throws(ExchangeError) {
    guard control == Control.raw else { throw columns[.control].fault }
    let header = try columns[.raws].counted(max: ChangeLimits.headerBytesMax)
    let salt = try columns[.raws].counted(max: ChangeLimits.headerBytesMax)
    let payload = try columns[.raws].counted(max: ChangeLimits.payloadBytesMax)
    changes.append(SealedChange(header: header, salt: salt, payload: payload, hashing: hashing))
    contents.append(nil)
  }

  private mutating func takeOrigin(_ tables: UnpackTables) throws(ExchangeError) {
    place = try columns[.runs].index(below: tables.origins.count)
    guard runs[place].prefix.isEmpty else { return }
    var out = CBORWriter(capacity: 96)
    out.array(12)
    out.uint(ChangeHeader.format)
    out.text(partition.text)
    out.bits(tables.origins[place].bits)
    runs[place].prefix = out.bytes
  }

  private mutating func header(
    _ control: UInt8, _ sequence: UInt64, _ tables: UnpackTables
  ) throws(ExchangeError) -> (bytes: [UInt8], content: ChangeHeader) {
    let time = try time()
    if control & Control.voice != 0 { try takeVoice(tables) }
    guard let voice else { throw columns[.voices].fault }
    let marks = control & Control.mark != 0 ? try columns[.marks].byte() : 0
    guard let kind = ChangeKind(rawValue: UInt64(marks >> 1)), control & Control.mark == 0 || marks != 0
    else {
      throw columns[.marks].fault
    }
    let act = control & Control.act != 0 ? try takeAct() : nil
    let previous = runs[place].hash
    var out = CBORWriter(capacity: runs[place].prefix.count + voice.encoded.count + 80)
    out.raw(runs[place].prefix)
    out.uint(sequence)
    out.hash(previous)
    out.uint(time.raw)
    out.uint(UInt64(marks & 1))
    out.uint(kind.rawValue)
    out.raw(voice.encoded)
    if let act {
      out.array(3)
      out.bits(act.act.bits)
      out.uint(act.number)
      out.uint(act.count)
    } else {
      out.null()
    }
    guard out.bytes.count <= ChangeLimits.headerBytesMax else { throw columns[.voices].fault }
    let content = ChangeHeader(
      partition: partition, origin: tables.origins[place], sequence: sequence, previous: previous,
      stamp: Stamp(
        time: time, isSuspect: marks & 1 == 1, kind: kind, author: voice.author, source: voice.source),
      reason: voice.reason, act: act)
    return (out.bytes, content)
  }

  private mutating func time() throws(ExchangeError) -> HybridTime {
    let step = try columns[.times].zigzag()
    let counter = UInt16(truncatingIfNeeded: try columns[.times].varint(max: 0xFFFF))
    let milliseconds = lastTime.milliseconds &+ step
    guard (0...0xFFFF_FFFF_FFFF).contains(milliseconds) else { throw columns[.times].fault }
    lastTime = HybridTime(
      milliseconds: milliseconds, counter: step == 0 ? lastTime.counter &+ counter &+ 1 : counter)
    return lastTime
  }

  private mutating func takeVoice(_ tables: UnpackTables) throws(ExchangeError) {
    let author = tables.texts[try columns[.voices].index(below: tables.texts.count)]
    let source = tables.texts[try columns[.voices].index(below: tables.texts.count)]
    let reason = tables.texts[try columns[.voices].index(below: tables.texts.count)]
    guard author.utf8.count <= ChangeLimits.nameBytesMax, source.utf8.count <= ChangeLimits.nameBytesMax
    else {
      throw columns[.voices].fault
    }
    var out = CBORWriter(capacity: author.utf8.count + source.utf8.count + reason.utf8.count + 9)
    out.text(author)
    out.text(source)
    out.text(reason)
    voice = (author, source, reason, out.bytes)
  }

  private mutating func takeAct() throws(ExchangeError) -> ActPart {
    let head = try columns[.marks].varint(max: 2)
    var part: ActPart
    if head == 0 {
      part = ActPart(act: ActID(try columns[.marks].bits()), number: 0, count: 0)
    } else {
      guard let last = lastAct else { throw columns[.marks].fault }
      part = last
    }
    if head == 2 {
      part.number += 1
    } else {
      part.number = try columns[.marks].varint(max: ActPart.countMax)
      part.count = try columns[.marks].varint(max: ActPart.countMax)
    }
    guard part.number >= 1, part.number <= part.count else { throw columns[.marks].fault }
    lastAct = part
    return part
  }

  private mutating func payload(
    _ control: UInt8, at index: Int, _ tables: UnpackTables
  ) throws(ExchangeError) -> (bytes: [UInt8], content: ChangePayload) {
    if control & Control.shape != 0 { shape = try columns[.shapes].index(below: tables.shapes.count) }
    guard let number = shape else { throw columns[.shapes].fault }
    let shape = tables.shapes[number]
    let record = try id()
    let root = shape.hasRoot ? try id() : nil
    guard root != record else { throw columns[.ids].fault }
    var names = try list(after: [], at: index, tables)
    var out = CBORWriter(capacity: 160)
    out.array(5)
    out.bits(record.bits)
    out.uint(shape.entity)
    if let root { out.bits(root.bits) } else { out.null() }
    out.array(2)
    out.uint(shape.life.rawValue)
    out.names(names)
    out.array(shape.writes.count)
    let life = LifeWrite(act: shape.life, supersedes: names)
    var writes: [GroupWrite] = []
    writes.reserveCapacity(shape.writes.count)
    for write in shape.writes {
      names = try list(after: names, at: index, tables)
      let values = try groupValues()
      let before = write.hasBefore ? try groupValues() : nil
      out.array(4)
      out.uint(write.group)
      out.raw(values)
      out.names(names)
      if let before { out.raw(before) } else { out.null() }
      guard out.bytes.count <= ChangeLimits.payloadBytesMax else {
        throw .tooLarge(limit: ChangeLimits.payloadBytesMax)
      }
      writes.append(GroupWrite(group: write.group, values: values, supersedes: names, before: before))
    }
    let content = ChangePayload(
      record: record, entity: shape.entity, root: root, life: life, writes: writes)
    return (out.bytes, content)
  }

  private mutating func groupValues() throws(ExchangeError) -> GroupValues {
    do throws(CBORError) { return try values.groupValues() } catch {
      throw .malformed(column: Column.Kind.values.rawValue, at: values.position)
    }
  }

  private mutating func id() throws(ExchangeError) -> RecordID {
    let head = try columns[.ids].varint()
    if head & 1 == 1 {
      guard head >> 1 >= 1, head >> 1 <= UInt64(ids.count) else { throw columns[.ids].fault }
      return ids[ids.count - Int(head >> 1)]
    }
    let time = Int64(lastIDTime) &+ unzigzagged(head >> 1)
    guard (0...0xFFFF_FFFF_FFFF).contains(time) else { throw columns[.ids].fault }
    lastIDTime = UInt64(time)
    let first = UInt64(try columns[.idTails].byte())
    let second = UInt64(try columns[.idTails].byte())
    let low = try columns[.idTails].word()
    let id = RecordID(Bits128(high: lastIDTime << 16 | first << 8 | second, low: low))
    ids.append(id)
    return id
  }

  private mutating func list(
    after before: [ChangeName], at index: Int, _ tables: UnpackTables
  ) throws(ExchangeError) -> [ChangeName] {
    let head = try columns[.names].varint(max: UInt64(ChangeLimits.supersedesMax) + 1)
    if head == 0 { return before }
    let count = Int(head) - 1
    // Each name takes a byte at least.
    guard count <= columns[.names].left else { throw columns[.names].fault }
    var names: [ChangeName] = []
    names.reserveCapacity(count)
    for _ in 0..<count { names.append(try name(at: index, tables)) }
    return names
  }

  private mutating func name(at index: Int, _ tables: UnpackTables) throws(ExchangeError) -> ChangeName {
    let head = try columns[.names].varint()
    if head & 1 == 1 {
      let distance = head >> 1
      guard distance >= 1, distance <= UInt64(index), let target = contents[index - Int(distance)] else {
        throw columns[.names].fault
      }
      let header = target.header
      return ChangeName(
        origin: header.origin, sequence: header.sequence, short: changes[index - Int(distance)].hash.short)
    }
    guard head >> 1 < UInt64(tables.origins.count) else { throw columns[.names].fault }
    let place = Int(head >> 1)
    let sequence = runs[place].lastNamed &+ UInt64(bitPattern: try columns[.names].zigzag())
    guard sequence <= ChangeLimits.sequenceMax else { throw columns[.names].fault }
    runs[place].lastNamed = sequence
    return ChangeName(
      origin: tables.origins[place], sequence: sequence, short: try columns[.shorts].word())
  }

  private mutating func checkpoints(_ tables: UnpackTables) throws(ExchangeError) -> [Checkpoint] {
    var checkpoints: [Checkpoint] = []
    checkpoints.reserveCapacity(
      min(columns[.signatures].bytes.count / MessageLimits.signatureBytes, changes.count))
    var next = 0
    while !columns[.checkpoints].isAtEnd {
      let step = try columns[.checkpoints].index(below: changes.count - next + 1)
      var checkpoint: Checkpoint
      if step > 0 {
        let index = next + step - 1
        guard let header = contents[index]?.header else { throw columns[.checkpoints].fault }
        next = index + 1
        checkpoint = Checkpoint(
          partition: partition, origin: header.origin, sequence: header.sequence, hash: changes[index].hash)
      } else {
        checkpoint = Checkpoint(
          partition: partition,
          origin: tables.origins[try columns[.checkpoints].index(below: tables.origins.count)],
          sequence: try columns[.checkpoints].varint(max: ChangeLimits.sequenceMax),
          hash: try columns[.checkpoints].hash())
      }
      checkpoint.protocolVersion = try columns[.checkpoints].varint()
      checkpoint.signature = try columns[.signatures].take(MessageLimits.signatureBytes)
      checkpoints.append(checkpoint)
    }
    return checkpoints
  }
}

extension [ColumnReader] {
  fileprivate subscript(kind: Column.Kind) -> ColumnReader {
    get { self[kind.rawValue - 1] }
    _modify { yield &self[kind.rawValue - 1] }
  }
}
