internal import CCrypto

/// The bytes of an `i2d` function, which is asked twice: for the length, and for the bytes.
func der(
  _ operation: String, _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(CryptoError) -> [UInt8] {
  let length = encode(nil)
  guard length > 0 else { throw .failed(operation) }
  return [UInt8](unsafeUninitializedCapacity: Int(length)) { output, count in
    var end = output.baseAddress
    count = Int(encode(&end))
  }
}

/// What a `d2i` function makes of bytes, when it uses all of them.
func decode(
  _ bytes: [UInt8], as subject: CryptoError.Subject, bytesMax: Int, free: (OpaquePointer) -> Void,
  _ parse: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
) throws(CryptoError) -> OpaquePointer {
  guard bytes.count <= bytesMax else { throw .malformed(subject, reason: "longer than \(bytesMax) bytes") }
  var used = 0
  let made = bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
    var position = buffer.baseAddress
    let made = parse(&position, buffer.count)
    if let start = buffer.baseAddress, let position { used = start.distance(to: position) }
    return made
  }
  guard let made else { throw .malformed(subject) }
  guard used == bytes.count else {
    free(made)
    throw .malformed(subject, reason: "bytes behind the end")
  }
  return made
}

/// The bytes that `write` puts into a BIO in memory.
func pem(_ operation: String, _ write: (OpaquePointer) -> Int32) throws(CryptoError) -> [UInt8] {
  guard let memory = BIO_new(BIO_s_mem()) else { throw .failed(operation) }
  defer { BIO_free(memory) }
  guard write(memory) == 1 else { throw .failed(operation) }
  var start: UnsafeMutablePointer<CChar>?
  let count = ccrypto_memory(memory, &start)
  return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
}

/// What `read` makes of PEM text. It is never asked for a passphrase on the terminal: an encrypted file is refused.
func decodePEM(
  _ bytes: [UInt8], as subject: CryptoError.Subject, _ read: (OpaquePointer) -> OpaquePointer?
) throws(CryptoError) -> OpaquePointer {
  guard let length = Int32(exactly: bytes.count), bytes.count <= 64 << 10 else {
    throw .malformed(subject, reason: "longer than 64 KiB")
  }
  let made = bytes.withUnsafeBytes { buffer -> OpaquePointer? in
    guard let memory = BIO_new_mem_buf(buffer.baseAddress, length) else { return nil }
    defer { BIO_free(memory) }
    return read(memory)
  }
  guard let made else { throw .malformed(subject) }
  return made
}
