import Counter
import Records
import Synchronization
import Testing

/// What a command wrote.
final class Recorded: TextOutput {
  private let written = Mutex("")
  var text: String { written.withLock { $0 } }
  func write(_ text: String) { written.withLock { $0 += text } }
}

typealias SessionTests = `A session`

@Suite struct `A session` {
  static func make(
    _ out: Recorded, _ err: Recorded, quiet: Bool = false, json: Bool = false, terminal: Bool = false,
    answer: String? = nil
  ) -> Session {
    Session(
      out: out, err: err, language: .vi, width: terminal ? 60 : nil, showsProgress: terminal, isQuiet: quiet,
      isJSON: json, now: { 0 },
      ask: answer.map { answer in { @Sendable (_: SafeText) async -> String? in answer } })
  }

  @Test func `tells a problem as what happened, what it means and what to do`() {
    let (out, err) = (Recorded(), Recorded())
    let code = Self.make(out, err).fail(Texts.problems.conflictMoved, "7F3A")
    #expect(code == .conflict && out.text.isEmpty)
    #expect(
      err.text == """
        Lỗi E-CONF-002: Xung đột 7F3A vừa có thêm một bên.
        Nghĩa là: Quyết định chưa được lưu vì bạn chưa thấy bên mới.
        Hãy: xem lại `tram conflicts show 7F3A` rồi quyết định.

        """)
  }

  @Test func `tells a problem to a script as a document`() throws {
    let (out, err) = (Recorded(), Recorded())
    _ = Self.make(out, err, json: true).fail(Texts.problems.offline, 12)
    let document = try JSONValue.parse(err.text)
    #expect(document["schema"] == "tram.error/1" && document["code"] == "E-SYNC-001" && document["exit"] == 9)
    #expect(document["means"]?.text?.contains("12 thay đổi") == true)
  }

  @Test func `keeps its remarks to itself when asked to be quiet, never its answers and problems`() {
    let (out, err) = (Recorded(), Recorded())
    let session = Self.make(out, err, quiet: true)
    session.remark("nhận xét")
    session.say("trả lời")
    #expect(out.text == "trả lời\n" && err.text.isEmpty)
    _ = session.fail(Texts.problems.busy)
    #expect(err.text.contains("E-NODE-010"))
  }

  @Test func `shows progress only on a terminal`() {
    for terminal in [true, false] {
      let (out, err) = (Recorded(), Recorded())
      var progress = Progress(Self.make(out, err, terminal: terminal), Texts.hub.importing, total: 2000)
      progress.advance(to: 500, at: 0)
      progress.advance(to: 600, at: 50)
      progress.advance(to: 1000, at: 100)
      progress.finish("xong")
      let drawn = "\rĐang nhập  500/2.000  25%\u{1B}[K\rĐang nhập  1.000/2.000  50%\u{1B}[K\r\u{1B}[K"
      #expect(err.text == (terminal ? drawn : "") + "xong\n")
      #expect(out.text.isEmpty)
    }
  }

  @Test(arguments: [
    ("c", true), ("có", true), (" Y \n", true), ("", false), ("k", false), ("yes", true), ("x", false),
  ])
  func `asks and understands both languages`(answer: String, agreed: Bool) async {
    let session = Self.make(Recorded(), Recorded(), answer: answer)
    #expect(await session.confirm("Làm?", yes: false) == agreed)
  }

  @Test func `takes silence for no, where nobody can be asked`() async {
    let session = Self.make(Recorded(), Recorded())
    #expect(await session.confirm("Làm?", yes: false) == false)
    #expect(await session.confirm("Làm?", yes: true))
  }
}
