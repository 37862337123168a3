internal import Causality
internal import Conflicts
internal import Node
internal import Procedures
internal import Records
internal import Store

/// What the desk refuses, told so that a clerk can act.
extension Session {
  func fail(_ refusal: DeskRefusal, _ invocation: Invocation) -> ExitCode {
    let problems = Texts.problems
    let code = SafeText(invocation.first("CODE") ?? invocation.first("ID") ?? "")
    detail(SafeText(String(describing: refusal)))
    switch refusal {
    case .notFound(.person): return fail(problems.personNotFound)
    case .notFound(.dossier): return fail(problems.dossierNotFound, code)
    case .notFound(.document) where invocation.first("--requirement") != nil:
      return fail(problems.noDataForIt, SafeText(invocation.first("--requirement") ?? ""))
    case .notFound(let subject): return fail(problems.nothingFound, SafeText(subject.rawValue))
    case .ambiguous(_, let records): return fail(problems.ambiguous, list(records))
    case .unknownField(let field), .notEditable(let field):
      return fail(problems.unknownField, SafeText(field))
    case .unfitValue(let field, let type):
      return fail(problems.badValue, label(field), wanted(type))
    case .referenceUnknown(let field):
      return fail(problems.badValue, label(field), text(Texts.views.referenceUnknown))
    case .nothingToChange: return fail(problems.nothingToChange)
    case .reasonMissing: return fail(problems.needsReason)
    case .textTooLong: return fail(problems.tooLarge)
    case .deleted: return fail(problems.deleted, Self.look(invocation))
    case .mergedInto(let record): return fail(problems.mergedRecord, SafeText(record.description))
    case .dayToCome(let field): return fail(problems.dayToCome, label(field))
    case .beforeBirth(let field): return fail(problems.beforeBirth, label(field))
    case .diedBefore: return fail(problems.diedBefore)
    case .duplicatePersons(let records): return fail(problems.duplicatePersons, list(records))
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
    case .duplicateDossiers(let records): return fail(problems.duplicateDossiers, list(records))
    case .stepNotAllowed(let from, let to, let open):
      let steps = open.map { "\($0.rawValue)" }.joined(separator: ", ")
      remark(Texts.views.openSteps, SafeText(steps))
      return fail(
        problems.refusedByLaw, code, Texts.dossier.status(from)(language), Texts.dossier.status(to)(language))
    case .alreadySo(let status):
      return fail(problems.alreadySo, code, Texts.dossier.status(status)(language))
    case .ended(let status): return fail(problems.dossierEnded, code, Texts.dossier.status(status)(language))
    case .heldUp(let ids): return fail(problems.needsDecision, SafeText(ids.first ?? "?"))
    case .waitsFor(let parts, let needsPersonalID):
      return fail(
        needsPersonalID && parts.isEmpty ? problems.waitsForNumber : problems.waitsForParts, list(parts))
    case .unknownComponent(let id): return fail(problems.unknownComponent, SafeText(id), code)
    case .documentListed(let what, let list):
      return fail(problems.documentListed, SafeText(what), SafeText(list))
    case .technicalGround: return fail(problems.technicalGround)
    case .formNotNow(let form, let status):
      return fail(problems.formNotNow, SafeText(form), Texts.dossier.status(status)(language))
    case .groundShifted(let components):
      return fail(problems.groundShifted, SafeText(components.joined(separator: ", ")), code)
    case .notACenter: return fail(problems.notACenter)
    }
  }

  private func list(_ records: [RecordID]) -> SafeText {
    SafeText(records.prefix(5).map(\.description).joined(separator: ", "))
  }

  /// A field as staff call it, of whichever record has one of that name.
  private func label(_ field: String) -> SafeText {
    for entity in ["person", "dossier", "document", "household"] {
      if let text = Texts.fields.field(field, of: entity) { return text(language) }
    }
    return SafeText(field)
  }

  private func wanted(_ type: FieldType) -> SafeText {
    switch type {
    case .choice(let words): text(Texts.usage.wantsOneOf, SafeText(words.joined(separator: ", ")))
    case .partialDate, .instant: text(Texts.usage.wantsDay)
    case .integer, .amount: text(Texts.usage.wantsInteger, 0, SafeText(Int64.max))
    case .boolean: text(Texts.usage.wantsOneOf, "true, false")
    case .text, .document, .hash, .reference: text(Texts.usage.nothingDone)
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
