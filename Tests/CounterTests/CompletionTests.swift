import Counter
import Foundation
import Testing

/// Goal: what a shell offers is what the table has. Method: the shell itself is run on the script and asked.
@Suite struct `Shell completion` {
  static let completion = Completion(.tram)
  static let hasZsh = FileManager.default.fileExists(atPath: "/usr/bin/zsh")
  static let hasFish = FileManager.default.fileExists(atPath: "/usr/bin/fish")

  /// The places where a word is completed: after each group and after each command.
  static let places: [[String]] =
    [[]]
    + CommandTable.tram.commands.flatMap { command in
      command.words.indices.map { Array(command.words[...$0]) }
    }

  /// What the table has at a place; values of arguments aside.
  static func expected(_ place: [String]) -> Set<String> {
    let table = CommandTable.tram
    guard let command = table.command(place) else {
      return Set(table.words(after: place) + table.globalOptions.map { "--\($0.name)" })
    }
    var words = table.options(of: command).map { "--\($0.name)" }
    for argument in command.arguments { if case .oneOf(let values) = argument.kind { words += values } }
    if place == ["help"] { words += table.words(after: []) }
    return Set(words)
  }

  /// The answers of a shell to several questions, asked in one run: a line `? n` before the words of each.
  static func run(_ shell: String, _ script: String) throws -> [Set<String>] {
    let process = Process()
    process.executableURL = URL(filePath: shell)
    process.arguments =
      shell.hasSuffix("bash") ? ["--norc"] : shell.hasSuffix("zsh") ? ["-f"] : ["--no-config"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    // An empty folder, so that no file's name is an answer.
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tram-completion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A folder left in /tmp harms nobody.
    process.currentDirectoryURL = folder
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "TERM": "dumb", "LC_ALL": "C.UTF-8"]
    try process.run()
    let writing = Thread {
      input.fileHandleForWriting.write(Data(script.utf8))
      input.fileHandleForWriting.closeFile()
    }
    writing.start()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.components(separatedBy: "?\n").dropFirst().map { answer in
      Set(answer.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) })
    }
  }

  static func bash(_ lines: [[String]]) throws -> [Set<String>] {
    try run(
      "/bin/bash",
      completion.bash
        + lines.map { words in
          """
          COMP_WORDS=(\((["tram"] + words).map { "'\($0)'" }.joined(separator: " "))); COMP_CWORD=\(words.count)
          COMPREPLY=(); _tram; echo '?'; printf '%s\\n' "${COMPREPLY[@]}"

          """
        }.joined())
  }

  static func zsh(_ lines: [[String]]) throws -> [Set<String>] {
    try run(
      "/usr/bin/zsh",
      "compdef() { : }\ncompadd() { shift; print -l -- \"$@\" }\n_files() { : }\n" + completion.zsh
        + lines.map { words in
          """
          words=(\((["tram"] + words).map { "'\($0)'" }.joined(separator: " "))); CURRENT=\(words.count + 1)
          echo '?'; _tram

          """
        }.joined())
  }

  /// fish offers options only after a dash, so each place is asked twice.
  static func fish(_ lines: [[String]]) throws -> [Set<String>] {
    let script = lines.map { words in
      let line = (["tram"] + words.dropLast()).joined(separator: " ")
      return "echo '?'; complete -C '\(line) '; complete -C '\(line) --'\n"
    }.joined()
    return try run("/usr/bin/fish", completion.fish(.vi) + script)
  }

  @Test func `in bash offers what the table has, at every place`() throws {
    let answers = try Self.bash(Self.places.map { $0 + [""] })
    try #require(answers.count == Self.places.count)
    for (place, answer) in zip(Self.places, answers) { #expect(answer == Self.expected(place), "\(place)") }
  }

  @Test(.enabled(if: hasZsh)) func `in zsh offers what the table has, at every place`() throws {
    let answers = try Self.zsh(Self.places.map { $0 + [""] })
    try #require(answers.count == Self.places.count)
    for (place, answer) in zip(Self.places, answers) { #expect(answer == Self.expected(place), "\(place)") }
  }

  @Test(.enabled(if: hasFish)) func `in fish offers what the table has, at every place`() throws {
    let answers = try Self.fish(Self.places.map { $0 + [""] })
    try #require(answers.count == Self.places.count)
    for (place, answer) in zip(Self.places, answers) { #expect(answer == Self.expected(place), "\(place)") }
  }

  static let situations: [([String], Set<String>)] = [
    (["confl"], ["conflicts"]),
    (["conflicts", "re"], ["resolve", "reopen", "replay"]),
    (["--data", "hub", "st"], ["status"]),
    (["dossier", "open", "--channel", ""], ["direct", "online", "postal"]),
    (["dossier", "open", "--channel", "p"], ["postal"]),
    (["dossier", "open", "--person", ""], []),
    (["person", "find", "hub", "--bo"], ["--born"]),
    (["sync", "--lang", ""], ["vi", "en"]),
    (["completion", "z"], ["zsh"]),
    (["conflicts", "stats", "--json", "--by", "r"], ["rule"]),
  ]

  @Test(arguments: situations) func `in bash knows where it stands`(words: [String], answer: Set<String>)
    throws
  {
    #expect(try Self.bash([words]).first == answer)
  }

  @Test func `has one meaning for an option's name: with a value everywhere or nowhere`() {
    let table = CommandTable.tram
    let options = table.globalOptions + table.commands.flatMap(\.options)
    for (name, same) in Dictionary(grouping: options, by: \.name) {
      #expect(Set(same.map { $0.value == nil }).count == 1, "\(name)")
    }
  }
}
