package import HTTP

/// The cookies of the pages. All are `__Host-`: HTTPS, this host and no other, the whole site; none is read by a script.
package enum Cookie: String, CaseIterable, Sendable {
  /// The secret of a session.
  case session = "__Host-tram"
  /// Chance that ties the sign-in form to this browser, before there is a session.
  case visitor = "__Host-visitor"
  /// `vi` or `en`.
  case language = "__Host-language"

  /// The value that a request carries; `nil` where it has none, or more than one.
  package func value(in head: RequestHead) -> String? {
    let values = (head.headers["cookie"] ?? "").split(separator: ";").compactMap { pair -> Substring? in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, halves[0].drop(while: { $0 == " " }) == rawValue else { return nil }
      return halves[1]
    }
    guard values.count == 1, let value = values.first, value.utf8.count <= 128,
      value.utf8.allSatisfy(Self.isLetter)
    else { return nil }
    return String(value)
  }

  /// Until the browser is closed.
  package func setting(_ value: String) -> Header {
    precondition(value.utf8.allSatisfy(Self.isLetter), "cookies of ours hold letters and digits only")
    return Header("Set-Cookie", "\(rawValue)=\(value); Path=/; Secure; HttpOnly; SameSite=Strict")
  }

  package var removal: Header {
    Header("Set-Cookie", "\(rawValue)=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
