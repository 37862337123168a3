package import Staff

extension Texts {
  package static let staff = StaffWords()

  /// Accounts and sign-in.
  package struct StaffWords: TextGroup {
    package let account = Text("Tài khoản", "Account")
    package let label = Text("Họ và tên", "Name")
    package let role = Text("Vai trò", "Role")
    package let clerk = Text("Cán bộ tiếp nhận", "Clerk")
    package let officer = Text("Cán bộ xử lý", "Officer")
    package let administrator = Text("Quản trị viên", "Administrator")
    package let kiosk = Text("Máy tra cứu của công dân", "Citizens' kiosk")
    package let state = Text("Tình trạng", "State")
    package let active = Text("đang dùng", "active")
    package let disabled = Text("đã ngừng", "disabled")
    package let fresh = Text("chưa đổi mật khẩu", "password not replaced yet")
    package let lastSignIn = Text("Đăng nhập lần cuối", "Last sign-in")
    package let never = Text("chưa lần nào", "never")
    package let none = Text(
      "Chưa có tài khoản nào: tram user add", "No accounts yet: tram user add")
    package let added = Text("Đã lập tài khoản {0} ({1}).", "Made the account {0} ({1}).")
    package let oneTime = Text(
      "Mật khẩu dùng lần đầu, chỉ hiện một lần:", "One-time password, shown only now:")
    package let mustChange = Text(
      "Người dùng phải đổi mật khẩu khi đăng nhập lần đầu.", "It must be replaced at the first sign-in.")
    package let wasDisabled = Text(
      "Đã ngừng tài khoản {0}; mọi phiên đã kết thúc.", "Disabled the account {0}; its sessions have ended.")
    package let lastOne = Text(
      "Chú ý: không còn quản trị viên nào đăng nhập được.", "Mind: no administrator can sign in any more.")
    package let wasReset = Text("Đã cấp lại mật khẩu cho {0}.", "Reset the account {0}.")
    package let session = Text("Phiên", "Session")
    package let began = Text("Bắt đầu", "Began")
    package let idle = Text("Không dùng", "Idle")
    package let address = Text("Máy", "From")
    package let ended = Text("Đã kết thúc {0} phiên của {1}.", "Ended {0} {0:session|sessions} of {1}.")
    package let nobody = Text("Không có ai đang đăng nhập.", "Nobody is signed in.")
    package let open = Text("đang mở", "open")
    package let locked = Text("đã khóa", "locked")
    package let entering = Text("đang đăng nhập", "signing in")

    package func name(_ role: StaffRole) -> Text {
      switch role {
      case .clerk: clerk
      case .officer: officer
      case .administrator: administrator
      case .kiosk: kiosk
      }
    }

    package func name(_ stage: StaffSession.Stage) -> Text {
      switch stage {
      case .open: open
      case .locked: locked
      case .newPassword, .newFactor, .factor: entering
      }
    }
  }
}
