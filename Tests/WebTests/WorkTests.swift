import Causality
import Counter
import Node
import Procedures
import Records
import Staff
import Testing

@testable import Web

@Suite struct `The one field` {
  @Test(
    arguments: [
      ("nguyen van duc", "nguyen van duc", nil), ("  Nông Thị Lan 1990 ", "Nông Thị Lan", 1990),
      ("020190000001", "020190000001", nil), ("020 190 000 001", "020190000001", nil),
      ("020190000001|080190001|Nông Thị Lan|05031990|Nữ|Thôn 1|03072023", "020190000001", nil),
      ("H37.08-261125-000001", "H37.08-261125-000001", nil), ("2026", "2026", nil), ("", "", nil),
    ] as [(String, String, Int?)])
  func `takes a name, a number, a code, a card`(typed: String, text: String, year: Int?) {
    #expect(SearchText(typed).text == text && SearchText(typed).year == year)
  }

  @Test func `finds a person without marks, and asks why before it shows more`() async throws {
    let bench = try await WebBench(text: "Lành")
    var browser = try await bench.browser(.clerk)
    await browser.get("/")
    await browser.post("/find", [("q", "nong thi lanh 1990"), ("purpose", "because")])
    #expect(browser.page.status == 422 && !browser.page.text.contains("Nông Thị Lành"))
    await browser.get("/")
    await browser.post("/find", [("q", "nong thi lanh 1990"), ("purpose", "reception")])
    #expect(browser.page.status == 200 && browser.page.text.contains("Nông Thị Lành"))
    await browser.post("/person/\(bench.mother.description)/look", [("purpose", "reception")])
    #expect(browser.page.text.contains("<h1>Nông Thị Lành</h1>"))
    await browser.post("/find", [("q", "")])
    #expect(browser.page.status == 422)
  }
}

@Suite struct `A dossier at the counter` {
  /// Fills in a form up to its last step.
  static func fill(_ browser: inout Browser, _ bench: WebBench, _ procedure: String = "1.004194") async throws
    -> String
  {
    await browser.open(bench.mother)
    await browser.post("/person/\(bench.mother.description)/dossier", [])
    let id = String(try #require(browser.page.text.firstMatch(of: /action="\/form\/([a-z2-7]+)"/)).1)
    for (step, fields) in [
      (1, [("procedure", procedure)]), (2, [("case", "1"), ("channel", "direct")]), (3, [("given", "none")]),
    ] {
      let version = browser.page.hidden("_v") ?? ""
      await browser.post("/form/\(id)", fields + [("_v", version), ("step", "\(step)"), ("go", "next")])
    }
    return id
  }

  @Test func `is received, moved by the steps of the law, and its receipt is provisional`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    let form = try await Self.fill(&browser, bench)
    let version = browser.page.hidden("_v") ?? ""
    await browser.post("/form/\(form)", [("_v", version), ("step", "4"), ("go", "receive")])
    #expect(browser.page.status == 200 && browser.page.text.contains("TẠM – CHỜ ĐỒNG BỘ"))
    #expect(try await bench.context.staff.form(form) == nil)
    let id = String(try #require(browser.page.text.firstMatch(of: /href="\/dossier\/([0-9a-f-]+)"/)).1)
    await browser.get("/dossier/\(id)")
    #expect(browser.page.text.contains("Đã lưu tại đây"))
    var seen = browser.page.hidden("seen") ?? ""
    // A step that the table does not allow is not offered, and refused when it is sent all the same.
    #expect(!browser.page.text.contains("name=\"to\" value=\"10\""))
    await browser.post(
      "/dossier/\(id)/act", [("what", "step"), ("seen", seen), ("to", "10"), ("sure", "yes")])
    #expect(browser.page.status == 422)
    await browser.post("/dossier/\(id)/act", [("what", "step"), ("seen", seen), ("to", "5"), ("note", "")])
    #expect(browser.page.status == 422 && browser.page.text.contains("cần ghi lý do"))
    await browser.post("/dossier/\(id)/act", [("what", "step"), ("seen", seen), ("to", "4")])
    #expect(browser.page.text.contains("name=\"sure\" value=\"yes\""))
    await browser.post(
      "/dossier/\(id)/act", [("what", "step"), ("seen", seen), ("to", "4"), ("sure", "yes")])
    #expect(browser.page.status == 200 && browser.page.text.contains("Đã ghi nhận"))
    // The page that was shown before is old now.
    await browser.post(
      "/dossier/\(id)/act", [("what", "step"), ("seen", seen), ("to", "9"), ("sure", "yes")])
    #expect(browser.page.status == 409)
    await browser.get("/dossier/\(id)")
    seen = browser.page.hidden("seen") ?? ""
    await browser.post(
      "/dossier/\(id)/act", [("what", "step"), ("seen", seen), ("to", "9"), ("sure", "yes")])
    #expect(browser.page.status == 200)
    let view = try await bench.web.shelfDesk().dossier(id)
    #expect(view.status == .finished && view.events.count >= 3)
  }

  @Test func `of the same matter is warned about before a second is made`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    for isSecond in [false, true] {
      let form = try await Self.fill(&browser, bench)
      let version = browser.page.hidden("_v") ?? ""
      await browser.post("/form/\(form)", [("_v", version), ("step", "4"), ("go", "receive")])
      guard isSecond else { continue }
      #expect(browser.page.status == 422 && browser.page.text.contains("name=\"another\""))
      let again = browser.page.hidden("_v") ?? ""
      await browser.post(
        "/form/\(form)", [("_v", again), ("step", "4"), ("another", "yes"), ("go", "receive")])
      #expect(browser.page.status == 200)
    }
    #expect(try await bench.web.shelfDesk().dossiers().count == 2)
  }

