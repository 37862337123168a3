import Causality
import Records

/// A payload of format 1 in parts, values as places in the bytes. Made once and filled again for each change.
/// `ChangePayload.encoded` of the same parts gives the same bytes again.
struct PayloadParts {
  struct Write {
    var values: Range<Int>
    var before: Range<Int>?
  }

  var record = RecordID(Bits128(high: 0, low: 0))
  var root: RecordID?
  /// `Shape` as bytes.
  var shape = Column()
  /// All lists, one after another: of life, then of each write.
  var names: [ChangeName] = []
  /// Where each list ends in `names`.
  var listEnds: [Int] = []
  var writes: [Write] = []

  /// False for another format, or for bytes that are no payload.
  mutating func scan(_ bytes: [UInt8]) -> Bool {
    names.removeAll(keepingCapacity: true)
    listEnds.removeAll(keepingCapacity: true)
    writes.removeAll(keepingCapacity: true)
    shape.bytes.removeAll(keepingCapacity: true)
    var scan = ByteScan(bytes)
    scan.expect(0x85)
    record = RecordID(scan.bits())
    let entity = scan.head(0)
    root = scan.skip(if: 0xF6) ? nil : RecordID(scan.bits())
    scan.expect(0x82)
    let life = scan.head(0)
    list(&scan)
    let count = scan.head(4)
    guard scan.isSound, life <= 2, entity <= ChangeLimits.entityMax, count <= UInt64(ChangeLimits.groupsMax)
    else { return false }
    shape.varint(entity)
    shape.varint(life << 1 | (root == nil ? 0 : 1))
    shape.varint(count)
    var last: UInt64 = 0
    for _ in 0..<count {
      guard let group = write(&scan, after: last) else { return false }
      last = group
    }
    return scan.isSound && scan.isAtEnd
  }

  private mutating func write(_ scan: inout ByteScan, after last: UInt64) -> UInt64? {
    scan.expect(0x84)
    let group = scan.head(0)
    let values = scan.item()
    list(&scan)
    let before = scan.skip(if: 0xF6) ? nil : scan.item()
    guard scan.isSound, group > last, group <= ChangeLimits.groupMax else { return nil }
    writes.append(Write(values: values, before: before))
    shape.varint((group - last) << 1 | (before == nil ? 0 : 1))
    return group
  }

  private mutating func list(_ scan: inout ByteScan) {
    let count = scan.head(4)
    guard count <= UInt64(ChangeLimits.supersedesMax) else {
      _ = scan.fail()
      return
    }
    for _ in 0..<count {
      scan.expect(0x83)
      let origin = OriginID(scan.bits())
      let sequence = scan.head(0)
      scan.expect(0x48)
      names.append(ChangeName(origin: origin, sequence: sequence, short: scan.word()))
    }
    listEnds.append(names.count)
  }
}
