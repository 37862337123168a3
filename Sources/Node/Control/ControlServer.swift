import Glibc
import HTTP

/// Runs commands for terminals, over a unix socket that only this account (and root) may use.
package struct ControlServer: Sendable {
  package typealias Handler = @concurrent @Sendable (ControlRequest, ControlWriter) async -> Int32

  static let path = "/command"

  private let responder: Responder

  /// - Parameter handler: runs a command and returns its exit code; cancelled when the terminal goes away.
  package init(socketPath: String, handler: @escaping Handler) {
    responder = Responder(
      socketPath: socketPath, mode: 0o600,
      admission: { head in
        Admission(bodyBytesMax: head.path == Self.path ? ControlRequest.bytesMax : 0)
      },
      handler: { request in
        guard request.method == "POST", request.path == Self.path else {
          return .text("not found\n", status: 404)
        }
        guard let command = ControlRequest(encoded: request.body) else {
          return .text("malformed\n", status: 400)
        }
        return ServerResponse(body: .stream { body in await Self.run(command, handler, body) })
      })
  }

  package func start() async throws(NodeError) {
    do throws(ServerError) { try await responder.start() } catch { throw .server(error) }
  }

  package func stop(gracePeriodMs: Int) async { await responder.stop(gracePeriodMs: gracePeriodMs) }

  private static func run(
    _ command: ControlRequest, _ handler: @escaping Handler, _ body: BodyWriter
  ) async {
    let writer = ControlWriter()
    await withTaskGroup { group in
      group.addTask { writer.finish(await handler(command, writer)) }
      while let frames = await writer.next() {
        do throws(ServerError) {
          try await body.write(frames)
        } catch {
          break
        }
      }
      group.cancelAll()
    }
  }
}
