package import Causality
import Records

/// The bytes of a batch.
extension Batch {
  package static let format: UInt64 = 0

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 4_096)
    out.array(3)
    out.uint(Self.format)
    out.array(births.count)
    for birth in births { out.birth(birth) }
    out.array(sections.count)
    for section in sections {
      out.array(3)
      out.text(section.partition.text)
      out.array(section.changes.count * 3)
      for change in section.changes {
        out.data(change.header)
        out.data(change.salt)
        out.data(change.payload)
      }
      out.array(section.checkpoints.count)
      for checkpoint in section.checkpoints { out.data(checkpoint.encoded) }
    }
    return out.bytes
  }

  /// Unpacks and computes the hash of each change. Fails with `tooLarge`, `cbor`, `malformed` or `unknownFormat`.
  package init(
    encoded bytes: [UInt8], hashing: any Hashing, limits: BatchLimits = .standard
  ) throws(ExchangeError) {
    self.init()
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 3)
      try reader.format(Self.format)
      for _ in 0..<(try reader.array(max: limits.birthsMax)) { births.append(try reader.birth()) }
      for _ in 0..<(try reader.array(max: limits.sectionsMax)) {
        try reader.array(exactly: 3)
        let partition = try reader.partition()
        var changes: [SealedChange] = []
        for _ in 0..<(try reader.array(max: limits.changesMax * 3) / 3) {
          let header = try reader.data(max: ChangeLimits.headerBytesMax)
          let salt = try reader.data(exactly: ChangeLimits.saltBytes)
          let payload = try reader.data(max: ChangeLimits.payloadBytesMax)
          changes.append(SealedChange(header: header, salt: salt, payload: payload, hashing: hashing))
        }
        var checkpoints: [Checkpoint] = []
        for _ in 0..<(try reader.array(max: limits.changesMax)) {
          guard let checkpoint = try? Checkpoint(encoded: try reader.data(max: 1_024)) else {
            throw .invalid(at: reader.position)
          }
          checkpoints.append(checkpoint)
        }
        sections.append(Section(partition: partition, changes: changes, checkpoints: checkpoints))
      }
      try reader.finish()
    } catch {
      throw ExchangeError(error)
    }
  }
}
