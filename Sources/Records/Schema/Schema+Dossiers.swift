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
            Field(3, "state", .choice(["missing", "data", "provided", "waived"]), "How it is satisfied."),
            Field(4, "evidence_source", .text, "Which database answered."),
            Field(5, "evidence_record", .reference("document"), "Which record, when it is one of ours."),
            Field(6, "evidence_hash", .hash, "Hash of the values relied on."),
            Field(7, "as_of", .instant, "How fresh the replica was."),
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
