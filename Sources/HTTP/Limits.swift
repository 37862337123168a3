/// What a responder holds at most. Beyond it a client is told to come again, and nothing is allocated for it.
package struct Limits: Equatable, Sendable {
  /// Open connections; waiting requests count here.
  package var connections = 8_192
  /// Handlers at work at once, those of waiting requests not counted.
  package var handlers = 256
  /// SCGI's header block: the client's headers, which our nginx configuration bounds by 8 KiB, and what nginx adds,
  /// above all the client's certificate.
  package var headBytes = 16 << 10
  /// Bodies held in memory at once. One body alone may be larger, so that a large bound for a path has its way.
  package var bodyBytesHeld = 64 << 20
  /// A client that sends nothing of its request, or takes nothing of its answer, for this long is dropped.
  package var stalledSeconds = 30

  package init() {}
}

/// What a route allows, decided from the head before a byte of the body is kept.
package struct Admission: Equatable, Sendable {
  package var bodyBytesMax: Int
  /// A long poll: it holds a connection but no place among the handlers at work, and a stopping responder
  /// cancels it at once instead of waiting for it.
  package var waits: Bool

  package init(bodyBytesMax: Int = 1 << 20, waits: Bool = false) {
    self.bodyBytesMax = bodyBytesMax
    self.waits = waits
  }
}
