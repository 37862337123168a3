extension Schema {
  /// Records of `center/<agency>`: dossiers and what belongs to them.
  package static let dossiers: [Entity] = [
    Entity(
      10, "dossier",
      [
        Group(
          1, "code",
          [
            Field(1, "code", .text, "Dossier code `H37.05-261124-000017`."),
            Field(2, "is_provisional", .boolean, "True until the official code is known."),
          ]),
        Group(
          2, "request",
          [
            Field(3, "procedure", .text, "Code of the procedure: `1.001193`."),
            Field(4, "procedure_valid_from", .partialDate, "Version of the procedure in force at receipt."),
            Field(5, "case", .text, "Case of the procedure; null when it has one only."),
            Field(6, "channel", .choice(["direct", "online", "postal"]), "How it was handed in."),
            Field(7, "received_at", .instant, "When it was received."),
            Field(8, "summary", .text, "Trích yếu."),
          ]),
        Group(
          3, "subject",
          [
            Field(9, "person", .reference("person"), "Applicant (chủ hồ sơ)."),
            Field(10, "concerns", .reference("person"), "Whom it is about, when another person."),
          ]),
        Group(
          4, "state",
          [
            Field(11, "status", .integer, "1…10 (TrangThaiHoSo)."),
            Field(12, "result", .text, "What came out; null before."),
            Field(13, "decided_by", .text, "Staff account of whoever decided; null before."),
          ]),
        Group(
          5, "due",
          [
            Field(14, "due_at", .instant, "When the result is due by today's calendar."),
            Field(15, "promised_at", .instant, "What the receipt printed."),
          ]),
        Group(6, "assignment", [Field(16, "assigned_to", .text, "Staff account that works on it.")]),
        Group(
          7, "link",
          [
            Field(
              17, "linked_group", .text, "Code that the parts of a linked request share; null when alone."),
            Field(18, "part", .integer, "Number of this part, from 1."),
          ]),
        Group(
          8, "merged",
          [
            Field(
              19, "merged_into", .reference("dossier"), "The dossier that survived a merge; null when none.")
          ]),
        Group(
          9, "tracking",
          [Field(20, "secret", .text, "What the receipt prints beside the code; opens the public view only.")]
        ),
        Group(
          10, "identified",
          [
            Field(
              21, "identified_by",
              .choice(["vneid-1", "vneid-2", "card-read", "card-scanned", "paper-seen", "proxy"]),
              "How it was seen who the applicant is.")
          ]),
        Group(
          11, "receipt",
          [
            Field(
              22, "receipt_code", .text,
              "Provisional code that the citizen's receipt bears; null when the code was official from the start."
            )
          ]),
      ]),
    Entity(
      11, "requirement", parent: "dossier",
      [
        Group(
          1, "what",
          [
            Field(1, "component", .text, "Id of the component in the procedure."),
            Field(2, "name", .text, "Its name when the dossier was opened."),
          ]),
        Group(
          2, "state",
          [
            Field(
              3, "state", .choice(["missing", "data", "provided", "waived", "awaited"]),
              "How it is satisfied."),
            Field(4, "evidence_source", .text, "Which database answered."),
            Field(5, "evidence_record", .reference("document"), "Which record, when it is one of ours."),
            Field(6, "evidence_hash", .hash, "Hash of the values relied on."),
            Field(7, "as_of", .instant, "How fresh the replica was."),
          ]),
        Group(
          3, "judged",
          [
            Field(8, "outcome", .text, "data, vneid, citizen, agency, unknown: as judged at receipt."),
            Field(9, "rule", .text, "free, advised, forbidden: whether a paper may be asked for."),
            Field(10, "lists", .text, "The lists of that day by name, first day and hash."),
            Field(11, "judged_at", .instant, "When."),
          ]),
      ]),
    Entity(
      12, "payment", parent: "dossier",
      [
        Group(
          1, "paid",
          [
            Field(1, "purpose", .text, "Fee code of the procedure."),
            Field(2, "amount", .amount, "Whole đồng."),
            Field(3, "receipt_number", .text, "Number on the receipt."),
            Field(4, "center", .text, "Agency code of the center that took it."),
            Field(5, "dossier", .reference("dossier"), "For which dossier."),
          ]),
        Group(2, "status", [Field(6, "status", .choice(["paid", "refunded"]), "Whether it stands.")]),
      ]),
    Entity(
      13, "attachment", parent: "dossier",
      [
        Group(
          1, "content",
          [
            Field(1, "name", .text, "File name as given; shown, never used as a path."),
            Field(2, "media_type", .text, "`application/pdf`."),
            Field(3, "size", .integer, "Bytes."),
            Field(4, "sha256", .hash, "Hash of the content; the content lies in the content store."),
          ]),
        Group(2, "purpose", [Field(5, "component", .text, "Component that it is for; null when none.")]),
      ]),
    Entity(
      14, "event", parent: "dossier",
      [
        Group(
          1, "happened",
          [
            Field(1, "what", .text, "received, advanced, supplement-requested, withdrawn, returned, …"),
            Field(2, "from_status", .integer, "Status before; null for the first."),
            Field(3, "to_status", .integer, "Status after."),
            Field(4, "at", .instant, "When."),
            Field(5, "note", .text, "What the officer wrote."),
          ])
      ]),
    Entity(
      17, "evidence", parent: "dossier",
      [
        Group(
          1, "found",
          [
            Field(1, "component", .text, "Component that relies on it."),
            Field(2, "source", .text, "Which database answered, as in the catalogue."),
            Field(3, "subject", .reference("person"), "Whose data."),
            Field(4, "document", .reference("document"), "The document relied on; null for a register."),
            Field(5, "part", .text, "Group of the person's record relied on; null for a document."),
            Field(6, "hash", .hash, "Hash of the value relied on."),
            Field(7, "queried_at", .instant, "When it was looked up."),
            Field(8, "as_of", .instant, "How fresh the replica was."),
            Field(9, "looked_by", .text, "Staff account that looked."),
            Field(10, "lists", .text, "The lists of that day by name, first day and hash."),
          ]),
        Group(
          2, "check",
          [
            Field(11, "outcome", .choice(["holds", "shifted", "gone"]), "What became of the ground."),
            Field(12, "checked_at", .instant, "When it was looked at again."),
            Field(13, "checked_as_of", .instant, "How fresh the replica was then."),
          ]),
      ]),
    Entity(
      18, "exception", parent: "dossier",
      [
        Group(
          1, "made",
          [
            Field(1, "component", .text, "Component, or slug of the document type, that was asked for."),
            Field(2, "source", .text, "What the list names."),
            Field(
              3, "reason", .choice(["data-missing", "data-wrong", "look-up-impossible"]),
              "Why data cannot serve."),
            Field(4, "note", .text, "What the officer saw."),
            Field(5, "made_at", .instant, "When."),
            Field(6, "made_by", .text, "Staff account."),
            Field(7, "lists", .text, "The lists of that day by name, first day and hash."),
            Field(8, "correction", .reference("notice"), "The request for correction that was sent."),
          ])
      ]),
    Entity(
      60, "course_count",
      [
        Group(
          1, "course",
          [
            Field(1, "school", .text, "Name of the school; never a child's name."),
            Field(2, "subject", .text, "road-safety, cyber-security, or the name of another course."),
            Field(3, "counted_on", .partialDate, "The day of the count."),
          ]),
        Group(
          2, "counts",
          [
            Field(4, "pupils", .integer, "Pupils of the school; null when not known."),
            Field(5, "enrolled", .integer, "Pupils enrolled in the course."),
            Field(6, "finished", .integer, "Pupils who finished it."),
          ]),
      ]),
    Entity(
      61, "guidance",
      [
        Group(
          1, "session",
          [
            Field(1, "held_on", .partialDate, "The day."),
            Field(2, "helper", .choice(["official", "union", "youth", "other"]), "Who helped."),
            Field(3, "service", .integer, "Number of the service, 1 to 25; null for another matter."),
            Field(4, "minutes", .integer, "How long it took."),
            Field(5, "outcome", .choice(["filed", "guided", "referred", "given-up"]), "What came of it."),
          ])
      ]),
    Entity(
      62, "readiness",
      [
        Group(
          1, "state",
          [
            Field(1, "stated_on", .partialDate, "The day."),
            Field(2, "staff", .integer, "Staff who receive citizens."),
            Field(3, "trained", .integer, "Of them, trained for the 25 services."),
            Field(4, "counters", .integer, "Counters."),
            Field(5, "computers", .integer, "Computers that work."),
            Field(6, "scanners", .integer, "Scanners that work."),
            Field(7, "printers", .integer, "Printers that work."),
            Field(8, "card_readers", .integer, "Readers of identity cards that work."),
            Field(9, "state_note", .text, "What is missing."),
          ])
      ]),
    Entity(
      15, "lease",
      [
        Group(
          1, "range",
          [
            Field(1, "origin", .text, "The only origin that may use it, 32 hexadecimal digits."),
            Field(2, "year", .integer, "Calendar year of the numbers."),
            Field(3, "first", .integer, "First serial."),
            Field(4, "last", .integer, "Last serial."),
          ])
      ]),
    Entity(
      16, "judgement",
      [
        Group(
          1, "subject",
          [
            Field(1, "rule", .text, "Rule across records that was judged."),
            Field(2, "key", .text, "Key of the conflict, 64 hexadecimal digits."),
          ]),
        Group(
          2, "decision", [Field(3, "decision", .choice(["distinct", "merged", "open"]), "What was decided.")]),
      ]),
  ]
}
