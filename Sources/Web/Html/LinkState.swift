import Counter
import Node

/// The link as the frame of each page shows it. Offline is gray, because it is a way of working.
struct LinkState {
  enum Kind: String, CaseIterable { case online, syncing, offline, later, starting, trouble }

  let kind: Kind
  let waiting: Int
  let lastSuccess: Int64?

  init(_ web: WebService) async {
    let status = web.sync?.status ?? SyncStatus.lastKnown(web.context.home)
    kind = Self.kind(status)
    lastSuccess = status.lastSuccess
    // A count that cannot be read is shown by the pages that are about it.
    waiting = (try? await PartitionStanding.all(web.context).reduce(0) { $0 + $1.toSend }) ?? 0
  }

  static func kind(_ status: SyncStatus) -> Kind {
    switch status.link {
    case .starting: .starting
    case .online: status.isSyncing ? .syncing : .online
    case .offline: .offline
    case .busy: .later
    case .refused, .untrusted, .versionMismatch, .failing: .trouble
    }
  }

  static func text(_ kind: Kind) -> Text {
    let words = Texts.counter
    return switch kind {
    case .online: words.online
    case .syncing: words.syncing
    case .offline: words.offline
    case .later: words.later
    case .starting: words.starting
    case .trouble: words.trouble
    }
  }

  static func look(_ kind: Kind) -> HTML {
    switch kind {
    case .online: "good"
    case .syncing, .starting: "busy"
    case .offline, .later: "off"
    case .trouble: "danger"
    }
  }

  static func icon(_ kind: Kind) -> HTML {
    switch kind {
    case .online: Icon.online
    case .syncing, .starting: Icon.sync
    case .offline: Icon.offline
    case .later: Icon.clock
    case .trouble: Icon.warning
    }
  }

  /// The words beside the picture: what the link does, and what waits for it.
  func words(_ language: Language) -> String {
    let state = Self.text(kind)[language]
    guard waiting > 0 else { return state }
    return state + " · " + Texts.counter.waitingCount(language, SafeText(waiting)).plain
  }

  /// All pictures are there, and a script shows the one that fits when the state changes.
  func html(_ language: Language) -> HTML {
    let icons = Kind.allCases.map { one -> HTML in
      let hidden: HTML = one == kind ? "" : " hidden"
      return
        "<span data-kind=\"\(one.rawValue)\" data-look=\"\(Self.look(one))\"\(hidden)>\(Self.icon(one))</span>"
    }
    return """
      <a class="state" href="/sync" data-link="\(kind.rawValue)"><span class="badge \(Self.look(kind))">\(icons)\
      <span data-words role="status">\(words(language))</span></span></a>
      """
  }

  /// For the script: the kind, and the words.
  func note(_ language: Language) -> String { "\(kind.rawValue)\n\(words(language))\n" }
}
