/// The head of an SCGI request (https://python.ca/scgi/protocol.txt): a netstring of NUL-terminated names and
/// values, `CONTENT_LENGTH` first, `SCGI` equal to `1` somewhere, no name twice.
///
///     70:CONTENT_LENGTH\0 27\0 SCGI\0 1\0 REQUEST_METHOD\0 POST\0 DOCUMENT_URI\0 /sync\0 ,   (spaces for reading)
///
/// Parsing is strict: what the protocol does not allow is an error, never a guess.
enum ScgiHead {
  enum Malformed: Error, Equatable {
    case length
    case tooLong
    case comma
    case terminator
    case name
    case duplicate
    case contentLength
    case version
    case text
    case method
    case path
  }

  /// - Returns: the head and how many bytes it took, or nil while bytes are missing.
  static func parse(
    _ bytes: [UInt8], bytesMax: Int
  ) throws(Malformed) -> (head: RequestHead, consumed: Int)? {
    guard let (length, start) = try netstringLength(bytes, bytesMax: bytesMax) else { return nil }
    let end = start + length
    guard bytes.count > end else { return nil }
    guard bytes[end] == UInt8(ascii: ",") else { throw .comma }
    return (try head(of: pairs(in: bytes[start..<end])), end + 1)
  }

  private static func netstringLength(
    _ bytes: [UInt8], bytesMax: Int
  ) throws(Malformed) -> (length: Int, start: Int)? {
    var length = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0") where index == 0: throw .length
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        length = length * 10 + Int(byte - UInt8(ascii: "0"))
        guard length <= bytesMax else { throw .tooLong }
      case UInt8(ascii: ":") where index > 0: return (length, index + 1)
      default: throw .length
      }
    }
    return nil
  }

  private static func pairs(in block: ArraySlice<UInt8>) throws(Malformed) -> [(name: String, value: String)]
  {
    guard block.last == 0 else { throw .terminator }
    let fields = block.dropLast().split(separator: 0, omittingEmptySubsequences: false)
    guard fields.count % 2 == 0 else { throw .terminator }
    var pairs: [(name: String, value: String)] = []
    pairs.reserveCapacity(fields.count / 2)
    for index in stride(from: 0, to: fields.count, by: 2) {
      guard !fields[index].isEmpty else { throw .name }
      guard let name = String(validating: fields[index], as: UTF8.self),
        let value = String(validating: fields[index + 1], as: UTF8.self)
      else { throw .text }
      pairs.append((name, value))
    }
    return pairs
  }

  private static func head(of pairs: [(name: String, value: String)]) throws(Malformed) -> RequestHead {
    guard let first = pairs.first, first.name == "CONTENT_LENGTH" else { throw .contentLength }
    var headers: [String: String] = [:]
    var variables: [String: String] = [:]
    for (name, value) in pairs {
      if name.hasPrefix("HTTP_") {
        let header = name.dropFirst(5).lowercased().replacing("_", with: "-")
        guard headers.updateValue(value, forKey: header) == nil else { throw .duplicate }
      } else {
        guard variables.updateValue(value, forKey: name) == nil else { throw .duplicate }
      }
    }
    guard variables["SCGI"] == "1" else { throw .version }
    let contentLength = try length(first.value)
    // nginx sends these two as variables and, as a client's header, once more.
    if let type = variables["CONTENT_TYPE"], !type.isEmpty { headers["content-type"] = type }
    guard let method = variables["REQUEST_METHOD"], !method.isEmpty,
      method.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { throw .method }
    guard let path = variables["DOCUMENT_URI"], path.hasPrefix("/") else { throw .path }
    return RequestHead(
      method: method, path: path, query: variables["QUERY_STRING"] ?? "", headers: headers,
      variables: variables, contentLength: contentLength)
  }

  /// Decimal digits without sign or leading zero; at most 15 of them, which no bound of ours reaches.
  private static func length(_ text: String) throws(Malformed) -> Int {
    let digits = text.utf8
    guard (1...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.count == 1 || digits.first != UInt8(ascii: "0"), let value = Int(text)
    else { throw .contentLength }
    return value
  }

  /// The bytes of a head, as a client writes them.
  static func bytes(of head: RequestHead) -> [UInt8] {
    var block: [UInt8] = []
    func add(_ name: String, _ value: String) {
      block += Array(name.utf8) + [0] + Array(value.utf8) + [0]
    }
    add("CONTENT_LENGTH", String(head.contentLength))
    add("SCGI", "1")
    add("REQUEST_METHOD", head.method)
    add("DOCUMENT_URI", head.path)
    add("QUERY_STRING", head.query)
    let fixed: Set = ["CONTENT_LENGTH", "SCGI", "REQUEST_METHOD", "DOCUMENT_URI", "QUERY_STRING"]
    for (name, value) in head.variables.sorted(by: { $0.key < $1.key }) where !fixed.contains(name) {
      add(name, value)
    }
    for (name, value) in head.headers.sorted(by: { $0.key < $1.key }) {
      add("HTTP_" + name.uppercased().replacing("-", with: "_"), value)
    }
    return Array("\(block.count):".utf8) + block + [UInt8(ascii: ",")]
  }
}
