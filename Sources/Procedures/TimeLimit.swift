/// Units in which the law states how long a procedure may take.
package enum TimeUnit: String, Hashable, Sendable, Codable, CaseIterable {
  case workingDay
  case calendarDay = "day"
  case hour
  case month
  /// On the day of receipt, or on the next working day if received after the cut-off.
  case sameDay
}

/// How long a procedure may take by one channel, as `catalogue.json` states it.
package struct TimeLimit: Hashable, Sendable, Codable {
  /// An exception with a name: `when` is `"complicated case"`.
  package struct Variant: Hashable, Sendable, Codable {
    package var when: String
    package var value: Int
    package var unit: TimeUnit

    package init(when: String, value: Int, unit: TimeUnit) {
      self.when = when
      self.value = value
      self.unit = unit
    }
  }

  /// Nil together with `unit` where the text is silent.
  package var value: Int?
  package var unit: TimeUnit?
  /// `"15:00"`: what is received after it counts as received on the next working day.
  package var cutOff: String?
  /// The clock waits for the fee (registration of vehicles).
  package var startsAfterPayment: Bool
  package var note: String?
  package var variants: [Variant]

  package init(
    _ value: Int?, _ unit: TimeUnit?, cutOff: String? = nil, startsAfterPayment: Bool = false,
    note: String? = nil, variants: [Variant] = []
  ) {
    self.value = value
    self.unit = unit
    self.cutOff = cutOff
    self.startsAfterPayment = startsAfterPayment
    self.note = note
    self.variants = variants
  }

  /// The limit of a named exception, or nil if this limit has none of that name.
  package func variant(when name: String) -> TimeLimit? {
    guard let variant = variants.first(where: { $0.when == name }) else { return nil }
    return TimeLimit(
      variant.value, variant.unit, cutOff: cutOff, startsAfterPayment: startsAfterPayment, note: note)
  }
}
