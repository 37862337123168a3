import Causality
import Crypto
import Exchange
import Records
import Store

/// Opens the pieces of a bundle one by one, on a queue of its own: signature and recipient first, then the size of what it
/// unpacks to, then what it says. Holds one piece at a time.
actor BundleOpener {
  private let executor = QueueExecutor(label: "tram.bundle")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let context: NodeContext
  private let key: SigningKey
  private let certificate: Certificate
  private var file: BundleFile
  private var reading = BundleReading()
  private(set) var signer: Certificate?
  private let hasher = Hasher256()
  private var isInsideContent = false

  let size: Int
  var position: Int { file.position }
  var bundle: BundleID? { reading.bundle }

  init(_ path: String, _ context: NodeContext) throws(BundleError) {
    self.context = context
    do throws(CryptoError) {
      key = try SigningKey(file: context.home.key)
      certificate = try Certificate(file: context.home.certificate)
    } catch {
      throw .node(.crypto(error))
    }
    let file = try BundleFile(reading: path)
    size = file.size
    self.file = file
  }

  /// The file from its beginning again, to be checked again.
  func rewind() {
    file.rewind()
    reading = BundleReading()
    signer = nil
    if isInsideContent { _ = hasher.finish() }
    isInsideContent = false
  }

  /// The next part; `nil` after the last, when the whole file was as it must be.
  func next() throws(BundleError) -> BundleReading.Part? {
    if reading.isWhole {
      try file.end()
      return nil
    }
    let (content, signer) = try opened(try file.next())
    let piece = try exchanging { () throws(ExchangeError) in try BundlePiece(encoded: content) }
    let body = try BundlePacking.unpacked(piece)
    let part = try exchanging { () throws(ExchangeError) in
      try reading.take(piece, unpacked: body, hashing: CryptoHashing())
    }
    switch part {
    case .manifest(let manifest): try admit(manifest, signer)
    case .contents(let contents): for slice in contents.slices { try check(slice) }
    case .changes, .sum: break
    }
    return part
  }

  /// Signed by the one whom the registry knows, before anything of it is unpacked.
  private func opened(_ sealed: [UInt8]) throws(BundleError) -> (content: [UInt8], signer: Certificate) {
    let isFirst = signer == nil
    let opened: (content: [UInt8], signer: Certificate)
    do throws(SealError) {
      opened = try SealedMessage.open(
        sealed, with: key, certificate, bytesMax: BundleLimits.pieceBytesMax)
    } catch .misaddressed where isFirst {
      throw .misaddressed
    } catch .tooLarge {
      throw .tooLarge
    } catch .unsigned {
      throw .forged(.unsigned)
    } catch {
      throw .altered
    }
    if let signer {
      guard signer == opened.signer else { throw .forged(.contradictory) }
    } else {
      try admit(opened.signer)
      signer = opened.signer
    }
    return opened
  }

  /// Dates are not asked for: a stick may travel for weeks, and this clock may stand at 2000.
  private func admit(_ signer: Certificate) throws(BundleError) {
    guard signer.isIssued(by: context.authority), let identity = NodeIdentity(signer) else {
      throw .forged(.notCertified)
    }
    let registry = context.replica.registry
    guard !registry.revoked.contains(identity.key) else { throw .forged(.revoked) }
    let isKnown = registry.nodes[identity.key] == identity
    // A node that has just joined knows nobody yet; the authority's word for the province brings it the registry.
    let isFirstWord =
      identity.role == .province && !registry.nodes.values.contains { $0.role == .province }
    guard isKnown || isFirstWord else { throw .forged(.unknownKey) }
  }

  private func admit(_ manifest: BundleManifest, _ signer: Certificate) throws(BundleError) {
    guard manifest.to.identity == context.identity, manifest.from.identity != context.identity else {
      throw .misaddressed
    }
    guard let identity = NodeIdentity(signer), manifest.from.identity == identity,
      CertificateJudge(authority: context.authority).identity(of: manifest.birth) == identity,
      manifest.from.origin == manifest.birth.origin
    else { throw .forged(.contradictory) }
  }

  private func check(_ slice: BundleContents.Slice) throws(BundleError) {
    hasher.update(slice.bytes)
    isInsideContent = slice.offset + UInt64(slice.bytes.count) < slice.total
    guard !isInsideContent else { return }
    let (a, b, c, d) = hasher.finish()
    guard Hash256(a, b, c, d) == slice.hash else { throw .forged(.contradictory) }
  }

  private func exchanging<Value>(
    _ body: () throws(ExchangeError) -> Value
  ) throws(BundleError) -> Value {
    do throws(ExchangeError) { return try body() } catch { throw BundleError(error) }
  }
}
