import Counter
import Node
import Records
import Testing

@Suite struct `The doctor's words` {
  @Test(arguments: Check.Subject.allCases) func `name each subject`(subject: Check.Subject) {
    #expect(Texts.doctor.subject(subject) != nil)
  }

  @Test(arguments: Check.Finding.allCases) func `say each finding`(finding: Check.Finding) {
    #expect(Texts.doctor.sentence(finding) != nil)
  }

  @Test func `give a next step for whatever is not in order, and for nothing else`() {
    for finding in Check.Finding.allCases {
      let isFine = [
        "intact", "stand", "verified", "uncontested", "agrees", "recent", "disciplined", "room", "valid",
        "away",
        "private", "on", "none", "encrypted", "off", "fixed", "guarded", "tight", "young", "empty", "present",
      ].contains { finding.rawValue.hasSuffix("." + $0) }
      // What is fine for a dump of memory is not for a clock, and the other way round.
      let exceptions: [Check.Finding: Bool] = [
        .clockOff: false, .encryptionOff: false, .coresOn: false, .alarmsStand: false,
      ]
      #expect((Texts.doctor.step(finding) == nil) == (exceptions[finding] ?? isFine), "\(finding.rawValue)")
    }
  }

  @Test func `are shown with a mark, a word and the step`() {
    let checks = [
      Check(.disk, .fail, .diskFull, .bytes(83_886_080)),
      Check(.alarms, .fail, .alarmsStand, .count(1), .text("fork")),
    ]
    #expect(DoctorView.sentence(checks[0], .vi).plain == "Gần đầy: còn 80,0 MB.")
    #expect(DoctorView.sentence(checks[1], .en).plain.contains("A log has two continuations"))
    #expect(DoctorView.document(checks, .en)["state"] == "fail")
  }
}
