import Causality
import Exchange
import Records

/// Places of logs on which two sides do not meet, as a column keeps them: refusals of the code `fork`.
///
///     [[partition, h'origin', sequence, short]…]
enum ForkSamples {
  static let countMax = 2_048

  static func encoded(_ refusals: [SyncRefusal]) -> [UInt8] {
    let places = refusals.filter { $0.code == .fork && $0.partition != nil && $0.log != nil }
    guard !places.isEmpty else { return [] }
    var out = CBORWriter()
    out.array(min(places.count, countMax))
    for place in places.prefix(countMax) {
      out.array(4)
      out.text(place.partition?.text ?? "")
      out.bits(place.log?.origin.bits ?? Bits128(high: 0, low: 0))
      out.uint(place.sequence)
      out.uint(place.reason)
    }
    return out.bytes
  }

  /// What cannot be read tells nothing: the bundle then begins where it would without it.
  static func decoded(_ bytes: [UInt8]) -> [SyncRefusal] {
    guard !bytes.isEmpty else { return [] }
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      var refusals: [SyncRefusal] = []
      for _ in 0..<(try reader.array(max: countMax)) {
        try reader.array(exactly: 4)
        let partition = Partition(text: try reader.text(max: Partition.textBytesMax))
        let log = LogID(origin: OriginID(try reader.bits()))
        refusals.append(
          SyncRefusal(
            code: .fork, partition: partition, log: log, sequence: try reader.uint(),
            reason: try reader.uint()))
      }
      return refusals
    } catch {
      return []
    }
  }

  static func samples(_ refusals: [SyncRefusal], of partition: Partition) -> [PartitionVector.Sample] {
    refusals.compactMap { refusal in
      guard refusal.partition == partition, let log = refusal.log else { return nil }
      return PartitionVector.Sample(origin: log.origin, sequence: refusal.sequence, short: refusal.reason)
    }
  }
}
