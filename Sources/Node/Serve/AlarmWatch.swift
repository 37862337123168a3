import Records
import Store

/// Writes alarms into the log as stable events: those that stand at the start, and each as it is raised, raised again or
/// acknowledged.
///
///     {"level":"error","event":"alarm.raised","kind":"fork","subject":"unit/06184 5f0c12ab","count":1,"facts":{…}}
package struct AlarmWatch: Sendable {
  private let context: NodeContext
  private let log: EventLog

  package init(_ context: NodeContext, _ log: EventLog) {
    self.context = context
    self.log = log
  }

  /// Until the task is cancelled.
  package func run() async {
    var known: [Int64: Alarm] = [:]
    while !Task.isCancelled {
      let generation = await context.replica.generation
      if let alarms = try? await context.read({ (reader) throws(ReplicaError) in try reader.alarms() }) {
        for alarm in alarms.reversed() where known[alarm.id] != alarm { tell(alarm) }
        for gone in known.keys.sorted() where !alarms.contains(where: { $0.id == gone }) {
          log.write(.info, "alarm.acknowledged", ["id": .int(gone)])
        }
        known = Dictionary(alarms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      }
      // Writes come by the thousand; alarms bear a moment.
      try? await Task.sleep(for: .milliseconds(500))
      await context.replica.nextWrite(after: generation)
    }
  }

  private func tell(_ alarm: Alarm) {
    log.write(
      .error, "alarm.raised",
      [
        "id": .int(alarm.id), "kind": .string(alarm.word), "subject": .string(alarm.subject),
        "count": JSONValue(alarm.count), "facts": (try? JSONValue.parse(alarm.facts)) ?? .null,
      ])
  }
}
