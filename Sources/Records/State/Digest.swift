package import Causality

/// What a group adds to its partition's digest: H(record, group, hashes of its siblings). The digest of a partition
/// is the sum of these modulo 2^256; it hashes hashes, so naming a log anew cannot move it.
extension GroupState {
  package func digestElement(of record: RecordID, hashing: any Hashing) -> Hash256 {
    guard !siblings.isEmpty else { return .zero }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24 + siblings.count * 32)
    record.bits.append(to: &bytes)
    appendWord(group, to: &bytes)
    for entry in siblings.entries { entry.id.hash.append(to: &bytes) }
    return hashing.hash(bytes)
  }
}

extension RecordState {
  /// The record's part of the digest of its partition.
  package func digest(hashing: any Hashing) -> Hash256 {
    groups.reduce(.zero) { $0 &+ $1.digestElement(of: record, hashing: hashing) }
  }
}
