internal import CSQLite

extension Statement {
  package func bind(_ index: Int32, _ value: Int64) {
    note(sqlite3_bind_int64(handle, index, value))
  }

  package func bind(_ index: Int32, _ value: Int) {
    note(sqlite3_bind_int64(handle, index, Int64(value)))
  }

  /// Binds the 64 bits as they are: what is above `Int64.max` is stored negative, and sorts so.
  package func bind(_ index: Int32, _ value: UInt64) {
    note(sqlite3_bind_int64(handle, index, Int64(bitPattern: value)))
  }

  package func bind(_ index: Int32, _ value: Bool) {
    note(sqlite3_bind_int64(handle, index, value ? 1 : 0))
  }

  /// Binds the UTF-8 of a string. It is copied; nothing else is built.
  package func bind(_ index: Int32, _ value: String) {
    var value = value
    value.withUTF8 { bind(index, utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Binds text given as UTF-8. It is copied.
  package func bind(_ index: Int32, utf8: UnsafeRawBufferPointer) {
    if let kept = kept(utf8) { return bind(index, borrowedUTF8: kept) }
    guard let start = utf8.baseAddress, utf8.count > 0 else {
      note(csqlite_bind_text_borrowed(handle, index, "", 0))
      return
    }
    guard let length = Int32(exactly: utf8.count) else { return note(SQLITE_TOOBIG) }
    note(csqlite_bind_text_copied(handle, index, start.assumingMemoryBound(to: CChar.self), length))
  }

  /// Binds text given as UTF-8. It is copied.
  package func bind(_ index: Int32, utf8: [UInt8]) {
    utf8.withUnsafeBytes { bind(index, utf8: $0) }
  }

  /// Binds bytes. They are copied.
  package func bind(_ index: Int32, _ value: [UInt8]) {
    value.withUnsafeBytes { bind(index, $0) }
  }

  /// Binds bytes. They are copied. None are an empty blob, not NULL.
  package func bind(_ index: Int32, _ bytes: UnsafeRawBufferPointer) {
    if let kept = kept(bytes) { return bind(index, borrowed: kept) }
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      return note(sqlite3_bind_zeroblob(handle, index, 0))
    }
    guard let length = Int32(exactly: bytes.count) else { return note(SQLITE_TOOBIG) }
    note(csqlite_bind_blob_copied(handle, index, start, length))
  }

  /// Binds bytes without a copy. The caller keeps them alive and unchanged until the statement has been run to its end
  /// or reset.
  package func bind(_ index: Int32, borrowed bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      return note(sqlite3_bind_zeroblob(handle, index, 0))
    }
    guard let length = Int32(exactly: bytes.count) else { return note(SQLITE_TOOBIG) }
    note(csqlite_bind_blob_borrowed(handle, index, start, length))
  }

  /// Binds text given as UTF-8 without a copy. The caller keeps it alive and unchanged until the statement has been run
  /// to its end or reset.
  package func bind(_ index: Int32, borrowedUTF8 utf8: UnsafeRawBufferPointer) {
    guard let start = utf8.baseAddress, utf8.count > 0 else {
      note(csqlite_bind_text_borrowed(handle, index, "", 0))
      return
    }
    guard let length = Int32(exactly: utf8.count) else { return note(SQLITE_TOOBIG) }
    note(csqlite_bind_text_borrowed(handle, index, start.assumingMemoryBound(to: CChar.self), length))
  }

  /// Binds NULL. A parameter that nothing was bound to is NULL too.
  package func bindNull(_ index: Int32) {
    note(sqlite3_bind_null(handle, index))
  }

  /// Binds an integer, or NULL.
  package func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  /// Binds a text, or NULL.
  package func bind(_ index: Int32, _ value: String?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  /// Binds bytes, or NULL.
  package func bind(_ index: Int32, _ value: [UInt8]?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  /// Remembers the first refusal for the next step.
  func note(_ code: Int32) {
    if code != SQLITE_OK && refusal == SQLITE_OK { refusal = code }
  }
}
