import Counter
import HTTP
import Node
import Staff

/// What stands around every page.
struct Frame {
  let page: Page
  let visit: Visit
  let link: LinkState?

  init(_ page: Page, _ visit: Visit, _ link: LinkState?) {
    self.page = page
    self.visit = visit
    self.link = link
  }

  private var say: Say { visit.say }
  private var words: Texts.Web { Texts.web }

  var html: HTML {
    let center = visit.web.context.configuration.label
    return """
      <!DOCTYPE html>
      <html lang="\(visit.language.rawValue)"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1">\
      <title>\(page.title) – \(say(words.product))</title>\
      <link rel="stylesheet" href="\(Assets.style.path)"><link rel="icon" href="data:,">\
      <script src="\(Assets.script.path)" defer></script></head><body>
      <a class="skip" href="#main">\(say(words.skip))</a>
      <header class="top"><div class="bar"><a class="brand" href="/">\(say(words.product))<small>\(center)</small></a>\
      <div class="who">\(who)</div></div></header>
      \(navigation)
      <main id="main" tabindex="-1">
      \(page.body)
      </main>
      <footer>\(footer)</footer>
      </body></html>

      """
  }

  private var isOpen: Bool { visit.session?.stage == .open }

  private var who: HTML {
    let other = visit.language == .vi ? "en" : "vi"
    let language = visit.form(
      "/language",
      """
      <input type="hidden" name="language" value="\(other)"><input type="hidden" name="next" value="\(back)">\
      <button class="quiet" lang="\(other)">\(say(words.otherLanguage))</button>
      """)
    guard let session = visit.session else { return language }
    let lock = visit.form("/lock", "<button class=\"quiet\">\(say(words.lock))</button>")
    let out = visit.form("/sign-out", "<button class=\"quiet\">\(say(words.signOut))</button>")
    return "<span>\(session.label)</span>\(language)\(lock, if: isOpen)\(out)"
  }

  /// Where the switch of the language leads: the same page, if it can be asked for again.
  private var back: String { visit.request.method == "POST" ? "/" : visit.request.path }

  private var navigation: HTML {
    guard let session = visit.session, isOpen, session.role != .kiosk else { return "" }
    var entries: [(Page.Place, String, Text)] = [
      (.home, "/", words.home), (.dossiers, "/dossiers", words.dossiers),
      (.conflicts, "/conflicts", words.conflicts), (.sync, "/sync", words.sync),
    ]
    if session.role == .administrator { entries.append((.users, "/users", words.users)) }
    let items = entries.map { place, path, text -> HTML in
      let current: HTML = place == page.place ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(path)\"\(current)>\(say(text))</a></li>"
    }
    let state = link?.html(visit.language) ?? ""
    return """
      <nav class="main" aria-label="\(say(words.mainMenu))"><div class="bar"><ul>\(items)</ul>\
      <div class="link">\(state)</div></div></nav>
      """
  }

  private var footer: HTML {
    guard isOpen, visit.session?.role != .kiosk else { return "" }
    return "<a href=\"/keys\" data-key=\"keys\">\(say(words.keysHint))</a>"
  }

  /// For requests that did not get as far as a visit.
  static func bare(_ told: Problems.Told, _ language: Language) -> HTML {
    let say = Say(language)
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(say(Texts.web.problem))</title>\
      <link rel="stylesheet" href="\(Assets.style.path)"><link rel="icon" href="data:,"></head><body><main id="main">
      <div class="card narrow"><h1>\(say(Texts.web.problem))</h1><p>\(told.happened)</p>\
      <p><a href="/">\(say(Texts.web.toHome))</a></p></div></main></body></html>

      """
  }
}
