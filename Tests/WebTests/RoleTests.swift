import Causality
import Counter
import Records
import Staff
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
