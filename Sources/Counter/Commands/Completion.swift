/// The completions of three shells, made from the table: which words, options and values may follow what stands there.
///
/// The scripts are static, so that completing needs no running service and no data.
package struct Completion: Sendable {
  let table: CommandTable

  package init(_ table: CommandTable) { self.table = table }

  /// The places in a command line: nothing typed, each group of commands, each command.
  var places: [[String]] {
    var places: [[String]] = [[]]
    for command in table.commands {
      for length in 1...command.words.count {
        let place = Array(command.words.prefix(length))
        if !places.contains(place) { places.append(place) }
      }
    }
    return places
  }

  /// What may be typed at a place, values aside.
  func words(at place: [String]) -> [String] {
    var words = table.words(after: place)
    if let command = table.command(place) {
      for argument in command.arguments { if case .oneOf(let values) = argument.kind { words += values } }
      if place == ["help"] { words += table.words(after: []) }
      words += table.options(of: command).map { "--\($0.name)" }
    } else {
      words += table.globalOptions.map { "--\($0.name)" }
    }
    return words
  }

  /// What follows an option that takes a value, or fills an argument.
  enum Values: Hashable {
    case words([String])
    case files
    case folders
    /// Nobody can guess it.
    case open

    init(_ kind: ValueKind) {
      switch kind {
      case .oneOf(let words): self = .words(words)
      case .file: self = .files
      case .folder: self = .folders
      case .text, .integer, .address, .codes, .assignment, .condition, .span, .day, .side: self = .open
      }
    }
  }

  /// The options with values of a command or of all, with what follows each.
  func valued(_ options: [OptionSpec]) -> [(option: String, values: Values)] {
    options.compactMap { option in option.value.map { ("--\(option.name)", Values($0.kind)) } }
  }

  /// All options that take a value, once each.
  var valuedNames: [String] {
    let options = table.globalOptions + table.commands.flatMap(\.options)
    return options.filter { $0.value != nil }.reduce(into: []) { names, option in
      if !names.contains("--\(option.name)") { names.append("--\(option.name)") }
    }
  }

  /// What fills the arguments of the commands whose arguments are paths.
  var paths: [(place: [String], values: Values)] {
    table.commands.compactMap { command in
      let values = command.arguments.map { Values($0.kind) }
      return values.first { $0 == .files || $0 == .folders }.map { (command.words, $0) }
    }
  }
}
