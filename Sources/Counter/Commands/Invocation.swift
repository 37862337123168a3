package import Procedures

/// A command that was understood: every value is of its kind, everything required is there.
///
/// Values are asked for by the names of the table; to ask for a name that the command does not declare is a bug and traps.
package struct Invocation: Sendable {
  package let command: CommandSpec
  package var globals: Globals
  private let values: [String: [String]]
  private let flags: Set<String>

  /// The options that every command has.
  package struct Globals: Equatable, Sendable {
    package var data: String?
    package var language: Language?
    package var staff: String?
    package var isJSON = false
    package var isQuiet = false
    package var isVerbose = false
    package var isSilent = false
    package var agrees = false
    package var isDryRun = false
    /// The folder in which the command was typed; nil for the process's own.
    package var folder: String?

    package init() {}

    /// The data folder: `--data`, else `TRAM_DATA`, else `/var/lib/tram`.
    package func dataFolder(environment: [String: String]) -> String {
      data ?? environment["TRAM_DATA"].flatMap { $0.isEmpty ? nil : $0 } ?? "/var/lib/tram"
    }
  }

  init(command: CommandSpec, globals: Globals, values: [String: [String]], flags: Set<String>) {
    self.command = command
    self.globals = globals
    self.values = values
    self.flags = flags
  }

  /// The value of an argument (`"ID"`) or option (`"--take"`), or nil when it was not given.
  package subscript(name: String) -> String? { all(name).first }

  /// The value of an argument or option that the table requires.
  package func required(_ name: String) -> String {
    guard let value = self[name] else { preconditionFailure("\(name) is not required by the table") }
    return value
  }

  /// All values of a repeated argument or option, in their order.
  package func all(_ name: String) -> [String] {
    precondition(declares(name), "\(command.name) declares no \(name)")
    return values[name] ?? []
  }

  /// Whether a flag (`"--all"`) was given.
  package func has(_ flag: String) -> Bool {
    precondition(declares(flag), "\(command.name) declares no \(flag)")
    return flags.contains(flag)
  }

  /// The number that was given, or the one that holds by default, or nil.
  package func integer(_ name: String) -> Int? { valueOrDefault(name).flatMap { Int($0) } }

  /// The value that was given, or the one that the table holds by default, or nil.
  package func valueOrDefault(_ name: String) -> String? {
    self[name] ?? command.options.first { "--\($0.name)" == name }?.byDefault
  }

  /// A span (`3d`), given or by default, in milliseconds.
  package func spanMs(_ name: String) -> Int64? { valueOrDefault(name).flatMap { ValueKind.spanMs($0) } }

  /// A day that was given.
  package func day(_ name: String) -> CivilDate? { self[name].flatMap { CivilDate($0) } }

  /// The day of an option that the table requires.
  package func requiredDay(_ name: String) -> CivilDate {
    guard let day = day(name) else { preconditionFailure("\(name) is not a day that the table requires") }
    return day
  }

  /// A path that was given, from the folder in which the command was typed; `-` stays as it is.
  package func path(_ name: String) -> String? {
    self[name].map(absolute)
  }

  /// The same of a path that is one of several.
  package func absolute(_ path: String) -> String {
    guard path != "-", !path.hasPrefix("/"), let folder = globals.folder else { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// Codes that were given with commas between them.
  package func codes(_ name: String) -> [String] {
    all(name).flatMap { $0.split(separator: ",").map(String.init) }
  }

  /// Assignments `group.field=value`, in their order.
  package func assignments(_ name: String) -> [(group: String, field: String, value: String)] {
    all(name).compactMap { text in
      guard let sign = text.firstIndex(of: "="), let dot = text[..<sign].firstIndex(of: ".") else {
        return nil
      }
      return (
        String(text[..<dot]), String(text[text.index(after: dot)..<sign]),
        String(text[text.index(after: sign)...])
      )
    }
  }

  /// Conditions `field=value`, `field<value`, `field>value`, in their order.
  package func conditions(_ name: String) -> [(field: String, sign: Character, value: String)] {
    all(name).compactMap { text in
      guard let sign = text.firstIndex(where: { "=<>".contains($0) }) else { return nil }
      return (String(text[..<sign]), text[sign], String(text[text.index(after: sign)...]))
    }
  }

  private func declares(_ name: String) -> Bool {
    command.arguments.contains { $0.name == name } || command.options.contains { "--\($0.name)" == name }
  }
}
