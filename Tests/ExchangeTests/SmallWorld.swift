import Causality
import Crypto
import Exchange
import Records
import Simulation

/// libcrypto's SHA-256.
final class Digester: Hashing {
  private let hasher = Hasher256()

  func hash(_ bytes: [UInt8]) -> Hash256 {
    let words = hasher.hash(bytes)
    return Hash256(words.0, words.1, words.2, words.3)
  }

  func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256 {
    let words = first.withUnsafeBytes { first in second.withUnsafeBytes { hasher.hash(first, $0) } }
    return Hash256(words.0, words.1, words.2, words.3)
  }
}

/// Keys of a world by seed: a signature is a keyed hash, so nobody without the key can make one and thousands cost
/// nothing. A certificate is the key's secret behind a letter; "x" is a certificate that nobody signed.
final class Notary: Authority {
  let hashing = Digester()

  func key(of certificate: [UInt8]) -> Hash256 { hashing.hash(certificate) }

  func sign(_ bytes: [UInt8], with certificate: [UInt8]) -> [UInt8] {
    let half = hashing.hash(key(of: certificate).bytes, bytes)
    return half.bytes + hashing.hash(half.bytes).bytes
  }

  func identity(of birth: Birth) -> NodeIdentity? {
    guard birth.certificate.first == UInt8(ascii: "c"),
      birth.signature == sign(birth.signedBytes, with: birth.certificate)
    else { return nil }
    return NodeIdentity(name: "H37.1", role: .center, key: key(of: birth.certificate))
  }

  func isValid(_ signature: [UInt8], over bytes: [UInt8], by key: Hash256) -> Bool {
    let half = hashing.hash(key.bytes, bytes)
    return signature == half.bytes + hashing.hash(half.bytes).bytes
  }
}

/// One incarnation that writes logs.
struct Writer {
  let notary: Notary
  let birth: Birth
  private(set) var heads: [Partition: LogHead] = [:]
  var milliseconds: Int64 = 1_790_000_000_000
  /// The longest pause between two changes.
  var pauseMax = 120_000
  var chance: SplitMix64

  var origin: OriginID { birth.origin }

  init(_ notary: Notary, seed: UInt64, certificate: String? = nil) {
    self.notary = notary
    chance = SplitMix64(seed: seed)
    var birth = Birth(
      origin: OriginID(Bits128(high: chance.next(), low: chance.next())),
      certificate: Array((certificate ?? "c\(seed)").utf8), createdMilliseconds: milliseconds)
    birth.signature = notary.sign(birth.signedBytes, with: birth.certificate)
    self.birth = birth
  }

  var known: KnownOrigin {
    KnownOrigin(
      identity: NodeIdentity(name: "H37.1", role: .center, key: notary.key(of: birth.certificate)),
      birth: birth.hash(notary.hashing))
  }

  mutating func recordID(at time: Int64? = nil) -> RecordID {
    RecordID(milliseconds: time ?? milliseconds, using: &chance)
  }

  mutating func write(
    _ partition: Partition, _ payload: ChangePayload, author: String = "hoa.ntt", source: String = "counter",
    reason: String = "", act: ActPart? = nil, kind: ChangeKind = .data, isSuspect: Bool = false
  ) -> SealedChange {
    if pauseMax > 0, chance.chance(70) { milliseconds += Int64(chance.below(pauseMax)) }
    let head =
      heads[partition]
      ?? LogHead(
        sequence: 0,
        hash: logBeginning(
          partition: partition, origin: origin, birth: birth.hash(notary.hashing), hashing: notary.hashing))
    let header = ChangeHeader(
      partition: partition, origin: origin, sequence: head.sequence + 1, previous: head.hash,
      stamp: Stamp(
        time: HybridTime(milliseconds: milliseconds, counter: UInt16(head.sequence & 7)),
        isSuspect: isSuspect,
        kind: kind, author: author, source: source), reason: reason, act: act)
    let salt = (0..<ChangeLimits.saltBytes).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
    let sealed = SealedChange(
      Change(header: header, payload: payload), salt: salt, hashing: notary.hashing)
    heads[partition] = LogHead(sequence: header.sequence, hash: sealed.hash)
    return sealed
  }

