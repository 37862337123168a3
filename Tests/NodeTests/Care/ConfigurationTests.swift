import Records
import Testing

@testable import Node

@Suite struct `A node's settings` {
  private static let good = """
    {
      "format": 1,
      "role": "center",
      "name": "H37.11",
      "label": "Trung tâm Kỳ Lừa",
      "hub": "https://hub.langson.example:8443",
      "created": 1790000000000,
      "settings": {
        "metrics_port": 9464
      }
    }
    """

  struct Row: CustomTestStringConvertible, Sendable {
    let from: String
    let to: String
    let expected: ConfigurationProblem
    var testDescription: String { to }

    init(_ from: String, _ to: String, _ line: Int, _ field: String, _ fault: ConfigurationProblem.Fault) {
      (self.from, self.to) = (from, to)
      expected = ConfigurationProblem(line: line, field: field, fault: fault)
    }
  }

  @Test func `as they are written have no fault, and are read`() throws {
    #expect(ConfigurationCheck.problems(in: Array(Self.good.utf8)).isEmpty)
    let document = try JSONValue.parse(Self.good)
    #expect(NodeSettings(document["settings"]) == NodeSettings(metricsPort: 9_464))
    let hub = try #require(HubAddress("https://hub.langson.example:8443"))
    var configuration = NodeConfiguration(role: .hub, name: "province", label: "L", hub: hub, createdAt: 1)
    #expect(ConfigurationCheck.problems(in: configuration.document.bytes()).isEmpty)
    configuration.settings.listenPort = 8_444
    #expect(ConfigurationCheck.problems(in: configuration.document.bytes()).isEmpty)
  }

  @Test(arguments: [
    Row("\"role\": \"center\"", "\"role\": \"centre\"", 3, "role", .value),
    Row("\"name\": \"H37.11\"", "\"name\": 5", 4, "name", .kind),
    Row("\"hub\": \"https:", "\"hub\": \"http:", 6, "hub", .value),
    Row("1790000000000", "\"today\"", 7, "created", .kind),
    Row("9464", "70000", 9, "settings.metrics_port", .value),
    Row("metrics_port", "metric_port", 9, "settings.metric_port", .unknown),
    Row("\"label\"", "\"lable\"", 5, "lable", .unknown),
    Row("\"created\": 1790000000000,", "", 1, "created", .missing),
    Row("\"format\": 1,", "\"format\": 1", 3, "", .syntax),
  ])
  func `that are wrong are named by line and field`(row: Row) {
    let text = Self.good.replacing(row.from, with: row.to)
    #expect(text != Self.good)
    #expect(ConfigurationCheck.problems(in: Array(text.utf8)).contains(row.expected))
  }
}
