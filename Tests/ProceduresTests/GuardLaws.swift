import Causality
import Procedures
import Records
import Simulation
import Testing

/// Components, lists and paths by seed. What the guard must not let through is said here anew, not by the guard.
private struct World {
  var chance: SplitMix64
  let component: Component
  let lists: ListsOfDay
  let hand: DossierInHand

  static let sources: [ComponentSource] = [
    .populationRegister, .civilStatusRegister, .residenceRegister, .healthInsuranceRegister, .electronicForm,
    .citizenMustProvide, .otherAgency("court"), .vneidDocument("passport"), .vneidDocument("driving-licence"),
    .vneidDocument("unlisted"),
  ]

  init(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let sources = Array(Self.sources.shuffled(using: &chance).prefix(Int.random(in: 1...4, using: &chance)))
    component = Component(
      id: "c", nameVi: "c", nameEn: "c", originals: 1, copies: 0,
      mode: Component.Mode.allCases.randomElement(using: &chance) ?? .submit, satisfiedBy: sources[0],
      alternatives: Array(sources.dropFirst()),
      basis: ["text", "secondary", "judgement"].randomElement(using: &chance) ?? "text")
    let day = CivilDate("2026-11-23") ?? .first
    func list(_ code: String, _ kind: IntegrationList.Kind, _ entries: [(String, String)]) -> IntegrationList
    {
      IntegrationList(
        code: code, kind: kind, nameVi: code, nameEn: code, source: "", validFrom: .first,
        entries: entries.filter { _ in Bool.random(using: &chance) }.map {
          .init(
            code: $0.0, basis: Bool.random(using: &chance) ? "sourced" : "assumed", aliases: [$0.1])
        })
    }
    lists = ListsOfDay(
      day: day,
      lists: [
        list("documents", .documents, [("passport", "hộ chiếu"), ("driving-licence", "bằng lái xe")]),
        list(
          "sources", .sources,
          ["population-register", "civil-status-register", "residence-register", "health-insurance-register"]
            .map { ($0, $0) }),
      ])
    let statuses: [DossierStatus] = [.accepted, .inProcess]
    hand = DossierInHand(
      dossier: Self.dossier(statuses.randomElement(using: &chance) ?? .inProcess), events: [], procedure: nil,
      calendar: nil, lists: lists, subject: nil)
    self.chance = chance
  }

  static func dossier(_ status: DossierStatus) -> Sheet {
    let entity = Schema.current.entity(named: "dossier") ?? Entity(0, "", [])
    let id = ChangeID(
      origin: OriginID(Bits128(high: 0, low: 1)), sequence: 1, hash: Hash256(1, 0, 0, 0))
    return Sheet(
      state: RecordState(
        record: RecordID(Bits128(high: 1, low: 1)), entity: 10,
        groups: [
          GroupState(
            group: 4,
            siblings: Siblings(entries: [
              .init(
                id: id,
                content: GroupContent(
                  stamp: Stamp(time: HybridTime(raw: 1), author: "x", source: "counter"),
                  values: GroupValues([.int(Int64(status.rawValue)), .null, .null])))
            ]))
        ]), entity: entity, partition: .center("H37.01"), marks: [:], version: "")
  }

  /// A list names the document as integrated and was read; or a database was, and the text itself says so.
  var isListed: Bool {
    guard component.mode != .sign, component.satisfiedBy != .electronicForm else { return false }
    return ([component.satisfiedBy] + component.alternatives).contains { source in
      let code = source.description.split(separator: ":").last.map(String.init) ?? ""
      let isNamed = lists.lists.contains { $0.entries.contains { $0.code == code && $0.basis == "sourced" } }
      let isDocument = source.description.hasPrefix("vneid-document:")
      let says = component.basis != "judgement" && component.satisfiedBy != .citizenMustProvide
      return isNamed && (isDocument || (says && source.description.hasSuffix("-register")))
    }
  }
}

/// Whether an act asks for, takes or scans the component.
private func yields(_ drafts: [Draft]) -> Bool {
  drafts.contains { draft in
    guard let entity = Schema.current.entity(draft.entity) else { return true }
    func text(_ field: String) -> String? {
      guard let (group, index) = entity.field(named: field),
        let write = draft.writes.first(where: { $0.group == group.number })
      else { return nil }
      return write.values.values[index].text
    }
    switch entity.name {
    case "requirement": return ["missing", "provided"].contains(text("state"))
    case "attachment": return text("component") == "c"
    case "event": return text("what") == "supplement-requested"
    default: return false
    }
  }
}