  func checkpoint(_ partition: Partition) -> Checkpoint {
    let head = heads[partition] ?? LogHead(sequence: 0, hash: .zero)
    var checkpoint = Checkpoint(
      partition: partition, origin: origin, sequence: head.sequence, hash: head.hash)
    checkpoint.signature = notary.sign(checkpoint.signedBytes, with: birth.certificate)
    return checkpoint
  }

  /// A change of any kind, superseding some of `earlier`.
  mutating func writeAny(_ partition: Partition, earlier: [SealedChange], act: ActPart? = nil) -> SealedChange
  {
    let names = earlier.suffix(40).compactMap { change -> (ChangeName, RecordID)? in
      guard let opened = try? change.opened() else { return nil }
      return (
        ChangeName(
          origin: opened.header.origin, sequence: opened.header.sequence, short: change.hash.short),
        opened.payload.record
      )
    }
    let known = names.isEmpty || chance.chance(40) ? nil : chance.pick(names)
    let record = known?.1 ?? recordID()
    let root = chance.chance(30) ? recordID() : nil
    func list(_ chance: inout SplitMix64) -> [ChangeName] {
      guard let known else { return [] }
      var list = chance.chance(80) ? [known.0] : []
      if chance.chance(20) { list.append(chance.pick(names).0) }
      if chance.chance(10) {
        list.append(
          ChangeName(
            origin: OriginID(Bits128(high: chance.next() & 3, low: 1)), sequence: chance.next() & 0xFFFF,
            short: chance.next()))
      }
      return list
    }
    var writes: [GroupWrite] = []
    var group: UInt64 = 0
    for _ in 0..<chance.below(4) {
      group += 1 + UInt64(chance.below(5))
      writes.append(
        GroupWrite(
          group: group, values: anyValues(), supersedes: list(&chance),
          before: chance.chance(20) ? anyValues() : nil))
    }
    let payload = ChangePayload(
      record: record, entity: UInt64(1 + chance.below(3)), root: root == record ? nil : root,
      life: LifeWrite(
        act: LifeAct(rawValue: UInt64(chance.below(10) == 0 ? 1 + chance.below(2) : 0)) ?? .touch,
        supersedes: list(&chance)), writes: writes)
    return write(
      partition, payload, author: chance.pick(["hoa.ntt", "binh.lv", "sổ-hộ-tịch"]),
      source: chance.pick(["counter", "civil-register"]),
      reason: chance.chance(20) ? "Theo đơn ngày \(chance.below(28))" : "", act: act,
      kind: chance.chance(10) ? .resolution : .data, isSuspect: chance.chance(5))
  }

  private mutating func anyValues() -> GroupValues {
    GroupValues(
      (0..<chance.below(4)).map { _ in
        switch chance.below(6) {
        case 0: .null
        case 1: .bool(chance.chance(50))
        case 2: .int(Int64(bitPattern: chance.next()) >> Int64(chance.below(60)))
        case 3: .bytes((0..<chance.below(40)).map { _ in UInt8(truncatingIfNeeded: chance.next()) })
        default: .text(chance.pick(["Nguyễn", "Thị Ðào", "Hoàng Văn Thụ", "0912 345 678", ""]))
        }
      })
  }
}

/// A replica in memory, as far as the exchange needs one: logs in the order of application, vectors, a digest.
final class MemoryReplica {
  struct Row {
    var log: LogID
    var sequence: UInt64
    var change: SealedChange
    var checkpoint: Checkpoint?
  }

  struct Held {
    var rows: [Row] = []
    var hashes: [LogID: [Hash256]] = [:]
    var vector = VersionVector()
    var digest = Hash256.zero
  }

