internal import Causality
package import Conflicts
internal import Records
package import Store

/// The one place where the errors of a replica and of a decision become what a person is told.
extension Session {
  /// `look` is the command that shows the thing again: `tram person show …`; `folder` is where the data lies.
  package func fail(_ error: ReplicaError, look: SafeText, folder: String) -> ExitCode {
    let problems = Texts.problems
    detail(SafeText(String(describing: error)))
    switch error.ailment {
    case .diskFull: return fail(problems.diskFull, SafeText(folder))
    case .damaged: return fail(problems.damaged, SafeText(folder))
    case .damagedFile: return fail(problems.damagedFile, SafeText(folder))
    case .busy: return fail(problems.busy)
    case .unreadable: return fail(problems.permission, SafeText(folder))
    case nil: break
    }
    switch error {
    case .cannotOpen(let path, let code): return fail(file: path, SystemFault(errno: code))
    case .changedMeanwhile: return fail(problems.changedMeanwhile, look)
    case .recordDeleted: return fail(problems.deleted, look)
    case .recordExists: return fail(problems.exists, look)
    case .recordUnknown(let record):
      return fail(problems.nothingFound, text(Texts.records.recordNamed, SafeText(record.bits.uuidText)))
    case .notGranted(_, let partition):
      return fail(problems.notGranted, Texts.places.partition(partition, language))
    case .tooLarge: return fail(problems.tooLarge)
    case .locked(let process):
      return fail(problems.alreadyServed, SafeText(folder), SafeText(process.map(String.init) ?? "?"))
    case .newerThanBinary(let names):
      return fail(problems.tooNew, SafeText(names.last ?? "?"), SafeText(CommandSet.version))
    case .malformedDraft, .unheld, .signing, .tampered, .storage, .schemaAltered, .corrupt:
      return fail(problems.unexpected)
    }
  }

  /// `conflict` is the id that the person typed.
  package func fail(_ error: ResolutionError, conflict: SafeText) -> ExitCode {
    let problems = Texts.problems
    detail(SafeText(String(describing: error)))
    return switch error {
    case .reasonMissing: fail(problems.needsReason)
    case .reasonTooLong: fail(problems.tooLarge)
    case .nothingToDecide, .deleted: fail(problems.nothingToDecide, conflict)
    case .changed: fail(problems.conflictMoved, conflict)
    case .notASibling: fail(problems.noSuchSide, conflict, "?")
    case .unfitValue(let field): fail(problems.badValue, label(field), wanted(of: field))
    case .fieldCount: fail(problems.badValue, "--value", text(Texts.views.fieldValue))
    case .unknownGroup: fail(problems.unexpected)
    case .cannotMerge, .mergeWithItself, .mergedBefore: fail(problems.cannotMerge, conflict)
    case .noResolution, .nothingRejected: fail(problems.notReopened, conflict)
    case .distinctNotAllowed(let rule):
      fail(problems.notDistinct, conflict, Texts.conflicts.acrossRules[rule]?(language) ?? SafeText(rule))
    }
  }
}
