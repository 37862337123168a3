package import Causality
package import Records

/// A rival that a resolution did not take.
package struct Rejected: Hashable, Sendable {
  package let name: ChangeName
  package let stamp: Stamp
  package let values: GroupValues
}

/// A resolution carries what it rejected, so that it can be reopened after the logs of the rivals are pruned (H29).
///
/// The carrier is the resolution's own `before`: the fields of the provisional value that was shown, and behind them
/// one more item, which a reader of fields does not look at:
///
///     before   = [field…, rejected]
///     rejected = [[h'origin', sequence, h'first 8 bytes of the hash', time, flags, author, source, values]…]
extension GroupValues {
  /// - Parameters:
  ///   - shown: the provisional value.
  ///   - fieldCount: of the group; shorter values are filled with null.
  init(shown: GroupValues, fieldCount: Int, rejected: [Rejected]) {
    let values = shown.values
    let count = Swift.max(fieldCount, values.count)
    var out = CBORWriter(capacity: shown.bytes.count + rejected.count * 96)
    out.array(count + 1)
    for index in 0..<count { out.value(index < values.count ? values[index] : .null) }
    out.array(rejected.count)
    for one in rejected {
      out.array(8)
      out.bits(one.name.origin.bits)
      out.uint(one.name.sequence)
      out.word(one.name.short)
      out.uint(one.stamp.time.raw)
      out.uint(one.stamp.isSuspect ? 1 : 0)
      out.text(one.stamp.author)
      out.text(one.stamp.source)
      out.raw(one.values.bytes)
    }
    self.init(checked: out.bytes)
  }

  /// What the resolution with this `before` rejected; empty when it carries nothing that can be read.
  package func rejected(fieldCount: Int) -> [Rejected] {
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      let count = try reader.array(max: Self.fieldsMax)
      guard count > fieldCount else { return [] }
      for _ in 0..<(count - 1) { try reader.skip() }
      var rejected: [Rejected] = []
      for _ in 0..<(try reader.array(max: ChangeLimits.supersedesMax)) {
        try reader.array(exactly: 8)
        let name = ChangeName(
          origin: OriginID(try reader.bits()), sequence: try reader.uint(max: ChangeLimits.sequenceMax),
          short: try reader.word())
        let time = HybridTime(raw: try reader.uint())
        let isSuspect = try reader.uint(max: 1) == 1
        let author = try reader.text(max: ChangeLimits.nameBytesMax)
        let source = try reader.text(max: ChangeLimits.nameBytesMax)
        let stamp = Stamp(time: time, isSuspect: isSuspect, author: author, source: source)
        rejected.append(Rejected(name: name, stamp: stamp, values: try reader.groupValues()))
      }
      return rejected
    } catch {
      // An older or foreign resolution: its caller is told that there is nothing to reopen.
      return []
    }
  }
}
