extension Unicode.Scalar {
  /// Whether a person cannot see this scalar, or sees something else than it says: controls (C0, DEL, C1, and with
  /// them every terminal escape, CWE-150), direction marks ("Trojan Source", CVE-2021-42574), zero-width and other
  /// ignorable characters, line and paragraph separators, noncharacters.
  ///
  /// The ranges are written out, not asked of the Unicode tables of the standard library, so that what a node
  /// writes does not change with the toolchain.
  package var isHidden: Bool {
    // Nearly all text is here, so it is decided first.
    if value < 0x80 { return value < 0x20 || value == 0x7F }
    if value < 0xAD { return value < 0xA0 }
    switch value {
    case 0xAD,  // Soft hyphen.
      0x034F, 0x061C,  // Combining grapheme joiner, Arabic letter mark.
      0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,  // Fillers and Mongolian selectors.
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,  // Zero width, separators, direction.
      0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,  // Hangul fillers, variation selectors, byte order mark.
      0xFFF0...0xFFFB, 0xFDD0...0xFDEF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
      0xE0000...0xE0FFF:  // Tags and more variation selectors.
      return true
    default:
      return value & 0xFFFE == 0xFFFE
    }
  }
}
