import Causality
import Conflicts
import Crypto
import Exchange
import Foundation
import Records
import Store

/// Two replicas on disk with real keys and certificates, and as many more as are asked for.
struct World {
  let a: ReplicaFile
  let b: ReplicaFile
  private let folder: String
  private let authority: CertificateAuthority

  init(folder: String) throws {
    self.folder = folder
    authority = try CertificateAuthority.create(name: "bench", notBefore: 1_700_000_000, validDays: 3_650)
    a = try Self.replica("a", in: folder, authority)
    b = try Self.replica("b", in: folder, authority)
  }

  /// An empty replica that knows the same authority.
  func replica(_ name: String) throws -> ReplicaFile { try Self.replica(name, in: folder, authority) }

  private static func replica(
    _ name: String, in folder: String, _ authority: CertificateAuthority
  ) throws -> ReplicaFile {
    let key = try SigningKey.generate()
    let request = try CertificateRequest.make(key: key, commonName: name)
    let certificate = try authority.issue(
      request, subject: DistinguishedName(commonName: name, organization: name, unit: "province"),
      kind: .client, notBefore: 1_700_000_000, days: 365)
    guard let identity = NodeIdentity(certificate) else {
      preconditionFailure("the certificate names nobody")
    }
    try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
    let environment = ReplicaEnvironment(
      wallMilliseconds: { Int64(Date().timeIntervalSince1970 * 1000) },
      randomBytes: { (try? randomBytes($0)) ?? [] }, hashing: CryptoHashing(),
      signer: CertifiedSigner(key: key, certificate: certificate),
      authority: CertificateJudge(authority: authority.certificate))
    return try ReplicaFile(
      folder: folder + "/" + name, environment: environment, identity: identity,
      rules: try RuleBook(documents: [], schema: .current))
  }

  /// Half inserts, then half updates of one group each.
  func produce(_ workload: Workload, _ changes: Int, on replica: ReplicaFile) throws -> [RecordID] {
    let ids = try insert(workload, changes / 2, on: replica)
    try edit(workload, ids, side: 0, on: replica)
    return ids
  }

  /// One group of each record, by who has seen what `replica` holds.
  func edit(
    _ workload: Workload, _ ids: some Collection<RecordID>, side: Int, on replica: ReplicaFile
  ) throws {
    let ids = Array(ids)
    for first in stride(from: 0, to: ids.count, by: Workload.perTransaction) {
      let acts = try (first..<min(ids.count, first + Workload.perTransaction)).compactMap { index in
        try replica.reader.record(ids[index]).map { Act([workload.update(index, $0, side: side)]) }
      }
      for answer in replica.commit(acts) { _ = try answer.get() }
    }
  }

  @discardableResult
  func insert(_ workload: Workload, _ count: Int, on replica: ReplicaFile) throws -> [RecordID] {
    var generator = SystemRandomNumberGenerator()
    var ids: [RecordID] = []
    ids.reserveCapacity(count)
    for first in stride(from: 0, to: count, by: Workload.perTransaction) {
      var acts: [Act] = []
      for index in first..<min(count, first + Workload.perTransaction) {
        let id = RecordID(milliseconds: 1_790_000_000_000 + Int64(index), using: &generator)
        ids.append(id)
        acts.append(Act([workload.insert(index, id)]))
      }
      for answer in replica.commit(acts) { _ = try answer.get() }
    }
    return ids
  }

  /// What `receiver` lacks, or all of it.
  func batches(
    _ partition: Partition, from replica: ReplicaFile, beyond receiver: ReplicaFile? = nil,
    limits: BatchLimits = BatchLimits(changes: Workload.perTransaction)
  ) throws -> [Batch] {
    let vector = try receiver?.reader.state(of: partition).vector ?? VersionVector()
    var held = PartitionVector(partition: partition, vector: vector)
    var batches: [Batch] = []
    while true {
      let (batch, hasMore) = try replica.reader.batch(for: [held], limits: limits)
      batches.append(batch)
      for section in batch.sections {
        for checkpoint in section.checkpoints {
          held.vector.advance(LogID(origin: checkpoint.origin), to: checkpoint.sequence)
        }
      }
      if !hasMore { return batches }
    }
  }
}
