extension Schema {
  /// Records of `unit/<commune>`: people, households, what they hold, what they are told.
  package static let population: [Entity] = [
    Entity(
      1, "person",
      [
        Group(
          1, "name",
          [
            Field(1, "surname", .text, "Họ."),
            Field(2, "middle", .text, "Chữ đệm; null when there is none."),
            Field(3, "given", .text, "Tên."),
          ]),
        Group(2, "birth", [Field(4, "birth_date", .partialDate, "Date of birth as far as it is known.")]),
        Group(3, "sex", [Field(5, "sex", .choice(["male", "female"]), "Sex as registered.")]),
        Group(
          4, "identity",
          [
            Field(
              6, "personal_id", .text,
              "12 digits (Law on Identification 26/2023/QH15, Art. 12). Not immutable, never a key.")
          ]),
        Group(5, "old_identity", [Field(7, "old_number", .text, "9 digits; a search key only since 2025.")]),
        Group(
          6, "origin",
          [
            Field(8, "ethnicity", .text, "Dân tộc."),
            Field(9, "nationality", .text, "Quốc tịch."),
            Field(10, "hometown", .text, "Quê quán."),
          ]),
        Group(7, "birth_place", [Field(11, "birth_place", .text, "Where the birth happened.")]),
        Group(8, "phone", [Field(12, "phone", .text, "Contact phone.")]),
        Group(9, "email", [Field(13, "email", .text, "Contact e-mail.")]),
        Group(
          10, "residence",
          [
            Field(14, "residence_unit", .text, "Commune code of the residence."),
            Field(15, "residence_address", .text, "Hamlet, street, house."),
            Field(16, "residence_kind", .choice(["permanent", "temporary"]), "Kind of residence."),
            Field(17, "household", .reference("household"), "The household lived in."),
            Field(18, "relation_to_head", .text, "head, spouse, child, parent, grandchild, other."),
          ]),
        Group(
          11, "marriage",
          [
            Field(19, "marital_status", .choice(["single", "married", "divorced", "widowed"]), "Status."),
            Field(20, "spouse", .reference("person"), "The spouse, when known as a record."),
          ]),
        Group(
          12, "parents",
          [
            Field(21, "mother", .reference("person"), "Mother, when known as a record."),
            Field(22, "father", .reference("person"), "Father, when known as a record."),
          ]),
        Group(
          13, "vital",
          [
            Field(23, "vital_status", .choice(["alive", "dead", "missing"]), "Alive, dead or missing."),
            Field(24, "death_date", .partialDate, "Date of death as far as it is known."),
            Field(25, "death_place", .text, "Where the death happened."),
          ]),
        Group(
          14, "merged",
          [
            Field(
              26, "merged_into", .reference("person"), "The record that survived a merge; null when none.")
          ]),
        Group(15, "import", [Field(27, "source_key", .text, "Key of this person in the imported source.")]),
      ]),
    Entity(
      2, "household",
      [
        Group(
          1, "place",
          [
            Field(1, "code", .text, "Number of the residence file."),
            Field(2, "unit", .text, "Commune code."),
            Field(3, "address", .text, "Hamlet, street, house."),
          ]),
        Group(2, "head", [Field(4, "head", .reference("person"), "Head of the household.")]),
        Group(3, "import", [Field(5, "source_key", .text, "Key in the imported source.")]),
      ]),
    Entity(
      3, "document", parent: "person",
      [
        Group(
          1, "issue",
          [
            Field(1, "person", .reference("person"), "Holder."),
            Field(2, "type", .text, "Slug of the document type in the catalogue."),
            Field(3, "number", .text, "Number on the document."),
            Field(4, "issued_on", .partialDate, "Date of issue."),
            Field(5, "expires_on", .partialDate, "Last day of validity; null when it does not expire."),
            Field(6, "issuer", .text, "Issuing agency."),
          ]),
        Group(
          2, "status",
          [
            Field(7, "status", .choice(["valid", "revoked", "expired", "lost"]), "Whether it holds."),
            Field(8, "status_reason", .text, "Why, when it is not valid."),
          ]),
      ]),
    Entity(
      4, "notice",
      [
        Group(
          1, "about",
          [
            Field(1, "subject", .reference("person"), "Whom it concerns."),
            Field(2, "kind", .text, "moved-in, moved-out, death-reported, correction-requested, …"),
            Field(3, "text", .text, "What it says."),
          ]),
        Group(
          2, "status", [Field(4, "status", .choice(["open", "done"]), "Whether somebody dealt with it.")]),
      ]),
  ]
}
