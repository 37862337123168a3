import Causality
import Records

/// `[[h'origin', h'branch', sequence]…]`, for the table of peers.
extension VersionVector {
  var encoded: [UInt8] {
    var out = CBORWriter(capacity: 16 + entries.count * 32)
    out.array(entries.count)
    for entry in entries {
      out.array(3)
      out.bits(entry.log.origin.bits)
      out.word(entry.log.branch)
      out.uint(entry.sequence)
    }
    return out.bytes
  }

  init(encoded bytes: [UInt8]) throws(CBORError) {
    var reader = CBORReader(bytes)
    var pairs: [(LogID, UInt64)] = []
    for _ in 0..<(try reader.array(max: 65_536)) {
      try reader.array(exactly: 3)
      let origin = OriginID(try reader.bits())
      pairs.append(
        (LogID(origin: origin, branch: try reader.word()), try reader.uint(max: ChangeLimits.sequenceMax)))
    }
    try reader.finish()
    self.init(pairs)
  }
}
