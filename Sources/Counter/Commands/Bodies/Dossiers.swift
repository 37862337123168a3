internal import Causality
internal import Foundation
internal import Node
internal import Procedures
internal import Records
internal import Store

extension StationCommands {
  static let dossiers: [(words: [String], body: Body)] = [
    (["dossier", "open"], openDossier), (["dossier", "show"], showDossier),
    (["dossier", "list"], listDossiers), (["dossier", "add"], addComponent),
    (["dossier", "pay"], payFee), (["dossier", "advance"], advanceDossier),
    (["dossier", "supplement"], requestSupplement), (["dossier", "recheck"], recheckDossier),
    (["dossier", "why"], explainDossier), (["procedure", "judge"], judgeProcedure),
    (["dossier", "withdraw"], withdrawDossier), (["dossier", "return"], returnResult),
  ]

  @Sendable static func showDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let code = invocation.required("CODE")
    session.show(
      try await station.view(session, catalogue: true) { view, labels in
        try DossierPages(labels).show(try view.dossier(code), now: session.now())
      })
    return .ok
  }

  @Sendable static func listDossiers(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    var filter = DossierFilter()
    filter.statuses = Set(
      invocation.all("--status").compactMap { Int($0) }.compactMap { DossierStatus(rawValue: $0) })
    filter.procedure = invocation["--procedure"]
    filter.dueBefore = invocation.day("--due-before").map { HanoiTime($0).millisecondsSinceEpoch }
    filter.limit = invocation.integer("--limit") ?? 50
    let person = invocation["--person"]
    let isShifted = invocation.has("--shifted")
    session.show(
      try await station.view(session, catalogue: isShifted) { [filter] view, labels in
        if isShifted {
          return try DossierPages(labels).list(
            try view.shiftedDossiers(limit: filter.limit).map(\.hand.dossier), now: session.now())
        }
        var filter = filter
        filter.applicant = try person.map { try view.one(.person, $0).record }
        return try DossierPages(labels).list(try view.dossiers(filter), now: session.now())
      })
    return .ok
  }

  // MARK: Acts

  @Sendable static func openDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let desk = try await station.desk(invocation, session)
    let reason = invocation["--reason"] ?? ""
    let channel = Channel.Kind(rawValue: invocation.valueOrDefault("--channel") ?? "") ?? .direct
    let done: Done<[DossierReceipt]>
    if let service = invocation.integer("--service") {
      var request = LinkedRequest(service: service, applicant: invocation.required("--person"))
      request.channel = channel
      request.steps = Set(invocation.codes("--steps").compactMap { Int($0) })
      request.concerns = invocation["--about"]
      request.child = try child(invocation, session)
      request.summary = invocation["--note"]
      request.isAnother = invocation.has("--another")
      request.identifiedBy = invocation["--identified"]
      request.cases = try cases(invocation, session)
      done = try await desk.open(request, reason: reason, staff: invocation.staff)
    } else {
      var request = DossierRequest(
        procedure: invocation["--procedure"] ?? "", applicant: invocation.required("--person"),
        caseText: try cases(invocation, session)[1], channel: channel, concerns: invocation["--about"],
        summary: invocation["--note"], isAnother: invocation.has("--another"))
      request.identifiedBy = invocation["--identified"]
      done = try await desk.open(request, reason: reason, staff: invocation.staff)
    }
    let isDryRun = invocation.globals.isDryRun
    session.show(
      try await station.read(session) { labels in
        try DossierPages(labels).receipt(done, isDryRun: isDryRun)
      })
    if isDryRun { session.remark(Texts.common.dryRun) }
    return .ok
  }

  /// `--case 1` is of what the citizen came for, the first part; `--case 3:2` of the part that is step 3.
  private static func cases(_ invocation: Invocation, _ session: Session) throws -> [Int: String] {
    var cases: [Int: String] = [:]
    for text in invocation.all("--case") {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      let step = parts.count == 2 ? Int(parts[0]) ?? 0 : 1
      guard (1...99).contains(step), let value = parts.last, cases[step] == nil,
        step == 1 || invocation["--service"] != nil
      else {
        throw Told(session.fail(UsageError(.badValue("--case", .text), command: invocation.command.words)))
      }
      cases[step] = value
    }
    return cases
  }

  /// The newborn of a linked birth: `--child "Nông Văn An" --born 2026-11-20 --sex male`.
  private static func child(_ invocation: Invocation, _ session: Session) throws -> NewPerson? {
    guard let name = invocation["--child"] else { return nil }
    let words = name.split(separator: " ").map(String.init)
    guard words.count >= 2, let born = invocation.day("--born"),
      let sex = invocation["--sex"].flatMap({ Sex(rawValue: $0) })
    else {
      throw Told(session.fail(UsageError(.badValue("--child", .text), command: invocation.command.words)))
    }
    let middle = words.dropFirst().dropLast().joined(separator: " ")
    return NewPerson(
      surname: words[0], middle: middle.isEmpty ? nil : middle, given: words[words.count - 1],
      birthDate: .day(born), sex: sex)
  }

  @Sendable static func addComponent(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let (code, component) = (invocation.required("CODE"), invocation.required("--requirement"))
    guard invocation["--file"] == nil || invocation["--document"] == nil else {
      return session.fail(
        UsageError(.exactlyOne(["--file", "--document"]), command: invocation.command.words))
    }
    let desk = try await station.desk(invocation, session)
    let (reason, seen) = (invocation["--reason"] ?? "", invocation["--seen"])
    let copies = invocation.integer("--copies") ?? 1
    let note = copies > 1 ? Texts.views.copies(session.language, SafeText(copies)).plain : nil
    let done: Done<RecordID>
    if let path = invocation.path("--file") {
      done = try await desk.attach(
        try file(path, session, station, isDryRun: desk.isDryRun), to: code, for: component, note: note,
        exception: invocation.exception, reason: reason, staff: invocation.staff, seen: seen)
    } else {
      let document = invocation["--document"]
      done = try await desk.setRequirement(
        component, of: code, document == nil && !invocation.has("--from-data") ? .provided : .data,
        document: document, note: note, exception: invocation.exception, reason: reason,
        staff: invocation.staff, seen: seen)
    }
    if session.isJSON {
      session.answer([
        "schema": "dossier.add/1", "record": .string(done.answer.description),
        "requirement": .string(component), "dry_run": .bool(desk.isDryRun),
        "changes": .array(done.changes.map(\.document)),
      ])
    } else {
      session.say(desk.isDryRun ? Texts.common.dryRun : Texts.dossier.added, SafeText(code))
    }
    return .ok
  }

  /// Puts a scan into the content store, before any record names it.
  private static func file(
    _ path: String, _ session: Session, _ station: Station, isDryRun: Bool
  ) throws -> AttachedFile {
    let bytes: [UInt8]
    do throws(SystemFault) {
      bytes = try SystemFault.read(path, bytesMax: ContentStore.bytesMax)
    } catch {
      throw Told(session.fail(file: path, error))
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let hash: Hash256
    if let content = station.node?.content, !isDryRun {
      do throws(ContentError) {
        hash = try content.store(bytes)
      } catch {
        switch error {
        case .tooLarge: throw Told(session.fail(Texts.problems.tooLarge))
        default: throw error
        }
      }
    } else {
      hash = CryptoHashing().hash(bytes)
    }
    return AttachedFile(name: name, mediaType: MediaType.of(name), size: bytes.count, hash: hash)
  }

  @Sendable static func payFee(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    try await step(
      .pay(
        purpose: invocation.required("--purpose"), amount: Int64(invocation.integer("--amount") ?? 0),
        receipt: invocation.required("--receipt")), "dossier.pay/1", invocation, session, station)
  }

  @Sendable static func advanceDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    guard let status = invocation.integer("--to").flatMap({ DossierStatus(rawValue: $0) }) else {
      preconditionFailure("--to is required by the table, from 1 to 10")
    }
    return try await step(
      .advance(to: status, note: invocation["--reason"], result: invocation["--result"]),
      "dossier.advance/1", invocation, session, station)
  }

  @Sendable static func withdrawDossier(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    try await step(.withdraw, "dossier.withdraw/1", invocation, session, station)
  }

  @Sendable static func returnResult(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    try await step(
      .handOver(note: invocation["--reason"]), "dossier.return/1", invocation, session, station)
  }

  static func step(
    _ step: DeskView.Step, _ schema: String, _ invocation: Invocation, _ session: Session,
    _ station: Station
  ) async throws -> ExitCode {
    let code = invocation.required("CODE")
    let done = try await station.desk(invocation, session).step(
      step, of: code, reason: invocation.first("--reason") ?? "", staff: invocation.staff,
      seen: invocation["--seen"])
    let isDryRun = invocation.globals.isDryRun
    let language = session.language
    var page = Page([
      "schema": .string(schema), "record": .string(done.answer.record.description),
      "from": JSONValue(done.answer.from.rawValue), "to": JSONValue(done.answer.to.rawValue),
      "missing": .array(done.answer.missing.map { .string($0) }), "dry_run": .bool(isDryRun),
      "changes": .array(done.changes.map(\.document)),
    ])
    if case .pay(let purpose, let amount, let receipt) = step {
      page.line(
        Texts.dossier.paid(
          language, SafeText(code), SafeText(purpose), grouped(amount, language), SafeText(receipt)))
    }
    if done.answer.from != done.answer.to {
      page.line(
        Texts.dossier.advanced(
          language, SafeText(code), Texts.dossier.status(done.answer.from)(language),
          Texts.dossier.status(done.answer.to)(language)))
    }
    if !done.answer.missing.isEmpty {
      page.line(
        "\(Texts.dossier.missing(language), .caution): \(done.answer.missing.joined(separator: ", "))")
    }
    if isDryRun {
      page.remark(Texts.common.dryRun(language))
    } else if !station.isHub {
      page.remark(Texts.records.savedHere(language))
    }
    session.show(page)
    return .ok
  }
}

/// The media types of scans, by the ending of the file's name; shown, never trusted.
private enum MediaType {
  static func of(_ name: String) -> String {
    switch name.split(separator: ".").last?.lowercased() {
    case "pdf": "application/pdf"
    case "jpg", "jpeg": "image/jpeg"
    case "png": "image/png"
    case "tif", "tiff": "image/tiff"
    default: "application/octet-stream"
    }
  }
}
