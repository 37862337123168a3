extension Texts {
  package static let problems = Problems()

  /// Everything that can be told as an error. Offline is here only because a command that needs the hub must say so.
  package struct Problems: TextGroup {
    // The words of a command.
    package let usage = Problem(
      "E-CMD-001", .usage, happened: Text("{0}", "{0}"),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("xem `{1}`.", "see `{1}`."))
    package let needsAnswer = Problem(
      "E-CMD-002", .usage,
      happened: Text("Việc này cần được xác nhận.", "This needs a confirmation."),
      means: Text(
        "Không hỏi được ai: lệnh không chạy trên màn hình, hoặc có --no-input.",
        "Nobody can be asked: there is no terminal, or --no-input is given."),
      next: Text("chạy lại với --yes nếu đã chắc chắn.", "run it again with --yes if you are sure."))
    package let needsReason = Problem(
      "E-CMD-003", .usage,
      happened: Text("Thiếu lý do.", "A reason is missing."),
      means: Text(
        "Mọi quyết định và thay đổi đều được lưu cùng lý do.",
        "Every decision and change is kept with its reason."),
      next: Text("thêm --reason \"…\".", "add --reason \"…\"."))
    package let needsStaff = Problem(
      "E-CMD-004", .usage,
      happened: Text("Chưa rõ ai thực hiện.", "It is not said who acts."),
      means: Text(
        "Mọi thay đổi đều ghi tên cán bộ thực hiện.",
        "Every change is recorded with the staff member who made it."),
      next: Text("thêm --as MÃ_CÁN_BỘ.", "add --as STAFF."))
    package let fileUnreadable = Problem(
      "E-CMD-005", .failed,
      happened: Text("Không dùng được {0}.", "{0} cannot be used."),
      means: Text("Hệ điều hành báo lỗi số {1}.", "The operating system answers with error {1}."),
      next: Text(
        "kiểm tra ổ đĩa; báo quản trị viên kèm mã lỗi này.",
        "check the disk; tell the administrator this code."))
    package let fileMissing = Problem(
      "E-FILE-001", .notFound,
      happened: Text(
        "Không có {0}, hoặc nơi đó không cho tạo.", "There is no {0}, or it cannot be made there."),
      means: Text(
        "Đường dẫn sai, hoặc tệp đã được chuyển đi.", "The path is wrong, or the file was moved."),
      next: Text("kiểm tra lại đường dẫn.", "check the path."))
    package let notAFile = Problem(
      "E-FILE-002", .usage,
      happened: Text("{0} là thư mục, không phải tệp.", "{0} is a folder, not a file."),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("chỉ tên một tệp trong đó.", "name a file in it."))
    package let notAFolder = Problem(
      "E-FILE-003", .usage,
      happened: Text(
        "{0} không phải thư mục, hoặc nằm dưới một tệp.", "{0} is no folder, or lies below a file."),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("chỉ tên một thư mục.", "name a folder."))
    package let readOnly = Problem(
      "E-FILE-004", .permission,
      happened: Text("{0} nằm trên ổ đĩa chỉ cho đọc.", "{0} is on a disk that may only be read."),
      means: Text("Không ghi được gì ở đó.", "Nothing can be written there."),
      next: Text("chọn nơi khác, hoặc hỏi quản trị viên.", "choose another place, or ask the administrator."))
    package let tooManyFiles = Problem(
      "E-FILE-005", .diskFull,
      happened: Text("Không mở thêm được {0}.", "{0} cannot be opened as well."),
      means: Text("Máy đang mở quá nhiều tệp.", "Too many files are open on this machine."),
      next: Text(
        "đóng bớt chương trình, hoặc nâng giới hạn tệp mở.",
        "close programs, or raise the limit of open files."))
    package let fileTooLarge = Problem(
      "E-FILE-006", .failed,
      happened: Text("Tệp {0} quá lớn.", "The file {0} is too large."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text(
        "chia nhỏ, hoặc quét lại với độ phân giải thấp hơn.", "split it, or scan it at a lower resolution."))
    package let badPath = Problem(
      "E-FILE-007", .usage,
      happened: Text("{0} không phải đường dẫn dùng được.", "{0} is no path that can be used."),
      means: Text(
        "Đường dẫn quá dài, vòng lại chính nó, hoặc không phải tệp thường.",
        "It is too long, leads in a circle, or is no plain file."),
      next: Text("chỉ tên một tệp thường.", "name a plain file."))
    package let sameFile = Problem(
      "E-FILE-008", .usage,
      happened: Text("{0} chính là tệp đang nhập.", "{0} is the file that is read."),
      means: Text(
        "Ghi dòng bị từ chối vào đó sẽ xóa mất dữ liệu gốc; chưa có gì được thực hiện.",
        "To write the refused lines there would erase it; nothing was done."),
      next: Text("chọn tên khác cho --refused.", "choose another name for --refused."))
    package let linesRefused = Problem(
      "E-IMP-001", .conflict,
      happened: Text(
        "Đã nhập xong, nhưng {0} dòng bị từ chối.",
        "The import is done, but {0} {0:line was|lines were} refused."),
      means: Text(
        "Các dòng khác đã được lưu; dòng bị từ chối chưa có trong dữ liệu.",
        "All others are saved; what was refused is not in the data."),
      next: Text(
        "sửa các dòng đó rồi nhập lại; `--refused TỆP` giữ chúng kèm lý do.",
        "correct them and import them again; `--refused FILE` keeps them with their reasons."))
    package let linesRefusedInto = Problem(
      "E-IMP-002", .conflict,
      happened: Text(
        "Đã nhập xong, nhưng {0} dòng bị từ chối.",
        "The import is done, but {0} {0:line was|lines were} refused."),
      means: Text(
        "Các dòng khác đã được lưu; dòng bị từ chối nằm trong {1}.",
        "All others are saved; what was refused is in {1}."),
      next: Text(
        "sửa phần `text` của các dòng trong {1} rồi nhập lại.",
        "correct the `text` of the lines in {1} and import it again."))
    package let badDocument = Problem(
      "E-CMD-006", .failed,
      happened: Text(
        "Tệp {0} không đúng định dạng, dòng {1}, cột {2}.", "The file {0} is malformed, line {1}, column {2}."
      ),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("sửa tệp rồi chạy lại.", "correct the file and run it again."))
    package let needsFile = Problem(
      "E-CMD-007", .usage,
      happened: Text(
        "Dịch vụ đang chạy không đọc được đầu vào chuẩn.",
        "The running service cannot read the standard input."),
      means: Text("Chưa có gì được nhập.", "Nothing was taken in."),
      next: Text("ghi ra tệp rồi chỉ tên tệp.", "write it to a file and name that."))
    package let badCase = Problem(
      "E-CMD-009", .failed,
      happened: Text(
        "Tình huống này không diễn lại được. {0}.", "This case cannot be played. {0}."),
      means: Text("Chưa có gì được diễn lại.", "Nothing was played."),
      next: Text("xem `Conflicts/README.md`.", "see `Conflicts/README.md`."))
    package let catalogueRefused = Problem(
      "E-CMD-008", .failed,
      happened: Text(
        "Danh mục có {0} lỗi; lỗi đầu tiên ở {1}.",
        "The catalogue has {0} {0:mistake|mistakes}; the first is in {1}."),
      means: Text("Chưa có gì được công bố.", "Nothing was published."),
      next: Text("sửa các tệp nêu trên rồi chạy lại.", "correct the files named above and run it again."))
    package let notInThisBuild = Problem(
      "E-CMD-098", .failed,
      happened: Text("Bản cài này chưa có lệnh {0}.", "This build does not have the command {0} yet."),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("xem `tram help`, hoặc cập nhật tram.", "see `tram help`, or update tram."))
    package let unexpected = Problem(
      "E-CMD-099", .failed,
      happened: Text("Có lỗi ngoài dự kiến.", "There was an unexpected error."),
      means: Text(
        "Những gì đã báo là lưu xong vẫn an toàn.", "Everything that was reported as saved is safe."),
      next: Text(
        "chạy lại với --verbose, rồi gửi những gì in ra cho quản trị viên.",
        "run it again with --verbose, then send what it prints to the administrator."))

    // What is looked for.
    package let personNotFound = Problem(
      "E-FIND-001", .notFound,
      happened: Text("Không tìm thấy công dân này.", "No such person."),
      means: Text(
        "Máy trạm này chỉ giữ dữ liệu của những xã, phường được giao.",
        "This node holds only the units entrusted to it."),
      next: Text(
        "tìm theo tên: `tram person find \"họ và tên\"`.", "search by name: `tram person find \"name\"`."))
    package let dossierNotFound = Problem(
      "E-FIND-002", .notFound,
      happened: Text("Không có hồ sơ {0} tại đây.", "No dossier {0} here."),
      means: Text(
        "Hồ sơ có thể thuộc trung tâm khác, hoặc chưa đồng bộ về.",
        "It may belong to another center, or not have arrived yet."),
      next: Text(
        "xem `tram dossier list`, hoặc `tram sync` khi có mạng.",
        "see `tram dossier list`, or `tram sync` when online."))
    package let conflictNotFound = Problem(
      "E-FIND-003", .notFound,
      happened: Text("Không có xung đột {0}.", "No conflict {0}."),
      means: Text("Có thể người khác đã giải quyết xong.", "Somebody may have settled it already."),
      next: Text("xem `tram conflicts list`.", "see `tram conflicts list`."))
    package let procedureNotFound = Problem(
      "E-FIND-004", .notFound,
      happened: Text("Không có thủ tục {0} trong danh mục.", "No procedure {0} in the catalogue."),
      means: Text(
        "Mã sai, hoặc thủ tục không còn hiệu lực vào ngày này.",
        "The code is wrong, or the procedure is not in force on this day."),
      next: Text("xem `tram procedure list`.", "see `tram procedure list`."))
    package let notABundle = Problem(
      "E-BUND-001", .notABundle,
      happened: Text("{0} không phải gói dữ liệu.", "{0} is not a bundle."),
      means: Text("Không có gì thay đổi.", "Nothing was changed."),
      next: Text("kiểm tra tên tệp.", "check the name of the file."))
    package let bundleTruncated = Problem(
      "E-BUND-002", .bundleTruncated,
      happened: Text("Gói {0} bị cụt.", "The bundle {0} is cut short."),
      means: Text(
        "Có thể chép chưa xong hoặc rút thiết bị sớm. Không có gì thay đổi.",
        "The copy was not finished, or the stick was pulled out early. Nothing was changed."),
      next: Text("chép lại từ nơi gửi.", "copy it again from where it was written."))
    package let bundleAltered = Problem(
      "E-BUND-003", .bundleAltered,
      happened: Text("Gói {0} không còn như khi được ghi.", "The bundle {0} is not as it was written."),
      means: Text(
        "Thiết bị hỏng, hoặc có người sửa tệp. Không có gì thay đổi.",
        "The stick is worn, or somebody altered the file. Nothing was changed."),
      next: Text(
        "chép lại; nếu vẫn vậy, ghi gói mới bằng thiết bị khác.",
        "copy it again; if that does not help, write a new one on another stick."))
    package let bundleMisaddressed = Problem(
      "E-BUND-004", .bundleMisaddressed,
      happened: Text("Gói {0} không gửi cho máy này.", "The bundle {0} is not for this machine."),
      means: Text(
        "Chỉ nơi nhận mở được gói. Không có gì thay đổi.",
        "Only its receiver can open it. Nothing was changed."),
      next: Text(
        "mang gói đến nơi nhận, hoặc nhờ nơi gửi ghi lại cho máy này.",
        "carry it to its receiver, or have it written again for this machine."))
    package let bundleForged = Problem(
      "E-BUND-005", .bundleForged,
      happened: Text(
        "Chữ ký của gói {0} không được chấp nhận: {1}.", "The signature of {0} counts for nothing: {1}."),
      means: Text(
        "Gói có thể là giả, hoặc sổ đăng ký ở đây đã cũ. Không có gì thay đổi.",
        "It may be forged, or the registry here is old. Nothing was changed."),
      next: Text(
        "báo quản trị viên tỉnh; nếu là trung tâm mới, nhận gói của tỉnh trước.",
        "tell the province's administrator; for a new center, import a bundle of the province first."))
    package let bundleTooLarge = Problem(
      "E-BUND-006", .bundleTooLarge,
      happened: Text(
        "Gói {0} chứa phần lớn quá giới hạn.", "The bundle {0} has a part that is larger than any may be."),
      means: Text(
        "Có thể là gói phá hoại; nó chưa được giải nén. Không có gì thay đổi.",
        "It may be meant to do harm; it was not unpacked. Nothing was changed."),
      next: Text("báo quản trị viên tỉnh.", "tell the province's administrator."))
    package let bundleGap = Problem(
      "E-BUND-007", .bundleGap,
      happened: Text(
        "Gói {0} bắt đầu sau chỗ máy này đang có ({1}).",
        "The bundle {0} begins beyond what is held here ({1})."),
      means: Text(
        "Nơi gửi tưởng máy này đã có phần trước. Không có gì thay đổi.",
        "Its sender believes that more is here. Nothing was changed."),
      next: Text(
        "mang tệp trả lời {2} về nơi gửi, nhập ở đó, rồi ghi gói mới.",
        "carry the answer {2} back, import it there, and have a new bundle written."))
    package let bundleGapUnanswered = Problem(
      "E-BUND-008", .bundleGap,
      happened: Text(
        "Gói {0} bắt đầu sau chỗ máy này đang có ({1}).",
        "The bundle {0} begins beyond what is held here ({1})."),
      means: Text(
        "Nơi gửi tưởng máy này đã có phần trước. Không có gì thay đổi, và chưa có tệp trả lời.",
        "Its sender believes that more is here. Nothing was changed, and no answer was written."),
      next: Text(
        "`tram bundle import {0} --answer TỆP` với tệp ghi được, rồi mang tệp đó về.",
        "`tram bundle import {0} --answer FILE` with a file that can be written, and carry that back."))
    package let bundleFormat = Problem(
      "E-BUND-009", .versionMismatch,
      happened: Text("Gói {0} do phiên bản khác ghi ({1}).", "The bundle {0} is of another version ({1})."),
      means: Text(
        "Phiên bản này chưa đọc được. Không có gì thay đổi.", "This one cannot read it. Nothing was changed."),
      next: Text("cập nhật tram.", "update tram."))
    package let unknownRecipient = Problem(
      "E-BUND-010", .notFound,
      happened: Text(
        "Chưa biết chứng thư của “{0}”.", "No certificate of “{0}” is known here."),
      means: Text(
        "Gói phải được mã hóa bằng khóa của nơi nhận.", "A bundle is sealed to its receiver's key."),
      next: Text(
        "xem mã cơ quan; đồng bộ hoặc nhận gói của tỉnh trước; hoặc gửi qua tỉnh: --to hub.",
        "check the agency code; synchronize or import a bundle of the province first; or send it by the province: --to hub."
      ))
    package let bundleToItself = Problem(
      "E-BUND-011", .usage,
      happened: Text("Nơi nhận là chính máy này.", "The receiver is this machine itself."),
      means: Text("Chưa có gì được ghi.", "Nothing was written."),
      next: Text("chọn nơi nhận khác.", "choose another receiver."))
    package let fileExists = Problem(
      "E-BUND-012", .usage,
      happened: Text("Đã có tệp {0}.", "There is a file {0} already."),
      means: Text("Không có tệp nào bị ghi đè.", "Nothing was overwritten."),
      next: Text("chọn tên khác.", "choose another name."))
    package let bundleInPart = Problem(
      "E-BUND-013", .conflict,
      happened: Text(
        "{0} phần của gói không được nhận: {1}.",
        "{0} {0:part|parts} of the bundle {0:was|were} not taken: {1}."),
      means: Text(
        "Phần đó được giữ lại nguyên vẹn; mọi phần khác đã được nhận.",
        "It is kept as it came; everything else was taken in."),
      next: Text("xem `tram quarantine list`.", "see `tram quarantine list`."))
    package let stillQuarantined = Problem(
      "E-QUAR-001", .conflict,
      happened: Text("{0} vẫn bị giữ lại: {1}.", "{0} stays in quarantine: {1}."),
      means: Text(
        "Các thay đổi này vẫn không đạt kiểm tra; dữ liệu khác không bị ảnh hưởng.",
        "These changes still do not pass the checks; nothing else is affected."),
      next: Text(
        "xem `tram quarantine show {0}`; sau khi sửa nguyên nhân thì nhận lại, hoặc loại bỏ.",
        "see `tram quarantine show {0}`; retry it when the cause is mended, or discard it."))
    package let nothingFound = Problem(
      "E-FIND-005", .notFound,
      happened: Text("Không tìm thấy: {0}.", "Not found: {0}."),
      means: Text("Không có mục nào như vậy trên máy này.", "There is none on this machine."),
      next: Text(
        "kiểm tra lại mã, hoặc `tram sync` khi có mạng.", "check the code, or `tram sync` when online."))
    package let notRecovering = Problem(
      "E-FIND-011", .notFound,
      happened: Text("Máy chủ tỉnh không ở trạng thái phục hồi.", "The hub is not recovering."),
      means: Text("Không có hạn chế nào cần gỡ.", "There is no restriction to lift."),
      next: Text("xem `tram status`.", "see `tram status`."))
    package let noAlarm = Problem(
      "E-FIND-010", .notFound,
      happened: Text("Không có cảnh báo số {0} đang chờ.", "No alarm {0} stands."),
      means: Text("Có thể người khác đã xác nhận.", "Somebody may have acknowledged it already."),
      next: Text("xem `tram alarms list --all`.", "see `tram alarms list --all`."))

    // Writing.
    package let changedMeanwhile = Problem(
      "E-EDIT-001", .conflict,
      happened: Text("Có người vừa sửa nội dung này.", "Somebody changed this meanwhile."),
      means: Text(
        "Chưa có gì bị mất: bản của bạn chưa được lưu, bản của người kia còn nguyên.",
        "Nothing is lost: yours was not saved, theirs is untouched."),
      next: Text("xem lại (`{0}`) rồi lưu lần nữa.", "look again (`{0}`) and save once more."))
    package let deleted = Problem(
      "E-EDIT-002", .conflict,
      happened: Text("Bản ghi này đã bị xóa.", "This record was deleted."),
      means: Text("Không sửa được bản ghi đã xóa.", "A deleted record cannot be edited."),
      next: Text("xem lịch sử: `{0}`.", "see its history: `{0}`."))
    package let refusedByLaw = Problem(
      "E-EDIT-003", .failed,
      happened: Text(
        "Hồ sơ {0} không chuyển được từ “{1}” sang “{2}”.", "Dossier {0} cannot go from “{1}” to “{2}”."),
      means: Text("Quy định không có bước chuyển này.", "The regulations have no such step."),
      next: Text("xem `tram dossier show {0}`.", "see `tram dossier show {0}`."))
    package let badValue = Problem(
      "E-EDIT-004", .usage,
      happened: Text("Giá trị của “{0}” không hợp lệ.", "The value of “{0}” is not valid."),
      means: Text("Cần {1}; chưa có gì được lưu.", "Wanted: {1}. Nothing was saved."),
      next: Text("sửa lại rồi lưu.", "correct it and save."))
    package let referenceUnknown = Problem(
      "E-EDIT-018", .notFound,
      happened: Text("“{0}”: không có bản ghi như vậy tại đây.", "“{0}”: there is no such record here."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("kiểm tra lại mã hoặc số đã gõ.", "check the id or number that was typed."))
    package let unknownField = Problem(
      "E-EDIT-005", .usage,
      happened: Text("Không có trường {0}.", "There is no field {0}."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("xem các trường: `tram person edit --help`.", "see the fields: `tram person edit --help`."))
    package let tooLarge = Problem(
      "E-EDIT-007", .failed,
      happened: Text("Nội dung quá dài.", "The content is too long."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("rút gọn rồi lưu lại.", "shorten it and save again."))
    package let exists = Problem(
      "E-EDIT-008", .conflict,
      happened: Text("Bản ghi này đã có.", "This record exists already."),
      means: Text("Có thể đã được lưu ở lần trước.", "It may have been saved the time before."),
      next: Text("xem lại: `{0}`.", "look again: `{0}`."))
    package let noNumbers = Problem(
      "E-EDIT-006", .temporary,
      happened: Text("Đã hết số hồ sơ được cấp.", "The leased dossier numbers are used up."),
      means: Text(
        "Số mới được tỉnh cấp khi đồng bộ; trước đó dùng mã tạm.",
        "New ones are leased by the province at the next sync; until then codes are provisional."),
      next: Text("`tram sync` khi có mạng.", "`tram sync` when online."))

    package let nothingToChange = Problem(
      "E-EDIT-009", .failed,
      happened: Text("Không có gì khác với dữ liệu đang có.", "Nothing differs from what is held."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("kiểm tra lại giá trị cần sửa.", "check the value to change."))
    package let mergedRecord = Problem(
      "E-EDIT-010", .failed,
      happened: Text("Bản ghi này đã được gộp vào bản ghi khác.", "This record was merged into another."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("làm việc trên bản ghi kia: `{0}`.", "work on the other: `{0}`."))
    package let diedBefore = Problem(
      "E-EDIT-011", .failed,
      happened: Text("Người này đã được ghi nhận là đã chết.", "This person is recorded as dead."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("xem lịch sử bằng `tram person history`.", "see the history with `tram person history`."))
    package let dayToCome = Problem(
      "E-EDIT-016", .failed,
      happened: Text("{0}: ngày này chưa đến.", "{0}: that day has not come yet."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("kiểm tra lại ngày trên giấy tờ.", "check the day on the paper."))
    package let beforeBirth = Problem(
      "E-EDIT-017", .failed,
      happened: Text("{0}: ngày này trước ngày sinh.", "{0}: that day is before the birth."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text(
        "kiểm tra lại ngày, và đúng người chưa.", "check the day, and whether it is the right person."))
    package let duplicatePersons = Problem(
      "E-EDIT-012", .conflict,
      happened: Text("Có thể đã có người này.", "This person may be there already."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text(
        "xem các bản ghi kể ở trên; thêm --another nếu là người khác.",
        "look at those named above; add --another if it is somebody else."))
    package let duplicateDossiers = Problem(
      "E-EDIT-013", .conflict,
      happened: Text(
        "Người này đang có hồ sơ cùng thủ tục: {0}.",
        "This person has an open dossier of this procedure: {0}."),
      means: Text("Chưa tiếp nhận hồ sơ mới.", "No new dossier was received."),
      next: Text(
        "xem hồ sơ đó; thêm --another nếu là việc khác.", "look at it; add --another if it is another matter."
      ))
    package let ambiguous = Problem(
      "E-FIND-006", .notFound,
      happened: Text("Có {0} bản ghi như vậy.", "{0} records fit."),
      means: Text("Chưa rõ bản ghi nào.", "It is not clear which is meant."),
      next: Text("chọn một bản ghi kể ở trên, theo mã.", "name one of those above by its id."))
    package let catalogueNotHere = Problem(
      "E-FIND-007", .notFound,
      happened: Text("Danh mục thủ tục chưa có tại đây.", "The catalogue has not arrived here."),
      means: Text(
        "Danh mục do tỉnh công bố và được đồng bộ về.", "The province publishes it and it comes by a sync."),
      next: Text(
        "`tram sync` khi có mạng; tại tỉnh: `tram hub publish`.",
        "`tram sync` when online; at the province: `tram hub publish`."))
    package let agencyUnknown = Problem(
      "E-FIND-008", .notFound,
      happened: Text("Danh mục không có cơ quan {0}.", "The catalogue has no agency {0}."),
      means: Text("Chưa có mã mời nào được tạo.", "No invitation was made."),
      next: Text(
        "kiểm tra lại mã; cơ quan mới thì thêm vào danh mục rồi `tram hub publish`.",
        "check the code; enter a new agency into the catalogue, then `tram hub publish`."))
    package let unitsUnknown = Problem(
      "E-FIND-009", .notFound,
      happened: Text("Danh mục không có xã, phường {0}.", "The catalogue has no unit {0}."),
      means: Text(
        "Chưa có mã mời nào được tạo. Mã cũ trước 01/07/2025 có thể đã nhập vào xã, phường khác.",
        "No invitation was made. A code from before July 2025 may be merged into another unit."),
      next: Text("kiểm tra lại mã.", "check the code."))
    package let badValidity = Problem(
      "E-NODE-019", .usage,
      happened: Text("Mã mời không dùng được lâu như vậy.", "An invitation cannot be valid for so long."),
      means: Text("Thời hạn từ 1 giây đến 1 giờ.", "It holds from 1 second to 1 hour."),
      next: Text("đặt --valid từ 1s đến 60m.", "give --valid between 1s and 60m."))
    package let caseNeeded = Problem(
      "E-DOS-001", .usage,
      happened: Text("Thủ tục này có nhiều trường hợp: {0}.", "This procedure has several cases: {0}."),
      means: Text("Chưa tiếp nhận hồ sơ.", "The dossier was not received."),
      next: Text("thêm --case SỐ.", "add --case NUMBER."))
    package let channelNotOffered = Problem(
      "E-DOS-002", .failed,
      happened: Text("Thủ tục này chỉ nhận: {0}.", "This procedure is only offered: {0}."),
      means: Text("Chưa tiếp nhận hồ sơ.", "The dossier was not received."),
      next: Text("chọn hình thức khác bằng --channel.", "choose another with --channel."))
    package let serviceNotLinked = Problem(
      "E-DOS-003", .failed,
      happened: Text("Dịch vụ {0} không phải nhóm liên thông.", "Service {0} is no linked group."),
      means: Text("Chưa tiếp nhận hồ sơ.", "The dossier was not received."),
      next: Text("dùng --procedure MÃ.", "use --procedure CODE."))
    package let alreadySo = Problem(
      "E-DOS-004", .failed,
      happened: Text("Hồ sơ {0} đang ở trạng thái “{1}”.", "Dossier {0} has the status “{1}” already."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("xem `tram dossier show {0}`.", "see `tram dossier show {0}`."))
    package let dossierEnded = Problem(
      "E-DOS-005", .failed,
      happened: Text("Hồ sơ {0} đã kết thúc: “{1}”.", "Dossier {0} has ended: “{1}”."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("xem `tram dossier show {0}`.", "see `tram dossier show {0}`."))
    package let waitsForParts = Problem(
      "E-DOS-006", .conflict,
      happened: Text("Hồ sơ này chờ phần liên thông khác: {0}.", "This dossier waits for other parts: {0}."),
      means: Text("Phần đó phải xong trước.", "They must end first."),
      next: Text("xem `tram dossier list`.", "see `tram dossier list`."))
    package let waitsForNumber = Problem(
      "E-DOS-007", .conflict,
      happened: Text(
        "Hồ sơ này chờ số định danh cá nhân.", "This dossier waits for the personal number."),
      means: Text("Số do cơ sở dữ liệu dân cư cấp.", "The population database assigns it."),
      next: Text("`tram sync` rồi thử lại.", "`tram sync`, then try again."))
    package let unknownComponent = Problem(
      "E-DOS-008", .notFound,
      happened: Text("Hồ sơ {1} không có thành phần {0}.", "Dossier {1} has no component {0}."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text("xem `tram dossier show {1}`.", "see `tram dossier show {1}`."))
    package let feeRecorded = Problem(
      "E-DOS-010", .failed,
      happened: Text(
        "Biên lai {0} đã được ghi cho hồ sơ {1}.", "Receipt {0} is recorded for dossier {1} already."),
      means: Text("Chưa có gì được lưu.", "Nothing was saved."),
      next: Text(
        "xem `tram dossier show {1}`; khoản thu khác thì có số biên lai khác.",
        "see `tram dossier show {1}`; another payment has another receipt."))
    package let notACenter = Problem(
      "E-DOS-009", .usage,
      happened: Text("Máy này không tiếp nhận hồ sơ.", "This machine receives no dossiers."),
      means: Text("Hồ sơ được tiếp nhận tại trung tâm.", "Dossiers are received at a center."),
      next: Text(
        "chạy trên máy của trung tâm, hoặc chỉ đúng thư mục bằng --data.",
        "run it on a center's node, or name the folder with --data."))

    // Conflicts.
    package let needsDecision = Problem(
      "E-CONF-001", .conflict,
      happened: Text("Xung đột {0} đang chờ quyết định.", "Conflict {0} awaits a decision."),
      means: Text(
        "Giá trị hiện thời chỉ là tạm tính; việc này phải chờ.",
        "The present value is provisional; this has to wait."),
      next: Text("xem `tram conflicts show {0}`.", "see `tram conflicts show {0}`."))
    package let conflictMoved = Problem(
      "E-CONF-002", .conflict,
      happened: Text("Xung đột {0} vừa có thêm một bên.", "Conflict {0} has one more side by now."),
      means: Text(
        "Quyết định chưa được lưu vì bạn chưa thấy bên mới.",
        "The decision was not saved, because you have not seen the new side."),
      next: Text(
        "xem lại `tram conflicts show {0}` rồi quyết định.",
        "look again at `tram conflicts show {0}`, then decide."))
    package let noSuchSide = Problem(
      "E-CONF-003", .usage,
      happened: Text("Xung đột {0} không có bên số {1}.", "Conflict {0} has no side {1}."),
      means: Text("Chưa có gì được quyết định.", "Nothing was decided."),
      next: Text("xem `tram conflicts show {0}`.", "see `tram conflicts show {0}`."))
    package let nothingToDecide = Problem(
      "E-CONF-005", .notFound,
      happened: Text(
        "Xung đột {0} không còn gì để quyết định.", "There is nothing to decide in conflict {0}."),
      means: Text("Có thể người khác đã giải quyết xong.", "Somebody may have settled it already."),
      next: Text("xem `tram conflicts list`.", "see `tram conflicts list`."))
    package let cannotMerge = Problem(
      "E-CONF-006", .failed,
      happened: Text("Hai bản ghi này không gộp được.", "These two records cannot be merged."),
      means: Text(
        "Chúng khác loại, là một, hoặc đã được gộp trước đó.",
        "They are of different kinds, are one, or were merged before."),
      next: Text("xem `tram conflicts show {0}`.", "see `tram conflicts show {0}`."))
    package let notReopened = Problem(
      "E-CONF-007", .failed,
      happened: Text("Xung đột {0} không mở lại được.", "Conflict {0} cannot be reopened."),
      means: Text("Giá trị hiện thời không phải là một quyết định.", "The present value is no decision."),
      next: Text("xem `tram conflicts show {0}`.", "see `tram conflicts show {0}`."))
    package let notDistinct = Problem(
      "E-CONF-008", .failed,
      happened: Text(
        "Quy tắc “{1}” không cho phép ghi nhận là khác nhau.", "The rule “{1}” does not allow “not the same”."
      ),
      means: Text("Xung đột {0} vẫn còn mở.", "Conflict {0} stays open."),
      next: Text("xem `tram conflicts explain {0}`.", "see `tram conflicts explain {0}`."))
    package let recordsTogether = Problem(
      "E-CONF-009", .usage,
      happened: Text(
        "Xung đột {0} là giữa các bản ghi, không có bên để chọn.",
        "Conflict {0} is between records; there is no side to take."),
      means: Text("Chưa có gì được quyết định.", "Nothing was decided."),
      next: Text(
        "gộp, ghi nhận là khác nhau, hoặc sửa bản ghi: `tram conflicts show {0}`.",
        "merge them, say that they are not the same, or correct one: `tram conflicts show {0}`."))
    package let queueMoved = Problem(
      "E-CONF-010", .conflict,
      happened: Text(
        "Danh sách xung đột đã khác với lúc bạn xem.", "The conflicts are not those that you were shown."),
      means: Text("Chưa có gì được quyết định.", "Nothing was decided."),
      next: Text("chạy lại với --dry-run để xem.", "run it again with --dry-run to see them."))
    package let badFilter = Problem(
      "E-CONF-004", .usage,
      happened: Text("Điều kiện {0} không hiểu được.", "The filter {0} cannot be understood."),
      means: Text("Chưa có gì được quyết định.", "Nothing was decided."),
      next: Text("xem `tram conflicts resolve --help`.", "see `tram conflicts resolve --help`."))

    // This machine.
    package let daemonUnreachable = Problem(
      "E-NODE-001", .daemonUnreachable,
      happened: Text(
        "Dịch vụ tram trên máy này không trả lời.", "The tram service on this machine does not answer."),
      means: Text("Dữ liệu vẫn an toàn trên đĩa.", "The data is safe on the disk."),
      next: Text(
        "`systemctl status tram`, hoặc khởi động bằng `tram serve`.",
        "`systemctl status tram`, or start it with `tram serve`."))
    package let alreadyServed = Problem(
      "E-NODE-002", .temporary,
      happened: Text(
        "Dữ liệu tại {0} đang do tiến trình {1} giữ.", "The data at {0} is held by process {1}."),
      means: Text("Mỗi lúc chỉ một tiến trình được mở dữ liệu.", "Only one process may have the data open."),
      next: Text("dùng dịch vụ đang chạy, hoặc dừng nó trước.", "use the running service, or stop it first."))
    package let noNodeHere = Problem(
      "E-NODE-003", .notFound,
      happened: Text("Tại {0} chưa có dữ liệu.", "There is no data at {0}."),
      means: Text("Máy này chưa gia nhập tỉnh nào.", "This machine has not joined a province."),
      next: Text(
        "`tram join URL TOKEN`, hoặc chỉ đúng thư mục bằng --data.",
        "`tram join URL TOKEN`, or name the folder with --data."))
    package let nodeExists = Problem(
      "E-NODE-004", .failed,
      happened: Text("Tại {0} đã có dữ liệu.", "There is data at {0} already."),
      means: Text("Không có gì bị ghi đè.", "Nothing was overwritten."),
      next: Text("chọn thư mục khác bằng --data.", "choose another folder with --data."))
    package let permission = Problem(
      "E-NODE-005", .permission,
      happened: Text("Không có quyền dùng {0}.", "No permission to use {0}."),
      means: Text(
        "Tài khoản này không được đọc hoặc ghi ở đó.", "This account may not read or write there."),
      next: Text(
        "chạy bằng tài khoản của dịch vụ, hoặc hỏi quản trị viên.",
        "run it as the service's account, or ask the administrator."))
    package let notGranted = Problem(
      "E-NODE-006", .permission,
      happened: Text("Máy này không được cấp quyền ghi {0}.", "This node has no grant to write {0}."),
      means: Text(
        "Quyền ghi do tỉnh cấp cho từng trung tâm.", "The province grants what each center may write."),
      next: Text(
        "xem `tram status`, rồi hỏi quản trị viên tỉnh.",
        "see `tram status`, then ask the province's administrator."))
    package let diskFull = Problem(
      "E-NODE-007", .diskFull,
      happened: Text("Ổ đĩa đã đầy.", "The disk is full."),
      means: Text(
        "Thay đổi này chưa được lưu; những gì lưu trước đó vẫn an toàn.",
        "This change was not saved; everything saved before is safe."),
      next: Text("giải phóng dung lượng tại {0} rồi làm lại.", "free space at {0}, then do it again."))
    package let damaged = Problem(
      "E-NODE-008", .integrity,
      happened: Text(
        "Dữ liệu trên đĩa không khớp với nhật ký đã ký.", "What is on the disk does not match the signed log."
      ),
      means: Text(
        "Đĩa hỏng, hoặc có người sửa ngoài chương trình.",
        "The disk is failing, or somebody wrote behind the program."),
      next: Text(
        "giữ nguyên thư mục {0}, và báo quản trị viên ngay; `tram verify` cho biết những chỗ nào.",
        "leave the folder {0} as it is, and tell the administrator at once; `tram verify` says which places.")
    )
    package let verifyFailed = Problem(
      "E-NODE-016", .integrity,
      happened: Text(
        "Những chỗ có dấu ✗ ở trên không khớp với nhật ký đã ký.",
        "The places marked ✗ above do not match the signed log."),
      means: Text(
        "Đĩa hỏng, hoặc có người sửa ngoài chương trình.",
        "The disk is failing, or somebody wrote behind the program."),
      next: Text(
        "giữ nguyên thư mục {0}, và báo quản trị viên ngay kèm những gì in ra.",
        "leave the folder {0} as it is, and tell the administrator at once, with what was printed."))
    package let damagedFile = Problem(
      "E-NODE-017", .integrity,
      happened: Text("Tệp dữ liệu trong {0} bị hỏng hoặc bị cắt.", "The data file in {0} is damaged or cut."),
      means: Text(
        "Đĩa hỏng, sao chép dở dang, hoặc có chương trình khác ghi vào.",
        "The disk is failing, a copy was not finished, or another program wrote into it."),
      next: Text(
        "dừng máy này, giữ nguyên thư mục {0}, và báo quản trị viên; những gì tỉnh đã nhận vẫn còn ở tỉnh.",
        "stop this node, leave the folder {0} as it is, and tell the administrator; what the province received is safe there."
      ))
    package let tooNew = Problem(
      "E-NODE-009", .versionMismatch,
      happened: Text(
        "Dữ liệu do phiên bản mới hơn tạo ra ({0}, máy này là {1}).",
        "The data was written by a newer version ({0}; this is {1})."),
      means: Text(
        "Phiên bản cũ không mở, để không làm hỏng.",
        "An older version does not open it, so as not to harm it."),
      next: Text("cài phiên bản mới của tram.", "install the newer tram."))
    package let busy = Problem(
      "E-NODE-010", .temporary,
      happened: Text("Máy đang bận.", "The node is busy."),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("thử lại sau ít phút.", "try again in a few minutes."))

    package let badWord = Problem(
      "E-NODE-011", .usage,
      happened: Text("{0} không dùng được ở đây.", "{0} cannot be used here."),
      means: Text("Chưa có gì được thực hiện.", "Nothing was done."),
      next: Text("xem `--help` của lệnh này.", "see `--help` of this command."))
    package let noConfiguration = Problem(
      "E-NODE-012", .failed,
      happened: Text("Không tìm thấy thư mục Config.", "The folder Config is nowhere to be found."),
      means: Text(
        "Mẫu cấu hình và danh mục nằm trong đó.", "The templates and the catalogue are in it."),
      next: Text(
        "đặt TRAM_CONFIG, hoặc cài lại gói tram.", "set TRAM_CONFIG, or install the package tram again."))
    package let cannotBecomeOwner = Problem(
      "E-NODE-018", .permission,
      happened: Text(
        "Không chuyển được sang tài khoản sở hữu {0}.", "Could not become the account that owns {0}."),
      means: Text(
        "Làm việc ở đó bằng root sẽ để lại tệp mà dịch vụ không mở được; chưa có gì được thực hiện.",
        "Working there as root would leave files that the service cannot open; nothing was done."),
      next: Text(
        "chạy lệnh bằng tài khoản của dịch vụ: `sudo -u tram tram …`.",
        "run the command as the service's account: `sudo -u tram tram …`."))
    package let cannotServe = Problem(
      "E-NODE-013", .failed,
      happened: Text("Dịch vụ không khởi động được: {0}.", "The service cannot start: {0}."),
      means: Text("Dữ liệu không thay đổi.", "The data is unchanged."),
      next: Text(
        "sửa nguyên nhân rồi chạy lại `tram serve`.", "mend the cause and run `tram serve` again."))
    package let damagedHome = Problem(
      "E-NODE-014", .integrity,
      happened: Text("Tệp {0} không đúng như phải có.", "The file {0} is not what it must be."),
      means: Text(
        "Thư mục dữ liệu bị sửa, hỏng, hoặc ghép từ hai máy.",
        "The data folder was altered, is damaged, or was put together from two machines."),
      next: Text(
        "khôi phục từ bản sao lưu, và báo quản trị viên.",
        "restore it from a backup, and tell the administrator."))
    package let serviceEnded = Problem(
      "E-NODE-015", .daemonUnreachable,
      happened: Text("Dịch vụ dừng giữa chừng.", "The service ended in the middle of this."),
      means: Text(
        "Lệnh có thể đã hoặc chưa được thực hiện.", "The command may or may not have been carried out."),
      next: Text("xem lại dữ liệu rồi mới làm lại.", "look at the data before you do it again."))

    package let documentListed = Problem(
      "E-LAW-001", .permission,
      happened: Text(
        "Không được yêu cầu, quét hay nhập {0}: danh sách “{1}” ghi là đã tích hợp.",
        "{0} may not be asked for, scanned or typed in: the list “{1}” says that it is integrated."),
      means: Text(
        "Chỉ thị 24/CT-TTg ngày 13/9/2025: dùng dữ liệu hoặc VNeID thay bản giấy. Chưa có gì thay đổi.",
        "Directive 24/CT-TTg of 13 September 2025: data or VNeID take the paper's place. Nothing was changed."
      ),
      next: Text(
        "dùng dữ liệu: --from-data. Dữ liệu thiếu, sai hoặc không tra cứu được: thêm --exception và --reason \"…\".",
        "use the data: --from-data. If they are missing, wrong or out of reach: add --exception and --reason \"…\"."
      ))
    package let groundShifted = Problem(
      "E-LAW-002", .conflict,
      happened: Text(
        "Dữ liệu mà hồ sơ dựa vào đã thay đổi: {0}.", "The data that the dossier relies on has changed: {0}."),
      means: Text(
        "Chưa ra kết quả, để không cấp theo dữ liệu cũ.",
        "No result was made, so that none rests on what is no longer so."),
      next: Text("`tram dossier recheck {1}`, rồi làm lại.", "`tram dossier recheck {1}`, then do it again."))
    package let purposeUnknown = Problem(
      "E-LAW-006", .permission,
      happened: Text(
        "Tra cứu công dân phải có mục đích.", "Nobody's data is looked at without a purpose."),
      means: Text(
        "Mục đích là mã của một hồ sơ đang có ở đây, hoặc một trong năm mục đích được phép. Chưa hiển thị gì.",
        "It is the code of a dossier that is here, or one of the five that are allowed. Nothing was shown."),
      next: Text(
        "thêm --for MÃ_HỒ_SƠ, hoặc `--for reception` khi tiếp nhận tại quầy.",
        "add --for CODE, or `--for reception` at the counter."))
    package let tooManyLookUps = Problem(
      "E-LAW-007", .permission,
      happened: Text(
        "Tài khoản này đã tra cứu quá nhiều công dân trong một giờ.",
        "This account has looked at too many people within an hour."),
      means: Text(
        "Việc tra cứu tạm dừng và đã có cảnh báo cho người quản trị.",
        "Looking is stopped for now, and an alarm stands for the administrator."),
      next: Text("làm tiếp sau, hoặc báo người quản trị.", "go on later, or tell the administrator."))
    package let technicalGround = Problem(
      "E-LAW-004", .permission,
      happened: Text(
        "Không từ chối hồ sơ vì lý do kỹ thuật.", "A dossier is not refused for something technical."),
      means: Text(
        "Từ chối phải có căn cứ pháp luật; lỗi máy, mạng, phần mềm không phải là căn cứ. Chưa có gì thay đổi.",
        "A refusal has a ground in law; machines, links and programs are none. Nothing was changed."),
      next: Text(
        "ghi căn cứ pháp luật, hoặc cứ tiếp nhận.", "state the ground in law, or receive the dossier."))
    package let formNotNow = Problem(
      "E-LAW-005", .failed,
      happened: Text(
        "Chưa đến lúc in mẫu {0}: hồ sơ đang ở trạng thái “{1}”.",
        "Form {0} is not due: the dossier is “{1}”."),
      means: Text("Chưa in gì.", "Nothing was printed."),
      next: Text("xem `tram dossier show`.", "see `tram dossier show`."))
    package let trackNotFound = Problem(
      "E-FIND-020", .notFound,
      happened: Text(
        "Không có hồ sơ với mã và mã tra cứu này.", "No dossier has this code and this look-up secret."),
      means: Text(
        "Một trong hai mã gõ sai, hoặc hồ sơ chưa đồng bộ về đây.",
        "One of them is mistyped, or the dossier has not arrived here."),
      next: Text("xem lại giấy tiếp nhận hồ sơ.", "look at the receipt again."))
    package let noDataForIt = Problem(
      "E-LAW-003", .notFound,
      happened: Text("Máy này không có dữ liệu thay cho thành phần {0}.", "This node holds no data for {0}."),
      means: Text("Chưa có gì thay đổi.", "Nothing was changed."),
      next: Text(
        "đồng bộ rồi thử lại, hoặc xem trên VNeID.", "synchronize and try again, or look at it in VNeID."))

    // The link and the province.
    package let offline = Problem(
      "E-SYNC-001", .offline,
      happened: Text("Chưa kết nối được với tỉnh.", "The province cannot be reached."),
      means: Text(
        "Trung tâm vẫn làm việc bình thường; {0} thay đổi sẽ tự gửi khi có mạng.",
        "The center goes on working; {0} {0:change is|changes are} sent when the link is back."),
      next: Text("cứ tiếp tục; xem `tram status`.", "go on; see `tram status`."))
    package let hubRefused = Problem(
      "E-SYNC-002", .permission,
      happened: Text("Tỉnh từ chối: {0}.", "The province refused: {0}."),
      means: Text("Dữ liệu tại trung tâm không thay đổi.", "The data at the center is unchanged."),
      next: Text(
        "báo quản trị viên tỉnh kèm mã lỗi này.", "report this code to the province's administrator."))
    package let hubUntrusted = Problem(
      "E-SYNC-003", .integrity,
      happened: Text(
        "Máy chủ tại {0} không phải máy chủ tỉnh đã biết.",
        "The server at {0} is not the hub that this node knows."),
      means: Text("Không có dữ liệu nào được gửi đi.", "No data was sent."),
      next: Text(
        "kiểm tra địa chỉ và đồng hồ; báo quản trị viên.",
        "check the address and the clock; tell the administrator."))
    package let cannotJoin = Problem(
      "E-SYNC-022", .offline,
      happened: Text("Không kết nối được với máy chủ tỉnh tại {0}.", "The hub at {0} cannot be reached."),
      means: Text(
        "Máy này chưa gia nhập; mã mời vẫn dùng được đến hết hạn.",
        "This machine has not joined; the invitation holds until its time."),
      next: Text(
        "kiểm tra địa chỉ và đường truyền, rồi chạy lại đúng lệnh này.",
        "check the address and the link, then run the same command again."))
    package let changesRefused = Problem(
      "E-SYNC-004", .failed,
      happened: Text(
        "Tỉnh không nhận {0} thay đổi: {1}.", "The province did not take {0} {0:change|changes}: {1}."),
      means: Text(
        "Chúng được giữ lại, không mất, và không cản thay đổi khác.",
        "They are kept, not lost, and hold up no others."),
      next: Text("xem `tram status --verbose`.", "see `tram status --verbose`."))
    package let protocolTooOld = Problem(
      "E-SYNC-005", .versionMismatch,
      happened: Text(
        "Tỉnh dùng giao thức khác ({0}, máy này là {1}).",
        "The province speaks another protocol ({0}; this is {1})."),
      means: Text(
        "Trung tâm vẫn làm việc, nhưng chưa đồng bộ được.",
        "The center goes on working, but cannot synchronize."),
      next: Text("cập nhật tram.", "update tram."))
    package let badReply = Problem(
      "E-SYNC-006", .temporary,
      happened: Text("Tỉnh trả lời không hiểu được.", "The province's answer cannot be understood."),
      means: Text("Không có gì được nhận vào.", "Nothing was taken in."),
      next: Text(
        "thử lại; nếu lặp lại, báo quản trị viên.", "try again; if it repeats, tell the administrator."))
    package let badInvitation = Problem(
      "E-SYNC-010", .permission,
      happened: Text("Mã mời không dùng được.", "The invitation is not valid."),
      means: Text("Mã sai, đã dùng, hoặc đã hết hạn.", "It is wrong, used, or past its time."),
      next: Text(
        "xin mã mới: `tram hub invite` tại tỉnh.", "ask for a new one: `tram hub invite` at the province."))
    package let digestsDiffer = Problem(
      "E-SYNC-014", .integrity,
      happened: Text(
        "Dữ liệu {0} khác với tỉnh dù đã nhận đủ.",
        "The data of {0} differs from the province's though all was received."),
      means: Text(
        "Có hư hỏng hoặc lỗi chương trình; nhật ký vẫn còn để sửa.",
        "Something is corrupt or wrong in the program; the logs are there to repair it."),
      next: Text(
        "`tram verify --with-hub`, và báo quản trị viên ngay.",
        "`tram verify --with-hub`, and tell the administrator at once."))
    // Accounts.
    package let accountTaken = Problem(
      "E-USR-001", .failed,
      happened: Text("Đã có tài khoản {0}.", "There is an account {0} already."),
      means: Text("Chưa lập tài khoản nào.", "No account was made."),
      next: Text(
        "chọn tên khác, hoặc cấp lại mật khẩu: tram user reset {0}.",
        "choose another name, or print a new password: tram user reset {0}."))
    package let accountUnknown = Problem(
      "E-USR-002", .notFound,
      happened: Text("Không có tài khoản {0} tại máy này.", "There is no account {0} at this machine."),
      means: Text("Chưa thay đổi gì.", "Nothing was changed."),
      next: Text("xem các tài khoản: tram user list.", "see the accounts: tram user list."))
    package let badAccountName = Problem(
      "E-USR-003", .usage,
      happened: Text("Tên tài khoản không hợp lệ.", "The account's name cannot be used."),
      means: Text(
        "Tên gồm chữ thường không dấu, số, dấu chấm, gạch nối; bắt đầu bằng chữ.",
        "A name has small letters without accents, digits, dots and hyphens, and begins with a letter."),
      next: Text("ví dụ: hoa.ntt.", "for example hoa.ntt."))
    package let badAccountLabel = Problem(
      "E-USR-004", .usage,
      happened: Text("Họ và tên không hợp lệ.", "The person's name cannot be used."),
      means: Text("Họ và tên có từ 1 đến 80 ký tự.", "It has 1 to 80 letters."),
      next: Text("gõ lại với --name \"…\".", "type it again with --name \"…\"."))
    package let staffFile = Problem(
      "E-USR-005", .integrity,
      happened: Text("Tệp tài khoản không dùng được.", "The file of the accounts cannot be used."),
      means: Text(
        "Chưa thay đổi gì; dữ liệu công dân không bị ảnh hưởng.",
        "Nothing was changed; citizens' data is not affected."),
      next: Text("xem chi tiết với --verbose.", "see the detail with --verbose."))

    package let nothingToSync = Problem(
      "E-SYNC-021", .usage,
      happened: Text("Máy chủ tỉnh không đồng bộ với máy chủ nào khác.", "A hub syncs with no other."),
      means: Text("Các trung tâm tự gọi đến đây.", "The centers call here."),
      next: Text("xem `tram hub nodes`.", "see `tram hub nodes`."))
    package let notAHub = Problem(
      "E-SYNC-020", .usage,
      happened: Text("Máy này không phải máy chủ tỉnh.", "This machine is not a hub."),
      means: Text("Lệnh này chỉ chạy tại tỉnh.", "This command runs only at the province."),
      next: Text(
        "chạy trên máy chủ tỉnh, hoặc chỉ đúng thư mục bằng --data.",
        "run it on the hub, or name the folder with --data."))

    // Backups.
    package let notABackup = Problem(
      "E-BAK-001", .integrity,
      happened: Text("{0} không phải bản sao lưu.", "{0} is no backup."),
      means: Text("Chưa có gì được khôi phục.", "Nothing was restored."),
      next: Text("kiểm tra tên tệp.", "check the name of the file."))
    package let backupTruncated = Problem(
      "E-BAK-002", .integrity,
      happened: Text("Bản sao lưu {0} bị cắt ngang.", "The backup {0} is cut short."),
      means: Text("Chưa có gì được khôi phục.", "Nothing was restored."),
      next: Text("chép lại tệp, hoặc dùng bản khác.", "copy the file again, or take another."))
    package let backupAltered = Problem(
      "E-BAK-003", .integrity,
      happened: Text("Bản sao lưu {0} đã bị sửa.", "The backup {0} was altered."),
      means: Text(
        "Chữ ký hoặc thứ tự các phần không đúng; chưa có gì được khôi phục.",
        "Signature or order of its pieces is false; nothing was restored."),
      next: Text(
        "dùng bản khác và báo quản trị viên của tỉnh.", "take another, and tell the province's administrator."
      ))
    package let backupMisaddressed = Problem(
      "E-BAK-004", .permission,
      happened: Text("Khóa này không mở được {0}.", "This key does not open {0}."),
      means: Text("Bản sao lưu được niêm phong cho khóa khác.", "The backup is sealed to other keys."),
      next: Text(
        "dùng --key với khóa phục hồi của tỉnh, tệp .crt nằm cạnh khóa.",
        "use --key with the province's recovery key, its .crt beside it."))
    package let backupDamaged = Problem(
      "E-BAK-005", .integrity,
      happened: Text(
        "Bản sao lưu {0} không khôi phục được ({1}).", "The backup {0} cannot be restored ({1})."),
      means: Text(
        "Bản ấy không dùng được; máy này không bị ảnh hưởng.", "It is of no use; this node is not affected."),
      next: Text(
        "chạy `tram doctor --full`, rồi sao lưu lại.", "run `tram doctor --full`, then back up again."))
    package let backupNoRecipient = Problem(
      "E-BAK-006", .failed,
      happened: Text(
        "Máy này chưa có chứng thư phục hồi của tỉnh.",
        "This node has not got the province's recovery certificate."),
      means: Text(
        "Bản sao lưu sẽ không ai mở được, nên không được ghi.",
        "Nobody could open the backup, so none was written."),
      next: Text(
        "chạy `tram sync` khi có mạng, hoặc chỉ chứng thư bằng --to.",
        "run `tram sync` when there is a link, or name a certificate with --to."))
    package let backupExists = Problem(
      "E-BAK-007", .failed,
      happened: Text("{0} đã có.", "{0} exists."),
      means: Text("Không bản sao lưu nào bị ghi đè.", "No backup is written over."),
      next: Text("chọn tên khác.", "choose another name."))
  }
}
