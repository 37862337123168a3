import Causality
import Counter
import Crypto
import HTTP
import Node
import Procedures
import Staff

/// One request on its way to an answer: who asks, in which language, with what.
package struct Visit: Sendable {
  let web: WebService
  let request: ServerRequest
  /// From the path, by the names in the route.
  var values: [String: String]
  var form: FormBody
  let language: Language
  /// The secret that the browser holds: of its session, or before there is one, of this visit.
  let secret: String
  let session: StaffSession?

  var say: Say { Say(language) }
  var now: Int64 { web.context.now() }
  /// The account that acts.
  var staff: String { session?.account ?? "" }
  /// From the browser, as nginx saw it.
  var address: String { request.variables["REMOTE_ADDR"] ?? "-" }

  func id(_ name: String = "id") -> String { values[name] ?? "" }

  func desk() async throws -> Desk { try await web.shelfDesk() }

  /// Reads what staff see, in one snapshot, with the names of things at hand.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (DeskView, Labels) throws -> Value
  ) async throws -> Value {
    let language = language
    return try await desk().ask { view in
      try body(view, Labels(view.reader, rules: view.rules, language: language))
    }
  }

  /// Looks at people for a purpose that was stated; who was looked at is written into the access log before anything is
  /// shown.
  func look<Value: Sendable>(
    for purpose: String,
    _ body: @escaping @Sendable (DeskView, Labels) throws -> (answer: Value, persons: [RecordID])
  ) async throws -> Value {
    let desk = try await desk()
    let purpose = try await desk.checkedPurpose(purpose)
    let found = try await read(body)
    try await desk.note(found.persons, for: purpose, staff: staff)
    return found.answer
  }

  /// Writes down that these people are looked at as part of what is being worked on: the dossier, form or conflict that
  /// the page shows. Once for a while and not at each click.
  func note(_ persons: [RecordID], for purpose: Purpose) async throws {
    let token = session?.token ?? []
    let unseen = Set(persons).filter { web.looks.purpose(token, $0, at: now) == nil }.sorted()
    guard !unseen.isEmpty else { return }
    try await desk().note(unseen, for: purpose, staff: staff)
    for person in unseen { web.looks.note(token, person, purpose: purpose.text, at: now) }
  }

  /// A form that changes or looks up something: always POST, always with the token.
  func form(_ action: String, _ body: HTML, name: HTML = "") -> HTML {
    """
    <form method="post" action="\(action)" accept-charset="utf-8"\(name)>\
    <input type="hidden" name="_t" value="\(FormToken.of(secret))">\(body)</form>
    """
  }
}

/// What a route answers.
enum Answer: Sendable {
  case page(Page)
  /// 303: go and look there. A path of ours.
  case see(String, cookies: [Header] = [])
  /// For scripts of ours: a status and a few words.
  case note(Int, String)
}

/// A whole page before its frame.
struct Page: Sendable {
  var title: HTML
  var body: HTML
  /// Which entry of the navigation it stands under.
  var place: Place = .none
  var status = 200
  var cookies: [Header] = []
  /// Sent with sign-out: the browser forgets everything of ours.
  var clears = false
  /// Printed things stand alone on their sheet.
  var isSheet = false

  enum Place: Sendable { case none, home, dossiers, conflicts, sync, users }

  init(_ title: HTML, place: Place = .none, status: Int = 200, _ body: HTML) {
    self.title = title
    self.place = place
    self.status = status
    self.body = body
  }
}

/// A request that could not be served because its session was locked or over, kept in the page that asks for the
/// password, so that nothing typed is lost.
struct Carried: Sendable {
  static let pathField = "_again"

  let path: String
  let fields: [(name: String, value: String)]

  /// Only forms that are being filled in are carried: what acts is asked for again.
  init?(_ request: ServerRequest, _ form: FormBody) {
    guard request.method == "POST", request.path.hasPrefix("/form/") else { return nil }
    path = request.path
    fields = form.fields.filter { !$0.name.hasPrefix("_") }
  }

  /// Of the answer of the page that asked.
  init?(_ form: FormBody) {
    guard let path = form[Self.pathField], path.hasPrefix("/form/") else { return nil }
    self.path = path
    fields = form.fields.filter { $0.name.hasPrefix("c.") }.map { (String($0.name.dropFirst(2)), $0.value) }
  }

  var html: HTML {
    var html: HTML = "<input type=\"hidden\" name=\"_again\" value=\"\(path)\">"
    for field in fields {
      html += "<input type=\"hidden\" name=\"c.\(field.name)\" value=\"\(field.value)\">"
    }
    return html
  }
}
