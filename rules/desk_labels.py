"""The words of the counting desk (bàn kiểm phiếu) for ``labels``: its roles, and the phases of a contest."""

from __future__ import annotations

from rules.phrase import phrase

DESK_ENUMS = {
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
