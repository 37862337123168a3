/// The clock of a dossier, from its events.
extension DossierInHand {
  /// When the result is due by this calendar; `nil` where the procedure or the receipt is not known.
  ///
  /// - Parameters:
  ///   - paidAt: a payment that is not among the events yet.
  ///   - end: closes a pause that still runs.
  package func due(
    by calendar: WorkingCalendar, paidAt: HanoiTime? = nil, endingPauseAt end: HanoiTime? = nil
  ) -> DueDate? {
    guard let received = dossier.int("received_at"),
      let kind = dossier.text("channel").flatMap(Channel.Kind.init(rawValue:)),
      let limit = procedure?.channels.first(where: { $0.channel == kind })?.timeLimit
    else { return nil }
    var pauses = pauses
    if let end, let last = pauses.indices.last, pauses[last].to == nil { pauses[last].to = end }
    let paid = paidAt ?? events.first { $0.isPayment }.flatMap(\.time)
    return calendar.dueDate(
      limit, receivedAt: HanoiTime(millisecondsSinceEpoch: received), paidAt: paid, pauses: pauses)
  }

  /// The times in which the clock stood still: from the request of a supplement or a payment to whatever came next.
  package var pauses: [Pause] {
    var pauses: [Pause] = []
    for event in events {
      guard let time = event.time, let status = event.status("to_status") else { continue }
      if let last = pauses.indices.last, pauses[last].to == nil {
        if !status.pausesClock { pauses[last].to = time }
      } else if status.pausesClock {
        pauses.append(Pause(from: time, to: nil))
      }
    }
    return pauses
  }
}

/// How a dossier stands with its time limit.
package enum Timeliness: Hashable, Sendable {
  /// Still time: whole minutes left.
  case running(minutesLeft: Int)
  /// Overdue since so many minutes.
  case overdue(minutes: Int)
  case paused
  /// No limit is stated, or the clock waits for the fee.
  case notRunning
  case endedEarly
  case endedOnTime
  case endedLate
}

extension DossierInHand {
  /// At a moment. A dossier ends with its result (9, or 3, 8): early when that was on an earlier day than the due one.
  package func timeliness(at now: HanoiTime) -> Timeliness {
    let ends: Set<DossierStatus> = [.finished, .returned, .notAccepted, .stopped, .withdrawn]
    if status.pausesClock { return .paused }
    guard let due = dossier.int("due_at").map(HanoiTime.init(millisecondsSinceEpoch:)) else {
      return .notRunning
    }
    guard ends.contains(status) else {
      let left = now.minutes(until: due)
      return left >= 0 ? .running(minutesLeft: left) : .overdue(minutes: -left)
    }
    let ended = events.first { $0.status("to_status").map(ends.contains) ?? false }.flatMap(\.time) ?? now
    if due < ended { return .endedLate }
    return ended.date < due.date ? .endedEarly : .endedOnTime
  }
}

extension Sheet {
  var time: HanoiTime? { int("at").map(HanoiTime.init(millisecondsSinceEpoch:)) }

  func status(_ field: String) -> DossierStatus? {
    int(field).flatMap { Int(exactly: $0) }.flatMap(DossierStatus.init)
  }

  var isPayment: Bool { text("what") == "paid" || text("what") == "payment-received" }
}
