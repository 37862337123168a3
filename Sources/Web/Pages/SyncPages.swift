import Counter
import Exchange
import Node
import Records
import Store

/// The link: how it is, what waits, and a button that tries now.
struct SyncPages {
  let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private var say: Say { visit.say }
  private var words: Texts.CounterWords { Texts.counter }

  func show(notice: HTML = "") async throws -> Page {
    let web = visit.web
    let link = await LinkState(web)
    let standings = try await PartitionStanding.all(web.context)
    let status = web.sync?.status ?? SyncStatus.lastKnown(web.context.home)
    let (say, language, now) = (say, visit.language, visit.now)
    let (rows, refused) = try await visit.read { view, labels in
      var oldest: [Partition: Int64] = [:]
      for state in try view.reader.peerStates(of: SyncSession.hubPeer) {
        oldest[state.partition] = try view.reader.oldestChange(of: state.partition, beyond: state.vector)
      }
      let rows = try standings.map { standing -> HTML in
        let waits = standing.toSend > 0 ? oldest[standing.partition] : nil
        let age = waits.map { HTML(AgeText.text(of: $0, at: now, language)) } ?? ""
        return """
          <tr><td>\(say(SyncPages.kind(standing.partition))): \(try labels.place(standing.partition))\
          <br><span class="soft small">\(standing.partition.text)</span></td>\
          <td class="number">\(grouped(standing.changes, language))</td>\
          <td class="number">\(grouped(standing.changes - standing.toSend, language))</td>\
          <td class="number">\(grouped(standing.toSend, language))</td><td>\(age)</td>\
          <td class="number">\(grouped(standing.toReceive, language))</td></tr>
          """
      }
      let refused = try view.reader.refusals(by: SyncSession.hubPeer).map { standing -> HTML in
        let place = try standing.refusal.partition.map { try labels.place($0) } ?? "–"
        return
          "<li>\(say(Texts.counter.refusedText, SafeText(place), SafeText(standing.refusal.sequence)))</li>"
      }
      return (rows, refused)
    }
    let texts = Texts.sync
    let last = status.lastSuccess.map { AgeText.text(of: $0, at: now, language) } ?? texts.never(language)
    let waiting: HTML =
      link.waiting == 0 ? say(words.nothingWaits) : say(words.waitingCount, SafeText(link.waiting))
    let calm: HTML = "<p class=\"soft\">\(say(texts.goOn))</p>"
    let diverged = status.diverged.map { partition -> HTML in
      "<li>\(say(words.divergedText, SafeText(partition.text)))</li>"
    }
    let alarms: HTML = """
      <div class="notice danger"><h2>\(say(words.refusedTitle))</h2><ul>\(refused)\(diverged)</ul></div>
      """
    let state: HTML = Badge.html(
      LinkState.look(link.kind), LinkState.icon(link.kind), say(LinkState.text(link.kind)))
    return Page(
      say(Texts.web.sync), place: .sync,
      """
      <h1>\(say(Texts.web.sync))</h1>\(notice)\(alarms, if: !refused.isEmpty || !diverged.isEmpty)
      <section class="card"><dl class="facts"><dt>\(say(texts.link))</dt><dd>\(state)</dd>\
      <dt>\(say(texts.lastSuccess))</dt><dd>\(last)</dd><dt>\(say(texts.unacknowledged))</dt><dd>\(waiting)</dd></dl>\
      \(calm, if: link.kind == .offline || link.kind == .later)\
      \(visit.form("/sync", "<div class=\"actions\"><button data-key=\"F8\">\(Icon.sync)\(say(words.syncNow))</button></div>"))</section>
      <section class="card"><h2>\(say(words.partsTitle))</h2><div class="scroll"><table><thead><tr>\
      <th scope="col">\(say(texts.partition))</th><th scope="col" class="number">\(say(texts.changes))</th>\
      <th scope="col" class="number">\(say(Texts.views.acknowledged))</th><th scope="col" class="number">\(say(texts.toSend))</th>\
      <th scope="col">\(say(words.oldestWaiting))</th><th scope="col" class="number">\(say(texts.toReceive))</th>\
      </tr></thead><tbody>\(rows)</tbody></table></div></section>
      """)
  }

  /// What a partition holds.
  static func kind(_ partition: Partition) -> Text {
    let words = Texts.counter
    return switch partition {
    case .unit: words.partPeople
    case .center: words.partDossiers
    case .access: words.partAccess
    case .catalogue: words.partCatalogue
    case .registry: words.partRegistry
    }
  }

  /// Tries at once; the answer waits for it, at most as long as a browser does.
  func syncNow() async throws -> Page {
    guard let loop = visit.web.sync else { return try await show() }
    let notice: HTML
    do throws(NodeError) {
      let report = try await loop.syncNow()
      let (sent, received) = (report.summary.sent, report.summary.received)
      let text =
        sent == 0 && received == 0
        ? say(Texts.sync.nothingNew) : say(words.syncDone, SafeText(sent), SafeText(received))
      notice = "<div class=\"notice good\" role=\"status\"><p>\(text)</p></div>"
    } catch {
      let text: HTML =
        switch error.category {
        case .offline, .temporary: say(words.syncOffline)
        case .permission: say(Texts.sync.refused)
        case .versionMismatch: say(Texts.sync.versions)
        case .integrity: say(Texts.sync.untrusted)
        default: say(Texts.sync.failing)
        }
      notice = "<div class=\"notice off\" role=\"status\"><p>\(text)</p></div>"
    }
    return try await show(notice: notice)
  }
}
