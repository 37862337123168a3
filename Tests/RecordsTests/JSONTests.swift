import Records
import Testing

@Suite struct `A JSON document` {
  @Test(
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-7", -7),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      (#""Nguyễn Văn Đức""#, "Nguyễn Văn Đức"), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u0110\ud83d\ude00""#, "Đ😀"), ("[]", []), ("{}", [:]), ("[1,[2,[]],{}]", [1, [2, []], [:]]),
      ("{\"b\": 1,\n \"a\": [null]}", ["b": 1, "a": [nil]]),
    ] as [(String, JSONValue)])
  func `is read as what it says`(text: String, value: JSONValue) throws {
    #expect(try JSONValue.parse(text) == value)
  }

  @Test(arguments: [
    ("", JSONError(.endsEarly, line: 1, column: 1)),
    ("[1,", JSONError(.endsEarly, line: 1, column: 4)),
    ("[1,]", JSONError(.unexpected, line: 1, column: 4)),
    ("{\"a\":1,}", JSONError(.unexpected, line: 1, column: 8)),
    ("{a:1}", JSONError(.unexpected, line: 1, column: 2)),
    ("{\"a\" 1}", JSONError(.unexpected, line: 1, column: 6)),
    ("truth", JSONError(.unexpected, line: 1, column: 4)),
    ("1 2", JSONError(.trailing, line: 1, column: 3)),
    ("\n\n  1.5", JSONError(.notAnInteger, line: 3, column: 3)),
    ("1e3", JSONError(.notAnInteger, line: 1, column: 1)),
    ("-", JSONError(.endsEarly, line: 1, column: 2)),
    ("-x", JSONError(.unexpected, line: 1, column: 2)),
    ("01", JSONError(.integerRange, line: 1, column: 1)),
    ("9223372036854775808", JSONError(.integerRange, line: 1, column: 1)),
    ("\"a\nb\"", JSONError(.control, line: 1, column: 3)),
    (#""\x""#, JSONError(.escape, line: 1, column: 2)),
    (#""\u12G4""#, JSONError(.escape, line: 1, column: 2)),
    (#""\ud800""#, JSONError(.surrogate, line: 1, column: 2)),
    (#""\udc00\ud800""#, JSONError(.surrogate, line: 1, column: 2)),
    (#""\ud800\u0041""#, JSONError(.surrogate, line: 1, column: 2)),
    ("{\"Đức\":1,\n\"Đức\":2}", JSONError(.duplicateName, line: 2, column: 1)),
    ("\u{FEFF}1", JSONError(.notUTF8, line: 1, column: 1)),
  ])
  func `that is broken is refused with its place`(text: String, error: JSONError) {
    #expect(throws: error) { try JSONValue.parse(text) }
  }

  @Test func `with bytes that are not UTF-8 is refused`() {
    for bad: [UInt8] in [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80]] {
      #expect(throws: JSONError(.notUTF8, line: 1, column: 2)) {
        try JSONValue.parse([0x22] + bad + [0x22])
      }
    }
  }

  @Test func `beyond a limit is refused, at the limit it is read`() throws {
    let limits = JSONLimits(bytesMax: 20, depthMax: 3, valuesMax: 4)
    #expect(try JSONValue.parse("[[[]]]", limits: limits) == [[[]]])
    #expect(throws: JSONError(.tooDeep(max: 3), line: 1, column: 4)) {
      try JSONValue.parse("[[[[]]]]", limits: limits)
    }
    #expect(try JSONValue.parse("[1,2,3]", limits: limits) == [1, 2, 3])
    #expect(throws: JSONError(.tooManyValues(max: 4), line: 1, column: 8)) {
      try JSONValue.parse("[1,2,3,4]", limits: limits)
    }
    #expect(throws: JSONError(.tooManyBytes(max: 20), line: 1, column: 1)) {
      try JSONValue.parse(String(repeating: " ", count: 20) + "1", limits: limits)
    }
  }

  @Test func `cut anywhere is an error and never a trap`() {
    let whole = Array(#"{"tên":"Đ\ud83d\ude00\n","n":-12,"x":[true,false,null]}"#.utf8)
    for length in 0..<whole.count {
      #expect(throws: JSONError.self) { try JSONValue.parse(Array(whole.prefix(length))) }
    }
  }

  @Test func `keeps the order of its members and is written the same each time`() throws {
    let value: JSONValue = [
      "schema": "node.status/1", "b": [1, 2], "a": ["x": nil, "y": true], "e": [:], "f": [],
    ]
    #expect(
      value.written() == #"{"schema":"node.status/1","b":[1,2],"a":{"x":null,"y":true},"e":{},"f":[]}"#)
    #expect(
      value.written(.indented) == """
        {
          "schema": "node.status/1",
          "b": [
            1,
            2
          ],
          "a": {
            "x": null,
            "y": true
          },
          "e": {},
          "f": []
        }
        """)
    #expect(try JSONValue.parse(value.written(.indented)) == value)
  }

  @Test(arguments: [
    ("Hoàng Thị Ngọc", #""Hoàng Thị Ngọc""#),
    ("\u{1B}]0;x\u{7}", #""\u001b]0;x\u0007""#),
    ("\u{9B}31m\u{7F}", #""\u009b31m\u007f""#),
    ("a\u{202E}b\u{2066}c", #""a\u202eb\u2066c""#),
    ("a\u{200B}\u{FEFF}\u{2028}", #""a\u200b\ufeff\u2028""#),
    ("\u{E0041}", #""\udb40\udc41""#),
    ("\"\\\n\r\t", #""\"\\\n\r\t""#),
  ])
  func `shows hidden characters as escapes and reads them back`(text: String, written: String) throws {
    #expect(JSONValue.string(text).written() == written)
    #expect(try JSONValue.parse(written) == .string(text))
  }

  @Test func `tells composed from decomposed text`() {
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
  }

  @Test func `changes, appends and removes a member in place`() {
    var value: JSONValue = ["a": 1, "b": 2]
    value["a"] = 3
    value["c"] = 4
    value["b"] = nil
    #expect(value == ["a": 3, "c": 4])
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
      (951_782_399_999, "2000-02-28T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_773_039_900_000, "2026-03-09T07:05:00.000Z"),
      (4_102_444_800_000, "2100-01-01T00:00:00.000Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (.min, "0000-01-01T00:00:00.000Z"),
      (.max, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `writes instants in UTC`(ms: Int64, written: String) {
    #expect(JSONValue.time(ms) == .string(written))
  }

  @Test func `of another shape says where`() throws {
    let shape = JSONShape(["groups": [["rule": "latest"], ["rule": 3]], "none": nil])
    let groups = try shape.member("groups").elements()
    #expect(try groups[0].member("rule").text() == "latest")
    #expect(throws: JSONShapeError(.text, path: "groups[1].rule")) { try groups[1].member("rule").text() }
    #expect(throws: JSONShapeError(.missing, path: "groups[1].who")) { try groups[1].member("who") }
    #expect(throws: JSONShapeError(.unknown, path: "none")) { try shape.allows(only: "groups") }
    #expect(try shape.optional("none")?.value == nil)
  }
}
