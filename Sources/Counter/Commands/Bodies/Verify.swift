internal import Causality
internal import Records
internal import Store

extension StationCommands {
  static let maintenance: [(words: [String], body: Body)] = [(["verify"], verify)]

  @Sendable static func verify(
    _ invocation: Invocation, _ session: Session, _ station: Station
  ) async throws -> ExitCode {
    let report = try await station.replica.read { reader in
      var progress = Progress(session, Texts.views.verifying, total: nil)
      let report = try reader.verify(authority: station.authority(), hashing: CryptoHashing()) {
        done, total in
        progress.advance(to: done, of: total, at: session.now())
      }
      progress.clear()
      return report
    }
    VerificationView(report).show(session)
    guard report.isIntact else { return session.fail(Texts.problems.verifyFailed, SafeText(station.folder)) }
    return invocation.has("--with-hub") ? try await compareWithHub(session, station) : .ok
  }
}
