import Causality
import Counter
import Crypto
package import HTTP
package import Node
import Records
import Staff

/// The counter's pages, behind nginx.
package final class WebService: Sendable {
  let context: NodeContext
  let sync: SyncLoop?
  let address: PageAddress
  let rim: Rim
  let shelf = CatalogueShelf()
  let looks = Looks()
  let log: EventLog

  package init(_ services: Services, at address: PageAddress, log: EventLog = .standardError) {
    context = services.context
    sync = services.sync
    self.address = address
    rim = Rim(hosts: address.hosts)
    self.log = log
  }

  /// The desk at which the pages act: the same as the terminal's.
  func shelfDesk() async throws -> Desk {
    try await Desk(context.replica, shelf: shelf, clock: context.now)
  }

  /// What `tram serve` shows.
  package static let pages = Pages(
    admission: { head in
      Admission(bodyBytesMax: head.method == "POST" ? FormBody.bytesMax : 0)
    },
    handler: { services, address in
      let web = WebService(services, at: address)
      return { await web.handle($0) }
    })

  package func handle(_ request: ServerRequest) async -> ServerResponse {
    var response = await answer(request)
    response.headers += PageHeaders.all
    if !response.headers.contains(where: { $0.name == "Cache-Control" }) {
      response.headers.append(PageHeaders.noStore)
    }
    if request.method == "HEAD" { response.body = .bytes([]) }
    return response
  }

  private func answer(_ request: ServerRequest) async -> ServerResponse {
    let language = Cookie.language.value(in: request.head).flatMap(Language.init(rawValue:)) ?? .vi
    if request.path == "/healthz", request.method != "POST" { return .text("ok\n") }
    if let refusal = rim.refusal(of: request.head) {
      return bare(Problems.turnedAway(refusal), language, status: refusal.status)
    }
    if request.method != "POST", let asset = Assets.response(request.path) { return asset }
    guard let (route, values) = Routes.find(request.method, request.path) else {
      let isKnown = Routes.find(request.method == "POST" ? "GET" : "POST", request.path) != nil
      return bare(
        isKnown ? Problems.turnedAway(.method) : Problems.notHere, language, status: isKnown ? 405 : 404)
    }
    do {
      return try await serve(route, values, request, language)
    } catch {
      // By its kind only: what an error holds may be somebody's name.
      log.write(
        .error, "web.failed",
        ["route": .string(route.path), "error": .string(String(reflecting: type(of: error)))])
      return bare(Problems.unexpected, language, status: 500)
    }
  }

  private func serve(
    _ route: Route, _ values: [String: String], _ request: ServerRequest, _ language: Language
  ) async throws -> ServerResponse {
    let sent = Cookie.session.value(in: request.head)
    var session: StaffSession?
    if let sent { session = try await context.staff.session(secret: sent, isUse: route.isUse) }
    var cookies: [Header] = []
    var secret = session == nil ? nil : sent
    let visitor = Cookie.visitor.value(in: request.head)
    if secret == nil { secret = visitor }
    let form: FormBody?
    if request.method == "POST" {
      form = FormBody(request.body)
      guard let form, let secret, FormToken.isRight(form[FormToken.field], for: secret) else {
        // A session that ended takes the token with it; whoever was filling in a form signs in and goes on.
        if let form, session == nil, sent != nil, Carried(request, form) != nil {
          return try await ask(request, form, language, secret: secret, session: nil)
        }
        return bare(Problems.stale, language, status: 403)
      }
    } else {
      form = FormBody()
    }
    if secret == nil {
      let made = Base32.encoded(try randomBytes(20))
      cookies.append(Cookie.visitor.setting(made))
      secret = made
    }
    guard let secret, let form else { return bare(Problems.stale, language, status: 403) }
    let visit = Visit(
      web: self, request: request, values: values, form: form, language: language, secret: secret,
      session: session)
    switch admits(route, session) {
    case .yes: break
    case .enter(let path):
      if Carried(request, form) != nil {
        return try await ask(request, form, language, secret: secret, session: session)
      }
      let next =
        request.method == "POST" || request.path == "/" ? "" : "?next=" + Percent.encoded(request.path)
      return Self.see(path + next, cookies)
    case .no: return await framed(Problems.page(Problems.notYours, visit, status: 403), visit)
    }
    return await response(to: visit, by: route, cookies)
  }

  private func response(to visit: Visit, by route: Route, _ cookies: [Header]) async -> ServerResponse {
    let answer: Answer
    do {
      answer = try await route.body(visit)
    } catch {
      if let told = Problems.told(error, visit.language) {
        return await framed(Problems.page(told, visit, status: told.status), visit, cookies)
      }
      log.write(
        .error, "web.failed",
        ["route": .string(route.path), "error": .string(String(reflecting: type(of: error)))])
      return await framed(Problems.page(Problems.unexpected, visit, status: 500), visit, cookies)
    }
    switch answer {
    case .page(let page): return await framed(page, visit, cookies)
    case .see(let path, let more): return Self.see(path, cookies + more)
    case .note(let status, let words): return .text(words, status: status)
    }
  }

  /// Serves a form that was carried through a sign-in, as if it had just been sent.
  func again(_ carried: Carried, _ visit: Visit, secret: String, cookies: [Header]) async throws -> Answer {
    guard let (route, values) = Routes.find("POST", carried.path),
      let session = try await context.staff.session(secret: secret), admits(route, session) == .yes
    else { return .see("/", cookies: cookies) }
    var form = FormBody()
    for field in carried.fields { form.append(field.name, field.value) }
    let visit = Visit(
      web: self, request: visit.request, values: values, form: form, language: visit.language, secret: secret,
      session: session)
    switch try await route.body(visit) {
    case .page(var page):
      page.cookies += cookies
      return .page(page)
    case .see(let path, let more): return .see(path, cookies: cookies + more)
    case .note: return .see("/", cookies: cookies)
    }
  }

  enum Admitted: Equatable { case yes, no, enter(String) }

  func admits(_ route: Route, _ session: StaffSession?) -> Admitted {
    if route.access == .anyone { return .yes }
    guard let session else { return .enter("/sign-in") }
    switch route.access {
    case .anyone: return .yes
    case .entering(let stages):
      return stages.contains(session.stage.rawValue) ? .yes : .enter(Self.door(session))
    case .staff(let roles):
      guard session.stage == .open else { return .enter(Self.door(session)) }
      return roles.contains(session.role) ? .yes : .no
    }
  }

  /// Where a session must go before anything else.
  static func door(_ session: StaffSession) -> String {
    switch session.stage {
    case .open: session.role == .kiosk ? "/kiosk" : "/"
    case .newPassword: "/password"
    case .newFactor, .factor: "/second-factor"
    case .locked: "/unlock"
    }
  }

  /// Asks for the password with what was sent kept in the page.
  private func ask(
    _ request: ServerRequest, _ form: FormBody, _ language: Language, secret: String?, session: StaffSession?
  ) async throws -> ServerResponse {
    var cookies: [Header] = []
    var known = secret
    if known == nil {
      let made = Base32.encoded(try randomBytes(20))
      cookies.append(Cookie.visitor.setting(made))
      known = made
    }
    let visit = Visit(
      web: self, request: request, values: [:], form: form, language: language, secret: known ?? "",
      session: session)
    let carried = Carried(request, form)
    let page =
      session?.stage == .locked
      ? EntryPages(visit).unlock(carried: carried) : EntryPages(visit).signIn(carried: carried)
    return await framed(page, visit, cookies)
  }

  // MARK: Answers

  private static func see(_ path: String, _ cookies: [Header]) -> ServerResponse {
    ServerResponse(status: 303, headers: [Header("Location", path)] + cookies)
  }

  private func framed(_ page: Page, _ visit: Visit, _ cookies: [Header] = []) async -> ServerResponse {
    let link = visit.session?.stage == .open ? await LinkState(self) : nil
    var response = ServerResponse.text(
      Frame(page, visit, link).html.markup, status: page.status, type: "text/html; charset=utf-8")
    response.headers += cookies + page.cookies
    if page.clears {
      response.headers.append(Header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\""))
    }
    return response
  }

  /// A page for whoever is not known, or whose request did not get far enough.
  private func bare(_ told: Problems.Told, _ language: Language, status: Int) -> ServerResponse {
    .text(
      Frame.bare(told, language).markup, status: status, type: "text/html; charset=utf-8")
  }
}
