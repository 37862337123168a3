package import Causality

/// How far a log of a revoked key is believed. What came after the last good change and not after the final one was applied
/// somewhere before the revocation was known there: it is taken, and the province supersedes it by ordinary changes. Beyond
/// the final one everybody refuses (`histories.md`, H6).
///
///     {"partition":"unit/06184","origin":"5f0c…","good":[96,"…"],"final":[105,"…"]}
package struct LogBound: Hashable, Sendable {
  package struct Place: Hashable, Sendable {
    /// 0 for none of the log.
    package var sequence: UInt64
    package var hash: Hash256

    package init(sequence: UInt64, hash: Hash256) {
      self.sequence = sequence
      self.hash = hash
    }

    package static let nothing = Place(sequence: 0, hash: .zero)
  }

  package var partition: Partition
  package var origin: OriginID
  package var good: Place
  package var final: Place

  package init(partition: Partition, origin: OriginID, good: Place, final: Place) {
    self.partition = partition
    self.origin = origin
    self.good = good
    self.final = final
  }

  /// Both words hold: the good end is the earlier of the two, the final one the later, so that none of them can be
  /// taken back by a registry that was restored.
  package func joined(with other: LogBound) -> LogBound {
    var joined = self
    if other.good.sequence < good.sequence { joined.good = other.good }
    if other.final.sequence > final.sequence { joined.final = other.final }
    return joined
  }
}

extension LogBound {
  package static let countMax = 4_096

  package var document: JSONValue {
    func place(_ place: Place) -> JSONValue {
      .array([JSONValue(place.sequence), .string(place.hash.description)])
    }
    return [
      "partition": .string(partition.text), "origin": .string(origin.description), "good": place(good),
      "final": place(final),
    ]
  }

  package static func text(of bounds: [LogBound]) -> String {
    let sorted = bounds.sorted { ($0.partition, $0.origin) < ($1.partition, $1.origin) }
    return JSONValue.array(sorted.map(\.document)).written()
  }

  /// Those that can be read.
  static func read(_ text: String) -> [LogBound] {
    let entries = (try? JSONValue.parse(text))?.elements ?? []
    return entries.prefix(countMax).compactMap { LogBound($0) }
  }

  private init?(_ document: JSONValue) {
    func place(_ name: String) -> Place? {
      guard let parts = document[name]?.elements, parts.count == 2, let sequence = parts[0].integer,
        sequence >= 0, let digits = parts[1].text, let bytes = bytesFromHex(Array(digits.utf8)),
        let hash = Hash256(bytes: bytes)
      else { return nil }
      return Place(sequence: UInt64(sequence), hash: hash)
    }
    guard let partition = document["partition"]?.text.flatMap(Partition.init(text:)),
      let origin = document["origin"]?.text.flatMap({ Bits128(text: $0) }), let good = place("good"),
      let final = place("final")
    else { return nil }
    self.init(partition: partition, origin: OriginID(origin), good: good, final: final)
  }
}