  @Test func `that two counters fill in loses nothing of either`() async throws {
    let bench = try await WebBench()
    var first = try await bench.browser(.clerk)
    let form = try await Self.fill(&first, bench)
    var second = try await bench.browser(.officer)
    await second.get("/form/\(form)?step=2")
    #expect(second.page.text.contains("Đang được clerk.one sửa"))
    let old = second.page.hidden("_v") ?? ""
    await first.get("/form/\(form)?step=2")
    await first.post(
      "/form/\(form)/save",
      [("_v", old), ("step", "2"), ("case", "1"), ("channel", "direct"), ("summary", "một")])
    #expect(first.page.status == 200)
    await second.post(
      "/form/\(form)/save",
      [("_v", old), ("step", "2"), ("case", "1"), ("channel", "direct"), ("summary", "hai")])
    #expect(second.page.status == 409)
    await second.get("/form/\(form)?step=2")
    await second.post(
      "/form/\(form)",
      [("_v", old), ("step", "2"), ("case", "1"), ("channel", "direct"), ("summary", "hai"), ("go", "next")])
    // What she typed is still in the page, over the latest version.
    #expect(second.page.text.contains("value=\"hai\"") && second.page.text.contains("Quầy khác vừa sửa"))
    #expect(second.page.hidden("_v") != old)
  }

  @Test func `that was being filled in when the screen was locked goes on after the password`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    let form = try await Self.fill(&browser, bench)
    await browser.get("/form/\(form)?step=2")
    let (token, version) = (browser.page.token ?? "", browser.page.hidden("_v") ?? "")
    await browser.post("/lock", [])
    await browser.send(
      "POST", "/form/\(form)",
      [
        ("_t", token), ("_v", version), ("step", "2"), ("case", "1"), ("channel", "direct"),
        ("summary", "còn đây"),
      ])
    #expect(browser.page.text.contains("name=\"c.summary\" value=\"còn đây\""))
    let carried = browser.page.text.matches(of: /name="(c\.[a-z_]+|_again)" value="([^"]*)"/).map {
      (String($0.1), String($0.2))
    }
    await browser.post("/unlock", carried + [("password", WebBench.password)])
    #expect(browser.page.status == 200)
    let saved = try #require(try await bench.context.staff.form(form))
    #expect(DossierForm(saved.body)?.text("summary") == "còn đây")
  }

  @Test func `of a birth makes the child a record in the same act`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.clerk)
    await browser.open(bench.mother)
    await browser.post("/person/\(bench.mother.description)/dossier", [])
    let id = String(try #require(browser.page.text.firstMatch(of: /action="\/form\/([a-z2-7]+)"/)).1)
    func version() -> String { browser.page.hidden("_v") ?? "" }
    await browser.post(
      "/form/\(id)", [("_v", version()), ("step", "1"), ("procedure", "service.15"), ("go", "next")])
    await browser.post(
      "/form/\(id)", [("_v", version()), ("step", "2"), ("case", "1"), ("channel", "direct"), ("go", "next")])
    #expect(browser.page.status == 422)
    await browser.post(
      "/form/\(id)",
      [
        ("_v", version()), ("step", "2"), ("case", "1"), ("channel", "direct"),
        ("child_name", "Nông Thị Mai"),
        ("child_born", "20/11/2026"), ("child_sex", "female"), ("go", "next"),
      ])
    #expect(browser.page.status == 200)
    await browser.post("/form/\(id)", [("_v", version()), ("step", "3"), ("go", "next")])
    await browser.post("/form/\(id)", [("_v", version()), ("step", "4"), ("go", "receive")])
    #expect(browser.page.status == 200)
    let found = try await bench.web.shelfDesk().findPersons("nong thi mai")
    #expect(found.count == 1)
  }
}

