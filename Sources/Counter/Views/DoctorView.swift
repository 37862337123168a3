package import Node
package import Records
internal import Store

/// What the doctor found: a line for each check, and under what is not in order the next step.
package enum DoctorView {
  package static func show(_ checks: [Check], in session: Session) {
    if session.isJSON {
      session.answer(document(checks, session.language))
      return
    }
    let language = session.language
    let names = checks.reduce(0) { max($0, subject($1, language).columns) }
    for check in checks {
      let state = (Texts.doctor.state(check.state)?(language) ?? "").inked(ink(check.state))
      let start = names + 12
      let sentence = sentence(check, language)
      let lines = session.width.map { sentence.wrapped(to: max(24, $0 - start)) } ?? [sentence]
      for (index, line) in lines.enumerated() {
        session.say(
          index == 0
            ? "\(mark(check.state)) " + state.padded(to: 8) + "  "
              + subject(check, language).padded(to: names) + " " + line
            : SafeText().padded(to: start) + line)
      }
      if let step = step(check, language) {
        session.say(SafeText().padded(to: start) + Texts.doctor.next(language, step))
      }
    }
    session.say()
    let count = { (state: Check.State) in grouped(checks.filter { $0.state == state }.count, language) }
    session.say(Texts.doctor.summary, count(.ok), count(.warn), count(.fail))
  }

  /// `{"schema":"node.doctor/1","state":"warn","checks":[{"id":"disk","state":"ok",…}]}`
  package static func document(_ checks: [Check], _ language: Language) -> JSONValue {
    [
      "schema": "node.doctor/1",
      "state": .string((checks.map(\.state).max() ?? .ok).rawValue),
      "checks": .array(
        checks.map { check in
          [
            "id": .string(check.subject.rawValue), "state": .string(check.state.rawValue),
            "finding": .string(check.finding.rawValue),
            "what": .string(sentence(check, language).plain),
            "next": step(check, language).map { .string($0.plain) } ?? .null,
            "values": .array(check.values.map(value)),
          ]
        }),
    ]
  }

  package static func sentence(_ check: Check, _ language: Language) -> SafeText {
    (Texts.doctor.sentence(check.finding) ?? Text("", "")).filled(language, with: values(check, language))
  }

  package static func step(_ check: Check, _ language: Language) -> SafeText? {
    Texts.doctor.step(check.finding)?.filled(language, with: values(check, language))
  }

  private static func subject(_ check: Check, _ language: Language) -> SafeText {
    Texts.doctor.subject(check.subject)?(language) ?? ""
  }

  private static func values(_ check: Check, _ language: Language) -> [SafeText] {
    check.values.map { value in
      switch value {
      case .count(let count): grouped(count, language)
      case .bytes(let bytes): bytesText(bytes, language)
      case .span(let ms): AgeText.span(ms, language)
      case .text(let text):
        // The kind of an alarm is a word for programs; people have a sentence for it.
        check.subject == .alarms
          ? AlarmKind(rawValue: text).map { Texts.alarms.words(of: $0).title(language) } ?? SafeText(text)
          : SafeText(text)
      }
    }
  }

  private static func value(_ value: Check.Value) -> JSONValue {
    switch value {
    case .count(let count): JSONValue(count)
    case .bytes(let bytes): .int(bytes)
    case .span(let ms): .int(ms)
    case .text(let text): .string(text)
    }
  }

  private static func mark(_ state: Check.State) -> SafeText {
    switch state {
    case .ok: "✓"
    case .warn: "!"
    case .fail: "✗"
    }
  }

  private static func ink(_ state: Check.State) -> Ink {
    switch state {
    case .ok: .good
    case .warn: .caution
    case .fail: .danger
    }
  }
}
