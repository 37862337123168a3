import Causality
import Conflicts
import Counter
import Node
import Procedures
import Records
import Staff
import Store

/// What went wrong, as a page says it: in the words of the table, without a number of an error or a command to type.
enum Problems {
  struct Told {
    let happened: HTML
    var means: HTML = ""
    var status = 422
    /// What can be gone to from here.
    var links: HTML = ""
  }

  static func turnedAway(_ refusal: Rim.Refusal) -> Told {
    let words = Texts.web
    let text =
      switch refusal {
      case .method: words.refusedMethod
      case .host: words.refusedHost
      case .otherSite: words.refusedSite
      case .mediaType: words.refusedType
      case .tooLarge: words.refusedSize
      }
    return both(text, status: refusal.status)
  }

  static let notHere = both(Texts.web.notHere, status: 404)
  static let stale = both(Texts.web.stale, status: 403)
  static let notYours = both(Texts.web.notYours, status: 403)
  static let unexpected = both(Texts.web.unexpected, status: 500)

  /// Vietnamese first, English second: whoever gets this has perhaps not chosen a language.
  private static func both(_ text: Text, status: Int) -> Told {
    Told(
      happened: "\(Say(.vi)(text))<br><span lang=\"en\" class=\"soft\">\(Say(.en)(text))</span>",
      status: status)
  }

  static func page(_ told: Told, _ visit: Visit, status: Int) -> Page {
    let say = visit.say
    return Page(
      say(Texts.web.problem), status: status,
      """
      <div class="notice danger" role="alert" tabindex="-1"><h1>\(say(Texts.web.problem))</h1><p>\(told.happened)</p>\
      \("<p>\(told.means)</p>", if: !told.means.isEmpty)\(told.links)</div>
      <p><a href="/" data-key="back">\(say(Texts.web.toHome))</a></p>
      """)
  }

  /// What is told of an error that was foreseen; `nil` for any other.
  static func told(_ error: any Error, _ language: Language) -> Told? {
    switch error {
    case let refusal as DeskRefusal: refused(refusal, language)
    case let error as ReplicaError: failed(error, language)
    case let error as ResolutionError: undecided(error, language)
    case let error as StaffError: account(error, language)
    case let error as NodeError: link(error, language)
    case is StatedNoPurpose: Told(happened: Say(language)(Texts.counter.purposeMissing))
    default: nil
    }
  }

  private static func told(_ problem: Problem, _ language: Language, _ values: [SafeText], status: Int = 422)
    -> Told
  {
    Told(
      happened: HTML(problem.happened.filled(language, with: values)),
      means: HTML(problem.means.filled(language, with: values)), status: status)
  }

  private static func failed(_ error: ReplicaError, _ language: Language) -> Told {
    let problems = Texts.problems
    switch error {
    case .changedMeanwhile: return told(problems.changedMeanwhile, language, [], status: 409)
    case .recordDeleted: return told(problems.deleted, language, [])
    case .recordUnknown: return told(problems.nothingFound, language, [], status: 404)
    case .tooLarge: return told(problems.tooLarge, language, [])
    case .notGranted(_, let partition):
      return told(problems.notGranted, language, [SafeText(partition.text)], status: 403)
    default:
      if error.isDiskFull { return told(problems.diskFull, language, [], status: 507) }
      return Told(happened: Say(language)(Texts.web.unexpected), status: 500)
    }
  }

  private static func undecided(_ error: ResolutionError, _ language: Language) -> Told {
    switch error {
    case .reasonMissing: Told(happened: Say(language)(Texts.counter.reasonNeeded))
    case .changed: Told(happened: Say(language)(Texts.counter.moved), status: 409)
    case .cannotMerge, .mergeWithItself, .mergedBefore, .deleted:
      told(Texts.problems.cannotMerge, language, [""])
    default: told(Texts.problems.nothingToDecide, language, [""])
    }
  }

  private static func account(_ error: StaffError, _ language: Language) -> Told? {
    let say = Say(language)
    switch error {
    case .nameTaken(let name): return told(Texts.problems.accountTaken, language, [SafeText(name)])
    case .accountUnknown(let name):
      return told(Texts.problems.accountUnknown, language, [SafeText(name)], status: 404)
    case .badName: return told(Texts.problems.badAccountName, language, [])
    case .badLabel: return told(Texts.problems.badAccountLabel, language, [])
    case .busy: return Told(happened: say(Texts.web.busy), status: 503)
    case .sessionEnded: return Told(happened: say(Texts.web.stale), status: 403)
    case .formUnknown: return Told(happened: say(Texts.counter.formGone), status: 404)
    case .formChanged: return Told(happened: say(Texts.counter.formChanged), status: 409)
    case .lastAdministrator: return Told(happened: say(Texts.counter.lastAdministrator))
    case .storage where error.isDiskFull: return told(Texts.problems.diskFull, language, [], status: 507)
    default: return nil
    }
  }

