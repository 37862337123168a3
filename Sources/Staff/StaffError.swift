package import SQLite

/// Why something about accounts was not done. Names accounts, never a password.
package enum StaffError: Error, Equatable, Sendable {
  case nameTaken(String)
  case accountUnknown(String)
  case badName
  case badLabel
  case passwordTooShort(lettersMin: Int)
  case passwordTooLong(bytesMax: Int)
  /// A password that everybody tries first, or the account's own name.
  case passwordTooCommon
  /// The new password is the old one.
  case passwordUnchanged
  /// The session is not there any more, or not at the step that this belongs to.
  case sessionEnded
  case wrongCode
  /// The last administrator that can sign in would be gone.
  case lastAdministrator
  case formUnknown
  /// Somebody saved the form after it was shown; `version` is what stands.
  case formChanged(version: Int)
  case formTooLarge(bytesMax: Int)
  /// Too many sign-ins at this moment.
  case busy
  /// The cryptography did not work; its own words.
  case crypto(String)
  case storage(SQLiteError)
  /// The file is of a newer program, or was altered.
  case schema(String)
}

extension StaffError {
  package var isDiskFull: Bool { if case .storage(let error) = self { error.isFull } else { false } }
}
