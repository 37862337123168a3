import Crypto
import Foundation
import Records
import Simulation
import Testing

/// A real Chromium at a real node behind a real nginx. One story, because a world takes its time; by keyboard alone
/// where it says so.
@Suite(.serialized, .enabled(if: WebDriver.isInstalled && BrowserWorld.axe != nil))
struct `A morning at the counter` {
  private typealias Key = WebDriver.Key

  @Test(.timeLimit(.minutes(20))) func `is worked through in a browser`() async throws {
    let world = try await BrowserWorld()
    do {
      try await signIn(world, "minh.lv")
      let form = try await fillIn(world)
      try await survives(world, form)
      try await receiveOffline(world)
      try await decide(world)
      try await lists(world)
      try await administer(world)
    } catch {
      Issue.record("\(error)")
    }
    await world.end()
  }

  /// The printed password is replaced at once.
  private func signIn(_ world: BrowserWorld, _ name: String) async throws {
    let driver = world.driver
    try await driver.go(world.base + "/sign-in")
    try await world.look("sign-in")
    try await driver.tab(to: "#f-name")
    try await driver.type(name)
    try await driver.press(Key.tab)
    try await driver.type(try #require(world.printed[name]))
    try await driver.press(Key.enter)
    try await driver.until("the page of the new password") { try await driver.has("#f-new") }
    try await world.look("new-password")
    try await driver.tab(to: "#f-new")
    try await driver.type(BrowserWorld.password)
    try await driver.tab(to: "#f-again")
    try await driver.type(BrowserWorld.password)
    try await driver.press(Key.enter)
    try await driver.until("what comes after the password") {
      try await !driver.has("#f-new")
    }
  }

  /// Search, person, the steps of a new dossier: no mouse.
  private func fillIn(_ world: BrowserWorld) async throws -> String {
    let driver = world.driver
    try await driver.until("the counter") { try await driver.has("#f-q") }
    try await world.look("home")
    try await driver.press(Key.f2)
    try await driver.type(world.number)
    try await driver.press(Key.enter)
    try await driver.until("what was found") { try await driver.has("tbody button") }
    try await world.look("results")
    try await driver.tab(to: "tbody button")
    try await driver.press(Key.enter)
    try await driver.until("the person") { try await driver.has("[data-key=F4]") }
    try await world.look("person")
    try await driver.press(Key.f4)
    try await driver.until("the form") { try await driver.has("#f-filter") }
    try await world.look("form-1-service")
    try await driver.tab(to: "#f-filter")
    try await driver.type("1.004194")
    try await driver.until("the list to be narrowed") {
      try await driver.isTrue(
        "[...document.querySelectorAll('.choice.row')].filter((row) => !row.hidden).length === 1")
    }
    try await driver.tab(to: "input[name=procedure]")
    try await driver.press(Key.space)
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.until("the second step") { try await driver.has("#f-summary") }
    return try await driver.address().components(separatedBy: "?")[0]
  }

  /// Typed, saved at a pause, the node killed between two clicks: nothing is lost.
  private func survives(_ world: BrowserWorld, _ form: String) async throws {
    let driver = world.driver
    if try await driver.has("#f-case") {
      try await driver.tab(to: "#f-case")
      try await driver.press(Key.space)
    }
    try await driver.tab(to: "#f-summary")
    try await driver.type("Tạm trú theo hợp đồng thuê nhà")
    try await driver.untilText("Đã lưu tại trạm")
    try await world.look("form-2-case")
    world.center.kill()
    try world.center.start()
    try await world.center.untilStarted()
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.until("the third step") { try await driver.has("[name=step][value='3']") }
    #expect(try await driver.address().hasPrefix(form))
    try await world.look("form-3-papers")
    if try await driver.has("input[name=given]") {
      try await driver.tab(to: "input[name=given]")
      try await driver.press(Key.space)
    }
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.until("the last step") { try await driver.has("button[value=receive]") }
    #expect(try await driver.text().contains("Tạm trú theo hợp đồng thuê nhà"))
    try await world.look("form-4-check")
  }

  /// The link is cut: the dossier is received all the same, and its receipt says what it is.
  private func receiveOffline(_ world: BrowserWorld) async throws {
    let driver = world.driver
    _ = world.hub.stop()
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.untilText("TẠM – CHỜ ĐỒNG BỘ")
    try await world.look("receipt")
    let receipt = try await driver.address()
    try await driver.go(world.base + "/sync")
    try await driver.press(Key.f8)
    try await driver.untilText("Chưa kết nối được với tỉnh")
    #expect(try await driver.text().contains("Ngoại tuyến"))
    #expect(try await driver.has(".state .badge.off"), "offline is gray")
    try await world.look("sync-offline")
    try world.hub.start()
    try await world.hub.untilStarted()
    try await driver.until("the province to have it") {
      try await driver.go(world.base + "/sync")
      try await driver.press(Key.f8)
      return try await driver.text().contains("Không có gì chờ gửi")
    }
    try await world.look("sync")
    try await driver.go(receipt)
    try await driver.untilText("TỈNH ĐÃ NHẬN")
    try await driver.press(Key.escape)
    try await driver.until("the dossier") { try await driver.has(".timeline") }
    try await world.look("dossier")
    try await driver.tab(to: "input[name=to]")
    try await driver.press(Key.space)
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.until("the question") { try await driver.has("[name=sure]") }
    try await world.look("dossier-confirm")
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.untilText("Đã ghi nhận")
  }

  /// A conflict of two centers, decided by keys.
  private func decide(_ world: BrowserWorld) async throws {
    let driver = world.driver
    try await world.quarrel()
    try await driver.until("the conflict") {
      try await driver.go(world.base + "/conflicts")
      return try await driver.has("td a[href^='/conflict/']")
    }
    try await world.look("conflicts")
    try await driver.tab(to: "td a[href^='/conflict/']")
    try await driver.press(Key.enter)
    try await driver.until("the sides") { try await driver.has("table.sides") }
    try await world.look("conflict")
    try await driver.press("1")
    #expect(try await driver.isTrue("document.querySelector('[name=take][value=\"1\"]').checked"))
    try await driver.tab(to: "#f-reason")
    try await driver.type("Theo bản chính giấy khai sinh")
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.untilText("Quyết định này sẽ ghi")
    try await world.look("conflict-preview")
    try await driver.press(Key.enter, holding: [Key.control])
    try await driver.untilText("Đã ghi quyết định")
    try await world.look("conflict-decided")
  }

  private func lists(_ world: BrowserWorld) async throws {
    for (path, name) in [("/", "home-busy"), ("/dossiers", "dossiers"), ("/keys", "keys")] {
      try await world.driver.go(world.base + path)
      try await world.look(name)
    }
    try await world.driver.click("button[lang=en]")
    try await world.driver.untilText("Sign out")
    try await world.driver.go(world.base + "/dossiers")
    try await world.look("dossiers-english")
    try await world.driver.click("button[lang=vi]")
    try await world.driver.untilText("Đăng xuất")
    try await world.driver.click("form[action='/lock'] button")
    try await world.driver.untilText("Màn hình đã khóa")
    try await world.look("locked")
    try await world.driver.click("form[action='/sign-out'] button")
    try await world.driver.until("the door") { try await world.driver.has("#f-name") }
  }

  /// An administrator signs in with a second factor, which no network is needed for.
  private func administer(_ world: BrowserWorld) async throws {
    let driver = world.driver
    try await signIn(world, "quan.tri")
    try await driver.until("the second factor") { try await driver.has("#f-code") }
    try await world.look("second-factor")
    let shown = try await driver.script("return document.querySelector('.secret').innerText").text ?? ""
    let key = try #require(Base32.decoded(shown.filter { !$0.isWhitespace }))
    let step = Int64(Date().timeIntervalSince1970) / OneTimeCode.stepSeconds
    try await driver.tab(to: "#f-code")
    try await driver.type(OneTimeCode(secret: key).code(atStep: step))
    try await driver.press(Key.enter)
    try await driver.until("the counter") { try await driver.has("#f-q") }
    try await driver.go(world.base + "/users")
    try await driver.untilText("Tài khoản của trung tâm")
    try await world.look("users")
  }
}
