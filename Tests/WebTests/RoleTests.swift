import Causality
import Counter
import Records
import Simulation
import Staff
import Store
import Testing

@testable import Web

/// Every route, asked as everybody: the table of routes says who may, and the pages must do as it says.
@Suite struct `A route` {
  @Test(arguments: [nil] + StaffRole.allCases.map { Optional($0) })
  func `answers those who may, and nobody else`(role: StaffRole?) async throws {
    let bench = try await WebBench()
    for route in Routes.all {
      // Each anew, because some of them end or lock the session.
      var browser = try await bench.browser(role, isFresh: true)
      await browser.get("/sign-in")
      let path = route.path.replacing(":id", with: bench.mother.description)
      let page = await browser.send(
        route.method.rawValue, path, route.method == .post ? [("_t", browser.page.token ?? "")] : [])
      let said = "\(route.method) \(route.path)"
      #expect(page.status != 500, "\(said)")
      switch route.access {
      case .anyone: #expect(page.status != 403, "\(said)")
      case .entering(let stages):
        let mayEnter = role != nil && stages.contains(StaffSession.Stage.open.rawValue)
        #expect(mayEnter ? page.status != 403 : page.status == 303, "\(said)")
      case .staff(let allowed):
        if let role, allowed.contains(role) {
          #expect(page.status != 403 && page.header("Location") != "/sign-in", "\(said)")
        } else if role != nil {
          #expect(page.status == 403, "\(said)")
        } else if route.path.hasPrefix("/form/"), route.method == .post {
          // What was typed is kept while the password is asked for.
          #expect(page.status == 200 && page.text.contains("name=\"password\""), "\(said)")
        } else {
          #expect(page.status == 303 && page.header("Location")?.hasPrefix("/sign-in") == true, "\(said)")
          #expect(page.text.isEmpty, "\(said)")
        }
      }
      #expect(!page.text.contains("020190000001"), "\(said)")
    }
  }

  @Test func `that only reads changes nothing, and one that changes is never a GET`() {
    let reading = ["/", "/sign-in"]
    for route in Routes.all where route.method == .get {
      #expect(
        Routes.find("GET", route.path.replacing(":id", with: "x")) != nil || reading.contains(route.path))
      for word in ["look", "act", "decide", "save", "discard", "lock", "find", "end", "disable", "reset"] {
        #expect(route.path.split(separator: "/").last.map(String.init) != word, "\(route.path)")
      }
    }
  }

  @Test(
    arguments: [
      "/person/../users", "/person/%2e%2e", "//", "/person//look", "/person/a b", "/assets/../tram.css",
      "/person/a\u{0}b", "/users/", "/person", "/PERSON/x", "/.git/config",
    ])
  func `is found by its exact path only`(path: String) async throws {
    #expect(Routes.find("GET", path) == nil)
    #expect(Assets.response(path) == nil)
  }
}

@Suite struct `A person's page` {
  @Test func `is shown to nobody who did not say why`() async throws {
    let bench = try await WebBench(text: "Đào")
    var browser = try await bench.browser(.clerk)
    let path = "/person/\(bench.mother.description)"
    await browser.get(path)
    #expect(browser.page.status == 200 && !browser.page.text.contains("Đào 020190000001"))
    #expect(!browser.page.text.contains("020190000001"))
    await browser.post(path + "/look", [("purpose", "  ")])
    #expect(browser.page.status == 422 && !browser.page.text.contains("020190000001"))
    await browser.post(path + "/look", [("purpose", "made up")])
    #expect(browser.page.status == 422)
    await browser.post(path + "/look", [("purpose", "citizen-request")])
    #expect(browser.page.status == 200 && browser.page.text.contains("020190000001"))
    // Another session says its own.
    var other = try await bench.browser(.officer)
    #expect(await other.get(path).text.contains("020190000001") == false)
  }

  @Test func `cannot be told from one that is not here before a purpose is said`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    let here = await browser.get("/person/\(bench.mother.description)")
    let token = browser.page.token ?? ""
    let nowhere = await browser.get("/person/01890000-0000-7000-8000-000000000001")
    let plain = { (text: String) in
      text.replacing(bench.mother.description, with: "ID").replacing(
        "01890000-0000-7000-8000-000000000001", with: "ID")
    }
    #expect(!token.isEmpty && plain(here.text) == plain(nowhere.text) && here.status == nowhere.status)
  }
}

@Suite struct `A look at a person` {
  private func log(_ bench: WebBench) throws -> [String] {
    let schema = Schema.current
    let entity = try #require(schema.entity(named: "look_up"))
    return try bench.world.centers[0].reader.records(in: .access("H37.01"), entity: entity.number).compactMap
    {
      record in
      guard let who = record.text("who", in: entity), let purpose = record.text("purpose", in: entity) else {
        return nil
      }
      return "\(who) \(purpose)"
    }
  }

  @Test func `is written down before it is shown, whichever page shows it`() async throws {
    let bench = try await WebBench()
    var clerk = try await bench.browser(.clerk)
    await clerk.get("/")
    #expect(clerk.page.text.contains("Mỗi lượt xem được ghi vào nhật ký"))
    await clerk.get("/person/\(bench.mother.description)")
    #expect(try log(bench).isEmpty)
    await clerk.post("/find", [("q", "020190000001"), ("purpose", "verification")])
    #expect(try log(bench) == ["clerk.one verification"])
    await clerk.open(bench.mother)
    #expect(try log(bench) == ["clerk.one verification", "clerk.one reception"])
    // Another click within the half hour is the same look.
    await clerk.get("/person/\(bench.mother.description)")
    #expect(try log(bench).count == 2)
    // Somebody else goes on with the form that she began.
    await clerk.post("/person/\(bench.mother.description)/dossier", [])
    let form = String(try #require(clerk.page.text.firstMatch(of: /action="\/form\/([a-z2-7]+)"/)).1)
    var officer = try await bench.browser(.officer)
    await officer.get("/form/\(form)")
    #expect(try log(bench).last == "officer.one reception" && log(bench).count == 3)
  }

  @Test func `is shown to those who supervise, and to whoever answers the citizen`() async throws {
    let bench = try await WebBench()
    var clerk = try await bench.browser(.clerk)
    await clerk.open(bench.mother)
    #expect(clerk.page.status == 200 && !clerk.page.text.contains("Ai đã xem thông tin này"))
    var officer = try await bench.browser(.officer)
    await officer.open(bench.mother)
    #expect(officer.page.text.contains("Ai đã xem thông tin này") && officer.page.text.contains("clerk.one"))
    var other = try await bench.browser(.clerk, isFresh: true)
    await other.get("/person/\(bench.mother.description)")
    await other.post("/person/\(bench.mother.description)/look", [("purpose", "citizen-request")])
    #expect(other.page.text.contains("Ai đã xem thông tin này") && other.page.text.contains("officer.one"))
  }

  @Test func `for a dossier that is not here is refused, and nothing is shown`() async throws {
    let bench = try await WebBench()
    var clerk = try await bench.browser(.clerk)
    await clerk.get("/person/\(bench.mother.description)")
    await clerk.post(
      "/person/\(bench.mother.description)/look", [("purpose", "H37.01-261123-000009")])
    #expect(clerk.page.status == 422 && !clerk.page.text.contains("020190000001"))
    #expect(try log(bench).isEmpty)
  }
}
