internal import Causality
internal import Conflicts
internal import Node
internal import Procedures
internal import Records
internal import Store

/// What the desk refuses, told so that a clerk can act.
extension Session {
  ///
  /// Citizens' names stay out of the problem itself: who is meant is listed before it, for the person at the terminal.
  func fail(
    _ refusal: DeskRefusal, _ invocation: Invocation, names: [RecordID: RefusedRecord] = [:]
  ) -> ExitCode {
    let problems = Texts.problems
    let code = SafeText(invocation.first("CODE") ?? invocation.first("ID") ?? "")
    detail(SafeText(String(describing: refusal)))
    switch refusal {
    case .notFound(.person): return fail(problems.personNotFound)
    case .notFound(.dossier): return fail(problems.dossierNotFound, code)
    case .notFound(.document) where invocation.first("--requirement") != nil:
      return fail(problems.noDataForIt, SafeText(invocation.first("--requirement") ?? ""))
    case .notFound(let subject):
      return fail(problems.nothingFound, Texts.fields.subject(subject)(language).lowercasedFirst)
    case .ambiguous(_, let records):
      list(records, names)
      return fail(problems.ambiguous, SafeText(records.count))
    case .unknownField(let field), .notEditable(let field):
      return fail(problems.unknownField, SafeText(field))
    case .unfitValue(let field, let type):
      return fail(problems.badValue, label(field), wanted(field, type))
    case .referenceUnknown(let field): return fail(problems.referenceUnknown, label(field))
    case .nothingToChange: return fail(problems.nothingToChange)
    case .reasonMissing: return fail(problems.needsReason)
    case .textTooLong: return fail(problems.tooLarge)
    case .deleted: return fail(problems.deleted, Self.look(invocation))
    case .mergedInto(let record): return fail(problems.mergedRecord, command(record, names))
    case .dayToCome(let field): return fail(problems.dayToCome, label(field))
    case .beforeBirth(let field): return fail(problems.beforeBirth, label(field))
    case .diedBefore: return fail(problems.diedBefore)
    case .duplicatePersons(let records):
      list(records, names)
      return fail(problems.duplicatePersons)
    case .changed: return fail(problems.changedMeanwhile, Self.look(invocation))
    case .catalogueNotHere: return fail(problems.catalogueNotHere)
    case .procedureUnknown(let code): return fail(problems.procedureNotFound, SafeText(code))
    case .caseNeeded(let names):
      return fail(
        problems.caseNeeded,
        names.enumerated().reduce(SafeText()) {
          $0 + ($0.isEmpty ? "" : " · ") + "\($1.offset + 1) \($1.element)"
        })
    case .channelNotOffered(let channels):
      let names = channels.map { Texts.fields.word($0.rawValue, in: "channel")?[language] ?? $0.rawValue }
      return fail(problems.channelNotOffered, SafeText(names.joined(separator: ", ")))
    case .serviceNotLinked(let number): return fail(problems.serviceNotLinked, SafeText(number))
    case .duplicateDossiers(let records): return fail(problems.duplicateDossiers, codes(records, names))
    case .stepNotAllowed(let from, let to, let open):
      let steps = open.map { "\($0.rawValue) \(Texts.dossier.status($0)[language])" }
      remark(Texts.views.openSteps, SafeText(steps.joined(separator: " · ")))
      return fail(
        problems.refusedByLaw, code, Texts.dossier.status(from)(language), Texts.dossier.status(to)(language))
    case .alreadySo(let status):
      return fail(problems.alreadySo, code, Texts.dossier.status(status)(language))
    case .ended(let status): return fail(problems.dossierEnded, code, Texts.dossier.status(status)(language))
    case .heldUp(let ids): return fail(problems.needsDecision, SafeText(ids.first ?? "?"))
    case .waitsFor(let parts, let needsPersonalID):
      return fail(
        needsPersonalID && parts.isEmpty ? problems.waitsForNumber : problems.waitsForParts,
        codes(parts, names))
    case .unknownComponent(let id): return fail(problems.unknownComponent, SafeText(id), code)
    case .documentListed(let what, let list):
      return fail(problems.documentListed, SafeText(what), SafeText(list))
    case .purposeMissing, .purposeUnknown: return fail(problems.purposeUnknown)
    case .tooManyLookUps: return fail(problems.tooManyLookUps)
    case .technicalGround: return fail(problems.technicalGround)
    case .formNotNow(let form, let status):
      return fail(problems.formNotNow, SafeText(form), Texts.dossier.status(status)(language))
    case .groundShifted(let components):
      return fail(problems.groundShifted, SafeText(components.joined(separator: ", ")), code)
    case .feeRecorded(let receipt): return fail(problems.feeRecorded, SafeText(receipt), code)
    case .notACenter: return fail(problems.notACenter)
    }
  }

