import Foundation
import Testing

@testable import Counter

/// Goal: the manual says what the table has, and roff reads it without a complaint. Method: mandoc is run on each page.
@Suite struct `The manual` {
  static func pages(_ language: Language) -> [(name: String, text: String)] {
    let manual = ManPage(.tram, language: language, version: "0", date: "2026-11-25")
    return [("tram", manual.overview)]
      + CommandTable.tram.commands.map { (ManPage.name(of: $0.words), manual.page(of: $0)) }
  }

  @Test(arguments: Language.allCases) func `names every command, argument, option and exit code`(
    _ language: Language
  ) {
    let pages = Dictionary(uniqueKeysWithValues: Self.pages(language))
    #expect(pages.count == CommandTable.tram.commands.count + 1)
    for command in CommandTable.tram.commands {
      let name = ManPage.name(of: command.words)
      let page = pages[name] ?? ""
      #expect(pages["tram"]?.contains(name.replacing("-", with: "\\-")) == true)
      for option in CommandTable.tram.options(of: command) {
        #expect(page.contains("--\(option.name)".replacing("-", with: "\\-")), "\(name) --\(option.name)")
      }
      for argument in command.arguments { #expect(page.contains(argument.name), "\(name) \(argument.name)") }
      for exit in command.exits { #expect(page.contains(".B \(exit.rawValue)\n"), "\(name) \(exit)") }
    }
  }

  @Test(arguments: Language.allCases) func `is read by mandoc without an error or a warning`(
    _ language: Language
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tram-manual-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A folder left in /tmp harms nobody.
    let pages = Self.pages(language)
    for page in pages {
      try page.text.write(to: folder.appending(path: page.name + ".1"), atomically: false, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/mandoc")
    process.arguments =
      ["-T", "lint", "-W", "warning"] + pages.map { folder.appending(path: $0.name + ".1").path }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text.prefix(2_000))")
  }

  @Test func `a text that looks like roff is shown as it is`() {
    let table = CommandTable(
      commands: [
        CommandSpec(
          words: ["try"], summary: Text(".SH một \\fB hai", ".SH one \\fB two"),
          detail: Text("'br\n.br", "'br\n.br"))
      ], globalOptions: [])
    let page = ManPage(table, language: .en, version: "0", date: "2026-11-25").page(of: table.commands[0])
    #expect(page.contains("\\- \\&.SH one \\efB two"))
    #expect(page.contains("\n\\&.SH one"))
    #expect(page.contains("\n\\&'br\n\\&.br\n"))
  }
}
