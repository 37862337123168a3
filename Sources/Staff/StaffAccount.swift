/// What an account may do.
package enum StaffRole: String, CaseIterable, Hashable, Sendable {
  /// Receives dossiers and works on them.
  case clerk
  /// Also decides conflicts.
  case officer
  /// Also looks after accounts and sessions; signs in with a second factor.
  case administrator
  /// A machine in the hall that citizens use themselves.
  case kiosk

  /// Whether a second factor is asked for at sign-in.
  package var needsSecondFactor: Bool { self == .administrator }
}

/// Somebody who signs in at this node. Accounts are local to the node: they are not replicated.
package struct StaffAccount: Equatable, Sendable {
  /// What is typed, and what stands as the author of a change: `hoa.ntt`.
  package let name: String
  /// What people call her: `Nguyễn Thị Tuyết Hoa`.
  package let label: String
  package let role: StaffRole
  package let isDisabled: Bool
  /// The password is one that was printed, and must be replaced at sign-in.
  package let mustChangePassword: Bool
  package let hasSecondFactor: Bool
  /// Milliseconds since 1970-01-01 UTC.
  package let createdAt: Int64
  /// Of the last whole sign-in; `nil` for never.
  package let lastSignInAt: Int64?
  /// Failed attempts in a row.
  package let failures: Int

  package static let nameBytesMax = 64
  package static let labelScalarsMax = 80

  /// Small letters, digits, dots and hyphens, beginning with a letter.
  package static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (2...nameBytesMax).contains(bytes.count), bytes.first.map(isLetter) ?? false else { return false }
    return bytes.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
  }

  /// Something to read, without control characters.
  package static func isLabel(_ text: String) -> Bool {
    (1...labelScalarsMax).contains(text.unicodeScalars.count)
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
