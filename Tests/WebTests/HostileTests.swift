import Causality
import Counter
import Foundation
import Records
import Staff
import Testing

@testable import Web

/// What citizens' records may hold must be text wherever it is shown.
@Suite(.serialized) struct `Hostile text` {
  static let payloads: [String] = [
    "<script>alert(1)</script>", "</title><script>x</script>", "\"><img src=x onerror=alert(1)>",
    "' onmouseover='x", "<svg/onload=alert(1)>", "</textarea><b>", "</option></select><b>", "<!-- x", "-->",
    "]]><x>", "<iframe src=javascript:x>", "javascript:alert(1)", "data:text/html,<b>", "&lt;b&gt;",
    "&#60;b&#62;",
    "&amp;", "&", "<", ">", "\"", "'", "`", "${7*7}", "{{7*7}}", "#{x}", "%3Cscript%3E",
    "\\u003cscript\\u003e",
    "<a href=\"//evil.example\">x</a>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example>", "<link rel=stylesheet href=x>", "<style>*{}</style>", "<math><mi>x",
    "<p style=\"position:fixed\">", "<input autofocus onfocus=x>", "=HYPERLINK(\"x\")", "+1+1", "-1",
    "@SUM(1)",
    "\u{202E}gnp.exe", "a\u{2066}b\u{2069}", "\u{200B}\u{200C}\u{200D}", "\u{FEFF}", "\u{1B}]0;x\u{7}",
    "\u{1B}[2J",
    "\u{9B}31m", "a\u{8}\u{8}b", "line\nbreak", "tab\there", "cr\rlf\n", "\u{2028}\u{2029}", "\u{0}",
    String(repeating: "dài ", count: 400), String(repeating: "W", count: 1_200),
    "e" + String(repeating: "\u{301}", count: 60),
    "' OR 1=1 --", "\"; DROP TABLE person; --", "../../etc/passwd", "%00", "Nguyễn\u{A0}Thị", "＜script＞",
  ]

  /// What stands for it in a page.
  static func shown(_ payload: String) -> String { HTML(payload).markup }

  /// Several at a time: a world is dear, and each of them is looked for.
  static let handfuls: [[String]] = stride(from: 0, to: payloads.count, by: 8).map {
    Array(payloads[$0..<min($0 + 8, payloads.count)])
  }

  @Test(.timeLimit(.minutes(10)), arguments: handfuls)
  func `is shown as text on every page`(handful: [String]) async throws {
    let payload = handful.joined(separator: " · ")
    let bench = try await WebBench(text: payload, centers: 2)
    try bench.rivalNames(payload + "1", payload + "2")
    var browser = try await bench.browser(.officer)
    var pages: [String] = []
    await browser.get("/")
    await browser.post("/find", [("q", "020190000001"), ("purpose", "reception")])
    pages.append(browser.page.text)
    await browser.open(bench.mother)
    pages.append(browser.page.text)
    for one in handful { #expect(browser.page.text.contains(Self.shown(one)), "the person's page shows it") }
    await browser.post("/person/\(bench.mother.description)/dossier", [])
    let form = try #require(
      browser.page.hidden("_v").map { _ in browser.page.text.firstMatch(of: /action="\/form\/([a-z2-7]+)"/) })
    let id = String(try #require(form).1)
    await browser.post(
      "/form/\(id)", [("_v", "1"), ("step", "1"), ("procedure", "1.004194"), ("go", "next")])
    pages.append(browser.page.text)
    await browser.post(
      "/form/\(id)",
      [
        ("_v", browser.page.hidden("_v") ?? ""), ("step", "2"), ("case", "1"), ("channel", "direct"),
        ("summary", payload), ("go", "next"),
      ])
    pages.append(browser.page.text)
    await browser.post(
      "/form/\(id)", [("_v", browser.page.hidden("_v") ?? ""), ("step", "3"), ("go", "next")])
    pages.append(browser.page.text)
    await browser.post(
      "/form/\(id)", [("_v", browser.page.hidden("_v") ?? ""), ("step", "4"), ("go", "receive")])
    #expect(browser.page.status == 200, "the receipt")
    pages.append(browser.page.text)
    let dossier = try #require(browser.page.text.firstMatch(of: /href="\/dossier\/([0-9a-f-]+)"/))
    await browser.get("/dossier/\(dossier.1)")
    pages.append(browser.page.text)
    await browser.post(
      "/dossier/\(dossier.1)/act",
      [
        ("what", "step"), ("seen", browser.page.hidden("seen") ?? ""), ("to", "5"), ("note", payload + "."),
        ("sure", "no"),
      ])
    pages.append(browser.page.text)
    for path in ["/", "/dossiers", "/conflicts", "/sync", "/keys"] {
      await browser.get(path)
      pages.append(browser.page.text)
    }
    await browser.get("/conflicts")
    let conflict = try #require(browser.page.text.firstMatch(of: /href="\/conflict\/(g-[0-9a-f]+)"/))
    await browser.get("/conflict/\(conflict.1)")
    pages.append(browser.page.text)
    await browser.post(
      "/conflict/\(conflict.1)/preview",
      [("seen", browser.page.hidden("seen") ?? ""), ("take", "1"), ("reason", payload + "!")])
    pages.append(browser.page.text)
    for page in pages { try Self.check(page) }
  }

  /// A page holds our tags with our attributes, addresses of ours, and no character that hides.
  static func check(_ page: String) throws {
    for scalar in page.unicodeScalars {
      #expect(
        scalar == "\n"
          || scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value))
      #expect(
        ![
          0x200B, 0x200C, 0x200D, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
          0x2028,
          0x2029, 0xFEFF,
        ].contains(scalar.value))
    }
    for tag in page.matches(of: /<([^>]*)>/) {
      let name = tag.1.prefix { !$0.isWhitespace && $0 != "/" || tag.1.first == "/" && $0 == "/" }
      #expect(allowed.contains(name.drop { $0 == "/" }.lowercased()), "<\(tag.1.prefix(60))>")
      let attributes = tag.1.replacing(/"[^"]*"/, with: "\"\"")
      #expect(
        !attributes.contains("on") || attributes.firstMatch(of: /\son[a-z]+=/) == nil, "<\(tag.1.prefix(60))>"
      )
      #expect(attributes.firstMatch(of: /\sstyle=/) == nil)
    }
    for address in page.matches(of: /(?:href|src|action|formaction)="([^"]*)"/) {
      #expect(
        address.1.hasPrefix("/") && !address.1.hasPrefix("//") || address.1.hasPrefix("#")
          || address.1 == "data:,",
        "\(address.1)")
    }
    #expect(page.matches(of: /<script/).count == 1)
  }

  private static let allowed: Set<String> = [
    "!doctype", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "small",
    "form", "input",
    "button", "span", "nav", "ul", "li", "main", "footer", "h1", "h2", "h3", "p", "section", "label", "table",
    "thead", "tbody",
    "tr", "th", "td", "caption", "dl", "dt", "dd", "fieldset", "legend", "select", "option", "textarea", "ol",
    "strong", "br",
    "svg", "circle", "path", "rect", "kbd", "details", "summary",
  ]
}
