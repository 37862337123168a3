import Causality
import Exchange
import Records
import Store

/// Bytes under way between two replicas.
struct Mail {
  enum Kind {
    case request
    case response
    /// A batch on a stick, from node to node.
    case stick
    /// A bundle with its manifest, likewise.
    case bundle
  }

  let kind: Kind
  let from: Int
  let to: Int
  let session: Int
  let round: Int
  /// It does not arrive before this step.
  var due: Int
  var bytes: [UInt8]
}

extension SimulatedWorld {
  /// One turn of the network: a message arrives, a session begins or is given up.
  func exchange() throws {
    for node in nodes {
      if let session = node.session, session.deadline < step {
        note(node.name, "gives up session \(session.id)")
        reach(.sessionGivenUp)
        node.session = nil
      }
    }
    let ready = mail.indices.filter { mail[$0].due <= step && !isCut(mail[$0]) }
    if !ready.isEmpty, chance.chance(75) {
      try deliver(mail.remove(at: chance.pick(ready)))
      return
    }
    let node = nodes[1 + chance.below(nodes.count - 1)]
    if strikes(.stick, faults.stick) {
      try fillStick(from: node)
    } else if strikes(.bundle, faults.bundle) {
      try fillBundle(from: chance.pick(nodes))
    } else if node.session == nil, step >= node.isCutUntil {
      try beginSession(node)
    }
  }

  private func isCut(_ mail: Mail) -> Bool {
    mail.kind != .stick && mail.kind != .bundle
      && (nodes[mail.from].isCutUntil > step || nodes[mail.to].isCutUntil > step)
  }

  func beginSession(_ node: SimulatedNode) throws {
    let live = LiveSession(id: nextSession, origin: node.file.origin, deadline: step + 30)
    nextSession += 1
    node.session = live
    let known = try node.reader.peerStates(of: "hub").map {
      PartitionVector(partition: $0.partition, vector: $0.vector)
    }
    lastSummary = nil
    note(node.name, "begins session \(live.id)")
    try perform(live.session.start(own: try node.states(), hub: known), node, live)
  }

  /// What the session asks for, answered as a node's shell answers it; the power may fail between any two.
  func perform(_ effects: [NodeSession.Effect], _ node: SimulatedNode, _ live: LiveSession) throws {
    for effect in effects {
      guard node.session === live else { return }
      switch effect {
      case .readBatch(let needs):
        let (batch, hasMore) = try node.reader.batch(for: needs, limits: Self.limits)
        try perform(live.session.loaded(batch, hasMore: hasMore), node, live)
      case .send(let request):
        live.round += 1
        note(
          node.name, "sends \(request.batch.changeCount) changes, round \(live.round) of session \(live.id)")
        post(.request, from: node.number, to: 0, live, request.encoded)
      case .remember(let held):
        let done: Void? = try underPower(node, "remembering") { try node.file.acknowledge(held, by: "hub") }
        guard done != nil else { return }
      case .absorb(let batch):
        let absorbed = try underPower(node, "absorbing") { try node.file.absorb(batch) }
        guard let report = absorbed else { return }
        try check(report, node)
        note(node.name, "absorbs \(report.applied)\(refusalText(report.refusals))")
        try perform(
          live.session.absorbed(own: try node.states(), refusals: report.refusals), node, live)
      case .sample(let partitions):
        let samples = try partitions.flatMap { try node.reader.samples(of: $0) }
        try perform(live.session.sampled(samples), node, live)
      case .finished(let summary):
        let open = summary.isComplete ? "" : ", incomplete"
        note(node.name, "session \(live.id) ends: sent \(summary.sent), got \(summary.received)\(open)")
        // A message that was altered may say anything; TLS and the bundle's seal keep that out, and the digest is asked again
        // when all is well.
        guard summary.diverged.isEmpty || faults.corruption > 0 else {
          throw WorldFailure(
            "\(node.name) and the hub hold the same changes of \(summary.diverged) and not the same state")
        }
        lastSummary = summary
        node.session = nil
      case .failed(let error):
        note(node.name, "session \(live.id) fails: \(error)")
        node.session = nil
      }
    }
  }

  private func post(_ kind: Mail.Kind, from: Int, to: Int, _ live: LiveSession, _ bytes: [UInt8]) {
    post(Mail(kind: kind, from: from, to: to, session: live.id, round: live.round, due: step, bytes: bytes))
  }

  /// Into the network, with what the network does to it.
  func post(_ message: Mail) {
    var message = message
    if strikes(.delay, faults.delay) { message.due += 1 + chance.below(20) }
    if strikes(.truncation, faults.truncation) {
      message.bytes = Array(message.bytes.prefix(chance.below(message.bytes.count + 1)))
    }
    if strikes(.corruption, faults.corruption) { message.bytes = chance.damaged(message.bytes) }
    if strikes(.duplication, faults.duplication) {
      var copy = message
      copy.due += chance.below(60)
      mail.append(copy)
    }
    if strikes(.loss, faults.loss) { return }
    mail.append(message)
  }

