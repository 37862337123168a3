import HTTP
import Store

/// Whether a node should be given work: alive is one thing, able to write another.
package enum Readiness {
  /// Below that a commit may find the disk full in its middle.
  static let freeBytesMin: Int64 = 64 << 20

  /// `nil` where it is ready; else the reason, a word for programs.
  package static func obstacle(_ context: NodeContext) async -> String? {
    guard let room = Machine.room(at: context.home.path), room.free >= freeBytesMin else {
      return "disk-full"
    }
    guard (try? await context.replica.read({ try $0.partitions().count })) != nil else { return "unreadable" }
    return nil
  }

  static func response(_ context: NodeContext) async -> ServerResponse {
    guard let obstacle = await obstacle(context) else { return .text("ready\n") }
    return .text("\(obstacle)\n", status: 503)
  }
}

/// The monitoring program's door: `/metrics`, `/healthz`, `/readyz`, over `run/metrics.sock` and, if asked, on loopback.
package struct Watchpost: Sendable {
  private let responders: [PlainResponder]

  package init(_ services: Services, port: Int?) {
    let (context, sync, hub) = (services.context, services.sync, services.hub)
    let handler: PlainResponder.Handler = { path in
      switch path {
      case "/metrics":
        guard let text = try? await Metrics.text(context, sync: sync, hub: hub) else {
          return .text("failed\n", status: 500)
        }
        return .text(text, type: Metrics.contentType)
      case HubRoute.health: return .text("ok\n")
      case HubRoute.ready: return await Readiness.response(context)
      default: return nil
      }
    }
    var places = [PlainResponder.Place.path(context.home.metricsSocket)]
    if let port { places.append(.loopback(port: port)) }
    responders = places.map { PlainResponder(at: $0, handler: handler) }
  }

  /// The port on 127.0.0.1; `nil` where none was asked for.
  package var port: Int? {
    get async { await responders.count > 1 ? responders[1].port : nil }
  }

  package func start() async throws(NodeError) {
    do throws(ServerError) {
      for responder in responders { try await responder.start() }
    } catch {
      await stop()
      throw .server(error)
    }
  }

  package func stop() async { for responder in responders { await responder.stop() } }
}
