"""The words of people for every identifier that JSON and files use: offices, grounds, outcomes, parameters, columns.

A closed vocabulary: ``label_of`` answers with a phrase, ``messages`` puts it into a language. Members of an enum
are looked up by the name of their enum first, because one value means different things in different enums
(``none`` of a qualification and of political theory), and because the enums of ``tally`` are not ours to import.
"""

from __future__ import annotations

from enum import StrEnum

from rules.enum_labels import ENUM_LABELS
from rules.model import Congress, Kind, Letterhead, Level, Office
from rules.phrase import Phrase, phrase

_WORDS: dict[str, Phrase] = {
    # the account of a contest, the steps of its decision and the columns of its result
    "summoned": phrase("số được triệu tập"),
    "present": phrase("số có mặt"),
    "excluded": phrase("số được trừ"),
    "base": phrase("tổng số để tính quá nửa"),
    "needed": phrase("số phiếu cần đạt"),
    "issued": phrase("số phiếu phát ra"),
    "returned": phrase("số phiếu thu về"),
    "counted": phrase("số phiếu kiểm được"),
    "valid": phrase("số phiếu hợp lệ"),
    "invalid": phrase("số phiếu không hợp lệ"),
    "spoilt": phrase("số phiếu hỏng đổi lại"),
    "not_returned": phrase("số phiếu không thu về"),
    "votes": phrase("số phiếu bầu"),
    "percent": phrase("tỷ lệ"),
    "validity": phrase("phiếu hợp lệ và không hợp lệ"),
    "order": phrase("thứ tự trúng cử"),
    "tie": phrase("bằng phiếu ở ranh giới trúng cử"),
    "short": phrase("bầu thiếu số lượng"),
    "over_issued": phrase("số phiếu nhiều hơn số phát ra hoặc thu về"),
    "alternates": phrase("đại biểu dự khuyết"),
    "turnout": phrase("tỷ lệ cử tri đi bầu"),
    "extra_election": phrase("khi nào bầu cử thêm"),
    "last_round": phrase("lần bầu cuối cùng"),
    "from_among": phrase("bầu trong số những người đã trúng cử"),
    "committee_from": phrase("số đảng viên để được bầu chi ủy"),
    "voters": phrase("số cử tri trong danh sách"),
    # who leaves the base
    "active_elsewhere": phrase("được giới thiệu sinh hoạt tạm thời ở nơi khác, không có mặt"),
    "exempt": phrase("được miễn công tác và sinh hoạt đảng, không có mặt"),
    "suspended": phrase("bị đình chỉ sinh hoạt, khởi tố, truy tố hoặc tạm giam"),
    "absent_with_reason": phrase("vắng mặt suốt đại hội, có lý do chính đáng được đồng ý"),
    "convener_absent": phrase("cấp ủy viên triệu tập đại hội vắng mặt suốt đại hội"),
    "absent_no_alternate": phrase("đại biểu vắng mặt suốt đại hội, không có dự khuyết thay thế"),
    # what a share is of
    "seats": phrase("số lượng cần bầu"),
    "members": phrase("số ủy viên"),
    "list": phrase("số người trong danh sách"),
    "previous_term": phrase("số ủy viên nhiệm kỳ trước"),
    # the choices, and yes and no
    "surplus_rounding": phrase("cách làm tròn số dư"),
    "percent_rounding": phrase("cách làm tròn tỷ lệ phần trăm"),
    "quota_of": phrase("tỷ lệ cơ cấu tính trên"),
    "age_on": phrase("ngày tính tuổi"),
    "women_retire_at_60": phrase("nữ nghỉ hưu ở tuổi 60"),
    "all_disagree": phrase("phiếu không đồng ý với ai trong danh sách nhiều người"),
    "yes": phrase("có"),
    "no": phrase("không"),
    # what the congress may decide
    "no_further_vote": phrase("không bầu tiếp"),
    "no_further_revote": phrase("không bầu lại nữa"),
    "vote_again": phrase("bỏ phiếu lại"),
    "confirmed": phrase("đã xác nhận"),
    "annulled": phrase("hủy toàn bộ số phiếu"),
    # parameters of the law and names of checks
    "surplus.prepared": phrase("số dư do cấp ủy triệu tập đại hội chuẩn bị"),
    "surplus.cap": phrase("số dư tối đa"),
    "surplus.small": phrase("số dư khi số lượng cần bầu ít"),
    "surplus.more_than_seats": phrase("danh sách nhiều hơn số lượng cần bầu"),
    "composition.women": phrase("tỷ lệ nữ"),
    "composition.women_standing": phrase("nữ trong ban thường vụ"),
    "composition.youth": phrase("tỷ lệ cán bộ trẻ"),
    "composition.age_middle": phrase("tỷ lệ độ tuổi giữa"),
    "composition.age_senior": phrase("tỷ lệ độ tuổi cao"),
    "composition.minorities": phrase("tỷ lệ người dân tộc thiểu số"),
    "composition.minorities_last_term": phrase("tỷ lệ người dân tộc thiểu số so với nhiệm kỳ trước"),
    "composition.renewal": phrase("tỷ lệ đổi mới"),
    "composition.science": phrase("tỷ lệ cán bộ khoa học, công nghệ"),
    "composition.women_last_term": phrase("tỷ lệ nữ so với nhiệm kỳ trước"),
    "composition.youth_last_term": phrase("tỷ lệ cán bộ trẻ so với nhiệm kỳ trước"),
    "eligibility.first_term": phrase("độ tuổi lần đầu tham gia"),
    "eligibility.reelection": phrase("độ tuổi tái cử"),
    "eligibility.state_post": phrase("độ tuổi tái cử chức vụ chính quyền"),
    "eligibility.official_member": phrase("đảng viên chính thức"),
    "eligibility.planned": phrase("trong quy hoạch"),
    "eligibility.theory": phrase("trình độ lý luận chính trị"),
    "eligibility.qualification": phrase("trình độ chuyên môn tối thiểu"),
    "eligibility.not_counting": phrase("không ở trong ban kiểm phiếu"),
    "eligibility.nomination_limits": phrase("giới hạn ứng cử, nhận đề cử"),
    "process.steps": phrase("các bước giới thiệu nhân sự"),
    "process.present": phrase("số có mặt ở một bước giới thiệu nhân sự"),
    "process.floor_support": phrase("mức ủng hộ người được giới thiệu tại đại hội"),
    "retirement.ages": phrase("tuổi nghỉ hưu"),
    "local": phrase("quy định riêng của cấp mình"),
    "local.people": phrase("quy định riêng của cấp mình"),
    "reference_month": phrase("tháng mốc tính tuổi"),
    "count.base": phrase("tổng số để tính quá nửa"),
    "count.excluded": phrase("số được trừ"),
    "count.needed": phrase("số phiếu cần đạt"),
    "count.turnout": phrase("tỷ lệ cử tri đi bầu"),
    "count.order": phrase("thứ tự trúng cử"),
    "count.tie": phrase("bằng phiếu ở ranh giới trúng cử"),
    "count.short": phrase("bầu thiếu số lượng"),
    "count.extra_election": phrase("khi nào bầu cử thêm"),
    "count.last_round": phrase("lần bầu cuối cùng"),
    "count.from_among": phrase("bầu trong số những người đã trúng cử"),
    "count.committee_from": phrase("số đảng viên để được bầu chi ủy"),
    "count.over_issued": phrase("số phiếu nhiều hơn số phát ra hoặc thu về"),
    "count.alternates": phrase("đại biểu dự khuyết"),
    "opinion.base": phrase("tổng số để tính kết quả xin ý kiến"),
    "opinion.needed": phrase("số phiếu đồng ý cần đạt khi xin ý kiến"),
    "introduction.base": phrase("tổng số để tính kết quả giới thiệu"),
    "introduction.needed": phrase("số phiếu cần đạt khi giới thiệu nhân sự"),
    "ballot.stamp": phrase("dấu trên phiếu"),
    "ballot.strike_out": phrase("cách gạch tên"),
    "ballot.agree_disagree": phrase("cách đánh dấu đồng ý, không đồng ý"),
    "ballot.valid": phrase("phiếu hợp lệ"),
    "ballot.invalid": phrase("phiếu không hợp lệ"),
    "list.missing_field": phrase("thiếu thông tin"),
    "list.duplicate_person": phrase("trùng người"),
    "list.look_alike": phrase("họ tên dễ nhầm"),
    "list.numbering": phrase("số thứ tự"),
    "list.order": phrase("thứ tự xếp tên"),
    "size.members": phrase("số lượng ủy viên"),
    "size.reduction": phrase("giảm số lượng ủy viên so với nhiệm kỳ trước"),
    "size.surplus_prepared": phrase("số dư do cấp ủy triệu tập đại hội chuẩn bị"),
    "size.surplus_cap": phrase("số dư tối đa"),
    "size.surplus_small": phrase("số dư khi số lượng cần bầu ít"),
    "size.more_than_seats": phrase("danh sách nhiều hơn số lượng cần bầu"),
    # the columns of a slate
    "number": phrase("số thứ tự"),
    "name": phrase("họ và tên"),
    "born": phrase("ngày sinh"),
    "sex": phrase("giới tính"),
    "ethnicity": phrase("dân tộc"),
    "religion": phrase("tôn giáo"),
    "joined": phrase("ngày vào Đảng"),
    "official": phrase("ngày chính thức"),
    "qualification": phrase("trình độ chuyên môn"),
    "theory": phrase("lý luận chính trị"),
    "post": phrase("chức vụ"),
    "incumbent": phrase("tái cử"),
    "planned": phrase("quy hoạch"),
    "for_standing": phrase("dự kiến ban thường vụ"),
    "science": phrase("khoa học, công nghệ"),
    "nomination": phrase("hình thức giới thiệu"),
    "retires": phrase("thời điểm nghỉ hưu"),
    "number_before": phrase("số thứ tự lần trước"),
}


