import Causality
import Exchange
import Records
package import Store
import Synchronization

/// Keeps the catalogue that was read last, and reads it again only when its partition has moved.
package final class CatalogueShelf: Sendable {
  private let held = Mutex<PublishedCatalogue?>(nil)

  package init() {}

  /// The catalogue that `reader` holds; `nil` where none has arrived yet.
  package func catalogue(_ reader: Reader) throws -> PublishedCatalogue? {
    let digest = try reader.state(of: .catalogue).digest
    if let known = held.withLock({ $0 }), known.digest == digest { return known }
    let read = try PublishedCatalogue(reader)
    held.withLock { $0 = read }
    return read
  }
}
