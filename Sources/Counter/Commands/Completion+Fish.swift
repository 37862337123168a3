extension Completion {
  /// For fish 3 and later: `tram completion fish > ~/.config/fish/completions/tram.fish`. Fish shows what each word means, in
  /// the language that was asked for.
  package func fish(_ language: Language) -> String {
    var lines = [
      """
      # Completion of tram for fish, made by `tram completion fish`.
      function __tram_at
        set -l at
        set -l skips 0
        for word in (commandline -opc)[2..-1]
          if test $skips = 1
            set skips 0
            continue
          end
          switch $word
            case \(valuedNames.joined(separator: " "))
              set skips 1
            case '-*'
            case '*'
              switch "$at $word"
                case \(places.dropFirst().map { "' \($0.joined(separator: " "))'" }.joined(separator: " "))
                  set at "$at $word"
              end
          end
        end
        test "$at" = "$argv[1]"
      end
      complete -c tram -f
      """
    ]
    for option in table.globalOptions { lines.append("complete -c tram \(self.option(option, language))") }
    for place in places {
      let at = place.isEmpty ? "''" : "\\' \(place.joined(separator: " "))\\'"
      let start = "complete -c tram -n '__tram_at \(place.isEmpty ? "\"\"" : at)'"
      for word in table.words(after: place) {
        let command = table.command(place + [word])
        lines.append("\(start) -a \(word)" + (command.map { " -d \(quoted($0.summary[language]))" } ?? ""))
      }
      guard let command = table.command(place) else { continue }
      for argument in command.arguments {
        switch Values(argument.kind) {
        case .words(let words): lines.append("\(start) -a '\(words.joined(separator: " "))'")
        case .files: lines.append("\(start) -F")
        case .folders: lines.append("\(start) -a '(__fish_complete_directories)'")
        case .open: break
        }
      }
      if place == ["help"] { lines.append("\(start) -a '\(table.words(after: []).joined(separator: " "))'") }
      for option in command.options { lines.append("\(start) \(self.option(option, language))") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func option(_ option: OptionSpec, _ language: Language) -> String {
    let says = " -d \(quoted(option.says[language]))"
    guard let value = option.value else { return "-l \(option.name)\(says)" }
    switch Values(value.kind) {
    case .words(let words): return "-l \(option.name) -x -a '\(words.joined(separator: " "))'\(says)"
    case .files: return "-l \(option.name) -r -F\(says)"
    case .folders: return "-l \(option.name) -x -a '(__fish_complete_directories)'\(says)"
    case .open: return "-l \(option.name) -x\(says)"
    }
  }

  /// A text in single quotes, where fish reads only `\'` and `\\` (fish manual, "Quotes").
  private func quoted(_ text: String) -> String {
    let escaped = text.flatMap { "'\\".contains($0) ? "\\\($0)" : String($0) }
    return "'\(String(escaped))'"
  }
}
