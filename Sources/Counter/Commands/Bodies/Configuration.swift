internal import Node
internal import Records

/// `node.json`: whether it is in order, and what holds.
enum ConfigurationCommands {
  static func check(_ home: NodeHome, _ session: Session) -> ExitCode {
    guard let bytes = home.configurationBytes() else {
      return session.fail(.noNode(path: home.path), folder: home.path)
    }
    let problems = ConfigurationCheck.problems(in: bytes)
    if session.isJSON {
      session.answer([
        "schema": "node.config-check/1", "file": .string(home.configuration),
        "problems": .array(
          problems.map {
            ["line": JSONValue($0.line), "field": .string($0.field), "fault": .string($0.fault.rawValue)]
          }),
      ])
    } else if problems.isEmpty {
      session.say(Texts.configuration.fine, SafeText(home.configuration))
    } else {
      for problem in problems {
        let text = Texts.configuration.fault(problem.fault)?(session.language) ?? ""
        session.say("\(home.configuration):\(problem.line): \(problem.field) – \(text)")
      }
    }
    return problems.isEmpty ? .ok : .failed
  }

  /// Each setting, its value, and where that comes from.
  static func show(
    _ home: NodeHome, effective: Bool, _ globals: Invocation.Globals, _ environment: [String: String],
    _ session: Session
  ) -> ExitCode {
    let configuration: NodeConfiguration
    do throws(NodeError) { configuration = try NodeConfiguration(reading: home) } catch {
      return session.fail(error, folder: home.path)
    }
    var rows: [(name: String, value: String, from: Origin)] = [
      ("role", configuration.role.rawValue, .file), ("name", configuration.name, .file),
      ("label", configuration.label, .file), ("hub", configuration.hub.text, .file),
    ]
    let settings = configuration.settings
    if let port = settings.metricsPort { rows.append(("settings.metrics_port", "\(port)", .file)) }
    if let port = settings.listenPort { rows.append(("settings.listen_port", "\(port)", .file)) }
    if effective {
      if settings.metricsPort == nil { rows.append(("settings.metrics_port", "–", .standard)) }
      if settings.listenPort == nil, configuration.role == .hub {
        rows.append(("settings.listen_port", "\(configuration.hub.port)", .standard))
      }
      let data: Origin =
        globals.data != nil ? .option : environment["TRAM_DATA"] != nil ? .environment : .standard
      rows.append(("data", home.path, data))
      let config = (try? ConfigFolder.locate(environment: environment)) ?? "–"
      rows.append(("config", config, environment["TRAM_CONFIG"] != nil ? .environment : .standard))
      rows.append(("key", home.key, .standard))
    }
    if session.isJSON {
      session.answer([
        "schema": "node.config/1",
        "settings": .array(
          rows.map {
            ["name": .string($0.name), "value": .string($0.value), "from": .string($0.from.rawValue)]
          }),
      ])
      return .ok
    }
    let texts = Texts.configuration
    var table = Table([
      .init(texts.setting(session.language)), .init(texts.value(session.language), isFlexible: true),
      .init(texts.from(session.language)),
    ])
    for row in rows {
      let from = texts.origin(row.from.rawValue)?(session.language) ?? ""
      table.append([SafeText(row.name), SafeText(row.value), from])
    }
    session.show(table)
    return .ok
  }

  private enum Origin: String {
    case file, option, environment
    case standard = "default"
  }
}
