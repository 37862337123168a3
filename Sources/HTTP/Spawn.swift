import Glibc

/// Starts a program in a process group of its own, with standard output and error in a file and an environment that
/// holds a search path and nothing else. Every descriptor of ours is close-on-exec, so it inherits none.
enum Spawn {
  /// - Returns: the process id.
  static func start(
    _ program: String, _ arguments: [String], outputPath: String
  ) throws(NginxError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // What we ignore (SIGPIPE, SIGTERM while a dispatch source handles it) must not be ignored there.
    var usual = sigset_t()
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGCHLD] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let words = ([program] + arguments).map { (word: String) in strdup(word) }
    let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"].map { (word: String) in strdup(word) }
    defer { for word in words + environment { free(word) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, &attributes, words + [nil], environment + [nil])
    guard code == 0 else {
      throw code == ENOENT ? .notInstalled(path: program) : .file(path: program, errno: code)
    }
    return pid
  }

  /// Waits until the process ended, without reaping it: until ``reap(_:)`` its id is nobody else's.
  static func waitForEnd(of pid: pid_t) {
    var info = siginfo_t()
    while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
  }

  /// The status of a process that ended, as `waitpid` gives it.
  @discardableResult
  static func reap(_ pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
