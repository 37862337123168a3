internal import Causality
internal import Conflicts
package import Exchange
package import Node
package import Records
package import Store

/// The node that a command works on.
package struct Station: Sendable {
  package let replica: Replica
  /// Who this node is, by its certificate.
  package let identity: NodeIdentity
  /// Where the data lies; for messages.
  package let folder: String
  /// Judges births and checkpoints; made anew for each verification, since it keeps what it has seen.
  package let authority: @Sendable () -> any Authority
  /// The folder `Config` of the product, where it is known.
  package var config: String?
  /// The whole node; `nil` over a replica alone.
  package var node: NodeContext?
  /// The running loop of a center's daemon.
  package var sync: SyncLoop?
  /// The running service of a hub's daemon.
  package var hub: HubService?
  /// Shared by the commands of one process, so that the catalogue is read once.
  private let shelf: CatalogueShelf

  package init(
    replica: Replica, identity: NodeIdentity, folder: String,
    authority: @escaping @Sendable () -> any Authority, shelf: CatalogueShelf = CatalogueShelf()
  ) {
    self.replica = replica
    self.identity = identity
    self.folder = folder
    self.authority = authority
    self.shelf = shelf
  }

  package init(
    _ node: NodeContext, sync: SyncLoop? = nil, hub: HubService? = nil, config: String? = nil,
    shelf: CatalogueShelf = CatalogueShelf()
  ) {
    let authority = node.authority
    self.init(
      replica: node.replica, identity: node.identity, folder: node.home.path,
      authority: { CertificateJudge(authority: authority) }, shelf: shelf)
    self.node = node
    self.sync = sync
    self.hub = hub
    self.config = config
  }

  package var isHub: Bool { identity.role == .province }

  /// The source that a person at this node writes on the word of.
  package var source: String { isHub ? "province" : "counter" }

  /// Reads with the names of things at hand, against one snapshot.
  package func read<Value: Sendable>(
    _ session: Session, _ body: @escaping @Sendable (Labels) throws -> Value
  ) async throws -> Value {
    let rules = await replica.rules
    let language = session.language
    return try await replica.read { reader in
      try body(Labels(reader, rules: rules, language: language))
    }
  }

  /// Reads what staff see. The catalogue is brought only to those who ask for it: it takes a moment to read.
  func view<Value: Sendable>(
    _ session: Session, catalogue: Bool = false,
    _ body: @escaping @Sendable (DeskView, Labels) throws -> Value
  ) async throws -> Value {
    let home = try await replica.inspect { DeskHome($0) }
    let (now, shelf) = (session.now(), shelf)
    return try await read(session) { labels in
      let published = catalogue ? try shelf.catalogue(labels.reader) : nil
      let view = DeskView(labels.reader, rules: labels.rules, home: home, catalogue: published, now: now)
      return try body(view, labels)
    }
  }

  /// The desk at which staff act.
  func desk(_ invocation: Invocation, _ session: Session) async throws -> Desk {
    try await Desk(replica, shelf: shelf, isDryRun: invocation.globals.isDryRun, clock: session.now)
  }

  /// Makes drafts true together; nil where something stands by now that their author was not shown.
  func commit(_ drafts: [Draft]) async throws -> [Committed]? {
    do {
      return try await replica.commit(Act(drafts))
    } catch ReplicaError.changedMeanwhile {
      return nil
    }
  }
}