private let acting = Acting(account: "hoa.ntt", reason: "", now: 1_795_399_200_000)

private let table = TransitionTable(
  source: "", certainty: "", validFrom: .first, validTo: nil, initial: [.accepted],
  transitions: DossierStatus.allCases.flatMap { from in
    DossierStatus.allCases.filter { $0 != from }.map {
      TransitionTable.Transition(from: from, to: $0, nameVi: "", nameEn: "")
    }
  })

/// Seeds in runs of a hundred.
private func seeds(_ count: UInt64) -> [Range<UInt64>] {
  stride(from: 0, to: count, by: 100).map { $0..<($0 + 100) }
}

@Suite struct `The guard` {
  /// Every way by which a dossier can come to ask for, take or scan a component.
  private func paths(_ world: World, _ exception: GuardException?) -> [Result<[Draft], any Error>] {
    let (hand, component) = (world.hand, world.component)
    var chance = world.chance
    let file = AttachedFile(name: "tep.pdf", mediaType: "application/pdf", size: 1, hash: .zero)
    return [
      Result {
        try hand.setRequirement(
          component, existing: nil, .missing, note: nil, exception: exception, by: acting, using: &chance)
      },
      Result {
        try hand.setRequirement(
          component, existing: nil, Satisfaction(state: .provided), note: nil, exception: exception,
          by: acting, using: &chance)
      },
      Result {
        try hand.attach(
          file, for: component, requirement: nil, note: nil, exception: exception, by: acting, using: &chance)
      },
      Result {
        try hand.requestSupplement(
          [component], table: table, note: "bổ sung", exception: exception, by: acting, using: &chance)
      },
    ]
  }

  @Test(arguments: seeds(2_000))
  func `never yields for a listed document, on any path, and stands in no other's way`(seeds: Range<UInt64>) {
    for world in seeds.map(World.init(seed:)) {
      for outcome in paths(world, nil) {
        switch outcome {
        case .success(let drafts): #expect(!world.isListed && yields(drafts), "seeds \(seeds)")
        case .failure(let error):
          guard case .documentListed("c", list: _)? = error as? DeskRefusal else {
            Issue.record("\(error)")
            continue
          }
          #expect(world.isListed, "seeds \(seeds)")
        }
      }
      // Received at the counter, by post or filed online: what is listed is awaited, not asked for.
      for channel in Channel.Kind.allCases where world.isListed {
        let judged = world.component.judgement(
          by: nil, channel: channel, lists: world.lists, at: 0, hashing: ZeroHashing())
        #expect(judged.satisfaction.state == .awaited && judged.rule.isForbidding)
      }
    }
  }

  @Test(arguments: seeds(500))
  func `lets an exception through only with its record`(seeds: Range<UInt64>) throws {
    for world in seeds.map(World.init(seed:)) {
      for outcome in paths(world, GuardException(.dataMissing, note: "không có trong CSDL")) {
        let entities = Set(try outcome.get().compactMap { Schema.current.entity($0.entity)?.name })
        #expect(entities.contains("exception") == world.isListed)
      }
      guard world.isListed else { continue }
      for outcome in paths(world, GuardException(.dataMissing, note: " ")) {
        #expect(throws: DeskRefusal.reasonMissing) { try outcome.get() }
      }
    }
  }

  @Test(arguments: seeds(300))
  func `hears a listed document in the words of a request`(seeds: Range<UInt64>) {
    let words = [("passport", "nộp Hộ Chiếu bản chính"), ("driving-licence", "photo bang lai xe")]
    for (world, (slug, note)) in seeds.map(World.init(seed:)).flatMap({ world in words.map { (world, $0) } })
    {
      var chance = world.chance
      let isListed = world.lists.lists.contains {
        $0.entries.contains { $0.code == slug && $0.basis == "sourced" }
      }
      for status in [DossierStatus.supplementRequested, .notAccepted, .stopped] {
        let outcome = Result {
          try world.hand.advance(to: status, table: table, note: note, by: acting, using: &chance)
        }
        #expect(((try? outcome.get()) == nil) == isListed, "\(slug) \(status)")
      }
    }
    for world in seeds.map(World.init(seed:)) {
      #expect(world.lists.listedDocument(namedIn: "hộ chiến, bằng lái") == nil)
    }
  }
}

private final class ZeroHashing: Hashing {
  func hash(_ bytes: [UInt8]) -> Hash256 { .zero }
  func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256 { .zero }
  func hash(words: [UInt64]) -> Hash256 { .zero }
}
