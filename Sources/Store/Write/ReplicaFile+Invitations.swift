package import Causality
import SQLite

/// A node that a person at the province expects, until it comes or the time is over.
package struct Invitation: Hashable, Sendable {
  /// SHA-256 of the secret that the person carries; the secret itself is not kept.
  package var tokenHash: Hash256
  /// Agency code of the center.
  package var node: String
  /// What it will be given, as whoever invited wrote it.
  package var terms: String
  /// Milliseconds since 1970-01-01 UTC by the hub's clock.
  package var expiresAt: Int64
  package var usedAt: Int64?

  package init(tokenHash: Hash256, node: String, terms: String, expiresAt: Int64, usedAt: Int64? = nil) {
    self.tokenHash = tokenHash
    self.node = node
    self.terms = terms
    self.expiresAt = expiresAt
    self.usedAt = usedAt
  }
}

extension ReplicaFile {
  package func add(_ invitation: Invitation) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      let insert = try db.statement(
        "INSERT INTO invitation(token_hash, node, grants, expires_at) VALUES(?, ?, ?, ?)")
      insert.bind(1, invitation.tokenHash.bytes)
      insert.bind(2, invitation.node)
      insert.bind(3, invitation.terms)
      insert.bind(4, invitation.expiresAt)
      try insert.run()
    }
  }

  /// Marks it used and writes down by whom. Returns whether it was unused until now.
  package func use(_ invitation: Invitation, terms: String, at now: Int64) throws(ReplicaError) -> Bool {
    try storing { () throws(SQLiteError) in
      let update = try db.statement(
        "UPDATE invitation SET used_at = ?, grants = ? WHERE token_hash = ? AND used_at IS NULL")
      update.bind(1, now)
      update.bind(2, terms)
      update.bind(3, invitation.tokenHash.bytes)
      try update.run()
      return try db.int64("SELECT changes()") == 1
    }
  }
}

extension Reader {
  package func invitation(_ tokenHash: Hash256) throws(ReplicaError) -> Invitation? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        "SELECT node, grants, expires_at, used_at FROM invitation WHERE token_hash = ?")
      select.bind(1, tokenHash.bytes)
      defer { select.reset() }
      guard try select.step() else { return nil }
      return Invitation(
        tokenHash: tokenHash, node: select.text(0), terms: select.text(1), expiresAt: select.int64(2),
        usedAt: select.isNull(3) ? nil : select.int64(3))
    }
  }

  /// Invitations that nobody has used yet, the ones that end first in front.
  package func openInvitations(at now: Int64) throws(ReplicaError) -> [Invitation] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT token_hash, node, grants, expires_at FROM invitation
        WHERE used_at IS NULL AND expires_at > ? ORDER BY expires_at
        """)
      select.bind(1, now)
      var found: [Invitation] = []
      try select.forEachRow { row throws(SQLiteError) in
        guard let hash = Hash256(bytes: row.bytes(0)) else { return }
        found.append(
          Invitation(tokenHash: hash, node: row.text(1), terms: row.text(2), expiresAt: row.int64(3)))
      }
      return found
    }
  }
}
