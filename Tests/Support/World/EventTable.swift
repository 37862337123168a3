package import Causality
import Records

/// What happened in a simulated world, one line an event: the trace that two runs of a seed share, and the table that a
/// failure shows.
package struct EventTable: Sendable {
  package struct Event: Sendable {
    package let step: Int
    package let place: String
    package let text: String
  }

  package private(set) var events: [Event] = []
  package var step = 0

  package init() {}

  package mutating func add(_ place: String, _ text: String) {
    events.append(Event(step: step, place: place, text: text))
  }

  /// Over all lines in order.
  package func hash(_ hashing: any Hashing) -> Hash256 {
    hashing.hash(Array(events.map(Self.line).joined(separator: "\n").utf8))
  }

  /// The last `count` events, in columns.
  package func text(last count: Int = .max) -> String {
    let left = events.count > count ? "… \(events.count - count) earlier events\n" : ""
    return left + events.suffix(count).map(Self.line).joined(separator: "\n")
  }

  package static func line(_ event: Event) -> String {
    let step = String(repeating: " ", count: max(0, 5 - "\(event.step)".count)) + "\(event.step)"
    let place = event.place + String(repeating: " ", count: max(0, 9 - event.place.count))
    return "\(step)  \(place) \(event.text)"
  }
}
