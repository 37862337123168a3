import Causality
import Exchange
import Records
import Store

/// Bundles: written by any node for any other, by what it acknowledged; carried late, twice, never or altered; taken in whole
/// or not at all. The seal is a hash here: whatever was altered is noticed, as CMS notices it.
extension SimulatedWorld {
  func fillBundle(from node: SimulatedNode) throws {
    let other = chance.chance(50) && node.number != 0 ? hub : chance.pick(nodes)
    guard other !== node else { return }
    try writeBundle(from: node, to: other, answering: nil)
  }

  private func writeBundle(
    from node: SimulatedNode, to other: SimulatedNode, answering: BundleID?
  ) throws {
    let held =
      node.number == 0 ? node.file.registry.partitions(of: other.signer.identity) : node.partitions
    let partitions = held.filter { node.file.registry.mayRead($0, other.signer.identity) }
    let peer = peerName(other)
    let manifest = try node.reader.bundleManifest(
      from: node.signer.identity, node.file.origin, to: other.signer.identity, peer: peer,
      partitions: partitions, at: 0, answering: answering)
    let id = BundleID(Bits128(high: chance.next(), low: chance.next()))
    var pieces: [BundlePiece] = []
    func add(_ kind: BundlePiece.Kind, _ body: [UInt8]) {
      pieces.append(
        BundlePiece(
          bundle: id, number: UInt64(pieces.count), isLast: kind == .sum, kind: kind, isPacked: false,
          body: body))
    }
    add(.manifest, manifest.encoded)
    var sum = BundleSum()
    var starts = manifest.starts
    while answering == nil {
      let (batch, hasMore) = try node.reader.batch(for: starts, limits: Self.limits)
      guard batch.changeCount > 0 else { break }
      add(.changes, batch.encoded)
      sum.changes += UInt64(batch.changeCount)
      try node.reader.advance(&starts, by: batch)
      guard hasMore else { break }
    }
    add(.sum, sum.encoded)
    let sent: Void? = try underPower(node, "noting a bundle") {
      try node.file.rememberSent(id, to: peer, origin: manifest.to.origin)
    }
    // Without the note it may still have been written: only an answer to it is then not known as one.
    let isNoted = sent != nil
    note(
      node.name,
      "writes a bundle for \(other.name): \(sum.changes) changes\(answering == nil ? "" : ", an answer")\(isNoted ? "" : ", not noted")"
    )
    post(
      Mail(
        kind: .bundle, from: node.number, to: other.number, session: 0, round: 0,
        due: step + chance.below(25), bytes: sealed(pieces)))
  }

  func takeBundle(_ message: Mail) throws {
    let (node, sender) = (nodes[message.to], nodes[message.from])
    guard let pieces = opened(message.bytes), let parts = parts(of: pieces) else {
      note(node.name, "cannot read a bundle")
      return
    }
    guard let bundle = parts.bundle, let manifest = parts.manifest else {
      throw WorldFailure("\(sender.name) wrote a bundle without a manifest")
    }
    let gap = manifest.gap { partition -> VersionVector? in
      guard takes(partition, node) else { return nil }
      return (try? node.reader.state(of: partition))?.vector
    }
    if let gap {
      note(node.name, "refuses a bundle of \(sender.name): it begins at \(gap.start), \(gap.held) is held")
      reach(.bundleGap)
      try writeBundle(from: node, to: sender, answering: bundle)
      return
    }
    var applied = 0
    for batch in parts.batches {
      for section in batch.sections where takes(section.partition, node) {
        let part = Batch(sections: [section], births: batch.births)
        guard let report = try underPower(node, "taking a bundle in", { try node.file.absorb(part) }) else {
          // Whoever repeats the command finishes it.
          reach(.bundleCut)
          post(message)
          return
        }
        try check(report, node)
        applied += report.applied
      }
    }
    let peer = peerName(sender)
    guard
      let word = try underPower(
        node, "noting an acknowledgement", { try node.file.hear(manifest, of: bundle, from: peer) })
    else { return }
    note(node.name, "takes \(applied) from a bundle of \(sender.name)")
    if applied > 0 { reach(.bundleTaken) } else { reach(.bundleOld) }
    // Nobody is believed to hold what he does not: else the next bundle would begin too late. An altered answer over the
    // network may say anything; there TLS keeps it out.
    guard word != .void, faults.corruption == 0 else { return }
    for known in try node.reader.peerStates(of: peer) {
      let there = try sender.reader.state(of: known.partition).vector
      guard there.covers(known.vector) else {
        throw WorldFailure(
          "\(node.name) believes that \(sender.name) holds \(known.vector), which holds \(there)")
      }
    }
  }

  /// Under this name a node keeps what another acknowledged.
  private func peerName(_ node: SimulatedNode) -> String { node.number == 0 ? "hub" : node.name }

  private func takes(_ partition: Partition, _ node: SimulatedNode) -> Bool {
    node.number == 0 || node.partitions.contains(partition)
  }

  private func parts(
    of pieces: [BundlePiece]
  ) -> (bundle: BundleID?, manifest: BundleManifest?, batches: [Batch])? {
    var reading = BundleReading()
    var batches: [Batch] = []
    for piece in pieces {
      guard let part = try? reading.take(piece, unpacked: piece.body, hashing: hashing) else { return nil }
      if case .changes(let batch) = part { batches.append(batch) }
    }
    return reading.isWhole ? (reading.bundle, reading.manifest, batches) : nil
  }

  private func sealed(_ pieces: [BundlePiece]) -> [UInt8] {
    var out = CBORWriter()
    out.array(pieces.count)
    for piece in pieces { out.data(piece.encoded) }
    return hashing.hash(out.bytes).bytes + out.bytes
  }

  private func opened(_ bytes: [UInt8]) -> [BundlePiece]? {
    let content = Array(bytes.dropFirst(32))
    guard bytes.count >= 32, hashing.hash(content).bytes == Array(bytes.prefix(32)) else { return nil }
    var reader = CBORReader(content)
    guard let count = try? reader.array(max: 100_000) else { return nil }
    var pieces: [BundlePiece] = []
    for _ in 0..<count {
      guard let data = try? reader.data(max: BundleLimits.pieceBytesMax),
        let piece = try? BundlePiece(encoded: data)
      else { return nil }
      pieces.append(piece)
    }
    return pieces
  }
}
