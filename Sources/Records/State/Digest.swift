package import Causality

/// What a record adds to its partition's digest: H(record, then for each group its number and the hashes of its
/// siblings). The digest of a partition is the sum of these modulo 2^256; it hashes hashes, so naming a log anew cannot
/// move it. Zero for a record without a group.
extension RecordState {
  package func digest(hashing: any Hashing) -> Hash256 {
    guard !groups.isEmpty else { return .zero }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 + groups.count * 48)
    record.bits.append(to: &bytes)
    for group in groups {
      appendWord(group.group, to: &bytes)
      appendWord(UInt64(group.siblings.count), to: &bytes)
      for entry in group.siblings.entries { entry.id.hash.append(to: &bytes) }
    }
    return hashing.hash(bytes)
  }
}
