import Causality
import HTTP
import Records
import Store

extension HubService {
  /// Contents travel by hash, apart from the changes. Down: nginx sends the file, by range. Up: in pieces, each where the
  /// one before ended. Either way an attachment must name the content, in a partition that the node reads (writes).
  func content(_ request: ServerRequest, _ node: NodeIdentity, _ registry: Registry) async -> ServerResponse {
    let name = request.path.dropFirst(HubRoute.content.count)
    guard name.utf8.count == 64, let hash = bytesFromHex(name.utf8).flatMap({ Hash256(bytes: $0) }) else {
      return .text("not found\n", status: 404)
    }
    let writes = request.method == "PUT"
    let writable = Set(registry.grants(of: node.name).filter { !$0.entities.isEmpty }.map(\.partition))
    let isNamed = try? await context.read { (reader) throws(ReplicaError) in
      try reader.isNamed(hash) { writes ? writable.contains($0) : registry.mayRead($0, node) }
    }
    guard let isNamed else { return .busy(retryAfterSeconds: 30) }
    guard isNamed else { return turnedAway(.contentNotGranted) }
    if writes { return await take(request, hash) }
    guard context.content.holds(hash) else { return partly(hash, status: 404) }
    let path = context.content.path(of: hash).dropFirst(context.content.folder.count)
    return .accelRedirect(
      "/internal/download" + path, headers: [Header("Content-Type", "application/octet-stream")])
  }

  /// How far a content has come that is not whole.
  private func partly(_ hash: Hash256, status: Int) -> ServerResponse {
    ServerResponse(
      status: status,
      headers: [Header(HubRoute.offsetHeader, String(context.content.partialSize(of: hash)))])
  }

  private func take(_ request: ServerRequest, _ hash: Hash256) async -> ServerResponse {
    guard let range = request.headers["content-range"].flatMap(ContentRange.init),
      range.count == request.body.count
    else { return .text("malformed\n", status: 400) }
    do throws(ContentError) {
      let isWhole = try await desk.append(request.body, to: hash, at: range.first, total: range.total)
      return isWhole ? ServerResponse(status: 201) : partly(hash, status: 204)
    } catch .wrongOffset {
      return partly(hash, status: 409)
    } catch .hashMismatch {
      log.write(.warning, "hub.content.mismatch", ["hash": .string("\(hash)")])
      return partly(hash, status: 409)
    } catch .tooLarge {
      return .text("too large\n", status: 413)
    } catch {
      log.write(.error, "hub.content.failed", ["error": .string("\(error)")])
      return .busy(retryAfterSeconds: 30)
    }
  }
}

/// `bytes 0-524287/1048576` (RFC 9110 §14.4), with everything known.
struct ContentRange: Equatable, Sendable {
  let first: Int
  let last: Int
  let total: Int

  var count: Int { last - first + 1 }
  var text: String { "bytes \(first)-\(last)/\(total)" }

  init(first: Int, count: Int, total: Int) {
    self.first = first
    last = first + count - 1
    self.total = total
  }

  init?(_ text: String) {
    let parts = text.split(whereSeparator: { " -/".contains($0) })
    guard text.utf8.count <= 64, parts.count == 4, parts[0] == "bytes", let first = Int(parts[1]),
      let last = Int(parts[2]), let total = Int(parts[3]), 0 <= first, first <= last, last < total,
      total <= ContentStore.bytesMax
    else { return nil }
    (self.first, self.last, self.total) = (first, last, total)
  }
}
