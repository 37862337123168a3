import Glibc
import HTTP

/// The terminal's side: hands a command to the daemon and relays what it says.
package enum ControlClient {
  /// Runs a command in the daemon of a data folder and returns its exit code.
  ///
  /// - Throws: `.notRunning` where nobody listens: the caller may open the replica itself. `.serviceEnded` where the
  ///   daemon went away in the middle: the command may or may not have been carried out. `.file` where this account may
  ///   not use the socket.
  package static func run(
    _ request: ControlRequest, at home: NodeHome, out: @Sendable ([UInt8]) -> Void,
    err: @Sendable ([UInt8]) -> Void
  ) async throws(NodeError) -> Int32 {
    let head = RequestHead(
      method: "POST", path: ControlServer.path, headers: ["content-type": HubRoute.mediaType])
    let reply: ScgiReply
    do throws(HTTPError) {
      reply = try await ScgiClient(socketPath: home.controlSocket).send(
        ServerRequest(head: head, body: request.encoded))
    } catch .unreachable {
      throw .notRunning
    } catch .badRequest {
      throw .file(path: home.controlSocket, errno: EACCES)
    } catch {
      throw .serviceEnded
    }
    switch reply.status {
    case 200: break
    case 503: throw .busy(seconds: 1)
    default: throw .badReply
    }
    var reader = ControlFrameReader()
    let pieces = reply.body.makeAsyncIterator()
    while true {
      let piece: [UInt8]?
      do throws(HTTPError) {
        piece = try await pieces.next()
      } catch {
        throw error == .cancelled ? .cancelled : .serviceEnded
      }
      guard let piece else { throw .serviceEnded }
      reader.append(piece)
      while let frame = try reader.next() {
        switch frame {
        case .out(let bytes): out(bytes)
        case .err(let bytes): err(bytes)
        case .exit(let code): return code
        }
      }
    }
  }
}
