import Causality
import Records

/// What stands in a change's control byte.
enum Control {
  /// Another origin than the change before: its index stands in `runs`.
  static let origin: UInt8 = 1
  /// Does not go on where its origin's last change in the section ended: sequence and previous hash stand in `runs`.
  static let run: UInt8 = 2
  /// Other author, source or reason than the change before: their indices stand in `voices`.
  static let voice: UInt8 = 4
  /// Suspect, or not of the kind `data`: a byte in `marks`.
  static let mark: UInt8 = 8
  /// Part of an act, in `marks`.
  static let act: UInt8 = 16
  /// In another format than this version re-creates exactly: its bytes stand in `raws`, and nothing elsewhere.
  static let raw: UInt8 = 32
  /// Another shape than the change before: its index stands in `shapes`.
  static let shape: UInt8 = 64
}

/// Packs one section: each change becomes a control byte and what that byte cannot say, so that the receiver
/// re-creates the canonical bytes exactly. Hashes of predecessors are not sent, because the receiver computes them.
struct SectionPacker {
  private struct Run {
    var first: UInt64 = 0
    var next: UInt64 = 0
    var hash = Hash256.zero
    /// Where in the section its changes stand, from sequence `first` on.
    var places: [Int] = []
    /// Sequence of the last name that pointed out of the section.
    var lastNamed: UInt64 = 0
  }

  private let changes: [SealedChange]
  private var columns: [Column]
  private var runs: [Run] = []
  private var ids: [RecordID: Int] = [:]
  private var lastIDTime: UInt64 = 0
  private var lastTime = HybridTime(raw: 0)
  private var lastOrigin: OriginID?
  private var lastPlace = 0
  private var lastHeader: [UInt8] = []
  private var lastVoice: Range<Int> = 0..<0
  private var lastShape: [UInt8] = []
  private var lastAct: ActPart?
  private var payload = PayloadParts()

  /// Appends the packed section to `out` and enters what it names into `tables`.
  static func pack(_ section: Section, _ tables: inout PackTables, into out: inout CBORWriter) {
    var packer = SectionPacker(section.changes)
    for index in section.changes.indices { packer.add(index, &tables) }
    packer.add(section.checkpoints, of: section, &tables)
    out.array(1 + Column.Kind.allCases.count)
    out.text(section.partition.text)
    for column in packer.columns { out.data(column.bytes) }
  }

  private init(_ changes: [SealedChange]) {
    self.changes = changes
    let count = changes.count
    columns = Column.Kind.allCases.map { _ in Column() }
    columns[.control].bytes.reserveCapacity(count)
    columns[.times].bytes.reserveCapacity(count * 3)
    columns[.ids].bytes.reserveCapacity(count * 6)
    columns[.names].bytes.reserveCapacity(count * 8)
    columns[.values].bytes.reserveCapacity(count * 32)
    columns[.idTails].bytes.reserveCapacity(count * 10)
    columns[.shorts].bytes.reserveCapacity(count * 8)
    columns[.salts].bytes.reserveCapacity(count * 12)
    ids.reserveCapacity(count)
  }

  private mutating func add(_ index: Int, _ tables: inout PackTables) {
    let change = changes[index]
    guard let header = HeaderParts(change.header), change.salt.count == ChangeLimits.saltBytes,
      payload.scan(change.payload)
    else { return addRaw(change) }
    var control: UInt8 = 0
    if header.origin != lastOrigin {
      control |= Control.origin
      lastOrigin = header.origin
      lastPlace = place(of: header.origin, &tables)
      columns[.runs].varint(UInt64(lastPlace))
    }
    if runs[lastPlace].next != header.sequence || runs[lastPlace].hash != header.previous {
      control |= Control.run
      columns[.runs].varint(header.sequence)
      columns[.runs].hash(header.previous)
      runs[lastPlace].first = header.sequence
      runs[lastPlace].places.removeAll(keepingCapacity: true)
    }
    addTime(HybridTime(raw: header.time))
    if !isSameVoice(change.header, header.voice) {
      control |= Control.voice
      for range in [header.author, header.source, header.reason] {
        columns[.voices].varint(UInt64(tables.place(ofText: Array(change.header[range]))))
      }
    }
    lastHeader = change.header
    lastVoice = header.voice
    if header.marks != 0 {
      control |= Control.mark
      columns[.marks].bytes.append(header.marks)
    }
    if let act = header.act {
      control |= Control.act
      addAct(act)
    }
    if payload.shape.bytes != lastShape {
      control |= Control.shape
      lastShape = payload.shape.bytes
      columns[.shapes].varint(UInt64(tables.place(ofShape: lastShape)))
    }
    addID(payload.record)
    if let root = payload.root { addID(root) }
    addNames(at: index, &tables)
    for write in payload.writes {
      columns[.values].slice(change.payload, write.values)
      if let before = write.before { columns[.values].slice(change.payload, before) }
    }
    columns[.salts].bytes.append(contentsOf: change.salt)
    columns[.control].bytes.append(control)
    runs[lastPlace].places.append(index)
    runs[lastPlace].next = header.sequence &+ 1
    runs[lastPlace].hash = change.hash
  }

