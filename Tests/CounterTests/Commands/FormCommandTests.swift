import Counter
import Foundation
import Records
import Testing

private let opening = "dossier open --procedure 1.001193 --case 2 --person 020190000001 --as hoa.ntt"

@Suite struct `Printed forms` {
  private func opened(_ bench: DeskBench) async throws -> (code: String, secret: String) {
    let first = try #require(
      try await bench.type(opening, json: true).document["dossiers"]?.elements?.first)
    return (try #require(first["code"]?.text), try #require(first["secret"]?.text))
  }

  @Test func `a receipt bears code, secret, components and due time, and says that it is provisional`()
    async throws
  {
    let bench = try DeskBench()
    let (code, secret) = try await opened(bench)
    let typed = try await bench.type("print 01 \(code) --as hoa.ntt")
    #expect(typed.code == .ok, "\(typed)")
    for part in [
      "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", code, "TẠM – chờ đồng bộ", "Nông Thị Lan",
      "17:00 ngày 23/11/2026",
      "\(secret.prefix(3))-\(secret.suffix(3))", "Giấy chứng sinh", "Mẫu số 01",
    ] {
      #expect(typed.out.contains(part), "\(part)\n\(typed.out)")
    }
    #expect(!typed.out.contains("Bản in lại"))
    let again = try await bench.type("print 01 \(code) --as hoa.ntt")
    #expect(again.out.contains("Bản in lại lần 2") && again.err.contains("lần 2"), "\(again)")
    let events = try await bench.type("dossier show \(code)", json: true).document["events"]?.elements
    #expect(events?.count { $0["values"]?["what"] == "printed" } == 2)
  }

  @Test(arguments: ["a4", "a5", "80mm"])
  func `a page for the browser is whole, escaped, and bears both codes`(paper: String) async throws {
    let bench = try DeskBench()
    let (code, _) = try await opened(bench)
    _ = try await bench.type(
      "person edit 020190000001 --set name.given=\"<b>Lan&\" --reason \"thử\" --as hoa.ntt")
    let page = try await bench.type("print 01 \(code) --html --paper \(paper) --as hoa.ntt").out
    #expect(page.hasPrefix("<!doctype html>") && page.contains("</html>"))
    #expect(page.contains("&lt;b&gt;Lan&amp;") && !page.contains("<b>Lan"))
    #expect(
      page.matches(of: /<svg/).count == 2 && page.contains(paper == "80mm" ? "80mm auto" : paper.uppercased())
    )
  }

  @Test func `each form waits for its occasion, and a refusal has a ground in law`() async throws {
    let bench = try DeskBench()
    let (code, _) = try await opened(bench)
    for form in ["02", "03", "05"] {
      let early = try await bench.type("print \(form) \(code) --as hoa.ntt")
      #expect(early.code == .failed && early.err.contains("E-LAW-005"), "\(early)")
    }
    let bare = try await bench.type("print 04 \(code) --as hoa.ntt")
    #expect(bare.err.contains("E-CMD-003"), "\(bare)")
    let apology = try await bench.type(
      "print 04 \(code) --until 2026-11-27 --reason \"Chờ xác minh của xã khác\" --as hoa.ntt")
    #expect(apology.out.contains("17:00 ngày 27/11/2026") && apology.out.contains("xin lỗi"), "\(apology)")
    _ = try await bench.type("dossier advance \(code) --to 4 --as hoa.ntt")
    _ = try await bench.type(
      "dossier supplement \(code) --requirement giay-chung-sinh --reason \"Bản đã nộp bị mờ\" --as hoa.ntt")
    let supplement = try await bench.type("print 02 \(code) --as hoa.ntt")
    #expect(supplement.out.contains("Giấy chứng sinh") && supplement.out.contains("bị mờ"), "\(supplement)")
    _ = try await bench.type("dossier assign \(code) --to minh.hd --as hoa.ntt")
    let control = try await bench.type("print 06 \(code) --paper a4 --as hoa.ntt")
    #expect(control.out.contains("minh.hd") && control.out.contains("Đúng hạn"), "\(control)")
    let register = try await bench.type("print 07 --from 2026-11-01 --to 2026-11-30 --as hoa.ntt")
    #expect(register.out.contains("SỔ THEO DÕI HỒ SƠ"), "\(register)")
    let later = try await bench.type("print 07 --from 2099-01-01 --as hoa.ntt")
    #expect(later.out.contains("SỔ THEO DÕI HỒ SƠ"), "\(later)")
  }

  @Test func `a technical reason is no ground to refuse`() async throws {
    let bench = try DeskBench()
    let opened = try await bench.type(
      "dossier open --procedure 1.014063 --case 1 --channel online --person 020190000001 --as hoa.ntt",
      json: true)
    let code = try #require(opened.document["dossiers"]?.elements?.first?["code"]?.text)
    let refused = try await bench.type(
      "dossier advance \(code) --to 3 --reason \"Lỗi hệ thống, mất mạng\" --as hoa.ntt")
    #expect(refused.code == .permission && refused.err.contains("E-LAW-004"), "\(refused)")
    let lawful = try await bench.type(
      "dossier advance \(code) --to 3 --reason \"Không thuộc thẩm quyền theo Điều 5\" --as hoa.ntt")
    #expect(lawful.code == .ok, "\(lawful)")
    let printed = try await bench.type("print 03 \(code) --as hoa.ntt")
    #expect(printed.out.contains("Không thuộc thẩm quyền") && printed.out.contains("Chưa thu"), "\(printed)")
  }

  @Test func `the receipt's secret opens the public view and nothing else`() async throws {
    let bench = try DeskBench()
    let (code, secret) = try await opened(bench)
    let seen = try await bench.type("dossier track \(code) \(secret.lowercased())")
    #expect(seen.code == .ok && seen.out.contains("Được tiếp nhận"), "\(seen)")
    for hidden in ["Nông", "Lan", "hoa.ntt", "020190000001", "0912000100"] {
      #expect(!seen.out.contains(hidden) && !seen.err.contains(hidden), "\(hidden)")
    }
    let wrong = try await bench.type("dossier track \(code) 222222")
    let unknown = try await bench.type("dossier track H37.01-261123-999999 \(secret)")
    #expect(wrong.code == .notFound && wrong.err == unknown.err)
  }
}

