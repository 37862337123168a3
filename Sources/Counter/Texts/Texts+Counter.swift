extension Texts {
  package static let counter = CounterWords()

  /// The work at the counter, in the browser.
  package struct CounterWords: TextGroup {
    // Search.
    package let search = Text("Tìm", "Search")
    package let searchLabel = Text("Tìm công dân hoặc hồ sơ", "Find a person or a dossier")
    package let searchHint = Text(
      "Họ tên (không cần dấu), số định danh, số CMND cũ, mã hồ sơ, hoặc quét thẻ.",
      "A name (no accents needed), personal number, old number, dossier code, or a scanned card.")
    package let results = Text("Kết quả tìm kiếm", "Search results")
    package let nobody = Text(
      "Không tìm thấy. Thử ít từ hơn, hoặc tìm theo số định danh.",
      "Nothing was found. Try fewer words, or the personal number.")
    package let manyPeople = Text(
      "Nhiều người phù hợp; chỉ hiện {0} người đầu. Thêm từ hoặc năm sinh để thu hẹp.",
      "Many fit; the first {0} are shown. Add a word or the year of birth.")
    package let open = Text("Mở", "Open")
    package let emptySearch = Text("Hãy gõ tên, số hoặc mã cần tìm.", "Type a name, a number or a code.")

    // Home.
    package let queue = Text("Hồ sơ đang chờ xử lý", "Dossiers in hand")
    package let noQueue = Text("Không có hồ sơ nào đang chờ.", "No dossier waits.")
    package let dueNow = Text("Đến hạn và quá hạn", "Due and overdue")
    package let noneDue = Text("Không có hồ sơ nào đến hạn hôm nay.", "Nothing is due today.")
    package let forms = Text("Hồ sơ đang soạn", "Forms being filled in")
    package let noForms = Text("Không có hồ sơ đang soạn dở.", "No form is being filled in.")
    package let formBy = Text("{0}, lưu {1}", "{0}, saved {1}")
    package let all = Text("Xem tất cả", "See all")
    package let decisions = Text("Chờ quyết định", "Waiting for a decision")

    // Purpose.
    package let purpose = Text("Mục đích xem", "Purpose")
    package let purposeTitle = Text("Vì sao cần xem thông tin này?", "Why must this be looked at?")
    package let purposeText = Text(
      "Chỉ xem thông tin công dân khi công việc cần đến. Mỗi lượt xem được ghi vào nhật ký: ai xem, lúc nào, để làm gì.",
      "Look at a citizen's record only where the work needs it. Each look is written down: who, when, for what."
    )
    package let purposeMissing = Text("Hãy chọn mục đích.", "Choose a purpose.")
    package let purposeUnknown = Text(
      "Mục đích này không được phép, hoặc không có hồ sơ ấy ở đây.",
      "This purpose is not among those allowed, or that dossier is not here.")
    package let notHeld = Text("Không có bản ghi như vậy tại đây.", "There is no such record here.")
    package let feeRecorded = Text(
      "Biên lai này đã được ghi cho hồ sơ.", "This receipt is recorded for the dossier already.")
    package let look = Text("Xem thông tin", "Look at the record")

    // Person.
    package let recordHead = Text("Thông tin", "Record")
    package let householdHead = Text("Hộ gia đình", "Household")
    package let noHousehold = Text("Chưa có thông tin hộ.", "No household is held.")
    package let documentsHead = Text("Giấy tờ", "Documents")
    package let dossiersHead = Text("Hồ sơ của công dân", "The person's dossiers")
    package let noDossiers = Text("Chưa có hồ sơ nào.", "No dossiers.")
    package let source = Text("Nguồn", "Source")
    package let sourceElse = Text(
      "Nguồn: {0}, trừ nơi ghi khác.", "Source: {0}, except where another is named.")
    package let asOf = Text("Dữ liệu đến {0}", "Data as of {0}")
    package let neverHeard = Text("chưa nhận từ tỉnh lần nào", "never heard from the province")
    package let newDossier = Text("Hồ sơ mới", "New dossier")
    package let provisionalValue = Text("tạm tính, đang chờ quyết định", "provisional, awaits a decision")
    package let seeConflict = Text("Xem xung đột", "See the conflict")
    package let mergedNotice = Text(
      "Bản ghi này đã gộp vào bản ghi khác.", "This record was merged into another.")
    package let deletedNotice = Text("Bản ghi này đã xóa.", "This record is deleted.")
    package let editPhone = Text("Sửa điện thoại, thư điện tử", "Change telephone or e-mail")
    package let save = Text("Lưu", "Save")
    package let reason = Text("Lý do", "Reason")

    // New dossier.
    package let stepService = Text("Thủ tục", "Procedure")
    package let stepCase = Text("Trường hợp", "Case")
    package let stepEvidence = Text("Giấy tờ", "Papers")
    package let stepCheck = Text("Kiểm tra", "Check")
    package let chooseService = Text("Công dân cần làm gì?", "What does the citizen need?")
    package let filter = Text("Lọc theo tên hoặc mã", "Filter by name or code")
    package let linkedServices = Text("Thủ tục liên thông", "Linked services")
    package let singleProcedures = Text("Thủ tục", "Procedures")
    package let chooseCase = Text("Trường hợp nào?", "Which case?")
    package let caseMissing = Text("Hãy chọn một trường hợp.", "Choose a case.")
    package let chooseChannel = Text("Nộp bằng cách nào?", "How is it handed in?")
    package let optionalSteps = Text("Làm thêm cùng lúc", "Also wanted")
    package let childHead = Text("Trẻ em được khai sinh", "The child")
    package let childName = Text("Họ, chữ đệm và tên", "Surname, middle and given name")
    package let childBorn = Text("Ngày sinh (ngày/tháng/năm)", "Date of birth (day/month/year)")
    package let childSex = Text("Giới tính", "Sex")
    package let concernsLabel = Text(
      "Người được làm thủ tục, nếu là người khác (số định danh)",
      "Whom it is about, if somebody else (personal number)")
    package let summary = Text("Trích yếu", "Summary")
    package let proven = Text("Không phải nộp: dữ liệu đã có", "Not asked for: the data proves it")
    package let provenNone = Text(
      "Dữ liệu tại đây chưa thay được giấy tờ nào.", "Data held here replaces none of the papers.")
    package let wanted = Text("Công dân cần nộp hoặc xuất trình", "What the citizen must still give")
    package let wantedNone = Text("Không cần giấy tờ nào thêm.", "Nothing more is needed.")
    package let wantedHint = Text(
      "Đánh dấu giấy tờ đã nhận. Thiếu vẫn tiếp nhận được; phiếu hẹn sẽ ghi rõ.",
      "Mark what was handed in. A dossier may lack some; the receipt says so.")
    package let gotIt = Text("đã nhận", "received")
    package let notYet = Text("chưa có", "not yet")
    package let checkTitle = Text("Kiểm tra trước khi tiếp nhận", "Check before receiving")
    package let changeIt = Text("Sửa", "Change")
    package let dueThen = Text("Hẹn trả", "Due")
    package let receive = Text("Tiếp nhận hồ sơ", "Receive the dossier")
    package let discard = Text("Bỏ bản soạn này", "Discard this form")
    package let discarded = Text("Đã bỏ bản soạn.", "The form was discarded.")
    package let formFor = Text("Cho {0}", "For {0}")
    package let savedYes = Text("Đã lưu tại trạm.", "Saved at the station.")
    package let savedNo = Text(
      "Chưa lưu được; sẽ thử lại khi sửa tiếp.", "Not saved; tried again with the next change.")
    package let savedOther = Text(
      "Quầy khác vừa sửa bản soạn này. Tải lại trang để xem.",
      "Another counter just changed this form. Reload the page to see it.")
    package let heldBy = Text("Đang được {0} sửa.", "{0} is working on this.")
    package let formChanged = Text(
      "Quầy khác vừa sửa bản soạn này. Dưới đây là nội dung mới nhất; hãy xem rồi sửa tiếp.",
      "Another counter just changed this form. This is the latest; look at it and go on.")
    package let formGone = Text(
      "Bản soạn này không còn: đã tiếp nhận, hoặc đã bỏ.", "This form is gone: received, or discarded.")
    package let duplicate = Text(
      "Người này đang có hồ sơ cùng thủ tục chưa xong:",
      "This person has an open dossier of the same procedure:")
    package let isAnother = Text("Đây là việc khác, vẫn tiếp nhận", "This is another matter; receive it")
    package let unfit = Text("không đúng dạng", "not of the right form")
    package let chooseOne = Text("Hãy chọn một mục.", "Choose one.")
    package let childMissing = Text(
      "Cần họ tên, ngày sinh và giới tính của trẻ.", "The child's name, date of birth and sex are needed.")
    package let whyData = Text("{0}; dữ liệu đến {1}", "{0}; data as of {1}")
    package let dossierNo = Text("Phần {0}", "Part {0}")

    // Dossier.
    package let actsHead = Text("Việc được làm lúc này", "What may be done now")
    package let actsNone = Text(
      "Hồ sơ đã kết thúc; không còn bước nào.", "The dossier has ended; no step is left.")
    package let moveTo = Text("Chuyển sang", "Move to")
    package let move = Text("Chuyển bước", "Move")
    package let resultWords = Text("Kết quả", "Result")
    package let noteWords = Text("Ghi chú hoặc lý do", "Note or reason")
    package let noteNeeded = Text(
      "Bước này cần ghi lý do.", "This step needs a reason.")
    package let markProvided = Text("Đã nộp", "Handed in")
    package let markMissing = Text("Còn thiếu", "Missing")
    package let payHead = Text("Thu phí, lệ phí", "Take a fee")
    package let payPurpose = Text("Khoản thu", "For")
    package let payAmount = Text("Số tiền (đồng)", "Amount (đồng)")
    package let payReceipt = Text("Số biên lai", "Receipt number")
    package let pay = Text("Ghi nhận đã thu", "Record the payment")
    package let papers = Text("Giấy tờ và dữ liệu", "Papers and data")
    package let paperChanged = Text("Cập nhật giấy tờ", "Papers updated")
    package let paperNow = Text("{0}: {1}", "{0}: {1}")
    package let timeline = Text("Quá trình", "Timeline")
    package let partsHead = Text("Các phần liên thông", "Linked parts")
    package let thisPart = Text("hồ sơ này", "this dossier")
    package let payments = Text("Đã thu", "Payments")
    package let attachments = Text("Tệp đính kèm", "Attachments")
    package let printReceipt = Text("Phiếu hẹn", "Receipt")
    package let print = Text("In", "Print")
    package let reallyMove = Text("Xác nhận chuyển bước?", "Move the dossier?")
    package let moveFromTo = Text("{0} → {1}", "{0} → {1}")
    package let missingStill = Text("Còn thiếu giấy tờ: {0}", "Papers are still missing: {0}")
    package let done = Text("Đã ghi nhận, lưu bền tại trạm.", "Recorded and durable at the station.")
    package let groundMoved = Text(
      "Dữ liệu mà hồ sơ dựa vào đã thay đổi: {0}.", "Data that the dossier relies on has changed: {0}.")
    package let lookAgain = Text("Xem lại dữ liệu", "Look at the data again")
    package let holds = Text("Tạm dừng vì xung đột", "Held up by a conflict")
    package let waitsFor = Text("Chờ phần khác xong: {0}", "Waits for other parts: {0}")

    // Receipt.
    package let receiptTitle = Text(
      "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt of dossier and appointment for the result")
    package let provisionalStamp = Text("TẠM – CHỜ ĐỒNG BỘ", "PROVISIONAL – WAITING TO BE SYNCHRONIZED")
    package let provisionalExplained = Text(
      "Hồ sơ đã lưu an toàn tại trung tâm. Phiếu này là bản tạm đến khi tỉnh nhận được.",
      "The dossier is safe at the center. This receipt is provisional until the province has received it.")
    package let knownStamp = Text("TỈNH ĐÃ NHẬN", "RECEIVED BY THE PROVINCE")
    package let motto1 = Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
    package let motto2 = Text("Độc lập – Tự do – Hạnh phúc", "Independence – Freedom – Happiness")
    package let handedIn = Text("Giấy tờ đã nhận", "Papers received")
    package let toBring = Text("Giấy tờ còn thiếu", "Papers still missing")
    package let fromData = Text("Dữ liệu thay giấy tờ", "Data in place of papers")
    package let signCitizen = Text("Người nộp hồ sơ", "Applicant")
    package let signStaff = Text("Người tiếp nhận", "Received by")
    package let receivedOk = Text("Đã tiếp nhận hồ sơ.", "The dossier was received.")

    // Lists.
    package let listTitle = Text("Hồ sơ tại trung tâm", "Dossiers of the center")
    package let byState = Text("Trạng thái", "State")
    package let byDue = Text("Hạn trả", "Due")
    package let byService = Text("Thủ tục", "Procedure")
    package let byOfficer = Text("Cán bộ", "Officer")
    package let any = Text("Tất cả", "All")
    package let stillOpen = Text("Đang giải quyết", "In hand")
    package let overdue = Text("Quá hạn", "Overdue")
    package let dueToday = Text("Đến hạn hôm nay", "Due today")
    package let dueWeek = Text("Trong 7 ngày", "Within 7 days")
    package let apply = Text("Lọc", "Filter")
    package let shown = Text("{0} hồ sơ", "{0} {0:dossier|dossiers}")
    package let shownFirst = Text("Chỉ hiện {0} hồ sơ đầu.", "The first {0} are shown.")
    package let overdueBy = Text("quá hạn {0}", "overdue by {0}")

    // Conflicts.
    package let queueTitle = Text("Xung đột chờ quyết định", "Conflicts that await a decision")
    package let severityAll = Text("Mọi mức độ", "Any severity")
    package let decidedList = Text("Đã quyết định", "Decided")
    package let openList = Text("Đang chờ", "Waiting")
    package let before = Text("Trước đó", "Before")
    package let field = Text("Trường", "Field")
    package let whoWrote = Text("Ai ghi", "Written by")
    package let inUse = Text("đang dùng tạm", "in use for now")
    package let choose = Text("Quyết định", "Decide")
    package let takeSide = Text("Lấy bên {0}: {1}", "Take side {0}: {1}")
    package let typeValue = Text("Nhập giá trị khác", "Type another value")
    package let reasonNeeded = Text("Hãy ghi lý do.", "A reason is needed.")
    package let reasonHint = Text(
      "Lý do được ký và gửi đến mọi nơi cùng quyết định.",
      "The reason is signed and travels with the decision.")
    package let preview = Text("Xem trước", "Preview")
    package let previewTitle = Text("Quyết định này sẽ ghi", "This decision will write")
    package let previewReplaces = Text("Thay cho các giá trị", "In place of")
    package let previewTravels = Text(
      "Quyết định là một thay đổi mới, có chữ ký; không xóa lịch sử, mở lại được.",
      "A decision is a new, signed change; it erases nothing and can be reopened.")
    package let commit = Text("Ghi quyết định", "Commit the decision")
    package let decidedNow = Text(
      "Đã ghi quyết định, lưu bền tại trạm; sẽ gửi đến mọi nơi.",
      "The decision is durable here and travels everywhere.")
    package let keepRecord = Text("Giữ bản ghi", "Keep the record")
    package let deleteRecord = Text("Xóa bản ghi", "Delete the record")
    package let keepMember = Text("Gộp, giữ lại {0}", "Merge, and keep {0}")
    package let keepApart = Text("Là hai đối tượng khác nhau", "They are different")
    package let reopen = Text("Mở lại", "Reopen")
    package let moved = Text(
      "Xung đột vừa thay đổi. Dưới đây là tình trạng mới; hãy xem lại rồi quyết định.",
      "The conflict changed meanwhile. This is how it stands; look again and decide.")
    package let onlyDeciders = Text(
      "Cán bộ xử lý hoặc quản trị viên quyết định.", "An officer or administrator decides.")
    package let byRuleNotice = Text("Quy tắc đã quyết định.", "A rule has decided.")
    package let gone = Text("Không còn xung đột này.", "This conflict is gone.")
    package let nothingToType = Text(
      "Nội dung này chỉ chọn giữa các bên.", "Here one of the sides must be chosen.")

    // Sync.
    package let syncNow = Text("Đồng bộ ngay", "Synchronize now")
    package let syncDone = Text(
      "Đồng bộ xong: gửi {0}, nhận {1} thay đổi.", "Synchronized: sent {0}, received {1}.")
    package let syncOffline = Text(
      "Chưa kết nối được với tỉnh. Trung tâm vẫn làm việc; dữ liệu tự gửi khi có mạng.",
      "The province could not be reached. The center goes on working; changes are sent when the link is back."
    )
    package let syncFailed = Text("Chưa đồng bộ được: {0}", "Not synchronized: {0}")
    package let waitingCount = Text(
      "{0} thay đổi chờ tỉnh nhận", "{0} {0:change waits|changes wait} for the province")
    package let nothingWaits = Text("Không có gì chờ gửi", "Nothing waits")
    package let lastTime = Text("Đồng bộ lần cuối {0}", "Last synchronized {0}")
    package let partsTitle = Text("Từng phần dữ liệu", "Each partition")
    package let partPeople = Text("Dân cư", "People")
    package let partDossiers = Text("Hồ sơ", "Dossiers")
    package let partAccess = Text("Nhật ký tra cứu", "Access log")
    package let partCatalogue = Text("Danh mục", "Catalogue")
    package let partRegistry = Text("Danh bạ máy trạm", "Registry of nodes")
    package let oldestWaiting = Text("Chờ lâu nhất", "Oldest")
    package let refusedTitle = Text("Tỉnh không nhận", "Not taken by the province")
    package let refusedText = Text(
      "{0}: từ thay đổi {1}. Báo quản trị viên của tỉnh.",
      "{0}: from change {1}. Tell the province's administrator.")
    package let divergedText = Text(
      "{0}: dữ liệu khác với tỉnh. Báo quản trị viên.",
      "{0}: the data differs from the province's. Tell the administrator.")
    package let online = Text("Trực tuyến", "Online")
    package let syncing = Text("Đang đồng bộ", "Synchronizing")
    package let offline = Text("Ngoại tuyến", "Offline")
    package let later = Text("Tỉnh hẹn lại sau", "The province asks to wait")
    package let starting = Text("Đang kết nối", "Connecting")
    package let trouble = Text("Đồng bộ có trục trặc", "Synchronization needs help")

    // Standing.
    package let savedHere = Text("Đã lưu tại đây", "Saved here")
    package let known = Text("Tỉnh đã nhận", "Known to the province")
    package let inConflict = Text("Có xung đột", "In conflict")
    package let refusedState = Text("Tỉnh không nhận", "Refused")

    // Accounts.
    package let usersTitle = Text("Tài khoản của trung tâm", "The center's accounts")
    package let addUser = Text("Lập tài khoản", "Make an account")
    package let disable = Text("Ngừng", "Disable")
    package let reset = Text("Cấp lại mật khẩu", "Reset the password")
    package let endSession = Text("Kết thúc phiên", "End the session")
    package let sessionsTitle = Text("Đang đăng nhập", "Signed in")
    package let yourSession = Text("phiên này", "this session")
    package let actions = Text("Thao tác", "Actions")
    package let reallyDisable = Text("Ngừng tài khoản {0}?", "Disable the account {0}?")
    package let reallyReset = Text("Cấp lại mật khẩu cho {0}?", "Reset the password of {0}?")
    package let lastAdministrator = Text(
      "Không thể ngừng quản trị viên cuối cùng.", "The last administrator cannot be disabled.")
  }
}
