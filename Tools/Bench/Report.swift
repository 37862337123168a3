import Foundation

/// One line of the report. A figure without a baseline has no ratio; a figure without a target is for the reader.
struct Figure {
  var name: String
  var value: String
  var ratio: Double?
  var target: String?
  var isMet: Bool?
}

/// Prints figures as they come, so that a long run shows where it is.
struct Report {
  private var figures: [Figure] = []
  let isJSON: Bool

  init(isJSON: Bool) { self.isJSON = isJSON }

  mutating func add(
    _ name: String, _ value: String, ratio: Double? = nil, target: String? = nil, isMet: Bool? = nil
  ) {
    let figure = Figure(name: name, value: value, ratio: ratio, target: target, isMet: isMet)
    figures.append(figure)
    guard !isJSON else { return }
    let verdict = isMet.map { $0 ? "met" : "MISSED" } ?? ""
    print(
      [
        pad(name, 46), pad(value, 26), pad(ratio.map { "ratio " + String(format: "%.2f", $0) } ?? "", 12),
        pad(target.map { "target " + $0 } ?? "", 26), verdict,
      ].joined(separator: " "))
    // Where it goes into a file or a pipe too: a run takes minutes.
    fflush(nil)
  }

  func finish() {
    guard isJSON else { return }
    let rows = figures.map { figure in
      var row: [String: Any] = ["name": figure.name, "value": figure.value]
      row["ratio"] = figure.ratio
      row["target"] = figure.target
      row["met"] = figure.isMet
      return row
    }
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: ["schema": "bench/1", "figures": rows], options: [.sortedKeys])
    else { return }
    print(String(decoding: data, as: UTF8.self))
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

func perSecond(_ count: Int, _ seconds: Double) -> String { "\(Int(Double(count) / max(seconds, 1e-9)))/s" }
