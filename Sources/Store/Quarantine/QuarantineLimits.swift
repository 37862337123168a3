/// What a quarantine holds at most. What is beyond is counted and not kept: its sender still has it and offers it again.
/// A node has its own share, so that one that sends rubbish cannot crowd out what others sent.
package enum QuarantineLimits {
  package static let entryBytesMax = 8 << 20
  package static let nodeBytesMax = 16 << 20
  package static let bytesMax = 64 << 20
  package static let nodeEntriesMax = 256
  package static let entriesMax = 4_096
  /// Of the reason that a person gives when discarding.
  package static let reasonBytesMax = 1_024
}
