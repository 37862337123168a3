import Causality
import Crypto
import HTTP
import Records
import Store

/// Contents of attachments, after everything that matters more: what a record names and is not here is fetched, what is
/// here and not at the hub is sent; in pieces, so that a cut link costs one piece.
actor ContentTransfer {
  static let pieceBytes = 512 << 10
  private static let rowsPerRound = 4_096
  private static let emptyHash = Hash256(bytes: SHA256.digest([UInt8]()))

  private let context: NodeContext
  private let link: HubLink
  private let desk: ContentDesk
  /// Per partition, the row up to which every content is here and at the hub.
  private var marks: [Partition: Int64]?
  /// Settled contents beyond the marks.
  private var settled: Set<Hash256> = []
  private var recheckedAt: ContinuousClock.Instant?
  private var budget = 0
  private var counts = ContentCounts()
  private(set) var bytesSent: Int64 = 0
  private(set) var bytesReceived: Int64 = 0

  init(_ context: NodeContext, _ link: HubLink) {
    self.context = context
    self.link = link
    desk = ContentDesk(context.content)
  }

  /// One bounded round. Returns the counts as they are after it, and whether more could be moved at once.
  func round(bytesMax: Int) async throws(NodeError) -> (counts: ContentCounts, hasMore: Bool) {
    budget = bytesMax
    counts.missing = 0
    counts.toSend = 0
    let isRecheck = recheckedAt.map { $0.duration(to: .now) > .seconds(3_600) } ?? true
    for partition in context.subscriptions {
      if isRecheck { try await recheck(partition) }
      try await round(partition)
    }
    if isRecheck, budget > 0 { recheckedAt = .now }
    return (counts, budget <= 0)
  }

  /// Below the mark an attachment may have been given another content since, or a file may be gone.
  private func recheck(_ partition: Partition) async throws(NodeError) {
    let mark = mark(partition)
    var after: Int64 = 0
    while after < mark {
      let page = try await context.read { [after] (reader) throws(ReplicaError) in
        try reader.contents(in: partition, after: after, limit: 512)
      }
      for content in page where content.row <= mark && !context.content.holds(content.hash) {
        _ = try await settle(content)
      }
      guard let last = page.last else { return }
      after = last.row
    }
  }

  private func round(_ partition: Partition) async throws(NodeError) {
    let start = mark(partition)
    let named = try await context.read { (reader) throws(ReplicaError) in
      try reader.contents(in: partition, after: start, limit: Self.rowsPerRound)
    }
    var isContiguous = true
    var end = start
    for content in named {
      let isSettled = try await settle(content)
      isContiguous = isContiguous && isSettled
      // Several contents can be of one row: it is passed when the next row begins.
      if isContiguous { end = content.row }
    }
    if let broken = named.first(where: { $0.row == end && !settled.contains($0.hash) }) {
      end = broken.row - 1
    }
    if end > start { setMark(partition, end) }
  }

  private func settle(_ content: NamedContent) async throws(NodeError) -> Bool {
    if settled.contains(content.hash) { return true }
    // Nothing needs not travel.
    if content.hash == Self.emptyHash { _ = try? context.content.store([]) }
    let isHere = context.content.holds(content.hash)
    guard content.hash != Self.emptyHash else { return isHere }
    guard budget > 0 else {
      if isHere { counts.toSend += 1 } else { counts.missing += 1 }
      return false
    }
    if isHere {
      guard try await send(content.hash) else {
        counts.toSend += 1
        return false
      }
    } else {
      guard try await fetch(content) else {
        counts.missing += 1
        return false
      }
      counts.fetched += 1
    }
    settled.insert(content.hash)
    return true
  }

  // MARK: Down

  private func fetch(_ content: NamedContent) async throws(NodeError) -> Bool {
    let hash = content.hash
    while budget > 0 {
      let offset = context.content.partialSize(of: hash)
      var request = Request(url: link.address.path(HubRoute.content + hash.description))
      request.headers = [Header("Range", "bytes=\(offset)-\(offset + Self.pieceBytes - 1)")]
      request.download = .memory(bytesMax: Self.pieceBytes)
      request.timeouts = Request.Timeouts(totalMs: 900_000)
      let response = try await link.send(request)
      bytesReceived += response.bytesReceived
      budget -= response.body.count + 1_024
      switch response.status {
      case 206:
        guard let range = response.header("Content-Range").flatMap(ContentRange.init), range.first == offset,
          range.count == response.body.count
        else { throw .badReply }
        if try await keep(response.body, hash, at: offset, total: range.total) { return true }
      case 200 where response.body.isEmpty:
        return try await keep([], hash, at: 0, total: 0)
      case 416:
        // The beginning that is here is not of this content.
        context.content.discardPartial(hash)
        return false
      default:
        // Not there yet, or not for us (any more): the next round asks again.
        guard response.status == 404 || response.status == 403 else { throw HubRoute.error(of: response) }
        return false
      }
    }
    return false
  }

  private func keep(
    _ piece: [UInt8], _ hash: Hash256, at offset: Int, total: Int
  ) async throws(NodeError) -> Bool {
    do throws(ContentError) {
      return try await desk.append(piece, to: hash, at: offset, total: total)
    } catch .hashMismatch, .wrongOffset {
      // Thrown away; the next round begins again.
      return false
    } catch {
      throw .file(path: context.content.folder, errno: 5)
    }
  }

  // MARK: Up

  private func send(_ hash: Hash256) async throws(NodeError) -> Bool {
    var ask = Request(method: "HEAD", url: link.address.path(HubRoute.content + hash.description))
    ask.timeouts = Request.Timeouts(totalMs: 120_000)
    let there = try await link.send(ask)
    bytesReceived += there.bytesReceived
    bytesSent += there.bytesSent
    switch there.status {
    case 200: return true
    case 404: break
    case 403: return false
    default: throw HubRoute.error(of: there)
    }
    var offset = there.header(HubRoute.offsetHeader).flatMap { Int($0) } ?? 0
    let total = try await size(hash)
    // Each piece moves forward, but for a start that the hub moved: few of those are honest.
    var restarts = 0
    while budget > 0, restarts < 3 {
      let piece = try await piece(hash, offset)
      var request = Request(method: "PUT", url: link.address.path(HubRoute.content + hash.description))
      request.headers = [
        Header("Content-Type", "application/octet-stream"),
        Header("Content-Range", ContentRange(first: offset, count: piece.count, total: total).text),
      ]
      request.body = piece
      request.timeouts = Request.Timeouts(totalMs: 900_000)
      let response = try await link.send(request)
      bytesSent += response.bytesSent
      budget -= piece.count + 1_024
      switch response.status {
      case 201:
        counts.sent += 1
        return true
      case 204: offset += piece.count
      case 409:
        restarts += 1
        offset = response.header(HubRoute.offsetHeader).flatMap { Int($0) } ?? 0
        guard (0..<max(1, total)).contains(offset) else { throw .badReply }
      case 403: return false
      default: throw HubRoute.error(of: response)
      }
    }
    return false
  }

  private func size(_ hash: Hash256) async throws(NodeError) -> Int {
    guard let size = context.content.size(of: hash) else {
      throw .file(path: context.content.path(of: hash), errno: 5)
    }
    return size
  }

  private func piece(_ hash: Hash256, _ offset: Int) async throws(NodeError) -> [UInt8] {
    do throws(ContentError) {
      return try await desk.read(hash, from: offset, count: Self.pieceBytes)
    } catch {
      throw .file(path: context.content.path(of: hash), errno: 5)
    }
  }

  // MARK: Marks

  private var markFile: String { context.home.path + "/contents.json" }

  private func mark(_ partition: Partition) -> Int64 {
    if marks == nil {
      let document = (try? readFile(markFile, bytesMax: 1 << 20)).flatMap { try? JSONValue.parse($0) }
      marks = [:]
      for member in document?.members ?? [] {
        if let partition = Partition(text: member.name) { marks?[partition] = member.value.integer }
      }
    }
    return marks?[partition] ?? 0
  }

  /// A mark that cannot be written costs some questions after a restart and nothing else.
  private func setMark(_ partition: Partition, _ row: Int64) {
    marks?[partition] = row
    let sorted = (marks ?? [:]).sorted { $0.key < $1.key }
    let document = JSONValue.object(sorted.map { .init($0.key.text, .int($0.value)) })
    try? writeAtomically(document.bytes(), to: markFile, mode: 0o600)
  }
}