@Suite struct `Codes on paper` {
  private static let reader = "/usr/bin/zbarimg"

  /// What a scanner's program reads in a picture of the modules.
  private func read(_ rows: [[Bool]]) throws -> String {
    let (scale, quiet) = (4, 12)
    let width = (rows[0].count + 2 * quiet) * scale
    var picture = [UInt8](repeating: 255, count: width * (rows.count + 2 * quiet) * scale)
    for (row, modules) in rows.enumerated() {
      for (column, isDark) in modules.enumerated() where isDark {
        for y in 0..<scale {
          for x in 0..<scale {
            picture[((row + quiet) * scale + y) * width + (column + quiet) * scale + x] = 0
          }
        }
      }
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pgm")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Array("P5 \(width) \((rows.count + 2 * quiet) * scale) 255\n".utf8) + picture).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: Self.reader)
    process.arguments = ["--quiet", "--raw", file.path()]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  private static let texts = [
    "H37.08-261125-000001/K7M2QX", "A", "H37.05-261124-KQT0042/234567",
    // One of each version, filled to its last byte.
    String(repeating: "0123456789abcdef", count: 1).prefix(14).description,
    String(repeating: "0123456789abcdef", count: 2).prefix(26).description,
    String(repeating: "0123456789abcdef", count: 3).prefix(42).description,
    String(repeating: "0123456789abcdef", count: 4).prefix(62).description,
    String(repeating: "0123456789abcdef", count: 6).prefix(84).description,
    String(repeating: "0123456789abcdef", count: 7).prefix(106).description,
    "000.00.01.H29-240115-0001", "zażółć gęślą jaźń ~!@#$%^&*()",
  ]

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: reader)), arguments: texts)
  func `a QR code is read back by another program`(text: String) throws {
    let code = try #require(QRCode(text))
    let rows = (0..<code.side).map { row in (0..<code.side).map { code[row, $0] } }
    #expect(try read(rows) == text)
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: reader)),
    arguments: ["H37.08-261125-000001", "H37.05-261124-KQT0042", "~ !\"#$%&'()*+,-./:;<=>?@", "A1"])
  func `a bar code is read back by another program`(text: String) throws {
    let code = try #require(Code128(text))
    #expect(try read([[Bool]](repeating: code.modules, count: 40)) == text)
  }

  @Test func `too long and unprintable are refused`() {
    #expect(QRCode(String(repeating: "x", count: 106)) != nil)
    #expect(QRCode(String(repeating: "x", count: 107)) == nil)
    #expect(Code128("") == nil && Code128("Trạm") == nil && Code128(String(repeating: "1", count: 49)) == nil)
  }
}
