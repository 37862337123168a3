/// A subject's texts: stored properties of type `Text`, `[Text]` or `Problem`, and nothing else.
package protocol TextGroup: Sendable {}

/// The one table of what the product says to people, Vietnamese first. A file for each subject; a test reads the whole
/// table and checks that both languages are there, that their places agree, and that the letters are composed.
package enum Texts {
  package static let groups: [any TextGroup] = [
    manual,
    common, ages, exitCodes, help, usage, places, records, fields, dossier, conflicts, verdicts, sync, hub,
    views, quarantine, bundles, alarms, imports, refusals, catalogueProblems, law, forms,
    access,
    doctor, backups, configuration, support, staff, web, counter, problems,
  ]
}