  private static func link(_ error: NodeError, _ language: Language) -> Told {
    let say = Say(language)
    switch error {
    case .offline, .busy: return Told(happened: say(Texts.counter.syncOffline), status: 503)
    default: return Told(happened: say(Texts.web.unexpected), status: 500)
    }
  }

  /// The sentences of the desk's refusals.
  static func refused(_ refusal: DeskRefusal, _ language: Language) -> Told {
    let (problems, say) = (Texts.problems, Say(language))
    func plain(_ problem: Problem, _ values: SafeText..., status: Int = 422) -> Told {
      told(problem, language, values, status: status)
    }
    switch refusal {
    case .notFound(.person): return plain(problems.personNotFound, status: 404)
    case .notFound(.dossier): return plain(problems.dossierNotFound, "", status: 404)
    case .notFound: return Told(happened: say(Texts.counter.notHeld), status: 404)
    case .ambiguous: return plain(problems.ambiguous, "")
    case .unfitValue(let field, _), .referenceUnknown(let field), .unknownField(let field),
      .notEditable(let field):
      return Told(
        happened:
          "\(label(field, language)): \(say(refusal.isReference ? Texts.counter.notHeld : Texts.counter.unfit))"
      )
    case .nothingToChange: return plain(problems.nothingToChange)
    case .reasonMissing: return Told(happened: say(Texts.counter.reasonNeeded))
    case .textTooLong: return plain(problems.tooLarge)
    case .deleted: return Told(happened: say(Texts.counter.deletedNotice))
    case .mergedInto: return Told(happened: say(Texts.counter.mergedNotice))
    case .dayToCome(let field): return plain(problems.dayToCome, SafeText(label(field, language)))
    case .beforeBirth(let field): return plain(problems.beforeBirth, SafeText(label(field, language)))
    case .diedBefore: return plain(problems.diedBefore)
    case .duplicatePersons: return plain(problems.duplicatePersons, "")
    case .changed: return plain(problems.changedMeanwhile, "", status: 409)
    case .catalogueNotHere: return plain(problems.catalogueNotHere)
    case .procedureUnknown(let code): return plain(problems.procedureNotFound, SafeText(code))
    case .caseNeeded: return Told(happened: say(Texts.counter.chooseCase))
    case .channelNotOffered: return plain(problems.channelNotOffered, "")
    case .serviceNotLinked(let number): return plain(problems.serviceNotLinked, SafeText(number))
    case .duplicateDossiers: return Told(happened: say(Texts.counter.duplicate), status: 409)
    case .stepNotAllowed(let from, let to, _):
      return plain(problems.refusedByLaw, "", status(from, language), status(to, language))
    case .alreadySo(let status): return plain(problems.alreadySo, "", self.status(status, language))
    case .ended(let status): return plain(problems.dossierEnded, "", self.status(status, language))
    case .heldUp(let ids):
      return Told(
        happened: say(Texts.counter.holds),
        links: HTML.joined(
          ids.map { "<p><a href=\"/conflict/\($0)\">\(say(Texts.counter.seeConflict))</a></p>" }))
    case .waitsFor(let parts, let needsPersonalID):
      return plain(
        needsPersonalID && parts.isEmpty ? problems.waitsForNumber : problems.waitsForParts, "")
    case .unknownComponent(let id): return plain(problems.unknownComponent, SafeText(id), "")
    case .documentListed(let what, let list):
      return plain(problems.documentListed, SafeText(what), SafeText(list))
    case .purposeMissing: return Told(happened: say(Texts.counter.purposeMissing))
    case .purposeUnknown: return Told(happened: say(Texts.counter.purposeUnknown))
    case .tooManyLookUps: return plain(problems.tooManyLookUps, status: 429)
    case .feeRecorded: return Told(happened: say(Texts.counter.feeRecorded), status: 409)
    case .technicalGround: return plain(problems.technicalGround)
    case .formNotNow(let form, let status):
      return plain(problems.formNotNow, SafeText(form), self.status(status, language))
    case .groundShifted(let components):
      return plain(problems.groundShifted, SafeText(components.joined(separator: ", ")), "")
    case .notACenter: return plain(problems.notACenter)
    }
  }

  private static func status(_ status: DossierStatus, _ language: Language) -> SafeText {
    Texts.dossier.status(status)(language)
  }

  /// A field as staff call it, of whichever record has one of that name.
  static func label(_ field: String, _ language: Language) -> String {
    for entity in ["person", "dossier", "document", "household", "payment"] {
      if let text = Texts.fields.field(field, of: entity) { return text[language] }
    }
    return field
  }
}

/// Somebody's record was asked for and nobody said why.
struct StatedNoPurpose: Error {}

extension DeskRefusal {
  fileprivate var isReference: Bool { if case .referenceUnknown = self { true } else { false } }
}
