extension Schema {
  /// Records of `catalogue`: what the law says, with its validity. The shape of `definition` is documented with the
  /// files of `Config/catalogue`, which it repeats.
  package static let catalogue: [Entity] =
    [
      (20, "service", "One of the 25 services."),
      (21, "procedure", "A procedure with channels, limits, fees, cases and components."),
      (22, "document_type", "A document that data or VNeID can replace."),
      (23, "unit", "An administrative unit."),
      (24, "unit_mapping", "A former unit and its successor."),
      (25, "agency", "A center and its agency code."),
      (26, "calendar_day", "A day off or a compensating working day."),
      (27, "status", "One of the ten dossier states and the moves from it."),
      (28, "conflict_rules", "The rules of one entity, as in `Conflicts/rules`."),
      (29, "integration", "A list of what is integrated, or an acceptable age of data."),
    ].map { number, name, meaning in
      Entity(
        number, name,
        [
          Group(
            1, "definition",
            [
              Field(1, "code", .text, meaning),
              Field(2, "valid_from", .partialDate, "First day in force."),
              Field(3, "valid_to", .partialDate, "Last day in force; null when open."),
              Field(4, "definition", .document, "The entry as JSON."),
            ])
        ])
    }

  /// Records of `registry` (written by the province) and of `access/<agency>`.
  package static let registry: [Entity] = [
    Entity(
      40, "node",
      [
        Group(
          1, "identity",
          [
            Field(1, "name", .text, "Agency code of the center, or `province`."),
            Field(2, "role", .choice(["province", "center"]), "What it may be."),
            Field(3, "key", .hash, "SHA-256 of the SubjectPublicKeyInfo of its key."),
            Field(4, "certificate", .hash, "SHA-256 of its certificate."),
          ]),
        Group(
          2, "status", [Field(5, "status", .choice(["active", "revoked"]), "Whether it may open sessions.")]),
        Group(
          3, "bounds",
          [
            Field(
              7, "bounds", .document,
              "Of a revoked key: how far each of its logs is believed, as `LogBound` writes it.")
          ]),
      ]),
    Entity(
      41, "grant",
      [
        Group(
          1, "scope",
          [
            Field(1, "node", .text, "Agency code of the center."),
            Field(2, "partition", .text, "`unit/06184`."),
            Field(
              3, "entities", .text, "Names of entities, comma separated; `*` for all; empty for reading only."
            ),
            Field(4, "sources", .text, "Sources that it may claim, comma separated; `*` for all."),
            Field(5, "kinds", .text, "data, resolution, control; comma separated."),
          ]),
        Group(2, "status", [Field(6, "status", .choice(["active", "withdrawn"]), "Whether it holds.")]),
      ]),
    Entity(
      50, "look_up",
      [
        Group(
          1, "looked",
          [
            Field(1, "who", .text, "Staff account."),
            Field(2, "subject", .reference("person"), "Whose record."),
            Field(3, "at", .instant, "When."),
            Field(4, "purpose", .text, "Dossier code or stated purpose."),
          ])
      ]),
  ]

  /// What this version knows.
  package static let current = Schema(
    version: 2, entities: population + dossiers + catalogue + registry)
}
