/// Why a responder cannot listen, or why a handler's stream cannot go on.
package enum ServerError: Error, Equatable, Sendable {
  /// A socket's path has at most 107 bytes (`sockaddr_un`); this one has more.
  case pathTooLong(bytes: Int)
  /// Something that is not a socket stands at the path. It is left alone.
  case pathTaken
  /// Another process answers at the path.
  case alreadyServed
  /// The responder was started before.
  case alreadyStarted
  /// A system call failed; `errno` as is.
  case systemCall(String, errno: Int32)
  /// The client closed the connection, stopped reading for too long, or the responder is stopping.
  case clientGone
}
