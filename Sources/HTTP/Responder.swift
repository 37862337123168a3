import Dispatch
import Glibc

/// Answers SCGI requests on a unix socket: the process's end of nginx, and the terminal's way to the daemon.
///
/// One queue watches all connections, so a request that waits costs a descriptor and a suspended task, not a thread.
/// Handlers run as tasks on the cooperative pool. A handler's task is cancelled when its client goes away, when a
/// stop finds it waiting, and when a stop's grace period ends; what it returns is still sent if the client is there.
///
/// ```swift
/// let responder = Responder(socketPath: "/run/tram/web.sock") { request in
///   .text("hello \(request.path)\n")
/// }
/// try await responder.start()
/// ```
package actor Responder {
  package typealias Handler = @concurrent @Sendable (ServerRequest) async -> ServerResponse

  package nonisolated let socketPath: String
  private let mode: UInt16
  private let limits: Limits
  private let admission: @Sendable (RequestHead) -> Admission
  private let handler: Handler

  private let executor = QueueExecutor(label: "http.responder")
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var listener: Listener?
  private var ticker: (any DispatchSourceTimer)?
  private var connections: [UInt64: Connection] = [:]
  private var lastConnection: UInt64 = 0
  private var handlersAtWork = 0
  private var bodyBytesHeld = 0
  private var tick = 0
  private var isStopping = false
  private var stopped: [CheckedContinuation<Void, Never>] = []
  private var scratch = [UInt8](repeating: 0, count: 64 << 10)

  /// Connections beyond the limit that are still read, only to be told to come again. Beyond these the kernel's
  /// queue holds them.
  private static let refusalsMax = 128

  /// - Parameters:
  ///   - mode: permissions of the socket; they decide who may connect.
  ///   - admission: what each route allows; called on the responder's queue, so it must be quick.
  package init(
    socketPath: String, mode: UInt16 = 0o600, limits: Limits = Limits(),
    admission: @escaping @Sendable (RequestHead) -> Admission = { _ in Admission() },
    handler: @escaping Handler
  ) {
    self.socketPath = socketPath
    self.mode = mode
    self.limits = limits
    self.admission = admission
    self.handler = handler
  }

  /// Connections open at the moment.
  package var connectionCount: Int { connections.count }

  /// Begins to listen; connections are accepted when this returns.
  ///
  /// - Throws: ``ServerError``, with the path's socket untouched when another process answers at it.
  package func start() throws(ServerError) {
    guard listener == nil, !isStopping else { throw .alreadyStarted }
    Descriptors.raiseLimit(to: limits.connections + Self.refusalsMax + 256)
    let socket = try UnixSocket.listening(at: socketPath, mode: mode)
    let source = DispatchSource.makeReadSource(fileDescriptor: socket.raw, queue: executor.queue)
    source.setEventHandler { @Sendable [weak self] in
      self?.assumeIsolated { $0.accept() }
    }
    source.setCancelHandler { @Sendable in withExtendedLifetime(socket) {} }
    listener = Listener(socket: socket, source: source, inode: UnixSocket.inode(at: socketPath))
    source.activate()
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler { @Sendable [weak self] in
      self?.assumeIsolated { $0.sweep() }
    }
    timer.activate()
    ticker = timer
  }

  /// Stops listening, ends waiting requests at once and gives the others `gracePeriodMs` to finish; then closes
  /// what is left. Returns when every connection is closed.
  package func stop(gracePeriodMs: Int) async {
    isStopping = true
    listener?.close(path: socketPath)
    listener = nil
    for connection in connections.values {
      switch connection.phase {
      case .head, .body, .draining: close(connection)
      case .running(let waits): if waits { connection.task?.cancel() }
      }
    }
    if !connections.isEmpty {
      executor.queue.asyncAfter(deadline: .now() + .milliseconds(max(0, gracePeriodMs))) {
        @Sendable [weak self] in
        self?.assumeIsolated { responder in
          for connection in responder.connections.values { responder.close(connection) }
        }
      }
      await withCheckedContinuation { stopped.append($0) }
    }
    ticker?.cancel()
    ticker = nil
  }

  // MARK: Accepting

  private func accept() {
    // Bounded, so that a flood of connections does not keep the ones already here from being served.
    for _ in 0..<64 {
      guard let listener, !listener.isPaused else { return }
      guard connections.count < limits.connections + Self.refusalsMax else { return listener.pause() }
      let raw = Glibc.accept(listener.socket.raw, nil, nil)
      if raw >= 0 {
        // accept4 would do both at once, but the Glibc module does not have it.
        _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
        _ = fcntl(raw, F_SETFL, O_NONBLOCK)
        begin(Descriptor(raw))
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR && errno != ECONNABORTED {
        // Out of descriptors or memory: the connection waits in the kernel's queue until the next tick.
        return listener.pause()
      }
    }
  }

  private func begin(_ descriptor: Descriptor) {
    lastConnection += 1
    let id = lastConnection
    let connection = Connection(id: id, descriptor: descriptor)
    connections[id] = connection
    connection.deadlineTick = tick + limits.stalledSeconds
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor.raw, queue: executor.queue)
    source.setEventHandler { @Sendable [weak self] in
      self?.assumeIsolated { $0.readable(id) }
    }
    source.setCancelHandler { @Sendable in withExtendedLifetime(descriptor) {} }
    connection.readSource = source
    source.activate()
  }

  /// Drops whoever made no progress, and tries again to accept after a pause.
  private func sweep() {
    tick += 1
    for connection in connections.values {
      if let deadline = connection.deadlineTick, deadline < tick { close(connection) }
    }
    listener?.resume()
  }

  // MARK: Reading

  private func readable(_ id: UInt64) {
    guard let connection = connections[id] else { return }
    for _ in 0..<16 {
      let count = scratch.withUnsafeMutableBytes {
        recv(connection.descriptor.raw, $0.baseAddress, $0.count, 0)
      }
      if count > 0 {
        take(scratch[..<count], into: connection)
        guard connections[id] != nil, count == scratch.count else { return }
      } else if count == 0 {
        return endOfInput(connection)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        return close(connection)
      }
    }
  }

  private func take(_ bytes: ArraySlice<UInt8>, into connection: Connection) {
    switch connection.phase {
    case .draining: return
    case .running:
      // The body's length was announced; a client that goes on talking is not speaking SCGI.
      return close(connection)
    case .head:
      connection.input += bytes
      connection.deadlineTick = tick + limits.stalledSeconds
      takeHead(connection)
    case .body:
      connection.input += bytes
      connection.deadlineTick = tick + limits.stalledSeconds
      takeBody(connection)
    }
  }

  private func takeHead(_ connection: Connection) {
    let parsed: (head: RequestHead, consumed: Int)?
    do {
      parsed = try ScgiHead.parse(connection.input, bytesMax: limits.headBytes)
    } catch {
      return refuse(connection, .text("malformed request\n", status: 400))
    }
    guard let (head, consumed) = parsed else { return }
    let admission = admission(head)
    if head.contentLength > admission.bodyBytesMax {
      return refuse(connection, .text("body too large\n", status: 413))
    }
    guard connections.count <= limits.connections, admission.waits || handlersAtWork < limits.handlers,
      bodyBytesHeld == 0 || bodyBytesHeld + head.contentLength <= limits.bodyBytesHeld
    else { return refuse(connection, .busy(retryAfterSeconds: 1)) }
    connection.bodyBytesHeld = head.contentLength
    bodyBytesHeld += head.contentLength
    connection.phase = .body(head, start: consumed)
    takeBody(connection)
  }

  private func takeBody(_ connection: Connection) {
    guard case .body(let head, let start) = connection.phase else { return }
    let received = connection.input.count - start
    if received > head.contentLength {
      return refuse(connection, .text("malformed request\n", status: 400))
    }
    guard received == head.contentLength else { return }
    let body = received == 0 ? [] : Array(connection.input[start...])
    connection.input = []
    run(ServerRequest(head: head, body: body), on: connection)
  }

  private func endOfInput(_ connection: Connection) {
    switch connection.phase {
    case .running, .draining: close(connection)
    case .head where connection.input.isEmpty: close(connection)
    case .head, .body:
      // Cut short. A client that only shut its sending side down still hears why.
      connection.readSource?.cancel()
      connection.readSource = nil
      refuse(connection, .text("malformed request\n", status: 400))
      close(connection)
    }
  }

  // MARK: Answering

  /// The task is not a child of anything: its life is the connection's, which ends it alone and not with others.
  private func run(_ request: ServerRequest, on connection: Connection) {
    let admission = admission(request.head)
    let (id, handler) = (connection.id, handler)
    connection.phase = .running(waits: admission.waits)
    connection.deadlineTick = nil
    if !admission.waits { handlersAtWork += 1 }
    connection.task = Task { @concurrent in
      let response = await handler(request)
      if case .stream(let write) = response.body, response.isWellFormed {
        if await self.write(response.wireHead, to: id) {
          await write(BodyWriter(connection: id, responder: self))
        }
        await self.finish(id, nil, waits: admission.waits)
      } else {
        await self.finish(id, response, waits: admission.waits)
      }
    }
  }

  private func finish(_ id: UInt64, _ response: ServerResponse?, waits: Bool) {
    if !waits { handlersAtWork -= 1 }
    guard let connection = connections[id] else { return }
    connection.task = nil
    if let response { enqueue(response, on: connection) }
    connection.isComplete = true
    flush(connection)
  }

  /// Answers before the request was read to its end.
  private func refuse(_ connection: Connection, _ response: ServerResponse) {
    connection.phase = .draining
    connection.input = []
    enqueue(response, on: connection)
    connection.isComplete = true
    flush(connection)
  }

  private func enqueue(_ response: ServerResponse, on connection: Connection) {
    connection.enqueue(response.wireHead)
    if case .bytes(let bytes) = response.body, response.isWellFormed { connection.enqueue(bytes) }
  }

  /// A piece of a stream; false once the connection is gone.
  func write(_ bytes: [UInt8], to id: UInt64) async -> Bool {
    guard let connection = connections[id] else { return false }
    connection.enqueue(bytes)
    flush(connection)
    guard connections[id] != nil else { return false }
    if !connection.hasOutput { return true }
    return await withCheckedContinuation { connection.writers.append($0) }
  }

  private func flush(_ connection: Connection) {
    switch connection.flush() {
    case .broken: close(connection)
    case .blocked:
      connection.deadlineTick = tick + limits.stalledSeconds
      watchForRoom(connection)
    case .done:
      connection.writeSource?.cancel()
      connection.writeSource = nil
      connection.deadlineTick = nil
      for writer in connection.writers { writer.resume(returning: true) }
      connection.writers = []
      guard connection.isComplete else { return }
      if case .draining = connection.phase, connection.readSource != nil {
        shutdown(connection.descriptor.raw, Int32(SHUT_WR))
        connection.deadlineTick = tick + limits.stalledSeconds
      } else {
        close(connection)
      }
    }
  }

  private func watchForRoom(_ connection: Connection) {
    guard connection.writeSource == nil else { return }
    let (id, descriptor) = (connection.id, connection.descriptor)
    let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor.raw, queue: executor.queue)
    source.setEventHandler { @Sendable [weak self] in
      self?.assumeIsolated { responder in
        if let connection = responder.connections[id] { responder.flush(connection) }
      }
    }
    source.setCancelHandler { @Sendable in withExtendedLifetime(descriptor) {} }
    connection.writeSource = source
    source.activate()
  }

  private func close(_ connection: Connection) {
    guard connections.removeValue(forKey: connection.id) != nil else { return }
    bodyBytesHeld -= connection.bodyBytesHeld
    connection.task?.cancel()
    connection.release()
    if !isStopping { listener?.resume() }
    if connections.isEmpty {
      for waiter in stopped { waiter.resume() }
      stopped = []
    }
  }
}
