"""The words of people for every member of every enum, by the name of the enum and the value of the member.

The enums of ``tally`` are not ours to import, so names stand for them; a test holds that every enum is here.
"""

from __future__ import annotations

from rules.phrase import Phrase, phrase

ENUM_LABELS: dict[str, dict[str, Phrase]] = {
    "Level": {
        "branch": phrase("chi bộ"),
        "grassroots": phrase("đảng bộ cơ sở"),
        "commune": phrase("đảng bộ xã, phường"),
        "district": phrase("đảng bộ cấp trên trực tiếp cơ sở"),
        "province": phrase("đảng bộ trực thuộc Trung ương"),
        "central": phrase("Trung ương"),
    },
    "Kind": {
        "members": phrase("đại hội đảng viên"),
        "delegates": phrase("đại hội đại biểu"),
        "committee": phrase("hội nghị ban chấp hành"),
        "voters": phrase("cử tri bầu"),
    },
    "Office": {
        "executive_committee": phrase("ban chấp hành"),
        "standing_committee": phrase("ban thường vụ"),
        "secretary": phrase("bí thư"),
        "deputy_secretary": phrase("phó bí thư"),
        "inspection_committee": phrase("ủy ban kiểm tra"),
        "inspection_chair": phrase("chủ nhiệm ủy ban kiểm tra"),
        "delegates": phrase("đại biểu dự đại hội cấp trên"),
        "state_deputies": phrase("đại biểu Quốc hội, Hội đồng nhân dân"),
        "other": phrase("chức danh khác"),
    },
    "Form": {
        "strike_out": phrase("phiếu có số dư (gạch tên)"),
        "agree_disagree": phrase("phiếu không số dư (đồng ý / không đồng ý)"),
    },
    "Vote": {
        "first": phrase("bầu lần đầu"),
        "revote": phrase("bầu lại trong số những người bằng phiếu"),
        "further": phrase("bầu tiếp số còn thiếu"),
        "again": phrase("bỏ phiếu lại"),
        "opinion": phrase("lấy phiếu xin ý kiến"),
        "introduction": phrase("bỏ phiếu giới thiệu"),
    },
    "Cells": {
        "kept": phrase("số 1 là tên để lại"),
        "struck": phrase("số 1 là tên bị gạch"),
    },
    "About": {
        "tied": phrase("bằng phiếu ở ranh giới trúng cử"),
        "short": phrase("bầu thiếu số lượng"),
        "over_issued": phrase("số phiếu nhiều hơn số phát ra hoặc thu về"),
        "turnout": phrase("số cử tri đi bầu chưa đủ"),
        "not_among": phrase("người được bầu chưa trúng cử vào tập thể phải bầu trước"),
        "small_branch": phrase("chi bộ ít đảng viên bầu chi ủy"),
    },
    "Letterhead": {
        "party": phrase("văn bản của Đảng"),
        "state": phrase("văn bản của cơ quan nhà nước"),
        "youth_union": phrase("văn bản của Đoàn Thanh niên"),
    },
    "Sex": {
        "male": phrase("nam giới"),
        "female": phrase("nữ giới"),
    },
    "Qualification": {
        "postgraduate": phrase("trên đại học"),
        "university": phrase("đại học"),
        "college": phrase("cao đẳng"),
        "vocational": phrase("trung cấp"),
        "none": phrase("chưa qua đào tạo"),
    },
    "Theory": {
        "bachelor": phrase("cử nhân chính trị"),
        "advanced": phrase("cao cấp lý luận chính trị"),
        "intermediate": phrase("trung cấp lý luận chính trị"),
        "elementary": phrase("sơ cấp lý luận chính trị"),
        "none": phrase("chưa học lý luận chính trị"),
    },
    "Nomination": {
        "committee": phrase("cấp ủy triệu tập đại hội giới thiệu"),
        "floor": phrase("được đề cử tại đại hội"),
        "self": phrase("tự ứng cử"),
    },
    "Force": {
        "required": phrase("phải"),
        "target": phrase("phấn đấu"),
        "about": phrase("khoảng"),
    },
    "Group": {
        "list": phrase("cả danh sách"),
        "standing": phrase("số dự kiến tham gia ban thường vụ"),
    },
    "Verdict": {
        "kept": phrase("Đạt"),
        "broken": phrase("Vi phạm quy định bắt buộc"),
        "asks": phrase("Cần người quyết định hoặc xác nhận"),
        "missed": phrase("Mức phấn đấu chưa đạt"),
        "noted": phrase("Nêu để biết"),
    },
    "Confidence": {
        "V": phrase("đã đối chiếu nguyên văn"),
        "P": phrase("mới thấy thuật lại, chưa thấy nguyên văn"),
        "D": phrase("suy ra từ quy định khác"),
        "R": phrase("theo trí nhớ, chưa đối chiếu"),
        "U": phrase("người dùng chương trình cung cấp"),
    },
    "PercentRounding": {
        "half_up": phrase("làm tròn đến hai chữ số, nửa thì lên"),
        "truncate": phrase("bỏ các chữ số sau hai chữ số"),
    },
    "SurplusRounding": {
        "up": phrase("làm tròn lên"),
        "nearest": phrase("làm tròn đến số gần nhất"),
        "down": phrase("làm tròn xuống"),
    },
    "QuotaOf": {
        "list": phrase("số người trong danh sách"),
        "seats": phrase("số lượng cần bầu"),
    },
    "AgeOn": {
        "opens": phrase("ngày khai mạc"),
        "reference_month": phrase("tháng mốc tính tuổi"),
    },
    "AllDisagree": {
        "valid": phrase("hợp lệ"),
        "invalid": phrase("không hợp lệ"),
    },
    "Base": {
        "summoned_less_excluded": phrase("số được triệu tập trừ số được trừ theo quy định"),
        "summoned": phrase("số được triệu tập"),
        "present": phrase("số có mặt"),
        "issued": phrase("số phiếu phát ra"),
        "returned": phrase("số phiếu thu về"),
        "valid": phrase("số phiếu hợp lệ"),
    },
    "OrderRule": {"highest_votes": phrase("lấy theo số phiếu từ cao xuống thấp")},
    "TieRule": {
        "revote_among_tied": phrase("bầu lại trong số những người bằng phiếu"),
        "older": phrase("người nhiều tuổi hơn trúng cử"),
    },
    "ShortRule": {
        "congress_decides": phrase("đại hội quyết định có bầu tiếp hay không"),
        "vote_again_first": phrase("bầu tiếp; nhiều lần vẫn thiếu thì đại hội quyết định có bầu nữa hay không"),
        "national_council_decides": phrase("Hội đồng bầu cử quốc gia quyết định có bầu cử thêm hay không"),
        "extra_election": phrase("bầu cử thêm khi số người trúng cử chưa đủ phần luật định"),
    },
    "LastRoundRule": {"upper_committee_appoints": phrase("cấp ủy cấp trên trực tiếp chỉ định")},
    "AmongRule": {
        "executive_committee": phrase("bầu trong số ủy viên ban chấp hành (chi ủy) vừa trúng cử"),
        "inspection_committee": phrase("bầu trong số ủy viên ủy ban kiểm tra vừa trúng cử"),
    },
    "Ending": {
        "upper_committee_appoints": phrase("cấp ủy cấp trên trực tiếp chỉ định"),
        "no_extra_election": phrase("không phải bầu cử thêm"),
    },
    "LastTermRule": {
        "higher": phrase("cao hơn nhiệm kỳ trước"),
        "not_lower": phrase("không thấp hơn nhiệm kỳ trước"),
    },
    "OverIssuedRule": {"annul_and_vote_again": phrase("hủy toàn bộ số phiếu và bỏ phiếu lại")},
    "AlternatesRule": {"over_half_in_order": phrase("những người quá nửa còn lại, theo số phiếu từ cao xuống thấp")},
    "StampRule": {
        "convening_committee_top_left": phrase("dấu của cấp ủy triệu tập đóng ở góc trái phía trên"),
        "election_team": phrase("dấu của tổ bầu cử"),
    },
    "StrikeRule": {
        "strike_family_and_given_name": phrase("gạch ngang giữa cả họ và tên người mình không bầu"),
        "strike_name": phrase("gạch tên người mình không bầu"),
    },
    "BoxRule": {"x_in_one_box": phrase("đánh dấu X vào một trong hai ô của từng người")},
    "ValidRule": {"no_more_than_seats": phrase("bầu bằng hoặc ít hơn số lượng cần bầu")},
    "State": {
        "filled": phrase("bầu đủ số lượng"),
        "short": phrase("bầu thiếu số lượng"),
        "tied": phrase("bằng phiếu ở ranh giới trúng cử"),
        "void": phrase("hủy, không có kết quả"),
        "not_recognised": phrase("không công nhận kết quả"),
        "counted": phrase("đã kiểm phiếu, không phải bầu cử"),
    },
    "Standing": {
        "elected": phrase("trúng cử"),
        "tied_at_cut": phrase("bằng phiếu ở ranh giới trúng cử"),
        "majority_no_seat": phrase("quá nửa nhưng không trúng cử"),
        "no_majority": phrase("không quá nửa"),
        "alternate": phrase("đại biểu dự khuyết"),
        "tied_at_alternate_cut": phrase("bằng phiếu ở ranh giới dự khuyết"),
        "not_elected": phrase("không trúng cử"),
        "supported": phrase("đủ số phiếu đồng ý"),
        "not_supported": phrase("chưa đủ số phiếu đồng ý"),
    },
    "InvalidReason": {
        "not_issued": phrase("phiếu không do ban kiểm phiếu phát ra"),
        "overvote": phrase("bầu nhiều hơn số lượng cần bầu"),
        "votes_for_nobody": phrase("không bầu cho ai trong danh sách"),
        "double_mark": phrase("đánh dấu cả hai ô"),
        "unmarked": phrase("không đánh dấu ô nào"),
        "outside_name": phrase("ghi tên người ngoài danh sách"),
        "marked": phrase("có đánh dấu riêng"),
        "signed": phrase("có ký tên"),
        "written_on": phrase("có viết thêm"),
        "not_prescribed": phrase("không theo mẫu quy định"),
        "no_stamp": phrase("không có dấu"),
    },
    "RawMark": {
        "k": phrase("để lại"),
        "s": phrase("bị gạch"),
        "a": phrase("đồng ý"),
        "d": phrase("không đồng ý"),
        "b": phrase("đánh dấu cả hai ô"),
        "n": phrase("không đánh dấu ô nào"),
        "u": phrase("không rõ"),
    },
    "MembershipRule": {
        "official_member": phrase("phải là đảng viên chính thức vào ngày khai mạc"),
    },
    "PlannedRule": {
        "everybody": phrase("mọi người phải có trong quy hoạch"),
        "first_term": phrase("người tham gia lần đầu phải có trong quy hoạch"),
    },
    "CountingRule": {
        "not_on_list": phrase("thành viên ban kiểm phiếu không có tên trong danh sách bầu cử"),
    },
    "NominationRule": {
        "only_by_committee": phrase("cấp ủy viên triệu tập chỉ ứng cử, nhận đề cử khi có trong danh sách của cấp ủy"),
    },
    "Role": {
        "chair": phrase("trưởng ban"),
        "clerk": phrase("người nhập"),
        "observer": phrase("hội trường"),
        "technician": phrase("kỹ thuật"),
    },
    "Phase": {
        "prepare": phrase("chuẩn bị"),
        "rehearse": phrase("tập dượt"),
        "zero": phrase("biên bản số không"),
        "count": phrase("nhập phiếu"),
        "reconcile": phrase("đối chiếu"),
        "decide": phrase("kết luận"),
        "sign": phrase("ký biên bản"),
        "sealed": phrase("đã niêm phong"),
    },
}
