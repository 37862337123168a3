import Causality
import Records

/// What the payloads of many changes have in common: the entity, whether there is a root, what happens to its life,
/// and which groups are written. A batch names each shape once.
///
///     entity, life act · 2 + root, number of writes, then per write: (group − group before) · 2 + before
struct Shape {
  struct Write {
    var group: UInt64
    var hasBefore: Bool
  }

  var entity: UInt64
  var hasRoot: Bool
  var life: LifeAct
  var writes: [Write]

  init(from column: inout ColumnReader) throws(ExchangeError) {
    entity = try column.varint(max: ChangeLimits.entityMax)
    let head = try column.varint(max: 5)
    hasRoot = head & 1 == 1
    guard let life = LifeAct(rawValue: head >> 1) else { throw column.fault }
    self.life = life
    let count = try column.index(below: ChangeLimits.groupsMax + 1)
    // Each write takes a byte at least.
    guard count <= column.left else { throw column.fault }
    writes = []
    writes.reserveCapacity(count)
    var last: UInt64 = 0
    for _ in 0..<count {
      let write = try column.varint(max: ChangeLimits.groupMax * 2 + 1)
      let group = last + write >> 1
      guard group > last, group <= ChangeLimits.groupMax else { throw column.fault }
      last = group
      writes.append(Write(group: group, hasBefore: write & 1 == 1))
    }
  }
}

/// The tables of a batch that is being packed: what several changes name, each once.
struct PackTables {
  private(set) var origins: [OriginID] = []
  private(set) var texts: [[UInt8]] = []
  private(set) var shapes = Column()
  private var originPlaces: [OriginID: Int] = [:]
  private var textPlaces: [[UInt8]: Int] = [:]
  private var shapePlaces: [[UInt8]: Int] = [:]

  mutating func place(of origin: OriginID) -> Int {
    if let place = originPlaces[origin] { return place }
    originPlaces[origin] = origins.count
    origins.append(origin)
    return origins.count - 1
  }

  mutating func place(ofText text: [UInt8]) -> Int {
    if let place = textPlaces[text] { return place }
    textPlaces[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  mutating func place(ofShape shape: [UInt8]) -> Int {
    if let place = shapePlaces[shape] { return place }
    let place = shapePlaces.count
    shapePlaces[shape] = place
    shapes.bytes.append(contentsOf: shape)
    return place
  }
}
