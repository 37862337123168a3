extension Completion {
  /// For bash 4 and later: `tram completion bash > /etc/bash_completion.d/tram`.
  package var bash: String {
    script(
      head: """
        # Completion of tram for bash, made by `tram completion bash`.
        _tram() {
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at='' word i
          COMPREPLY=()
          for ((i = 1; i < COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
        """,
      words: { "COMPREPLY=($(compgen -W '\($0.joined(separator: " "))' -- \"$cur\"))" },
      files: "COMPREPLY+=($(compgen -f -- \"$cur\"))", folders: "COMPREPLY+=($(compgen -d -- \"$cur\"))",
      foot: """
        }
        complete -o filenames -F _tram tram

        """)
  }

  /// For zsh: `tram completion zsh > "${fpath[1]}/_tram"`.
  package var zsh: String {
    script(
      head: """
        #compdef tram
        # Completion of tram for zsh, made by `tram completion zsh`.
        _tram() {
          local prev=$words[CURRENT-1] at='' word i
          for ((i = 2; i < CURRENT; i++)); do
            word=$words[i]
        """,
      words: { "compadd -- \($0.joined(separator: " "))" }, files: "_files", folders: "_files -/",
      foot: """
        }
        if [[ $funcstack[1] = _tram ]]; then _tram "$@"; else compdef _tram tram; fi

        """)
  }

  /// The two shells agree in all but how the words are handed over.
  private func script(
    head: String, words: ([String]) -> String, files: String, folders: String, foot: String
  ) -> String {
    func action(_ values: Values) -> String {
      switch values {
      case .words(let choices): words(choices)
      case .files: files
      case .folders: folders
      case .open: ":"
      }
    }
    func at(_ place: [String]) -> String { place.isEmpty ? "''" : "' \(place.joined(separator: " "))'" }
    var lines = [head]
    lines.append("    case $word in")
    lines.append("      \(valuedNames.joined(separator: "|"))) ((i++)); continue ;;")
    lines.append("      -*) continue ;;")
    lines.append("    esac")
    lines.append("    case \"$at $word\" in")
    lines.append("      \(places.dropFirst().map(at).joined(separator: "|"))) at=\"$at $word\" ;;")
    lines.append("    esac")
    lines.append("  done")
    lines.append("  case \"$at $prev\" in")
    for command in table.commands {
      for (option, values) in valued(command.options) {
        lines.append("    \(at(command.words + [option]))) \(action(values)); return ;;")
      }
    }
    lines.append("  esac")
    lines.append("  case \"$prev\" in")
    for (option, values) in valued(table.globalOptions) {
      lines.append("    \(option)) \(action(values)); return ;;")
    }
    lines.append("  esac")
    lines.append("  case \"$at\" in")
    for place in places { lines.append("    \(at(place))) \(words(self.words(at: place))) ;;") }
    lines.append("  esac")
    lines.append("  case \"$at\" in")
    for (place, values) in paths { lines.append("    \(at(place))) \(action(values)) ;;") }
    lines.append("  esac")
    return lines.joined(separator: "\n") + "\n" + foot
  }
}
