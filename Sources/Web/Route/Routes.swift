import Staff

/// Everything that can be asked for. The test of roles walks this table.
package enum Routes {
  package static let all: [Route] = entry + work + decisions + administration

  static func find(_ method: String, _ path: String) -> (Route, [String: String])? {
    let method = method == "HEAD" ? "GET" : method
    for route in all where route.method.rawValue == method {
      if let values = route.values(in: path) { return (route, values) }
    }
    return nil
  }

  private static let entry: [Route] = [
    Route(.get, "/sign-in", .anyone) { .page(EntryPages($0).signIn()) },
    Route(.post, "/sign-in", .anyone) { try await EntryPages($0).doSignIn() },
    Route(.post, "/language", .anyone, isUse: false) { EntryPages($0).doLanguage() },
    Route(.get, "/password", .stages(.newPassword, .open)) { .page(EntryPages($0).password()) },
    Route(.post, "/password", .stages(.newPassword, .open)) { try await EntryPages($0).doPassword() },
    Route(.get, "/second-factor", .stages(.newFactor, .factor)) { try EntryPages($0).showFactor() },
    Route(.post, "/second-factor", .stages(.newFactor, .factor)) { try await EntryPages($0).doFactor() },
    Route(.post, "/lock", .stages(.open)) { try await EntryPages($0).doLock() },
    Route(.get, "/unlock", .stages(.locked)) { .page(EntryPages($0).unlock()) },
    Route(.post, "/unlock", .stages(.locked)) { try await EntryPages($0).doUnlock() },
    Route(.post, "/sign-out", .stages(.open, .locked, .newPassword, .newFactor, .factor)) {
      try await EntryPages($0).doSignOut()
    },
    Route(.get, "/keys", .counter) { .page(EntryPages($0).keys()) },
  ]

  private static let work: [Route] = [
    Route(.get, "/", .counter) { .page(try await HomePages($0).home()) },
    Route(.get, "/link", .counter, isUse: false) { visit in
      .note(200, await LinkState(visit.web).note(visit.language))
    },
    Route(.post, "/find", .counter) { try await HomePages($0).find() },
    Route(.get, "/person/:id", .counter) { try await PersonPages($0).show() },
    Route(.post, "/person/:id/look", .counter) { try await PersonPages($0).look() },
    Route(.post, "/person/:id/edit", .counter) { try await PersonPages($0).edit() },
    Route(.post, "/person/:id/dossier", .counter) { try await FormPages($0).begin() },
    Route(.get, "/form/:id", .counter) { try await FormPages($0).show() },
    Route(.post, "/form/:id", .counter) { try await FormPages($0).take() },
    Route(.post, "/form/:id/save", .counter) { try await FormPages($0).save() },
    Route(.post, "/form/:id/discard", .counter) { try await FormPages($0).discard() },
    Route(.get, "/dossier/:id", .counter) { .page(try await DossierPages($0).show()) },
    Route(.post, "/dossier/:id/act", .counter) { try await DossierPages($0).act() },
    Route(.get, "/dossier/:id/receipt", .counter) { .page(try await DossierPages($0).receipt()) },
    Route(.get, "/dossiers", .counter) { .page(try await ListPages($0).list()) },
    Route(.get, "/sync", .counter) { .page(try await SyncPages($0).show()) },
    Route(.post, "/sync", .counter) { .page(try await SyncPages($0).syncNow()) },
  ]

  private static let decisions: [Route] = [
    Route(.get, "/conflicts", .counter) { .page(try await ConflictPages($0).list()) },
    Route(.get, "/conflict/:id", .counter) { .page(try await ConflictPages($0).show()) },
    Route(.post, "/conflict/:id/preview", .deciders) { .page(try await ConflictPages($0).preview()) },
    Route(.post, "/conflict/:id/decide", .deciders) { .page(try await ConflictPages($0).decide()) },
  ]

  private static let administration: [Route] = [
    Route(.get, "/users", .administrators) { .page(try await UserPages($0).show()) },
    Route(.post, "/users", .administrators) { .page(try await UserPages($0).add()) },
    Route(.post, "/users/:id/disable", .administrators) { .page(try await UserPages($0).disable()) },
    Route(.post, "/users/:id/reset", .administrators) { .page(try await UserPages($0).reset()) },
    Route(.post, "/users/:id/end", .administrators) { .page(try await UserPages($0).end()) },
    Route(.get, "/kiosk", .staff([.kiosk])) { .page(try await HomePages($0).kiosk()) },
  ]
}
