/// Figures of one name, as Prometheus reads them (text exposition format, version 0.0.4).
///
///     # HELP tram_outbox_ops Changes that the hub is not known to hold.
///     # TYPE tram_outbox_ops gauge
///     tram_outbox_ops{partition="center/H37.11"} 12
package struct MetricFamily: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case gauge, counter, histogram
  }

  package struct Sample: Equatable, Sendable {
    /// Behind the family's name: `_bucket`, `_sum`, `_count`; else empty.
    package var suffix = ""
    package var labels: [(name: String, value: String)] = []
    package var value: Double

    package static func == (a: Sample, b: Sample) -> Bool {
      a.suffix == b.suffix && a.value == b.value && a.labels.map(\.name) == b.labels.map(\.name)
        && a.labels.map(\.value) == b.labels.map(\.value)
    }
  }

  package let name: String
  package let kind: Kind
  package let help: String
  package var samples: [Sample] = []

  package init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = "tram_" + name
    self.kind = kind
    self.help = help
  }

  package init(_ name: String, _ kind: Kind, _ help: String, _ value: Double?) {
    self.init(name, kind, help)
    if let value { samples = [Sample(value: value)] }
  }

  package mutating func add(_ value: Double, _ labels: (name: String, value: String)...) {
    samples.append(Sample(labels: labels, value: value))
  }

  /// A histogram's samples from its cumulative buckets.
  package mutating func add(bounds: [Double], within: [Int], count: Int, sum: Double) {
    for (bound, held) in zip(bounds, within) {
      samples.append(Sample(suffix: "_bucket", labels: [("le", Self.number(bound))], value: Double(held)))
    }
    samples.append(Sample(suffix: "_bucket", labels: [("le", "+Inf")], value: Double(count)))
    samples.append(Sample(suffix: "_sum", value: sum))
    samples.append(Sample(suffix: "_count", value: Double(count)))
  }

  /// The text of families; one without samples is left out.
  package static func text(_ families: [MetricFamily]) -> String {
    var text = ""
    for family in families where !family.samples.isEmpty {
      text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      for sample in family.samples {
        let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
        text += family.name + sample.suffix
        if !labels.isEmpty { text += "{" + labels.joined(separator: ",") + "}" }
        text += " \(number(sample.value))\n"
      }
    }
    return text
  }

  /// A value as the format writes it; whole numbers without a fraction, as most are.
  package static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for letter in text {
      switch letter {
      case "\\": result += "\\\\"
      case "\n", "\r\n", "\r": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.append(letter)
      }
    }
    return result
  }
}
