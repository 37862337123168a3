import Causality
import Crypto
package import Exchange
package import Records
import Store

/// What was written.
package struct BundleReceipt: Equatable, Sendable {
  package var id: BundleID
  package var to: NodeIdentity
  package var sum = BundleSum()
  /// Of the file.
  package var bytes = 0
  /// Contents that the recipient lacks or is told of, and that are not here either.
  package var contentsMissing = 0
}

/// Writes what a peer lacks, by its latest acknowledgement, into one file. Nothing is marked as sent: until the peer says
/// that it has it, the next bundle carries it again, so that any one stick suffices.
package enum BundleExport {
  /// - Parameters:
  ///   - name: `hub` or an agency code.
  ///   - path: of a file that is not there yet.
  package static func write(
    to name: String, path: String, _ context: NodeContext,
    progress: @escaping @Sendable (BundleProgress) -> Void = { _ in }
  ) async throws(BundleError) -> BundleReceipt {
    let recipient = try await BundleRecipient.find(name, context)
    return try await write(to: recipient, path: path, context, answering: nil, progress: progress)
  }

  /// An answer carries the acknowledgement and no changes.
  static func answer(
    to recipient: BundleRecipient, of bundle: BundleID, path: String, _ context: NodeContext
  ) async throws(BundleError) -> BundleReceipt {
    try await write(to: recipient, path: path, context, answering: bundle) { _ in }
  }

  private static func write(
    to recipient: BundleRecipient, path: String, _ context: NodeContext, answering: BundleID?,
    progress: @escaping @Sendable (BundleProgress) -> Void
  ) async throws(BundleError) -> BundleReceipt {
    let origin = await context.replica.origin
    let (receipt, addressed) = try await reading(context) { reader throws(BundleError) in
      var work = try BundleExportWork(
        reader, context, recipient, origin: origin, answering: answering, path: path, progress: progress)
      let receipt = try work.run()
      return (receipt, work.addressed)
    }
    do throws(NodeError) {
      try await context.write { (file) throws(ReplicaError) in
        try file.rememberSent(receipt.id, to: recipient.peer, origin: addressed)
      }
    } catch {
      throw .node(error)
    }
    return receipt
  }

  /// One snapshot from the first vector to the last change, on a reader's own queue.
  private static func reading<Value: Sendable>(
    _ context: NodeContext, _ body: @escaping @Sendable (Reader) throws(BundleError) -> Value
  ) async throws(BundleError) -> Value {
    do {
      return try await context.replica.read { try body($0) }
    } catch let error as BundleError {
      throw error
    } catch let error as ReplicaError {
      throw .node(.replica(error))
    } catch {
      throw .node(.replica(.corrupt("\(error)")))
    }
  }
}

/// The writing of one bundle, inside a snapshot.
private struct BundleExportWork: ~Copyable {
  private static let sliceBytes = 1 << 20

  private let reader: Reader
  private let context: NodeContext
  private let recipient: BundleRecipient
  private let key: SigningKey
  private let certificate: Certificate
  private let peer: BundlePeerState
  private let manifest: BundleManifest
  private let isAnswer: Bool
  private let progress: @Sendable (BundleProgress) -> Void
  private var draft: BundleDraft
  private var receipt: BundleReceipt
  private var number: UInt64 = 0
  private var named: [Hash256] = []
  private var known: Set<Hash256> = []
  private var done = 0
  private var total = 0

  /// The incarnation that the bundle is addressed to.
  var addressed: OriginID? { peer.peer.origin }

  init(
    _ reader: Reader, _ context: NodeContext, _ recipient: BundleRecipient, origin: OriginID,
    answering: BundleID?, path: String, progress: @escaping @Sendable (BundleProgress) -> Void
  ) throws(BundleError) {
    let (key, certificate, id): (SigningKey, Certificate, BundleID)
    do throws(CryptoError) {
      key = try SigningKey(file: context.home.key)
      certificate = try Certificate(file: context.home.certificate)
      guard let bits = Bits128(bytes: try randomBytes(16)) else { throw .failed(operation: "id", reason: "") }
      id = BundleID(bits)
    } catch {
      throw .node(.crypto(error))
    }
    let (peer, manifest): (BundlePeerState, BundleManifest)
    do throws(ReplicaError) {
      peer = try reader.bundlePeer(recipient.peer)
      manifest = try Self.manifest(
        reader, context, recipient, origin: origin, answering: answering)
    } catch {
      throw .node(.replica(error))
    }
    let draft = try BundleDraft(writing: path)
    self.reader = reader
    self.context = context
    self.recipient = recipient
    self.key = key
    self.certificate = certificate
    self.peer = peer
    self.manifest = manifest
    self.progress = progress
    self.draft = draft
    isAnswer = answering != nil
    receipt = BundleReceipt(id: id, to: recipient.identity)
  }

  mutating func run() throws(BundleError) -> BundleReceipt {
    try add(.manifest, manifest.encoded)
    if !isAnswer {
      total = Int(clamping: manifest.changeCount) * 100
      try addChanges()
      try addContents()
    }
    try add(.sum, receipt.sum.encoded)
    try draft.finish()
    receipt.bytes = draft.bytes
    return receipt
  }

