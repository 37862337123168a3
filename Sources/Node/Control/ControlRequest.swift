import Records

/// A command that a terminal hands to the daemon, and how its answers should look.
///
///     [1, ["status", "--json"], "vi", 100 / null, terminal, color, "hoa.ntt", "/home/hoa"]
package struct ControlRequest: Equatable, Sendable {
  package static let format: UInt64 = 1
  package static let argumentsMax = 1_024
  package static let argumentBytesMax = 1 << 16
  package static let bytesMax = 2 << 20

  /// The words behind the program's name.
  package var arguments: [String]
  /// `vi` or `en`.
  package var language: String
  /// Width of the terminal that reads the answers; nil where none does.
  package var columns: Int?
  /// Whether a terminal shows stderr.
  package var isTerminal: Bool
  package var usesColor: Bool
  /// Account of whoever typed it.
  package var staff: String
  /// The folder in which it was typed, for names of files.
  package var folder: String

  package init(
    arguments: [String], language: String, columns: Int? = nil, isTerminal: Bool = false,
    usesColor: Bool = false, staff: String = "", folder: String = "/"
  ) {
    self.arguments = arguments
    self.language = language
    self.columns = columns
    self.isTerminal = isTerminal
    self.usesColor = usesColor
    self.staff = staff
    self.folder = folder
  }

  package var encoded: [UInt8] {
    var out = CBORWriter(capacity: 256)
    out.array(8)
    out.uint(Self.format)
    out.array(arguments.count)
    for argument in arguments { out.text(argument) }
    out.text(language)
    if let columns { out.uint(UInt64(max(0, columns))) } else { out.null() }
    out.bool(isTerminal)
    out.bool(usesColor)
    out.text(staff)
    out.text(folder)
    return out.bytes
  }

  /// `nil` for bytes that no terminal of this version sends.
  package init?(encoded bytes: [UInt8]) {
    guard bytes.count <= Self.bytesMax else { return nil }
    do throws(CBORError) {
      var reader = CBORReader(bytes)
      try reader.array(exactly: 8)
      guard try reader.uint() == Self.format else { return nil }
      arguments = []
      for _ in 0..<(try reader.array(max: Self.argumentsMax)) {
        arguments.append(try reader.text(max: Self.argumentBytesMax))
      }
      language = try reader.text(max: 16)
      columns = try reader.isNull() ? nil : Int(try reader.uint(max: 100_000))
      isTerminal = try reader.bool()
      usesColor = try reader.bool()
      staff = try reader.text(max: 256)
      folder = try reader.text(max: 4_096)
      try reader.finish()
    } catch {
      return nil
    }
  }
}
