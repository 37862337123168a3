import CCurl
import Dispatch
import Glibc

/// An HTTP client over one kept-alive connection of libcurl.
///
/// A client sends one request at a time, in the order asked; a long poll, which holds its connection, deserves a
/// client of its own. It runs on a queue of its own, so its blocking never takes a thread of the cooperative pool.
/// Cancelling the task that waits in ``send(_:)`` ends the transfer at once.
///
/// Every option that matters is set here: only `https` and `http`, no redirects, no proxy, no signals, TLS 1.2 or
/// later, certificate and name verified unless ``Trust/Server/insecureForPinnedBootstrap`` says otherwise.
package actor Client {
  private let trust: Trust
  private let executor = QueueExecutor(label: "http.client")
  private let handles = CurlHandles()

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init(trust: Trust = Trust()) {
    self.trust = trust
  }

  /// Sends a request and waits for the whole answer.
  ///
  /// - Throws: ``HTTPError``; never for a status.
  package func send(_ request: Request) async throws(HTTPError) -> Response {
    let cancellation = Cancellation()
    let handles = self.handles
    let result: Result<Response, HTTPError> = await withTaskCancellationHandler {
      perform(request, cancellation)
    } onCancel: {
      cancellation.cancel()
      handles.wake()
    }
    return try result.get()
  }

  private func perform(_ request: Request, _ cancellation: Cancellation) -> Result<Response, HTTPError> {
    Result { () throws(HTTPError) in
      if cancellation.isCancelled { throw .cancelled }
      let transfer = try Transfer(request, cancellation)
      return try withExtendedLifetime(transfer) { () throws(HTTPError) in
        try handles.run(transfer, trust: trust)
      }
    }
  }
}
