package import Staff

/// Who may use a route.
package enum Access: Equatable, Sendable {
  case anyone
  /// Whoever holds a session, at one of these stages.
  case entering(Set<StageName>)
  /// Signed in wholly, in one of these roles.
  case staff(Set<StaffRole>)

  package typealias StageName = String

  /// Everybody at the counter.
  package static let counter = Access.staff([.clerk, .officer, .administrator])
  /// Those who decide.
  package static let deciders = Access.staff([.officer, .administrator])
  package static let administrators = Access.staff([.administrator])

  static func stages(_ stages: StaffSession.Stage...) -> Access { .entering(Set(stages.map(\.rawValue))) }
}

/// One thing that can be asked for: a method, a path, who may, and what answers.
package struct Route: Sendable {
  package enum Method: String, Sendable { case get = "GET", post = "POST" }

  package let method: Method
  /// `/person/:id/look`; a part with a colon takes any word.
  package let path: String
  package let access: Access
  /// Whether asking counts as use of the session; what a page asks by itself does not.
  let isUse: Bool
  let body: @Sendable (Visit) async throws -> Answer

  init(
    _ method: Method, _ path: String, _ access: Access, isUse: Bool = true,
    _ body: @escaping @Sendable (Visit) async throws -> Answer
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.isUse = isUse
    self.body = body
  }

  /// The words that the parts with a colon took; `nil` where the path is another.
  func values(in path: String) -> [String: String]? {
    let wanted = self.path.split(separator: "/")
    let given = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !(given.count == 1 && given.first?.isEmpty == true) || wanted.isEmpty else { return nil }
    if wanted.isEmpty { return path == "/" ? [:] : nil }
    guard wanted.count == given.count else { return nil }
    var values: [String: String] = [:]
    for (want, word) in zip(wanted, given) {
      if want.first == ":" {
        guard Self.isWord(word) else { return nil }
        values[String(want.dropFirst())] = String(word)
      } else if want != word {
        return nil
      }
    }
    return values
  }

  /// Ids and codes have letters, digits, dots and hyphens; a path that has anything else names nothing here.
  private static func isWord(_ word: Substring) -> Bool {
    (1...64).contains(word.utf8.count)
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
