import Causality
import Procedures
import Records
package import Store

/// Gives official codes to dossiers that were received under provisional ones, once the province has leased numbers.
///
/// Only what this incarnation received: two incarnations of one center must not number the same dossier. The serial is
/// of the year, and the date of the day, of receipt, also when the lease arrives after the new year.
package enum Renumbering {
  /// Account under which the program writes it.
  package static let author = "numbering"

  /// Numbers all that waits and has a lease; returns how many were numbered. Each is an act of its own, so that one that
  /// somebody has just changed holds up no other; it is tried again the next time.
  package static func run(
    for agency: String, _ file: ReplicaFile, now: Int64
  ) throws(ReplicaError) -> Int {
    let leases = try DossierNumbers.leases(of: agency, file.reader).filter {
      $0.origin == file.origin.description
    }
    guard !leases.isEmpty else { return 0 }
    let view = DeskView(file.reader, rules: file.rules, home: DeskHome(file), catalogue: nil, now: now)
    let acting = Acting(account: author, source: view.home.source, reason: "", now: now)
    var chance = SystemRandomNumberGenerator()
    var count = 0
    for code in try waiting(of: agency, file) {
      let ranges = leases.filter { $0.year == code.date.year }.map(\.range)
      for state in try file.reader.find(.dossierCode, code.text) {
        guard let sheet = view.sheet(state, in: .center(agency)), sheet.text("code") == code.text,
          try file.reader.partition(of: state.record) == .center(agency)
        else { continue }
        let hand = DossierInHand(
          dossier: sheet, events: [], procedure: nil, calendar: nil, lists: .none(on: acting.day))
        // A number is taken for good, so only for a dossier that will bear it.
        guard hand.awaitsNumber,
          let serial = try file.takeNumber("dossier/\(code.date.year)", from: ranges),
          let official = try? DossierCode.make(agency: agency, on: code.date, serial: Int(serial))
        else { continue }
        let drafts = hand.numbered(as: official, by: acting, using: &chance)
        guard !drafts.isEmpty else { continue }
        do throws(ReplicaError) {
          _ = try file.commit(Act(drafts))
          count += 1
        } catch .changedMeanwhile {
          continue
        }
      }
    }
    return count
  }

  /// Provisional codes of this incarnation that a dossier still bears, in the order in which they were given.
  private static func waiting(of agency: String, _ file: ReplicaFile) throws(ReplicaError) -> [DossierCode] {
    let letters = DossierCode.originLetters(file.origin.bits.bytes)
    let keys = try file.reader.keys(.dossierCode, from: agency + "-", to: agency + "-~")
    return keys.compactMap { DossierCode($0) }.filter {
      $0.isProvisional && $0.agency == agency && $0.serial.prefix { $0.isLetter } == letters
    }
  }
}
