package import Records

/// The states of a thing and the moves between them, closed under reachability.
package struct StateMachine: Hashable, Sendable {
  package static let statesMax = 64

  private let states: [Value]
  /// `reach[from * count + to]`: whether one or more moves lead there.
  private let reach: [Bool]

  /// `nil` for more than `statesMax` states.
  package init?(moves: [(from: Value, to: Value)]) {
    var states: [Value] = []
    for move in moves {
      for state in [move.from, move.to] where !states.contains(state) { states.append(state) }
      guard states.count <= Self.statesMax else { return nil }
    }
    let count = states.count
    var reach = [Bool](repeating: false, count: count * count)
    for move in moves {
      if let from = states.firstIndex(of: move.from), let to = states.firstIndex(of: move.to) {
        reach[from * count + to] = true
      }
    }
    // Warshall, 1962.
    for middle in 0..<count {
      for from in 0..<count where reach[from * count + middle] {
        for to in 0..<count where reach[middle * count + to] { reach[from * count + to] = true }
      }
    }
    self.states = states
    self.reach = reach
  }

  package func knows(_ state: Value) -> Bool { states.contains(state) }

  /// True when moves lead from `other` to `state` and none lead back: a cycle makes neither further (H23).
  package func isFurther(_ state: Value, than other: Value) -> Bool {
    guard let to = states.firstIndex(of: state), let from = states.firstIndex(of: other) else { return false }
    return reach[from * states.count + to] && !reach[to * states.count + from]
  }
}

/// A machine through time: a dossier is judged by the version that was in force for it, not by the newest (H23).
package struct MachineTimeline: Hashable, Sendable {
  package struct Edition: Hashable, Sendable {
    /// First day in force, `2025-07-01`.
    package let validFrom: String
    package let machine: StateMachine

    package init(validFrom: String, machine: StateMachine) {
      self.validFrom = validFrom
      self.machine = machine
    }
  }

  /// Sorted by `validFrom`, never empty.
  package let editions: [Edition]
  /// The field of the record whose day chooses the edition; `nil` when there is one edition only.
  package let datedBy: FieldPlace?

  /// `nil` for no edition at all.
  package init?(editions: [Edition], datedBy: FieldPlace?) {
    guard !editions.isEmpty else { return nil }
    self.editions = editions.sorted { $0.validFrom.utf8.lexicographicallyPrecedes($1.validFrom.utf8) }
    self.datedBy = datedBy
  }

  /// The last edition in force on `day`; the newest where the day is unknown, the first for a day before all.
  package func machine(on day: String?) -> StateMachine {
    guard let day else { return editions[editions.count - 1].machine }
    // The dates are ASCII of one shape, so their bytes order as the days do.
    let started = editions.last { edition in
      !day.utf8.lexicographicallyPrecedes(edition.validFrom.utf8)
    }
    return (started ?? editions[0]).machine
  }
}
