package import Causality
package import Records

/// Why a member of staff is told no. Nothing was changed. Names codes, fields and records, never what a citizen's record
/// holds.
package enum DeskRefusal: Error, Equatable, Sendable {
  /// What was looked for is not in this replica.
  case notFound(Subject)
  /// Several answer to it: choose one by its id.
  case ambiguous(Subject, [RecordID])

  // Words into values.
  case unknownField(String)
  /// Written by the program only: merges, keys of imports, codes.
  case notEditable(String)
  case unfitValue(field: String, FieldType)
  /// A day that has not come yet.
  case dayToCome(field: String)
  /// Before the birth of the person whom it concerns, or a newborn before its parent.
  case beforeBirth(field: String)
  /// A reference to a record that is not here, or is not of that kind.
  case referenceUnknown(field: String)
  case nothingToChange
  case reasonMissing
  case textTooLong(field: String)

  // Records.
  case deleted(RecordID)
  /// Work on the record that survived.
  case mergedInto(RecordID)
  case diedBefore(RecordID)
  /// People with the same number, or the same name and date of birth; say yes if it is somebody else.
  case duplicatePersons([RecordID])
  /// Changed since it was shown: `now` is its version.
  case changed(RecordID, now: String)

  // Dossiers.
  /// The province's catalogue has not arrived at this replica.
  case catalogueNotHere
  case procedureUnknown(String)
  /// One of these cases must be named, by number or name.
  case caseNeeded([String])
  case channelNotOffered([Channel.Kind])
  case serviceNotLinked(Int)
  /// Open dossiers of the same applicant and procedure; say yes if it is another matter.
  case duplicateDossiers([RecordID])
  /// Other steps are open from here.
  case stepNotAllowed(from: DossierStatus, to: DossierStatus, open: [DossierStatus])
  case alreadySo(DossierStatus)
  case ended(DossierStatus)
  /// Open conflicts that hold up this step, by their ids.
  case heldUp(by: [String])
  /// Parts of the linked request that must end first, and what else is waited for.
  case waitsFor(parts: [RecordID], needsPersonalID: Bool)
  case unknownComponent(String)
  /// A list of the day says that this component, or a document so called, is integrated: it is not asked for, scanned or
  /// typed in. The exception that the law allows needs a reason and a note.
  case documentListed(String, list: String)
  /// What these components rely on is another by now; look again before the result.
  case groundShifted([String])
  /// A dossier is refused on a ground of the law, never because something technical failed (Circular 03/2025, form 03).
  case technicalGround(String)
  // Looking at people.
  case purposeMissing
  /// Neither a named purpose nor a dossier that is here.
  case purposeUnknown
  /// More people within an hour than a counter serves; an alarm stands.
  case tooManyLookUps
  /// The occasion for this form has not come.
  case formNotNow(String, DossierStatus)
  /// A payment of this receipt number is recorded for the dossier already.
  case feeRecorded(receipt: String)
  /// The node has no agency code, so it receives no dossiers.
  case notACenter

  package enum Subject: String, Equatable, Sendable {
    case person, document, dossier, household, conflict, procedure, service, notice, unit
  }
}