  /// One line for each of the records that a refusal is about.
  private func list(_ records: [RecordID], _ names: [RecordID: RefusedRecord]) {
    for record in records.prefix(Self.recordsShownMax) {
      guard let known = names[record] else { continue }
      remark(Texts.views.candidate, known.title, SafeText(known.subject), SafeText(record.description))
    }
    if records.count > Self.recordsShownMax {
      remark(Texts.common.more, SafeText(records.count - Self.recordsShownMax))
    }
  }

  private static let recordsShownMax = 10

  /// Codes of dossiers.
  private func codes(_ records: [RecordID], _ names: [RecordID: RefusedRecord]) -> SafeText {
    SafeText(records.prefix(5).map { names[$0]?.code ?? $0.description }.joined(separator: ", "))
  }

  private func command(_ record: RecordID, _ names: [RecordID: RefusedRecord]) -> SafeText {
    let known = names[record]
    return "tram \(known?.subject ?? "person") show \(known?.code ?? record.description)"
  }

  /// A field as staff call it, of whichever record has one of that name.
  func label(_ field: String) -> SafeText {
    for entity in ["person", "dossier", "document", "household", "payment", "attachment", "requirement"] {
      if let text = Texts.fields.field(field, of: entity) { return text(language) }
    }
    return SafeText(field)
  }

  func wanted(of name: String) -> SafeText {
    for entity in Schema.current.entities {
      if let (group, index) = entity.field(named: name) { return wanted(name, group.fields[index].type) }
    }
    return text(Texts.usage.wantsText)
  }

  private func wanted(_ field: String, _ type: FieldType) -> SafeText {
    if field == "phone" { return text(Texts.views.wantsPhone) }
    if field == "personal_id" { return text(Texts.views.wantsPersonalID) }
    switch type {
    case .choice(let words):
      let choices = words.map { word -> SafeText in
        guard let name = Texts.fields.word(word, in: field) else { return "`\(word)`" }
        return text(Texts.views.wantsChoice, SafeText(word), name(language))
      }
      return text(Texts.usage.wantsOneOf, choices.dropFirst().reduce(choices.first ?? "") { $0 + ", " + $1 })
    case .partialDate, .instant: return text(Texts.views.wantsDate)
    case .integer, .amount: return text(Texts.views.wantsNumber)
    case .boolean: return text(Texts.usage.wantsOneOf, "`true`, `false`")
    case .text, .document, .hash, .reference: return text(Texts.usage.wantsText)
    }
  }

  /// The command that shows again what a command was about.
  static func look(_ invocation: Invocation) -> SafeText {
    let words = invocation.command.words
    guard let subject = words.first, let id = invocation.first("ID") ?? invocation.first("CODE") else {
      return SafeText((["tram"] + words.prefix(1) + ["list"]).joined(separator: " "))
    }
    return "tram \(subject) show \(id)"
  }
}

/// A record that a refusal is about, as staff know it.
struct RefusedRecord: Sendable {
  /// A dossier's code, or a person's name with the year of birth.
  let title: SafeText
  /// The word after `tram` under which it is shown.
  let subject: String
  /// Code that names it; nil for what is named by its id.
  let code: String?
}

extension Labels {
  /// What the records of a refusal are called.
  func names(of records: [RecordID]) throws -> [RecordID: RefusedRecord] {
    var names: [RecordID: RefusedRecord] = [:]
    for id in records {
      guard let state = try reader.record(id), let entity = Schema.current.entity(state.entity) else {
        continue
      }
      let code = entity.name == "dossier" ? try title(state) : nil
      var words = SafeText(try title(state) ?? "–")
      if let born = state.text("birth_date", in: entity).flatMap({ PartialDate($0) }) {
        words.append(", \(born.vietnamese)")
      }
      names[id] = RefusedRecord(
        title: words, subject: entity.name == "dossier" ? "dossier" : "person", code: code)
    }
    return names
  }
}

extension DeskRefusal {
  /// The records that it names.
  var records: [RecordID] {
    switch self {
    case .ambiguous(_, let records), .duplicatePersons(let records), .duplicateDossiers(let records),
      .waitsFor(let records, _):
      records
    case .mergedInto(let record): [record]
    default: []
    }
  }
}