  func deliver(_ message: Mail) throws {
    switch message.kind {
    case .request: try answer(message)
    case .response: try receive(message)
    case .stick: try plugIn(message)
    case .bundle: try takeBundle(message)
    }
  }

  /// The hub's side of a round trip; it keeps nothing between two.
  private func answer(_ message: Mail) throws {
    let peer = nodes[message.from]
    var answer: HubAnswer
    do {
      let request = try SyncRequest(encoded: message.bytes, hashing: hashing)
      answer = try HubAnswer(request) { hub.file.registry.mayRead($0, peer.signer.identity) }
    } catch {
      note(hub.name, "cannot read what \(peer.name) sent: \(error)")
      reach(.unreadableMessage)
      return
    }
    let batch = answer.batch
    guard let report = try underPower(hub, "absorbing", { try hub.file.absorb(batch) }) else { return }
    try check(report, hub)
    if !batch.isEmpty { note(hub.name, "absorbs \(report.applied)\(refusalText(report.refusals))") }
    answer.refuse(report.refusals)
    let states = try hub.reader.states(of: answer.partitions)
    let (more, hasMore) = try hub.reader.batch(for: answer.needs(states), limits: Self.limits)
    let response = answer.response(
      states: states, batch: more, hasMore: hasMore, schemaVersion: Schema.current.version)
    post(
      Mail(
        kind: .response, from: 0, to: message.from, session: message.session, round: message.round, due: step,
        bytes: response.encoded))
  }

  private func receive(_ message: Mail) throws {
    let node = nodes[message.to]
    guard let live = node.session else { return }
    let isAwaited = message.session == live.id && message.round == live.round
    guard isAwaited || strikes(.reordering, faults.reordering) else { return }
    if !isAwaited { reach(.answerOfAnotherRound) }
    do {
      let response = try SyncResponse(encoded: message.bytes, hashing: hashing)
      try perform(live.session.receive(response), node, live)
    } catch let error as ExchangeError {
      note(node.name, "cannot read the hub's answer: \(error)")
      node.session = nil
    }
  }

  /// What the other node lacks, or all from the beginning, or what it would lack if other sticks had arrived.
  private func fillStick(from node: SimulatedNode) throws {
    let other = chance.chance(20) ? hub : chance.pick(nodes)
    guard other !== node else { return }
    let partition = Self.unit
    var held = try other.reader.state(of: partition).vector
    switch chance.below(4) {
    case 0: held = VersionVector()
    case 1, 2:
      for entry in try node.reader.state(of: partition).vector.entries where chance.chance(60) {
        held.advance(entry.log, to: chance.chance(70) ? entry.sequence : entry.sequence / 2)
      }
    default: break
    }
    let (batch, _) = try node.reader.batch(
      for: [PartitionVector(partition: partition, vector: held)],
      limits: BatchLimits(changes: 1 + chance.below(40)))
    guard !batch.isEmpty else { return }
    note(node.name, "fills a stick for \(other.name) with \(batch.changeCount) changes")
    post(
      Mail(
        kind: .stick, from: node.number, to: other.number, session: 0, round: 0, due: step + chance.below(15),
        bytes: batch.encoded))
  }

  private func plugIn(_ message: Mail) throws {
    let node = nodes[message.to]
    guard let batch = try? Batch(encoded: message.bytes, hashing: hashing) else {
      note(node.name, "cannot read a stick")
      return
    }
    guard let report = try underPower(node, "absorbing a stick", { try node.file.absorb(batch) }) else {
      return
    }
    try check(report, node)
    note(node.name, "absorbs \(report.applied) from a stick\(refusalText(report.refusals))")
  }

  /// No disk was restored or cloned here, so nobody can hold of an origin what it does not remember.
  func check(_ report: AbsorbReport, _ node: SimulatedNode) throws {
    guard !report.beganOrigin else { throw WorldFailure("\(node.name) takes itself for a clone") }
    guard !report.refusals.contains(where: { $0.code == .fork }) else {
      throw WorldFailure("\(node.name) sees a fork where nobody forked")
    }
  }

  private func refusalText(_ refusals: [SyncRefusal]) -> String {
    for refusal in refusals {
      switch refusal.code {
      case .gap: reach(.gapRefused)
      case .missingDependency: reach(.missingDependencyRefused)
      case .notVouched: reach(.notVouchedRefused)
      case .notGranted: reach(.notGrantedRefused)
      default: break
      }
    }
    return text(refusals)
  }

  private func text(_ refusals: [SyncRefusal]) -> String {
    refusals.isEmpty
      ? "" : ", refuses " + refusals.map { "\($0.code) at \($0.sequence)" }.joined(separator: ", ")
  }
}