  private mutating func addRaw(_ change: SealedChange) {
    columns[.control].bytes.append(Control.raw)
    columns[.raws].counted(change.header)
    columns[.raws].counted(change.salt)
    columns[.raws].counted(change.payload)
  }

  private mutating func place(of origin: OriginID, _ tables: inout PackTables) -> Int {
    let place = tables.place(of: origin)
    while runs.count <= place { runs.append(Run()) }
    return place
  }

  private mutating func addTime(_ time: HybridTime) {
    let step = time.milliseconds &- lastTime.milliseconds
    columns[.times].zigzag(step)
    columns[.times].varint(UInt64(step == 0 ? time.counter &- lastTime.counter &- 1 : time.counter))
    lastTime = time
  }

  private func isSameVoice(_ header: [UInt8], _ voice: Range<Int>) -> Bool {
    guard voice.count == lastVoice.count else { return false }
    for offset in 0..<voice.count
    where header[voice.lowerBound + offset] != lastHeader[lastVoice.lowerBound + offset] { return false }
    return true
  }

  /// 2: the next part of the act before; 1: another part of it, its numbers follow; 0: the act follows too.
  private mutating func addAct(_ act: ActPart) {
    if let last = lastAct, last.act == act.act {
      if act.count == last.count, act.number == last.number &+ 1 {
        columns[.marks].varint(2)
        lastAct = act
        return
      }
      columns[.marks].varint(1)
    } else {
      columns[.marks].varint(0)
      columns[.marks].bits(act.act.bits)
    }
    columns[.marks].varint(act.number)
    columns[.marks].varint(act.count)
    lastAct = act
  }

  /// Odd: how far back in the list of ids; even: a new one, by the distance of its milliseconds (RFC 9562 §5.7) from
  /// those of the one before.
  private mutating func addID(_ id: RecordID) {
    if let place = ids[id] {
      columns[.ids].varint(UInt64(ids.count - place) << 1 | 1)
      return
    }
    ids[id] = ids.count
    let time = id.bits.high >> 16
    columns[.ids].varint(zigzagged(Int64(time) - Int64(lastIDTime)) << 1)
    lastIDTime = time
    columns[.idTails].bytes.append(UInt8(truncatingIfNeeded: id.bits.high >> 8))
    columns[.idTails].bytes.append(UInt8(truncatingIfNeeded: id.bits.high))
    columns[.idTails].word(id.bits.low)
  }

  /// Each list: 0 when it is the one before it in this change (the first: empty), else its length and one more.
  private mutating func addNames(at index: Int, _ tables: inout PackTables) {
    var start = 0
    var before = 0..<0
    for end in payload.listEnds {
      let list = start..<end
      start = end
      if payload.names[list] == payload.names[before] {
        columns[.names].varint(0)
      } else {
        columns[.names].varint(UInt64(list.count) + 1)
        for place in list { addName(payload.names[place], at: index, &tables) }
      }
      before = list
    }
  }

  /// Odd: how far back in the section; even: the origin, the distance of the sequence from the last such name's, and
  /// the hash bytes, which only then have to travel.
  private mutating func addName(_ name: ChangeName, at index: Int, _ tables: inout PackTables) {
    let place = name.origin == lastOrigin ? lastPlace : place(of: name.origin, &tables)
    if let inside = self.index(of: name, place), inside < index {
      columns[.names].varint(UInt64(index - inside) << 1 | 1)
      return
    }
    columns[.names].varint(UInt64(place) << 1)
    columns[.names].zigzag(Int64(bitPattern: name.sequence &- runs[place].lastNamed))
    columns[.shorts].word(name.short)
    runs[place].lastNamed = name.sequence
  }

  /// Where in the section the change of this name stands, if it does.
  private func index(of name: ChangeName, _ place: Int) -> Int? {
    guard let index = index(place, name.sequence), changes[index].hash.short == name.short else { return nil }
    return index
  }

  private func index(_ place: Int, _ sequence: UInt64) -> Int? {
    let run = runs[place]
    guard sequence >= run.first, sequence - run.first < UInt64(run.places.count) else { return nil }
    return run.places[Int(sequence - run.first)]
  }

  /// Each: how far behind the one before the change stands that it vouches for; 0 when that is not in the section, and
  /// origin, sequence and hash follow.
  private mutating func add(
    _ checkpoints: [Checkpoint], of section: Section, _ tables: inout PackTables
  ) {
    var next = 0
    for checkpoint in checkpoints where checkpoint.partition == section.partition {
      let place = place(of: checkpoint.origin, &tables)
      if let index = index(place, checkpoint.sequence), index >= next, changes[index].hash == checkpoint.hash
      {
        columns[.checkpoints].varint(UInt64(index - next + 1))
        next = index + 1
      } else {
        columns[.checkpoints].varint(0)
        columns[.checkpoints].varint(UInt64(place))
        columns[.checkpoints].varint(checkpoint.sequence)
        columns[.checkpoints].hash(checkpoint.hash)
      }
      columns[.checkpoints].varint(checkpoint.protocolVersion)
      columns[.signatures].fixed(checkpoint.signature, MessageLimits.signatureBytes)
    }
  }
}

extension [Column] {
  fileprivate subscript(kind: Column.Kind) -> Column {
    get { self[kind.rawValue - 1] }
    _modify { yield &self[kind.rawValue - 1] }
  }
}
