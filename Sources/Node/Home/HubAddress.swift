/// Where a hub is called: `https://hub.langson.example:8443`. A scheme, a host and perhaps a port, and nothing behind.
package struct HubAddress: Hashable, Sendable {
  package enum Host: Hashable, Sendable {
    case name(String)
    case ip(String)
  }

  package let host: Host
  package let port: Int

  /// Reads an address, with or without a slash at its end. `nil` for anything but `https`, a name or an IP address of
  /// the usual letters, and a port.
  package init?(_ text: String) {
    let scheme = "https://"
    guard text.lowercased().hasPrefix(scheme) else { return nil }
    var rest = text.dropFirst(scheme.count)
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    guard let (host, tail) = Self.host(rest) else { return nil }
    self.host = host
    guard !tail.isEmpty else {
      port = 443
      return
    }
    guard tail.first == ":", tail.count <= 6, let port = Int(tail.dropFirst()), (1...65_535).contains(port)
    else { return nil }
    self.port = port
  }

  private static func host(_ text: Substring) -> (Host, Substring)? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let address = text[text.index(after: text.startIndex)..<end]
      guard (2...45).contains(address.utf8.count), address.utf8.allSatisfy(isLetterOfIPv6),
        address.contains(":")
      else { return nil }
      return (.ip(String(address)), text[text.index(after: end)...])
    }
    let end = text.firstIndex(of: ":") ?? text.endIndex
    let name = text[..<end].lowercased()
    guard (1...253).contains(name.utf8.count), name.utf8.allSatisfy(isLetterOfName) else { return nil }
    return (isIPv4(name) ? .ip(name) : .name(name), text[end...])
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && $0.count <= 3 }
  }

  private static func isLetterOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isLetterOfIPv6(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Without a slash at its end.
  package var text: String {
    switch host {
    case .name(let name): "https://\(name):\(port)"
    case .ip(let address):
      address.contains(":") ? "https://[\(address)]:\(port)" : "https://\(address):\(port)"
    }
  }

  package func path(_ path: String) -> String { text + path }
}