_STATE_LEVELS = {
    Level.COMMUNE: phrase("xã, phường"),
    Level.DISTRICT: phrase("huyện"),
    Level.PROVINCE: phrase("tỉnh"),
    Level.CENTRAL: phrase("cả nước"),
}


def office_of(office: Office, level: Level) -> Phrase:
    """Name an office as the body of that level calls it: a branch's committee is its chi ủy."""
    if level is Level.BRANCH and office is Office.EXECUTIVE_COMMITTEE:
        return phrase("chi ủy")
    if office is Office.STATE_DEPUTIES:
        return phrase("đại biểu Quốc hội") if level is Level.CENTRAL else phrase("đại biểu Hội đồng nhân dân")
    return label_of(office)


def letterhead_of(congress: Congress, kind: Kind | None = None) -> Letterhead:
    """Whose papers they are: the heading says so, or who votes, in the congress or in one contest of it."""
    default = Letterhead.STATE if (kind or congress.kind) is Kind.VOTERS else Letterhead.PARTY
    return Letterhead(str(congress.heading.get("letterhead", default)))


def level_of(level: Level, *, of_state: bool) -> Phrase:
    """Name a level: of the Party's organizations, or of the State's bodies, which voters elect."""
    return _STATE_LEVELS.get(level, label_of(level)) if of_state else label_of(level)


def label_of(identifier: str) -> Phrase:
    """Name an identifier in the words of the regulations; one we have no words for stands for itself.

    That happens only with words the user gave, such as a local reason to leave the base.
    """
    if isinstance(identifier, StrEnum):
        return ENUM_LABELS[type(identifier).__name__][identifier.value]
    return _WORDS.get(identifier) or _of_any_enum(identifier)


def _of_any_enum(identifier: str) -> Phrase:
    """A plain text that only enums know, as in a result that was read back: ``elected``, ``branch``."""
    for labels in ENUM_LABELS.values():
        if identifier in labels:
            return labels[identifier]
    return Phrase("{identifier}", {"identifier": identifier})