  let notary: Notary
  var writer: Writer
  private(set) var held: [Partition: Held] = [:]
  private(set) var births: [OriginID: Birth] = [:]
  private(set) var known: [OriginID: KnownOrigin] = [:]
  var limits: BatchLimits
  var applied = 0

  init(_ notary: Notary, seed: UInt64, partitions: [Partition], limits: BatchLimits = .standard) {
    self.notary = notary
    self.limits = limits
    writer = Writer(notary, seed: seed)
    births[writer.origin] = writer.birth
    known[writer.origin] = writer.known
    for partition in partitions { held[partition] = Held() }
  }

  func subscribe(_ partition: Partition) { if held[partition] == nil { held[partition] = Held() } }

  /// A commit of `count` changes, one act if there are several.
  func commit(_ partition: Partition, count: Int = 1) {
    let act = ActID(Bits128(high: writer.chance.next(), low: writer.chance.next()))
    let earlier = held[partition]?.rows.suffix(40).map(\.change) ?? []
    for number in 1...count {
      let part = count == 1 ? nil : ActPart(act: act, number: UInt64(number), count: UInt64(count))
      let change = writer.writeAny(partition, earlier: earlier, act: part)
      let sequence = writer.heads[partition]?.sequence ?? 0
      enter(
        partition,
        Row(
          log: LogID(origin: writer.origin), sequence: sequence, change: change,
          checkpoint: number == count ? writer.checkpoint(partition) : nil))
    }
  }

  private func enter(_ partition: Partition, _ row: Row) {
    held[partition, default: Held()].rows.append(row)
    held[partition, default: Held()].hashes[row.log, default: []].append(row.change.hash)
    held[partition, default: Held()].vector.advance(row.log, to: row.sequence)
    held[partition, default: Held()].digest =
      (held[partition]?.digest ?? .zero) &+ notary.hashing.hash(row.change.hash.bytes)
  }

  var states: [PartitionState] {
    held.map { PartitionState(partition: $0.key, vector: $0.value.vector, digest: $0.value.digest) }
      .sorted { $0.partition < $1.partition }
  }

  func batch(for needs: [PartitionVector]) throws -> (batch: Batch, hasMore: Bool) {
    var builder = BatchBuilder(limits: limits)
    reading: for need in needs {
      builder.begin(need.partition)
      for row in held[need.partition]?.rows ?? [] where row.sequence > need.vector[row.log] {
        if try builder.add(row.change, checkpoint: row.checkpoint) == .full { break reading }
      }
    }
    return builder.finish { self.births[$0] }
  }

  var heldLogs: HeldLogs { heldLogs(.registry) }

  func heldLogs(_ partition: Partition) -> HeldLogs {
    HeldLogs(
      head: { log in
        guard let hashes = self.held[partition]?.hashes[log], let last = hashes.last else { return nil }
        return LogHead(sequence: UInt64(hashes.count), hash: last)
      },
      hash: { log, sequence in
        guard let hashes = self.held[partition]?.hashes[log], sequence > 0, sequence <= UInt64(hashes.count)
        else { return nil }
        return hashes[Int(sequence) - 1]
      }, origin: { self.known[$0] })
  }

  @discardableResult
  func absorb(_ batch: Batch) -> [SyncRefusal] {
    var refusals: [SyncRefusal] = []
    let accepted =
      (try? batch.acceptedBirths(known: { known[$0] }, authority: notary, hashing: notary.hashing)) ?? []
    for (birth, known) in accepted {
      births[birth.origin] = birth
      self.known[birth.origin] = known
    }
    for section in batch.sections {
      let (verified, refused) = section.sifted(
        held: heldLogs(section.partition), authority: notary, hashing: notary.hashing)
      refusals += refused
      for change in verified.changes {
        let sequence = change.change.header.sequence
        let checkpoint = verified.checkpoints.first {
          $0.origin == change.log.origin && $0.sequence == sequence
        }
        enter(
          section.partition,
          Row(log: change.log, sequence: sequence, change: change.sealed, checkpoint: checkpoint))
        applied += 1
      }
    }
    return refusals
  }
}
