/// One header line. Names are compared without regard to case.
package struct Header: Equatable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// A name of token characters (RFC 9110 §5.1) and a value without control characters: nothing that could end
  /// the line and begin another header.
  var isWellFormed: Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}

/// One request of a ``Client``.
///
/// ```swift
/// var request = Request(method: "POST", url: "https://hub.example:8443/sync")
/// request.headers = [Header("Content-Type", "application/cbor")]
/// request.body = .bytes(message)
/// request.download = .memory(bytesMax: 8 << 20)
/// ```
package struct Request: Sendable {
  /// What is sent after the headers.
  package enum Upload: Equatable, Sendable {
    case none
    /// Sent as is. Whoever compressed it sets `Content-Encoding` itself.
    case bytes([UInt8])
    /// The rest of a file from `offset` on, streamed with its length known.
    case file(path: String, offset: Int64)
  }

  /// Where the response's body goes. Its size is checked while it is received, after decompression.
  package enum Download: Equatable, Sendable {
    case memory(bytesMax: Int)
    /// Appended to a file that holds `offset` bytes already, asking for the rest by `Range`. A server that
    /// answers 200 (it ignored the range) makes the file start again from nothing. Only bodies of 200 and 206 go
    /// to the file; any other status keeps its body in memory (at most 64 KiB). `bytesMax` bounds the whole file.
    case file(path: String, offset: Int64, bytesMax: Int64)
  }

  /// Bounds in time. All are in milliseconds, 0 means none.
  package struct Timeouts: Equatable, Sendable {
    /// Resolving, connecting and the TLS handshake together.
    package var connectMs: Int
    /// The whole request, from start to last byte.
    package var totalMs: Int
    /// A transfer that stays below 1 byte a second for this long is given up; whole seconds. A long poll, which
    /// rightly says nothing for a while, sets 0 and a total.
    package var stalledMs: Int

    package init(connectMs: Int = 10_000, totalMs: Int = 120_000, stalledMs: Int = 30_000) {
      self.connectMs = connectMs
      self.totalMs = totalMs
      self.stalledMs = stalledMs
    }
  }

  package var method: String
  /// `https` or `http`; any other scheme is refused.
  package var url: String
  package var headers: [Header] = []
  package var upload: Upload = .none
  package var download: Download = .memory(bytesMax: 1 << 20)
  package var timeouts = Timeouts()
  /// Asks for a compressed response and decompresses it (whatever of gzip, brotli and zstd this libcurl knows);
  /// the bound of `download` holds for the decompressed size.
  package var acceptsCompression = false
  /// Connects to this socket instead of the address's host, which then only names the host.
  package var unixSocketPath: String?

  package init(method: String = "GET", url: String) {
    self.method = method
    self.url = url
  }

  /// The upload as bytes: what most requests have.
  package var body: [UInt8] {
    get { if case .bytes(let bytes) = upload { bytes } else { [] } }
    set { upload = newValue.isEmpty ? .none : .bytes(newValue) }
  }
}

/// An answer: any status counts.
package struct Response: Equatable, Sendable {
  package var status: Int
  /// In the order received; of a response with interim answers (1xx), the last one's.
  package var headers: [Header]
  /// Empty for a body that went to a file.
  package var body: [UInt8]
  /// Bytes of this exchange as HTTP counts them, headers included; TLS and TCP add their own.
  package var bytesSent: Int64
  package var bytesReceived: Int64
  package var totalMs: Int
  /// 0 when the kept connection served again.
  package var connectionsMade: Int

  /// The first header of that name, compared without regard to case.
  package func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }
}