  private static func manifest(
    _ reader: Reader, _ context: NodeContext, _ recipient: BundleRecipient, origin: OriginID,
    answering: BundleID?
  ) throws(ReplicaError) -> BundleManifest {
    let registry = context.replica.registry
    // A hub also says that it holds nothing yet of what the recipient may write.
    let held =
      context.configuration.role == .hub
      ? registry.partitions(of: recipient.identity) : context.subscriptions
    let partitions = held.filter { registry.mayRead($0, recipient.identity) }
    return try reader.bundleManifest(
      from: context.identity, origin, to: recipient.identity, peer: recipient.peer, partitions: partitions,
      at: context.now(), answering: answering, wanted: try wanted(reader, context, partitions))
  }

  private static func wanted(
    _ reader: Reader, _ context: NodeContext, _ partitions: [Partition]
  ) throws(ReplicaError) -> [Hash256] {
    var wanted: [Hash256] = []
    for partition in partitions {
      var row: Int64 = 0
      while true {
        let page = try reader.contents(in: partition, after: row, limit: 512)
        guard let last = page.last else { break }
        row = last.row
        for content in page where content.size > 0 && !context.content.holds(content.hash) {
          guard wanted.count < BundleLimits.wantedMax else { return wanted }
          wanted.append(content.hash)
        }
      }
    }
    return wanted
  }

  // MARK: Changes

  private mutating func addChanges() throws(BundleError) {
    var held = manifest.starts
    while true {
      let (batch, hasMore): (Batch, Bool)
      do throws(ReplicaError) {
        (batch, hasMore) = try reader.batch(for: held)
      } catch {
        throw .node(.replica(error))
      }
      guard batch.changeCount > 0 else { return }
      let before = held
      do throws(ReplicaError) { try reader.advance(&held, by: batch) } catch { throw .node(.replica(error)) }
      guard held != before else { throw .node(.replica(.corrupt("a batch that moves no vector"))) }
      note(batch)
      try add(.changes, batch.encoded)
      receipt.sum.changes += UInt64(batch.changeCount)
      done += batch.changeCount * 100
      show()
      try stopIfCancelled()
      guard hasMore else { return }
    }
  }

  /// Contents that these changes name.
  private mutating func note(_ batch: Batch) {
    guard let attachment = Schema.current.entity(named: "attachment"),
      let (group, place) = attachment.field(named: "sha256")
    else { return }
    for section in batch.sections {
      for index in section.changes.indices {
        guard let change = try? section.content(at: index), change.payload.entity == attachment.number,
          let write = change.payload.writes.first(where: { $0.group == group.number }),
          write.values.values.count > place, case .bytes(let bytes) = write.values.values[place],
          let hash = Hash256(bytes: bytes), known.insert(hash).inserted
        else { continue }
        named.append(hash)
      }
    }
  }

  // MARK: Contents

  private mutating func addContents() throws(BundleError) {
    let partitions = Set(manifest.states.map(\.partition))
    for hash in peer.wanted where !known.contains(hash) {
      do throws(ReplicaError) {
        guard try reader.isNamed(hash, where: { partitions.contains($0) }) else { continue }
      } catch {
        throw .node(.replica(error))
      }
      known.insert(hash)
      named.append(hash)
    }
    total = done + named.reduce(0) { $0 + (context.content.size(of: $1) ?? 0) }
    var piece = BundleContents()
    var bytes = 0
    for hash in named {
      guard let size = context.content.size(of: hash), size > 0 else {
        receipt.contentsMissing += 1
        continue
      }
      var offset = 0
      while offset < size {
        let slice: [UInt8]
        do throws(ContentError) {
          slice = try context.content.read(hash, from: offset, count: min(Self.sliceBytes, size - offset))
        } catch {
          throw .node(.file(path: context.content.path(of: hash), errno: 5))
        }
        guard !slice.isEmpty else { throw .node(.file(path: context.content.path(of: hash), errno: 5)) }
        piece.slices.append(
          .init(hash: hash, total: UInt64(size), offset: UInt64(offset), bytes: slice))
        offset += slice.count
        bytes += slice.count
        guard bytes >= BundleLimits.pieceBytes else { continue }
        try add(piece, bytes)
        (piece, bytes) = (BundleContents(), 0)
      }
      receipt.sum.contents += 1
    }
    if !piece.slices.isEmpty { try add(piece, bytes) }
  }

  private mutating func add(_ piece: BundleContents, _ bytes: Int) throws(BundleError) {
    try add(.contents, piece.encoded)
    receipt.sum.contentBytes += UInt64(bytes)
    done += bytes
    show()
    try stopIfCancelled()
  }

  // MARK: Pieces

  private mutating func add(_ kind: BundlePiece.Kind, _ body: [UInt8]) throws(BundleError) {
    guard body.count <= BundleLimits.bodyBytesMax else { throw .tooLarge }
    let (packed, isPacked) = BundlePacking.packed(body)
    let piece = BundlePiece(
      bundle: receipt.id, number: number, isLast: kind == .sum, kind: kind, isPacked: isPacked, body: packed)
    number += 1
    let sealed: [UInt8]
    do throws(CryptoError) {
      sealed = try SealedMessage.seal(piece.encoded, by: key, certificate, for: recipient.certificate)
    } catch {
      throw .node(.crypto(error))
    }
    try draft.add(sealed)
  }

  private func show() { progress(BundleProgress(stage: .writing, done: done, total: max(done, total))) }

  private func stopIfCancelled() throws(BundleError) {
    if Task.isCancelled { throw .node(.cancelled) }
  }
}
