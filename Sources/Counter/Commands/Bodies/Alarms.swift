internal import Records
internal import Store

/// What stands until a person has looked at it.
extension StationCommands {
  static let alarms: [(words: [String], body: Body)] = [
    (["alarms", "list"], listAlarms), (["alarms", "show"], showAlarm),
    (["alarms", "acknowledge"], acknowledgeAlarm),
  ]

  @Sendable static func listAlarms(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (all, limit) = (invocation.has("--all"), invocation.integer("--limit") ?? 50)
    let alarms = try await station.replica.read { try $0.alarms(all: all, limit: limit) }
    if session.isJSON {
      session.answer(["schema": "node.alarms/1", "alarms": .array(alarms.map(AlarmView.document))])
      return .ok
    }
    guard !alarms.isEmpty else {
      session.say(Texts.alarms.none)
      return .ok
    }
    session.show(AlarmView.table(alarms, session))
    session.remark(Texts.alarms.tryShow)
    return .ok
  }

  @Sendable static func showAlarm(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = Int64(invocation.integer("ID") ?? 0)
    guard let alarm = try await station.replica.read({ try $0.alarm(id) }) else {
      return session.fail(Texts.problems.noAlarm, SafeText(id))
    }
    if session.isJSON {
      session.answer(AlarmView.document(alarm))
    } else {
      AlarmView.show(alarm, in: session)
    }
    return .ok
  }

  @Sendable static func acknowledgeAlarm(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let id = Int64(invocation.integer("ID") ?? 0)
    let (staff, reason) = (invocation.staff, invocation.required("--reason"))
    guard let alarm = try await station.replica.read({ try $0.alarm(id) }), alarm.isStanding else {
      return session.fail(Texts.problems.noAlarm, SafeText(id))
    }
    if invocation.globals.isDryRun {
      session.say(Texts.common.dryRun)
      return .ok
    }
    let isDone = try await station.replica.write { file in
      try file.acknowledge(alarm: id, by: staff, reason: reason)
    }
    guard isDone else { return session.fail(Texts.problems.noAlarm, SafeText(id)) }
    if session.isJSON {
      session.answer(["schema": "node.alarm-acknowledged/1", "id": .int(id), "kind": .string(alarm.word)])
    } else {
      session.say(Texts.alarms.acknowledged, SafeText(id), AlarmView.title(alarm, session.language))
    }
    return .ok
  }
}
