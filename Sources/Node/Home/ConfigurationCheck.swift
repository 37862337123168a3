import Records

/// Something in `node.json` that is not as it must be, with the place where an editor finds it.
package struct ConfigurationProblem: Equatable, Sendable {
  package enum Fault: String, CaseIterable, Sendable {
    /// Not a JSON document.
    case syntax
    case missing
    /// A name that no version up to this one knows; most often misspelt.
    case unknown
    /// Not text, or not a number, where one is needed.
    case kind
    /// The right kind, and not one of the values that are allowed.
    case value
  }

  /// From 1.
  package let line: Int
  /// `settings.metrics_port`; empty for the document.
  package let field: String
  package let fault: Fault
}

/// Holds a `node.json` against what a node reads from it.
///
///     {"format": 1, "role": "center", "name": "H37.11", "label": "Trung tâm Kỳ Lừa",
///      "hub": "https://hub.langson.example:8443", "created": 1790000000000,
///      "settings": {"metrics_port": 9464, "listen_port": 8443}}
package enum ConfigurationCheck {
  private static let fields = ["format", "role", "name", "label", "hub", "created"]
  private static let ports = ["metrics_port", "listen_port"]

  /// In the order of the lines; none for a file that a node opens with.
  package static func problems(in bytes: [UInt8]) -> [ConfigurationProblem] {
    let document: JSONValue
    do throws(JSONError) { document = try JSONValue.parse(bytes) } catch {
      return [ConfigurationProblem(line: error.line, field: "", fault: .syntax)]
    }
    guard let members = document.members else {
      return [ConfigurationProblem(line: 1, field: "", fault: .kind)]
    }
    var problems: [ConfigurationProblem] = []
    func note(_ path: [JSONStep], _ fault: ConfigurationProblem.Fault) {
      let line = JSONPlace.line(of: path, in: bytes)
      problems.append(ConfigurationProblem(line: line, field: path.text, fault: fault))
    }
    for name in fields where document[name] == nil { note([.member(name)], .missing) }
    for member in members {
      guard let fault = fault(member) else { continue }
      note([.member(member.name)], fault)
    }
    for member in document["settings"]?.members ?? [] {
      let path: [JSONStep] = [.member("settings"), .member(member.name)]
      guard ports.contains(member.name) else {
        note(path, .unknown)
        continue
      }
      guard let port = member.value.integer else {
        note(path, .kind)
        continue
      }
      if !(1...65_535).contains(port) { note(path, .value) }
    }
    return problems.sorted { ($0.line, $0.field) < ($1.line, $1.field) }
  }

  private static func fault(_ member: JSONValue.Member) -> ConfigurationProblem.Fault? {
    let value = member.value
    switch member.name {
    case "format":
      return value.integer == nil ? .kind : value.integer == NodeConfiguration.format ? nil : .value
    case "created": return value.integer == nil ? .kind : nil
    case "label": return value.text == nil ? .kind : nil
    case "role": return text(value) { NodeRole(rawValue: $0) != nil }
    case "name": return text(value) { Partition.isCode($0) }
    case "hub": return text(value) { HubAddress($0) != nil }
    case "settings": return value.members == nil ? .kind : nil
    default: return .unknown
    }
  }

  private static func text(
    _ value: JSONValue, _ isAllowed: (String) -> Bool
  ) -> ConfigurationProblem.Fault? {
    guard let text = value.text else { return .kind }
    return isAllowed(text) ? nil : .value
  }
}

/// What may be set in `node.json` beside what a node is. Everything has a default that a plain center never changes.
package struct NodeSettings: Equatable, Sendable {
  /// Where figures are told on 127.0.0.1; nil for nowhere.
  package var metricsPort: Int?
  /// Of a hub: the HTTPS port; nil for the one in its address.
  package var listenPort: Int?

  package init(metricsPort: Int? = nil, listenPort: Int? = nil) {
    self.metricsPort = metricsPort
    self.listenPort = listenPort
  }

  /// Fields that are absent or not ports keep their defaults; ``ConfigurationCheck`` names them.
  init(_ document: JSONValue?) {
    func port(_ name: String) -> Int? {
      document?[name]?.integer.flatMap { (1...65_535).contains($0) ? Int($0) : nil }
    }
    self.init(metricsPort: port("metrics_port"), listenPort: port("listen_port"))
  }

  var document: JSONValue? {
    var members: [JSONValue.Member] = []
    if let metricsPort { members.append(.init("metrics_port", JSONValue(metricsPort))) }
    if let listenPort { members.append(.init("listen_port", JSONValue(listenPort))) }
    return members.isEmpty ? nil : .object(members)
  }
}
