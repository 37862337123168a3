/// Somebody who is signed in.
package struct StaffSession: Equatable, Sendable {
  /// What must happen before anything else.
  package enum Stage: String, Equatable, Sendable {
    case open
    /// The password was a printed one.
    case newPassword
    /// An administrator without a second factor sets one up.
    case newFactor
    /// An administrator says the second factor.
    case factor
    /// Left alone for too long, or locked by hand: the password opens it.
    case locked
  }

  /// What the browser's secret is known by here; good for naming the session, useless for taking it over.
  package let token: [UInt8]
  package let account: String
  package let label: String
  package let role: StaffRole
  package let stage: Stage
  /// Milliseconds since 1970-01-01 UTC.
  package let beganAt: Int64
  /// Milliseconds since it was used last.
  package let idleMs: Int64
  /// Milliseconds until it ends whatever happens.
  package let leftMs: Int64
  package let address: String

  /// Eight hexadecimal digits by which people tell sessions apart.
  package var shortName: String { hex(Array(token.prefix(4))) }
}

/// What came of a sign-in.
package enum SignIn: Equatable, Sendable {
  /// The secret for the browser, shown once.
  case entered(secret: String)
  /// Wrong name, wrong password, disabled account: nobody is told which.
  case refused
  /// Too many failures; the next attempt counts after so many seconds.
  case wait(seconds: Int)
}

/// A session as the book keeps it.
struct SessionRow {
  let token: [UInt8]
  let account: String
  /// By the steady clock.
  let began: Int64
  var seen: Int64
  var seenWritten: Int64
  let beganAt: Int64
  let address: String
  var hasFactor: Bool
  var isLocked: Bool
}
