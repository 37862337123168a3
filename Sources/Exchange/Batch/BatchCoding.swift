package import Causality
import Records

/// The bytes of a batch: tables of what several changes name, then per section its columns (`SectionPacker`).
///
///     [1, h'origins', [text…], h'shapes', [birth…], [section…]]
///     section = [partition, h'column'…]
///
/// This is the envelope. The canonical bytes that are hashed and signed are those of `ChangeHeader` and
/// `ChangePayload`; unpacking re-creates them exactly.
extension Batch {
  package static let format: UInt64 = 1

  package var encoded: [UInt8] {
    var tables = PackTables()
    var packed = CBORWriter(capacity: 1_024 + changeCount * 96)
    for section in sections { SectionPacker.pack(section, &tables, into: &packed) }
    var out = CBORWriter(capacity: packed.bytes.count + 4_096)
    out.array(6)
    out.uint(Self.format)
    var origins: [UInt8] = []
    for origin in tables.origins { origin.bits.append(to: &origins) }
    out.data(origins)
    out.array(tables.texts.count)
    for text in tables.texts { out.text(String(decoding: text, as: UTF8.self)) }
    out.data(tables.shapes.bytes)
    out.array(births.count)
    for birth in births { out.birth(birth) }
    out.array(sections.count)
    out.raw(packed.bytes)
    return out.bytes
  }

  /// Unpacks and computes the hash of each change. Fails with `tooLarge`, `cbor`, `malformed` or `unknownFormat`.
  package init(
    encoded bytes: [UInt8], hashing: any Hashing, limits: BatchLimits = .standard
  ) throws(ExchangeError) {
    var reader = CBORReader(bytes)
    do throws(CBORError) {
      try reader.array(exactly: 6)
      try reader.format(Self.format)
    } catch {
      throw ExchangeError(error)
    }
    var tables = UnpackTables(
      origins: try Self.origins(&reader, limits), texts: try Self.texts(&reader, limits),
      shapes: try Self.shapes(&reader, limits), limits: limits, hashing: hashing,
      changesLeft: limits.changesMax, bytesLeft: limits.bytesMax)
    let births = try Self.births(&reader, limits)
    var sections: [Section] = []
    for _ in 0..<(try Self.count(&reader, max: limits.sectionsMax)) {
      sections.append(try SectionUnpacker.unpack(&reader, &tables))
    }
    do throws(CBORError) { try reader.finish() } catch { throw ExchangeError(error) }
    self.init(sections: sections, births: births)
  }

  private static func count(_ reader: inout CBORReader, max limit: Int) throws(ExchangeError) -> Int {
    do throws(CBORError) { return try reader.array(max: limit) } catch { throw ExchangeError(error) }
  }

  private static func origins(
    _ reader: inout CBORReader, _ limits: BatchLimits
  ) throws(ExchangeError) -> [OriginID] {
    do throws(CBORError) {
      let bytes = try reader.data(max: limits.originsMax * 16)
      guard bytes.count % 16 == 0 else { throw .invalid(at: reader.position) }
      var column = ColumnReader(0, bytes)
      var origins: [OriginID] = []
      origins.reserveCapacity(bytes.count / 16)
      while let bits = try? column.bits() { origins.append(OriginID(bits)) }
      return origins
    } catch {
      throw ExchangeError(error)
    }
  }

  private static func texts(
    _ reader: inout CBORReader, _ limits: BatchLimits
  ) throws(ExchangeError) -> [String] {
    do throws(CBORError) {
      let count = try reader.array(max: limits.textsMax)
      var texts: [String] = []
      texts.reserveCapacity(count)
      for _ in 0..<count { texts.append(try reader.text(max: ChangeLimits.reasonBytesMax)) }
      return texts
    } catch {
      throw ExchangeError(error)
    }
  }

  private static func shapes(
    _ reader: inout CBORReader, _ limits: BatchLimits
  ) throws(ExchangeError) -> [Shape] {
    var column: ColumnReader
    do throws(CBORError) { column = ColumnReader(0, try reader.data(max: limits.bytesMax)) } catch {
      throw ExchangeError(error)
    }
    var shapes: [Shape] = []
    while !column.isAtEnd {
      guard shapes.count < limits.changesMax else { throw .tooLarge(limit: limits.changesMax) }
      shapes.append(try Shape(from: &column))
    }
    return shapes
  }

  private static func births(
    _ reader: inout CBORReader, _ limits: BatchLimits
  ) throws(ExchangeError) -> [Birth] {
    do throws(CBORError) {
      let count = try reader.array(max: limits.birthsMax)
      var births: [Birth] = []
      births.reserveCapacity(count)
      for _ in 0..<count { births.append(try reader.birth()) }
      return births
    } catch {
      throw ExchangeError(error)
    }
  }
}
