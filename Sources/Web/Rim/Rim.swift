package import HTTP

/// What a request must be before anything looks at what it asks for. Decided from the head alone, so that it can be
/// tried as a table.
package struct Rim: Sendable {
  package enum Refusal: Equatable, Sendable {
    /// A method that no page has.
    case method
    /// A name that this center is not called by: another site had its own name point here.
    case host
    /// It comes from a page that is not ours.
    case otherSite
    case mediaType
    case tooLarge

    package var status: Int {
      switch self {
      case .method: 405
      case .host: 421
      case .otherSite: 403
      case .mediaType: 415
      case .tooLarge: 413
      }
    }
  }

  /// As browsers send them: `tram.lan:8443`.
  package let hosts: Set<String>

  package init(hosts: [String]) { self.hosts = Set(hosts) }

  /// `nil` for a request that may go on.
  package func refusal(of head: RequestHead) -> Refusal? {
    guard ["GET", "HEAD", "POST"].contains(head.method) else { return .method }
    guard let host = head.headers["host"]?.lowercased(), hosts.contains(host) else { return .host }
    guard head.contentLength <= (head.method == "POST" ? FormBody.bytesMax : 0) else { return .tooLarge }
    if head.method == "POST" {
      guard isOwn(head, host) else { return .otherSite }
      let type = head.headers["content-type"]?.lowercased() ?? ""
      guard type == FormBody.mediaType || type == FormBody.mediaType + ";charset=utf-8" else {
        return .mediaType
      }
      return nil
    }
    // Fetch Metadata (https://www.w3.org/TR/fetch-metadata/): a page elsewhere may not even load a picture from here.
    // `none` is somebody who typed the address or chose a bookmark.
    switch head.headers["sec-fetch-site"] {
    case nil, "same-origin", "none": return nil
    default: return .otherSite
    }
  }

  /// Whether a request that changes something comes from a page of this very origin. Browsers send `Origin` with every
  /// POST and the older ones at least that; what says neither is no browser that we serve.
  private func isOwn(_ head: RequestHead, _ host: String) -> Bool {
    if let origin = head.headers["origin"], origin.lowercased() != "https://" + host { return false }
    if let site = head.headers["sec-fetch-site"], site != "same-origin" { return false }
    return head.headers["origin"] != nil || head.headers["sec-fetch-site"] != nil
  }
}
