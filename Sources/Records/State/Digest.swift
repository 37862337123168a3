package import Causality

/// What a record adds to its partition's digest: H(record, then for each group its number and the hashes of its
/// siblings). The digest of a partition is the sum of these modulo 2^256; it hashes hashes, so naming a log anew cannot
/// move it. Zero for a record without a group.
package struct DigestWords {
  private var words: [UInt64] = []

  package init(groups: Int = 16) { words.reserveCapacity(2 + groups * 6) }

  /// Begins with a record; what was added before is forgotten, its memory is used again.
  package mutating func begin(_ record: RecordID) {
    words.removeAll(keepingCapacity: true)
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

  /// Adds one of the groups of `state`, read where it lies: a copy of its siblings counts references to their contents.
  package mutating func add(_ state: borrowing RecordState, at place: Int) {
    let groups = state.groups.span
    let count = groups[place].siblings.count
    guard count > 0 else { return }
    words.append(groups[place].group)
    words.append(UInt64(count))
    for entry in 0..<count {
      let hash = groups[place].siblings.id(at: entry).hash
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
    var words = DigestWords(groups: groups.count)
    return digest(hashing: hashing, words: &words)
  }

  /// The same with the caller's memory, for many records.
  package func digest(hashing: any Hashing, words: inout DigestWords) -> Hash256 {
    words.begin(record)
    for place in groups.indices { words.add(self, at: place) }
    return words.digest(hashing)
  }
}
