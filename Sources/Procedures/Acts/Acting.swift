/// Who does something, on whose word, why and when: the same for all drafts of an act.
package struct Acting: Hashable, Sendable {
  /// Staff account: `hoa.ntt`. Never a citizen.
  package var account: String
  /// On whose word: `counter`; `civil-register` for acts of civil status; `province`.
  package var source: String
  /// What the officer wrote, or what the act is.
  package var reason: String
  /// Milliseconds since 1970-01-01 UTC.
  package var now: Int64

  package init(account: String, source: String = "counter", reason: String, now: Int64) {
    self.account = account
    self.source = source
    self.reason = reason
    self.now = now
  }

  package var time: HanoiTime { HanoiTime(millisecondsSinceEpoch: now) }
  package var day: CivilDate { time.date }

  /// The same person on the word of the civil status register.
  package var asRegistrar: Acting {
    var other = self
    other.source = "civil-register"
    return other
  }
}
