extension JSONValue {
  /// How a document is laid out.
  package enum Layout: Sendable {
    /// One line, no spaces: for scripts, logs and JSON lines.
    case compact
    /// Two spaces per level, `": "` after names: for files that people read.
    case indented
  }

  /// The document as text, the same for the same value on every machine.
  ///
  /// Hidden characters (see `Unicode.Scalar.isHidden`) are written as `\u` escapes, so that a terminal, a log and
  /// an editor show what is there; everything else, Vietnamese included, stands as it is.
  package func written(_ layout: Layout = .compact) -> String {
    String(decoding: bytes(layout), as: UTF8.self)
  }

  /// The bytes of `written(_:)`.
  package func bytes(_ layout: Layout = .compact) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, layout: layout, depth: 0)
    return output
  }

  private func write(to output: inout [UInt8], layout: Layout, depth: Int) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let truth): output.append(contentsOf: (truth ? "true" : "false").utf8)
    case .int(let integer): output.append(contentsOf: String(integer).utf8)
    case .string(let text): Self.write(text, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.breakLine(in: &output, layout: layout, depth: depth + 1)
        element.write(to: &output, layout: layout, depth: depth + 1)
      }
      if !elements.isEmpty { Self.breakLine(in: &output, layout: layout, depth: depth) }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.breakLine(in: &output, layout: layout, depth: depth + 1)
        Self.write(member.name, to: &output)
        output.append(UInt8(ascii: ":"))
        if layout == .indented { output.append(UInt8(ascii: " ")) }
        member.value.write(to: &output, layout: layout, depth: depth + 1)
      }
      if !members.isEmpty { Self.breakLine(in: &output, layout: layout, depth: depth) }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func breakLine(in output: inout [UInt8], layout: Layout, depth: Int) {
    guard layout == .indented else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output.append(contentsOf: #"\""#.utf8)
      case "\\": output.append(contentsOf: #"\\"#.utf8)
      case "\n": output.append(contentsOf: #"\n"#.utf8)
      case "\r": output.append(contentsOf: #"\r"#.utf8)
      case "\t": output.append(contentsOf: #"\t"#.utf8)
      case _ where scalar.isHidden:
        // Beyond the basic plane an escape is a pair of surrogates (RFC 8259 §7).
        for unit in UTF16.encode(scalar)! { writeEscape(unit, to: &output) }
      case _ where scalar.isASCII: output.append(UInt8(truncatingIfNeeded: scalar.value))
      default: output.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func writeEscape(_ unit: UInt16, to output: inout [UInt8]) {
    output.append(contentsOf: #"\u"#.utf8)
    let digits = Array("0123456789abcdef".utf8)
    for shift in stride(from: 12, through: 0, by: -4) {
      output.append(digits[Int((unit >> UInt16(shift)) & 0xF)])
    }
  }
}
