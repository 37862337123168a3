import Exchange
import HTTP

/// One connection to the hub, with the node's certificate. A long poll has one of its own.
package struct HubLink: Sendable {
  /// An answer, unpacked.
  struct Answer: Sendable {
    let body: [UInt8]
    let bytesSent: Int64
    let bytesReceived: Int64
    /// The hub's clock less ours, milliseconds; `nil` where it did not say.
    let clockOffset: Int64?
  }

  let address: HubAddress
  private let client: Client
  private let now: @Sendable () -> Int64

  package init(_ context: NodeContext) {
    address = context.configuration.hub
    client = Client(trust: context.trust)
    now = context.now
  }

  /// Sends a message, packed where that saves something, and unpacks the answer.
  func post(
    _ path: String, _ message: [UInt8], bytesMax: Int, timeouts: Request.Timeouts, headers: [Header] = []
  ) async throws(NodeError) -> Answer {
    var request = Request(method: "POST", url: address.path(path))
    request.headers = [
      Header("Content-Type", HubRoute.mediaType), Header("Accept-Encoding", HubRoute.zstd),
    ]
    request.headers += headers
    request.body = message
    if message.count > 512 {
      request.body = Zstd.compress(message)
      request.headers.append(Header("Content-Encoding", HubRoute.zstd))
    }
    request.download = .memory(bytesMax: bytesMax)
    request.timeouts = timeouts
    let before = now()
    let response = try await send(request)
    let after = now()
    guard response.status == 200 else { throw HubRoute.error(of: response) }
    let offset = response.header(HubRoute.timeHeader).flatMap { Int64($0) }.map { hub in
      hub.subtractingReportingOverflow(before / 2 + after / 2).partialValue
    }
    return Answer(
      body: try body(of: response, bytesMax: bytesMax), bytesSent: response.bytesSent,
      bytesReceived: response.bytesReceived, clockOffset: offset)
  }

  /// Any answer.
  func send(_ request: Request) async throws(NodeError) -> Response {
    do throws(HTTPError) { return try await client.send(request) } catch { throw NodeError(error) }
  }

  private func body(of response: Response, bytesMax: Int) throws(NodeError) -> [UInt8] {
    switch response.header("Content-Encoding") {
    case nil: return response.body
    case HubRoute.zstd:
      do throws(ZstdError) {
        return try Zstd.decompress(response.body, bytesMax: bytesMax)
      } catch {
        throw .badReply
      }
    default: throw .badReply
    }
  }
}
