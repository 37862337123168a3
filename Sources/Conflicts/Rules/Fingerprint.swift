import Records

/// A short name for the content of a set of documents: FNV-1a (Fowler, Noll, Vo) of 64 bits over a canonical form.
/// It tells versions apart; it proves nothing, which the signed change that brings the rules does.
enum Fingerprint {
  /// Sixteen hexadecimal digits, whatever the order of the documents and of the members in them.
  static func text(of documents: [JSONValue]) -> String {
    let sums = documents.map { document in
      var hash = FNV()
      hash.add(document)
      return hash.sum
    }
    var total = FNV()
    for sum in sums.sorted() { total.add(word: sum) }
    let digits = String(total.sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private struct FNV {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(byte: UInt8) { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    mutating func add(word: UInt64) {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        add(byte: UInt8(truncatingIfNeeded: word >> shift))
      }
    }

    mutating func add(text: String) {
      add(word: UInt64(text.utf8.count))
      for byte in text.utf8 { add(byte: byte) }
    }

    /// The depth was bounded when the document was read (`JSONLimits.depthMax`).
    mutating func add(_ value: JSONValue) {
      switch value {
      case .null: add(byte: 0)
      case .bool(let truth): add(byte: truth ? 2 : 1)
      case .int(let integer):
        add(byte: 3)
        add(word: UInt64(bitPattern: integer))
      case .string(let text):
        add(byte: 4)
        add(text: text)
      case .array(let elements):
        add(byte: 5)
        add(word: UInt64(elements.count))
        for element in elements { add(element) }
      case .object(let members):
        add(byte: 6)
        add(word: UInt64(members.count))
        let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for member in sorted {
          add(text: member.name)
          add(member.value)
        }
      }
    }
  }
}
