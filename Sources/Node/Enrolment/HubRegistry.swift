package import Records
import Store

/// What the province says about nodes that are in.
package enum HubRegistry {
  /// Closes the door on every key of a node; returns how many were open. What it wrote up to the last good change of each
  /// log stays; what came after it and was applied is superseded; beyond the final change everybody refuses.
  ///
  /// - Parameter bounds: of the logs that are not good to their end; of all others everything held is good.
  package static func revoke(
    _ node: String, bounds: [LogBound] = [], author: String = "province", reason: String,
    _ context: NodeContext
  ) async throws(NodeError) -> Int {
    try context.require(.hub)
    return try await context.write { (file) throws(ReplicaError) in
      try file.revoke(node, bounds, author: author, reason: reason)
    }
  }
}
