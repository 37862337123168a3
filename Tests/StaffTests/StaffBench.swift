import Crypto
import Foundation
import Synchronization

@testable import Staff

/// A book in memory, or in a file, with clocks that a test moves.
final class StaffBench: Sendable {
  static let address = "192.0.2.7"
  static let password = "trạm biên giới xanh"

  private let steady = Mutex<Int64>(1_000_000)
  private let wall = Mutex<Int64>(1_800_000_000_000)
  let path: String?
  let boot: String

  init(path: String? = nil, boot: String = "boot-1") {
    self.path = path
    self.boot = boot
  }

  var clock: StaffClock {
    StaffClock(
      wall: { [self] in wall.withLock { $0 } }, steady: { [self] in steady.withLock { $0 } }, boot: boot)
  }

  /// Both clocks, unless the wall clock is set by somebody.
  func move(milliseconds: Int64) {
    steady.withLock { $0 += milliseconds }
    wall.withLock { $0 += milliseconds }
  }

  func setWall(back milliseconds: Int64) { wall.withLock { $0 -= milliseconds } }

  var seconds: Int64 { wall.withLock { $0 } / 1_000 }

  func book(boot: String? = nil) -> StaffBook {
    var limits = StaffBook.Limits()
    limits.cost = .cheap
    var clock = clock
    if let boot { clock.boot = boot }
    return StaffBook(path: path, clock: clock, limits: limits)
  }
}

extension StaffBook {
  /// An account whose password is the bench's own, and the secret of a session of it.
  func enter(
    _ name: String = "hoa.ntt", _ role: StaffRole = .clerk, label: String = "Nguyễn Thị Tuyết Hoa"
  ) async throws -> String {
    let printed = try await add(name, label: label, role: role)
    let secret = try unwrapped(await signIn(name, printed, from: StaffBench.address).secret)
    _ = try await setPassword(secret, old: nil, new: StaffBench.password)
    return secret
  }
}

extension SignIn {
  var secret: String? { if case .entered(let secret) = self { secret } else { nil } }
}

struct Missing: Error {}

func unwrapped<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Missing() }
  return value
}
