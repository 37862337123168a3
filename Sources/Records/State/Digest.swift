package import Causality

/// What a record adds to its partition's digest: H(record, then for each group its number and the hashes of its
/// siblings). The digest of a partition is the sum of these modulo 2^256; it hashes hashes, so naming a log anew cannot
/// move it. Zero for a record without a group.
package struct DigestWords {
  private var words: [UInt64]

  package init(_ record: RecordID, groups: Int) {
    words = []
    words.reserveCapacity(2 + groups * 6)
    words.append(record.bits.high)
    words.append(record.bits.low)
  }

  /// Groups come in their order; one without siblings is not there.
  package mutating func add(_ group: UInt64, _ siblings: borrowing Siblings<GroupContent>) {
    let count = siblings.count
    guard count > 0 else { return }
    words.append(group)
    words.append(UInt64(count))
    for place in 0..<count {
      let hash = siblings.id(at: place).hash
      words.append(hash.a)
      words.append(hash.b)
      words.append(hash.c)
      words.append(hash.d)
    }
  }

  package func digest(_ hashing: any Hashing) -> Hash256 {
    words.count == 2 ? .zero : hashing.hash(words: words)
  }
}

extension RecordState {
  package func digest(hashing: any Hashing) -> Hash256 {
    var words = DigestWords(record, groups: groups.count)
    let groups = groups.span
    for place in groups.indices { words.add(groups[place].group, groups[place].siblings) }
    return words.digest(hashing)
  }
}
