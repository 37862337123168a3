import Causality
import Conflicts
import Counter
import Records
import Store
import Testing

@Suite struct `A failure below the terminal` {
  static let record = RecordID(Bits128(high: 1, low: 2))

  @Test(arguments: [
    (ReplicaError.changedMeanwhile(record: record, groups: [1]), "E-EDIT-001", ExitCode.conflict),
    (.recordDeleted(record), "E-EDIT-002", .conflict),
    (.recordUnknown(record), "E-FIND-005", .notFound),
    (.notGranted(.noGrant, .unit("06184")), "E-NODE-006", .permission),
    (.locked(process: 7), "E-NODE-002", .temporary),
    (.locked(process: nil), "E-NODE-002", .temporary),
    (.tampered(record), "E-NODE-008", .integrity),
    (.corrupt("log"), "E-NODE-008", .integrity),
    (.cannotOpen(path: "/x", errno: 13), "E-NODE-005", .permission),
    (.newerThanBinary(["0009"]), "E-NODE-009", .versionMismatch),
    (.malformedDraft, "E-CMD-099", .failed),
  ])
  func `of the replica is told with its code`(error: ReplicaError, code: String, exit: ExitCode) {
    let err = Recorded()
    let session = SessionTests.make(Recorded(), err)
    #expect(session.fail(error, look: "tram person show 1", folder: "/var/lib/tram") == exit)
    #expect(err.text.contains("Lỗi \(code): "))
    #expect(!err.text.contains("{"), "a place without a value")
  }

  @Test(arguments: [
    (ResolutionError.reasonMissing, "E-CMD-003", ExitCode.usage),
    (.nothingToDecide, "E-CONF-005", .notFound),
    (.changed(arrived: [], gone: []), "E-CONF-002", .conflict),
    (.unfitValue(field: "sex"), "E-EDIT-004", .usage),
    (.mergeWithItself, "E-CONF-006", .failed),
    (.distinctNotAllowed(rule: "personal-id-once"), "E-CONF-008", .failed),
  ])
  func `of a decision is told with its code`(error: ResolutionError, code: String, exit: ExitCode) {
    let err = Recorded()
    #expect(SessionTests.make(Recorded(), err).fail(error, conflict: "7F3A") == exit)
    #expect(err.text.contains("Lỗi \(code): ") && !err.text.contains("{"))
  }

  @Test func `says that nothing is lost when somebody changed it meanwhile`() {
    let err = Recorded()
    _ = SessionTests.make(Recorded(), err).fail(
      ReplicaError.changedMeanwhile(record: Self.record, groups: [1]), look: "tram person show 1",
      folder: "/d")
    #expect(
      err.text == """
        Lỗi E-EDIT-001: Có người vừa sửa nội dung này.
        Nghĩa là: Chưa có gì bị mất: bản của bạn chưa được lưu, bản của người kia còn nguyên.
        Hãy: xem lại (`tram person show 1`) rồi lưu lần nữa.

        """)
  }
}
