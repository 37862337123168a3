internal import Records
internal import Store

/// How an alarm is shown: what happened in a sentence, what it means, what to do.
enum AlarmView {
  static func title(_ alarm: Alarm, _ language: Language) -> SafeText {
    alarm.kind.map { Texts.alarms.words(of: $0).title(language) } ?? SafeText(alarm.word)
  }

  static func table(_ alarms: [Alarm], _ session: Session) -> Table {
    let (language, texts) = (session.language, Texts.alarms)
    var table = Table([
      .init(texts.number(language), .right), .init(texts.what(language), isFlexible: true),
      .init(texts.subject(language), isFlexible: true), .init(texts.count(language), .right),
      .init(texts.last(language)), .init(Texts.sync.state(language)),
    ])
    for alarm in alarms {
      let title = title(alarm, language)
      table.append([
        SafeText(alarm.id), alarm.isStanding ? title.inked(.danger) : title, SafeText(alarm.subject),
        grouped(alarm.count, language), AgeText.text(of: alarm.last, at: session.now(), language),
        (alarm.isStanding ? texts.standing : texts.settled)(language),
      ])
    }
    return table
  }

  static func show(_ alarm: Alarm, in session: Session) {
    let (language, texts) = (session.language, Texts.alarms)
    session.say(title(alarm, language).inked(alarm.isStanding ? .danger : .strong))
    var pairs = KeyValue()
    pairs.append(texts.subject(language), SafeText(alarm.subject))
    pairs.append(texts.first(language), CalendarText.moment(alarm.first))
    pairs.append(texts.last(language), CalendarText.moment(alarm.last))
    pairs.append(texts.count(language), grouped(alarm.count, language))
    for fact in facts(alarm) { pairs.append(SafeText(fact.name), fact.value) }
    if let settled = alarm.acknowledgement {
      pairs.append(
        texts.settledBy(language), "\(SafeText(settled.by)), \(CalendarText.moment(settled.at))")
      pairs.append(texts.settledWhy(language), SafeText(settled.reason))
    }
    session.show(pairs)
    guard let kind = alarm.kind else { return }
    let words = texts.words(of: kind)
    session.say()
    session.say(paragraph: Texts.common.meaning(language).inked(.strong) + " " + words.means(language))
    session.say(paragraph: Texts.common.todo(language).inked(.strong) + " " + words.next(language))
    if alarm.isStanding { session.remark(texts.tryAcknowledge, SafeText(alarm.id)) }
  }

  private static func facts(_ alarm: Alarm) -> [(name: String, value: SafeText)] {
    let members = (try? JSONValue.parse(alarm.facts))?.members ?? []
    return members.map { member in (member.name, SafeText(member.value.text ?? member.value.written())) }
  }

  static func document(_ alarm: Alarm) -> JSONValue {
    [
      "schema": "node.alarm/1", "id": .int(alarm.id), "kind": .string(alarm.word),
      "subject": .string(alarm.subject), "count": JSONValue(alarm.count), "first": .time(alarm.first),
      "last": .time(alarm.last), "facts": (try? JSONValue.parse(alarm.facts)) ?? .null,
      "standing": .bool(alarm.isStanding), "acknowledged_at": .time(alarm.acknowledgement?.at),
      "acknowledged_by": JSONValue(alarm.acknowledgement?.by),
      "reason": JSONValue(alarm.acknowledgement?.reason),
    ]
  }
}
