/// What a password must be (OWASP ASVS 5.0, 6.2): long enough, not one that everybody tries first. No rules about kinds
/// of letters and no expiry, which make passwords worse.
package enum PasswordRules {
  package static let lettersMin = 10
  package static let bytesMax = 512

  package static func check(_ password: String, for account: String) throws(StaffError) {
    guard password.utf8.count <= bytesMax else { throw .passwordTooLong(bytesMax: bytesMax) }
    guard password.count >= lettersMin else { throw .passwordTooShort(lettersMin: lettersMin) }
    let letters = password.lowercased()
    let bare = letters.filter { $0.isLetter || $0.isNumber }
    guard !common.contains(bare), Set(letters).count > 3, !bare.contains(bareName(account)),
      !isRun(Array(letters.utf8)), !common.contains(where: { bare == $0 + $0 })
    else { throw .passwordTooCommon }
  }

  private static func bareName(_ account: String) -> String {
    account.filter { $0.isLetter || $0.isNumber }
  }

  /// `abcdefghij`, `9876543210`: each letter a neighbour of the one before.
  private static func isRun(_ bytes: [UInt8]) -> Bool {
    let steps = Set(zip(bytes, bytes.dropFirst()).map { Int($1) - Int($0) })
    return steps == [1] || steps == [-1]
  }

  /// Of ten letters and more, without their signs: the beginnings of the lists of leaked passwords, and what an office
  /// here would try.
  private static let common: Set<String> = [
    "password12", "password123", "password1234", "passw0rd12", "passw0rd123", "1234567890", "0123456789",
    "12345678910", "123456789a", "a123456789", "1q2w3e4r5t", "qwertyuiop", "qwerty1234", "qwerty12345",
    "1qaz2wsx3edc", "iloveyou12", "administrator", "admin12345", "admin123456", "adminadmin", "matkhau123",
    "matkhau1234", "matkhau123456", "hanhchinhcong", "motcua1234", "trungtamhanhchinh", "vietnam123",
    "vietnam1234", "vietnam2025", "vietnam2026", "langson123", "langson1234", "langson2025", "langson2026",
    "anhyeuem123", "emyeuanh123", "conmeo1234", "xinchao123", "welcome123", "welcome1234", "changeme123",
    "letmein1234", "abcd123456", "abc1234567", "abcdef1234", "q1w2e3r4t5", "zaq12wsxcde3", "1122334455",
    "1111122222", "0987654321", "9876543210", "dichvucong", "dichvucong123", "caphe12345", "tramtramtram",
  ]
}
