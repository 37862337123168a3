import Foundation
import Glibc
import Testing

@testable import HTTP

@Suite struct `An nginx configuration` {
  @Test func `has its placeholders filled, and nginx's own names left alone`() throws {
    let text = try NginxConfiguration.render(
      template:
        "pid \"@STATE@/pid\"; # don't @ me\nlisten @ADDRESS@:@PORT@; server_name @NAMES@; error_page 502 @resting;",
      values: [
        "STATE": "/var/lib/trạm số 1", "ADDRESS": "[::1]", "PORT": "8443", "NAMES": ["a.lan", "10.0.0.1"],
      ])
    #expect(
      text
        == "pid \"/var/lib/trạm số 1/pid\"; # don't @ me\nlisten [::1]:8443; server_name a.lan 10.0.0.1; error_page 502 @resting;"
    )
  }

  @Test func `with a placeholder without a value is refused`() {
    #expect(throws: NginxError.missingValue(placeholder: "PORT")) {
      try NginxConfiguration.render(template: "listen @PORT@;", values: [:])
    }
  }

  @Test func `with a value that nobody asks for is refused`() {
    #expect(throws: NginxError.unusedValue(name: "PROT")) {
      try NginxConfiguration.render(template: "listen 1;", values: ["PROT": "1"])
    }
  }

  @Test(arguments: ["", "a\"b", "a;b", "a\nb", "a'b", "a\\b", "$uri", "{", "}", "a\0b", "unix:x", "a#b"])
  func `does not let a quoted value out of its quotes`(_ value: String) {
    #expect(throws: NginxError.unsafeValue(name: "STATE")) {
      try NginxConfiguration.render(template: "pid \"@STATE@\";", values: ["STATE": .init(value)])
    }
  }

  @Test(arguments: ["", "1 ssl", "1;", "1\n", "\"1\"", "$x", "{", "é", "a\tb", "#"])
  func `lets nothing but bare words stand unquoted`(_ value: String) {
    #expect(throws: NginxError.unsafeValue(name: "PORT")) {
      try NginxConfiguration.render(template: "listen @PORT@;", values: ["PORT": .init(value)])
    }
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `An nginx process` {
  @Test func `whose configuration is wrong does not start, and says why`() async throws {
    let folder = Folder()
    try folder.write("events {}\nhttp { lisssten 1; }\n", to: "nginx.conf")
    let nginx = NginxProcess(
      configurationPath: folder.file("nginx.conf"), stateDirectory: folder.file("state"))
    await #expect {
      try await nginx.start()
    } throws: {
      guard case .configurationRefused(let words) = $0 as? NginxError else { return false }
      return words.contains("lisssten")
    }
    await nginx.stop()
  }

  @Test func `that is not installed is named`() async {
    let folder = Folder()
    let nginx = NginxProcess(
      executable: "/nonexistent/nginx", configurationPath: "x", stateDirectory: folder.file("state"))
    await #expect(throws: NginxError.notInstalled(path: "/nonexistent/nginx")) { try await nginx.start() }
  }

  @Test func `whose port is taken does not start, and says why`() async throws {
    let front = try await Front { _ in .text("") }
    let state = front.folder.file("other")
    try front.folder.write(
      NginxConfiguration.render(
        template: try Front.template("hub.conf.template"),
        values: Front.values(
          state: state, socket: front.folder.file("s"), downloads: front.folder.file("downloads"),
          port: front.port, certificates: front.certificates)),
      to: "other.conf")
    let other = NginxProcess(configurationPath: front.folder.file("other.conf"), stateDirectory: state)
    await #expect {
      try await other.start()
    } throws: {
      guard case .didNotStart(let words) = $0 as? NginxError else { return false }
      return words.contains("Address already in use")
    }
    await front.stop()
  }

  @Test func `killed outright comes back on the same port`() async throws {
    let front = try await Front { _ in .text("here") }
    let client = front.client()
    #expect(try await client.send(Request(url: front.url + "/")).status == 200)
    let first = try #require(front.nginx.pid)
    #expect(kill(first, SIGKILL) == 0)
    while true {
      if let pid = front.nginx.pid, pid != first,
        let response = try? await client.send(Request(url: front.url + "/"))
      {
        #expect(response.body == Array("here".utf8))
        break
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    await front.stop()
    #expect(front.nginx.pid == nil)
  }

  @Test func `reads its configuration again without losing the listening socket`() async throws {
    let front = try await Front { _ in .text("here") }
    let pid = front.nginx.pid
    try await front.nginx.reload()
    #expect(try await front.client().send(Request(url: front.url + "/")).status == 200)
    #expect(front.nginx.pid == pid)
    await front.stop()
  }

  @Test func `stops though a client waits, for good`() async throws {
    let gate = Gate()
    let front = try await Front(admission: { _ in Admission(waits: true) }) { _ in
      _ = await gate.wait()
      return .text("")
    }
    let client = front.client()
    async let poll = client.send(Request(url: front.url + "/wait"))
    await gate.untilWaiting(1)
    await front.nginx.stop(gracePeriodMs: 200)
    do {
      _ = try await poll
      Issue.record("an answer came")
    } catch {
      #expect((error as? HTTPError)?.isOffline == true)
    }
    await front.responder.stop(gracePeriodMs: 0)
  }

  @Test func `is gone when the process that started it is killed`() async throws {
    let folder = Folder()
    let port = try Front.freePort()
    // Temporary folders of its own, because an ordinary user may not write into those of the distribution.
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \"\(folder.path)/state/temp/\($0)\"; " }.joined()
    try folder.write(
      "pid \"\(folder.path)/state/nginx.pid\";\nevents {}\n"
        + "http { access_log off; \(folders) server { listen 127.0.0.1:\(port); } }\n",
      to: "nginx.conf")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
      let nginx = NginxProcess(configurationPath: path + "/nginx.conf", stateDirectory: path + "/state")
      try await nginx.start()
      try "\(nginx.pid ?? 0)".write(toFile: path + "/child", atomically: true, encoding: .utf8)
      kill(getpid(), SIGKILL)
    }
    let text = try String(contentsOfFile: folder.file("child"), encoding: .utf8)
    let pid = try #require(pid_t(text))
    #expect(pid > 0)
    // Until nobody reaps it an orphan stays as a zombie; either is gone.
    while let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      !status.contains(") Z ")
    {
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
