package import Conflicts
package import Crypto
import Glibc
package import HTTP
package import Records
package import Staff
package import Store

/// An open node: its folder, who it is, its replica and its contents. One process at a time has one.
package struct NodeContext: Sendable {
  package let home: NodeHome
  package let configuration: NodeConfiguration
  package let identity: NodeIdentity
  package let replica: Replica
  package let content: ContentStore
  /// Who works here; opened at its first use.
  package let staff: StaffBook
  /// The province's authority, as pinned.
  package let authority: Certificate
  /// Milliseconds since 1970-01-01 UTC by this machine's clock, right or wrong.
  package let now: @Sendable () -> Int64

  /// Opens the node in a folder.
  ///
  /// - Parameter rules: by which conflicts are judged until the province has published its own.
  /// - Throws: `.noNode`, `.alreadyServed`, `.damagedHome`, `.replica` and `.crypto` of ``NodeError``.
  package static func open(
    _ home: NodeHome, rules: RuleBook? = nil, now: @escaping @Sendable () -> Int64 = wallClock
  ) throws(NodeError) -> NodeContext {
    umask(0o077)
    let configuration = try NodeConfiguration(reading: home)
    let rules = if let rules { rules } else { try noRules() }
    let key = try certifying { () throws(CryptoError) in try SigningKey(file: home.key) }
    let certificate = try certifying { () throws(CryptoError) in try Certificate(file: home.certificate) }
    let authority = try certifying { () throws(CryptoError) in
      try Certificate(file: home.authorityCertificate)
    }
    guard certificate.publicKey == key.publicKey, certificate.isIssued(by: authority),
      let identity = NodeIdentity(certificate), identity.name == configuration.name,
      (identity.role == .province) == (configuration.role == .hub)
    else { throw .damagedHome(file: home.certificate) }
    try home.makeFolders(hub: configuration.role == .hub)
    let content: ContentStore
    do throws(ContentError) {
      content = try ContentStore(folder: home.content)
    } catch {
      throw .file(path: home.content, errno: errno)
    }
    let replica = try replica(
      home, identity, CertifiedSigner(key: key, certificate: certificate), authority, rules, now)
    Scratch.sweep(home)
    return NodeContext(
      home: home, configuration: configuration, identity: identity, replica: replica, content: content,
      staff: StaffBook(path: home.staff, clock: .system(wall: now)), authority: authority, now: now)
  }

  /// Every conflict is a person's.
  private static func noRules() throws(NodeError) -> RuleBook {
    do throws(RuleError) {
      return try RuleBook(documents: [], schema: .current)
    } catch {
      throw .damagedHome(file: error.file)
    }
  }

  private static func replica(
    _ home: NodeHome, _ identity: NodeIdentity, _ signer: CertifiedSigner, _ authority: Certificate,
    _ rules: RuleBook, _ now: @escaping @Sendable () -> Int64
  ) throws(NodeError) -> Replica {
    do {
      return try Replica {
        try ReplicaFile(
          folder: home.path,
          environment: ReplicaEnvironment(
            wallMilliseconds: now,
            randomBytes: { count in
              // Without the kernel's chance there is no identifier that is surely new: better none at all.
              guard let bytes = try? randomBytes(count) else {
                preconditionFailure("the kernel gives no random bytes")
              }
              return bytes
            },
            hashing: CryptoHashing(), signer: signer, authority: CertificateJudge(authority: authority)),
          identity: identity, rules: rules)
      }
    } catch ReplicaError.locked(let process) {
      throw .alreadyServed(process: process)
    } catch let error as ReplicaError {
      throw .replica(error)
    } catch {
      throw .replica(.cannotOpen(path: home.path, errno: EIO))
    }
  }

  /// How this node shows itself to its hub, and what it expects of it.
  package var trust: Trust {
    Trust(
      server: .authority(pemPath: home.authorityCertificate),
      identity: Trust.Identity(certificatePath: home.certificate, keyPath: home.key))
  }

  /// The partitions that this node holds by its grants, most important first; a hub holds what there is.
  package var subscriptions: [Partition] { replica.registry.partitions(of: identity) }

  package func require(_ role: NodeRole) throws(NodeError) {
    guard configuration.role == role else { throw .wrongRole(configuration.role) }
  }

  /// Ends readers and writer; the folder is free afterwards.
  package func close() async {
    await staff.close()
    await replica.close()
  }
}

/// Milliseconds since 1970-01-01 UTC.
@Sendable package func wallClock() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}
