import Causality
import Records

/// The heads of a partition's logs while a batch goes by. Most names are of the log whose run it is, so that one is not
/// looked up.
struct Heads {
  private var others: [OriginID: UInt64] = [:]
  private var run: (origin: OriginID, sequence: UInt64)?
  private let stored: (OriginID) -> UInt64

  init(stored: @escaping (OriginID) -> UInt64) { self.stored = stored }

  mutating func hold(_ payload: ChangePayload) -> Bool {
    for name in payload.life.supersedes where !hold(name) { return false }
    for write in payload.writes.indices {
      for name in payload.writes[write].supersedes where !hold(name) { return false }
    }
    return true
  }

  mutating func advance(_ origin: OriginID, to sequence: UInt64) {
    if let run, run.origin != origin { others[run.origin] = max(others[run.origin] ?? 0, run.sequence) }
    run = (origin, sequence)
  }

  private mutating func hold(_ name: ChangeName) -> Bool {
    if let run, run.origin == name.origin { return name.sequence <= run.sequence }
    if let head = others[name.origin] { return name.sequence <= head }
    let head = stored(name.origin)
    others[name.origin] = head
    return name.sequence <= head
  }
}
