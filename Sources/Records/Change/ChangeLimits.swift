/// Bounds that every decoder of a change enforces before it allocates.
package enum ChangeLimits {
  package static let headerBytesMax = 4_096
  package static let payloadBytesMax = 1 << 20
  package static let nameBytesMax = 128
  package static let reasonBytesMax = 2_000
  package static let groupsMax = 64
  /// Names in one supersedes-list: more siblings than that, no one person was shown.
  package static let supersedesMax = 4_096
  /// One name in a list, at most.
  package static let nameInListBytes = 40
  package static let saltBytes = 12
  /// Highest sequence of a log: storage names a change by one integer, 23 bits of log and 40 of sequence.
  package static let sequenceMax: UInt64 = (1 << 40) - 1
  package static let groupMax: UInt64 = 1 << 31
  package static let entityMax: UInt64 = 1 << 31
}