@Suite struct `A conflict in the browser` {
  @Test func `is decided after a preview, with a reason, by whoever may`() async throws {
    let bench = try await WebBench(centers: 2)
    try bench.rivalNames()
    var clerk = try await bench.browser(.clerk)
    await clerk.get("/conflicts")
    let id = String(try #require(clerk.page.text.firstMatch(of: /href="\/conflict\/(g-[0-9a-f]+)"/)).1)
    await clerk.get("/conflict/\(id)")
    #expect(
      clerk.page.text.contains("Hạnh") && clerk.page.text.contains("Hạng") && clerk.page.text.contains("Lan"))
    #expect(!clerk.page.text.contains("/preview"))
    await clerk.post("/conflict/\(id)/decide", [("take", "1"), ("reason", "x"), ("seen", "0")])
    #expect(clerk.page.status == 403)
    var officer = try await bench.browser(.officer)
    await officer.get("/conflict/\(id)")
    let seen = officer.page.hidden("seen") ?? ""
    await officer.post("/conflict/\(id)/preview", [("seen", seen), ("take", "2"), ("reason", " ")])
    #expect(officer.page.status == 422)
    await officer.post("/conflict/\(id)/preview", [("seen", "deadbeef"), ("take", "2"), ("reason", "x")])
    #expect(officer.page.text.contains("vừa thay đổi"))
    await officer.post(
      "/conflict/\(id)/preview", [("seen", seen), ("take", "2"), ("reason", "Theo bản chính")])
    #expect(officer.page.status == 200 && officer.page.text.contains("Theo bản chính"))
    #expect(try await bench.web.shelfDesk().person(bench.mother.description).conflicts.count == 1)
    await officer.post(
      "/conflict/\(id)/decide", [("seen", seen), ("take", "2"), ("reason", "Theo bản chính")])
    #expect(officer.page.status == 200 && officer.page.text.contains("Đã ghi quyết định"))
    let person = try await bench.web.shelfDesk().person(bench.mother.description)
    #expect(person.conflicts.isEmpty && person.person.text("given") == "Hạng")
    // Once more the same: it is no longer what was shown.
    await officer.post("/conflict/\(id)/decide", [("seen", seen), ("take", "1"), ("reason", "x")])
    #expect(officer.page.text.contains("vừa thay đổi"))
  }

  @Test func `takes a value that was typed instead of a side's`() async throws {
    let bench = try await WebBench(centers: 2)
    try bench.rivalNames()
    var officer = try await bench.browser(.officer)
    await officer.get("/conflicts")
    let id = String(try #require(officer.page.text.firstMatch(of: /href="\/conflict\/(g-[0-9a-f]+)"/)).1)
    await officer.get("/conflict/\(id)")
    let fields = [
      ("seen", officer.page.hidden("seen") ?? ""), ("take", "value"), ("v.surname", "Nông"),
      ("v.middle", "Thị"),
      ("v.given", "Hằng"), ("reason", "Theo giấy khai sinh"),
    ]
    await officer.post("/conflict/\(id)/preview", fields)
    #expect(officer.page.text.contains("<strong>Hằng</strong>"))
    await officer.post("/conflict/\(id)/decide", fields)
    #expect(try await bench.web.shelfDesk().person(bench.mother.description).person.text("given") == "Hằng")
  }
}

@Suite struct `An administrator` {
  @Test func `ends a session, and its next click finds the door`() async throws {
    let bench = try await WebBench()
    var clerk = try await bench.browser(.clerk)
    #expect(await clerk.get("/").status == 200)
    var administrator = try await bench.browser(.administrator)
    await administrator.get("/users")
    let session = try #require(
      try await bench.context.staff.allSessions().first { $0.account == "clerk.one" })
    await administrator.post("/users/clerk.one/end", [("session", session.shortName)])
    #expect(administrator.page.status == 200)
    await clerk.send("GET", "/")
    #expect(clerk.page.status == 303 && clerk.page.header("Location") == "/sign-in")
  }

  @Test func `makes an account whose password is shown once`() async throws {
    let bench = try await WebBench()
    var browser = try await bench.browser(.administrator)
    await browser.get("/users")
    await browser.post("/users", [("name", "moi.nv"), ("label", "Nguyễn Văn Mới"), ("role", "clerk")])
    let printed = try #require(browser.page.text.firstMatch(of: /<p class="secret">([a-z0-9-]+)<\/p>/))
    #expect(await browser.get("/users").text.contains(printed.1) == false)
    var new = try await bench.browser(nil)
    await new.get("/")
    #expect(new.page.text.contains("name=\"password\""))
    await new.post("/sign-in", [("name", "moi.nv"), ("password", String(printed.1))])
    #expect(new.page.text.contains("name=\"again\""))
    await new.get("/dossiers")
    #expect(new.page.text.contains("name=\"again\""), "nothing else is open before the password is replaced")
    await new.post("/password", [("new", WebBench.password), ("again", WebBench.password)])
    #expect(new.page.status == 200 && new.page.text.contains("role=\"search\""))
    await browser.post("/users", [("name", "Moi Nv"), ("label", "x"), ("role", "clerk")])
    #expect(browser.page.status == 422)
    await browser.post("/users/administrator.one/disable", [("sure", "yes")])
    #expect(browser.page.status == 422)
  }
}
