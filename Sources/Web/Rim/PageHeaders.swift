package import HTTP

/// The headers of every answer (OWASP ASVS 5.0, 3.4 and 14.3).
package enum PageHeaders {
  /// No script and no style but our own files, nothing from elsewhere, nobody frames us.
  package static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"

  package static let all: [Header] = [
    Header("Content-Security-Policy", policy),
    Header("X-Content-Type-Options", "nosniff"),
    Header("X-Frame-Options", "DENY"),
    // Not `no-referrer`, under which browsers send `Origin: null` with our own forms.
    Header("Referrer-Policy", "same-origin"),
    Header("Cross-Origin-Opener-Policy", "same-origin"),
    Header("Cross-Origin-Resource-Policy", "same-origin"),
    Header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    Header("Strict-Transport-Security", "max-age=31536000"),
  ]

  package static let noStore = Header("Cache-Control", "no-store")
}
