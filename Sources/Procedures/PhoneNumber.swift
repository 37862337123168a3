/// A telephone number of Vietnam as people write it: `0912 345 678`, `+84 912.345.678`, `0205-381-0810`.
///
/// Mobile numbers have ten digits and begin with 03, 05, 07, 08 or 09 (the plan of Circular 22/2014/TT-BTTTT after the
/// change of 2018); landlines have eleven and begin with 02. `+84`, `84` and `0084` take the place of the first 0.
package struct PhoneNumber: Hashable, Sendable {
  /// `0912345678`.
  package let digits: String

  /// Reads a number, or nil for what is none.
  package init?(_ text: String) {
    guard text.utf8.count <= 32 else { return nil }
    var digits: [UInt8] = []
    var hasPlus = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
      case UInt8(ascii: "+") where index == 0: hasPlus = true
      case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"):
        break
      default: return nil
      }
    }
    for prefix in ["0084", "84"] where digits.starts(with: prefix.utf8) && digits.count > 10 {
      if prefix == "84" || !hasPlus {
        digits = [UInt8(ascii: "0")] + digits.dropFirst(prefix.utf8.count)
        hasPlus = false
        break
      }
    }
    guard !hasPlus, digits.count >= 2, digits[0] == UInt8(ascii: "0") else { return nil }
    switch digits[1] {
    case UInt8(ascii: "2"): guard digits.count == 11 else { return nil }
    case UInt8(ascii: "3"), UInt8(ascii: "5"), UInt8(ascii: "7")...UInt8(ascii: "9"):
      guard digits.count == 10 else { return nil }
    default: return nil
    }
    self.digits = String(decoding: digits, as: UTF8.self)
  }
}
