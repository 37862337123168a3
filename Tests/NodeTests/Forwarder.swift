import Foundation
import Glibc
import Synchronization

/// The link: carries TCP connections from its port to another, until it is cut.
final class Forwarder: Sendable {
  private struct State {
    var listener: Int32 = -1
    var open: Set<Int32> = []
    var bytesLeft = Int.max
    var bytes = 0
    var connections = 0
  }

  let port: Int
  private let target: Int
  private let state = Mutex(State())

  init(to target: Int, port: Int) {
    self.target = target
    self.port = port
  }

  var bytes: Int { state.withLock { $0.bytes } }
  var connections: Int { state.withLock { $0.connections } }

  func connect() {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
    _ = Self.withAddress(port) { bind(listener, $0, $1) }
    listen(listener, 64)
    state.withLock { $0.listener = listener }
    Thread.detachNewThread { @Sendable [self] in
      while case let client = accept(listener, nil, nil), client >= 0 { begin(client) }
    }
  }

  /// The link goes, in the middle of whatever it carries.
  func cut() {
    let (listener, open) = state.withLock { state in
      let before = (state.listener, state.open)
      state.listener = -1
      return before
    }
    if listener >= 0 {
      shutdown(listener, Int32(SHUT_RDWR))
      close(listener)
    }
    for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  /// The link goes once it has carried so many bytes more.
  func cut(afterBytes count: Int) { state.withLock { $0.bytesLeft = count } }

  private func begin(_ client: Int32) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard Self.withAddress(target, { Glibc.connect(server, $0, $1) }) == 0 else {
      close(client)
      close(server)
      return
    }
    state.withLock { state in
      state.open.formUnion([client, server])
      state.connections += 1
    }
    let pair = Pair(client, server)
    for (from, to) in [(client, server), (server, client)] {
      Thread.detachNewThread { @Sendable [self] in
        carry(from, to)
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
        if pair.end() { state.withLock { $0.open.subtract([client, server]) } }
      }
    }
  }

  private func carry(_ from: Int32, _ to: Int32) {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = recv(from, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      let isCut = state.withLock { state in
        state.bytes += count
        guard state.bytesLeft != .max else { return false }
        state.bytesLeft -= count
        guard state.bytesLeft <= 0 else { return false }
        state.bytesLeft = .max
        return true
      }
      guard !isCut else { return cut() }
      var sent = 0
      while sent < count {
        let done = buffer.withUnsafeBytes {
          send(to, $0.baseAddress?.advanced(by: sent), count - sent, Int32(MSG_NOSIGNAL))
        }
        guard done > 0 else { return }
        sent += done
      }
    }
  }

  private static func withAddress(
    _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

/// Two descriptors that close when both directions are over.
private final class Pair: Sendable {
  private let first: Int32
  private let second: Int32
  private let left = Mutex(2)

  init(_ first: Int32, _ second: Int32) { (self.first, self.second) = (first, second) }

  func end() -> Bool {
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isLast {
      close(first)
      close(second)
    }
    return isLast
  }
}
