"""The made-up province Hòa Châu and its made-up commune An Bình: units, people and where they stand.

Names of communes are drawn from two lists of syllables in a fixed order; nothing here is a real place.
"""

from dataclasses import dataclass

PROVINCE = "Tỉnh Hòa Châu"
PLACE = "Hòa Châu"
TOP_KEY = "ubnd-tinh"


@dataclass(frozen=True)
class UnitRow:
    key: str
    name: str
    kind: str
    parent: str
    short: str = ""
    aliases: tuple[str, ...] = ()


BODIES = (
    UnitRow(
        "so-ldtbxh",
        "Sở Lao động - Thương binh và Xã hội",
        "department",
        TOP_KEY,
        "Sở LĐTBXH",
        ("Sở Lao động Thương binh và Xã hội",),
    ),
    UnitRow("so-noi-vu", "Sở Nội vụ", "department", TOP_KEY),
    UnitRow("so-gddt", "Sở Giáo dục và Đào tạo", "department", TOP_KEY, "Sở GDĐT", ("Sở GD&ĐT",)),
    UnitRow("so-y-te", "Sở Y tế", "department", TOP_KEY),
    UnitRow(
        "so-vhttdl",
        "Sở Văn hóa - Thể thao và Du lịch",
        "department",
        TOP_KEY,
        "Sở VHTTDL",
        ("Sở Văn hóa, Thể thao và Du lịch",),
    ),
    UnitRow("so-tu-phap", "Sở Tư pháp", "department", TOP_KEY),
    UnitRow("so-khdt", "Sở Kế hoạch và Đầu tư", "department", TOP_KEY, "Sở KHĐT"),
    UnitRow("so-tai-chinh", "Sở Tài chính", "department", TOP_KEY),
    UnitRow("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "department", TOP_KEY, "Sở NNPTNT"),
    UnitRow("so-tttt", "Sở Thông tin và Truyền thông", "department", TOP_KEY, "Sở TTTT"),
    UnitRow("so-cong-thuong", "Sở Công Thương", "department", TOP_KEY),
    UnitRow("cong-an", "Công an tỉnh", "sector_agency", TOP_KEY),
    UnitRow("cuc-thong-ke", "Cục Thống kê tỉnh", "sector_agency", TOP_KEY),
    UnitRow("thanh-tra", "Thanh tra tỉnh", "sector_agency", TOP_KEY),
    UnitRow("dai-ptth", "Đài Phát thanh và Truyền hình tỉnh", "press", TOP_KEY, "Đài PTTH"),
    UnitRow("bao", "Báo Hòa Châu", "press", TOP_KEY),
    UnitRow("cong-ttdt", "Cổng Thông tin điện tử tỉnh", "press", TOP_KEY, "Cổng TTĐT"),
    UnitRow(
        "ubmttq",
        "Ủy ban Mặt trận Tổ quốc tỉnh",
        "fatherland_front",
        TOP_KEY,
        "UBMTTQ tỉnh",
        ("Ủy ban Mặt trận Tổ quốc",),
    ),
    UnitRow(
        "hlhpn",
        "Hội Liên hiệp Phụ nữ tỉnh",
        "mass_organisation",
        TOP_KEY,
        "Hội LHPN tỉnh",
        ("Hội LH Phụ nữ",),
    ),
    UnitRow(
        "ldld", "Liên đoàn Lao động tỉnh", "mass_organisation", TOP_KEY, "LĐLĐ tỉnh", ("Liên đoàn Lao động",)
    ),
    UnitRow("hoi-nong-dan", "Hội Nông dân tỉnh", "mass_organisation", TOP_KEY),
    UnitRow(
        "tinh-doan",
        "Tỉnh Đoàn",
        "mass_organisation",
        TOP_KEY,
        "",
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh",),
    ),
)

DISTRICTS = (
    ("tp-hoa-chau", "thành phố Hòa Châu", 18),
    ("tx-dong-lam", "thị xã Đông Lâm", 17),
    ("h-vinh-thach", "huyện Vĩnh Thạch", 20),
    ("h-yen-khe", "huyện Yên Khê", 19),
    ("h-tan-lam", "huyện Tân Lâm", 18),
    ("h-bao-thuong", "huyện Bảo Thượng", 18),
)
FIRST = (
    "An",
    "Bình",
    "Cẩm",
    "Đông",
    "Hải",
    "Hòa",
    "Hợp",
    "Hưng",
    "Khánh",
    "Liên",
    "Minh",
    "Nghĩa",
    "Phú",
    "Quang",
    "Tân",
    "Thanh",
    "Thịnh",
    "Thuận",
    "Trung",
    "Xuân",
)
SECOND = (
    "Châu",
    "Dương",
    "Điền",
    "Giang",
    "Hà",
    "Khê",
    "Lạc",
    "Lâm",
    "Mỹ",
    "Ngọc",
    "Phong",
    "Sơn",
    "Thạch",
    "Thủy",
    "Trạch",
    "Vân",
)

COMMUNE_TOP = UnitRow(
    "ubnd-xa",
    "Ủy ban nhân dân xã An Bình",
    "commune",
    "",
    "UBND xã",
    ("Ủy ban nhân dân xã", "UBND xã An Bình"),
)
COMMUNE_BODIES = (
    UnitRow("van-phong-thong-ke", "Văn phòng - Thống kê xã", "public_service", "ubnd-xa"),
    UnitRow("ban-van-hoa", "Ban Văn hóa xã", "public_service", "ubnd-xa"),
    UnitRow("ban-tu-phap", "Ban Tư pháp xã", "public_service", "ubnd-xa"),
    UnitRow("cong-an-xa", "Công an xã", "sector_agency", "ubnd-xa"),
    UnitRow("tram-y-te", "Trạm Y tế xã", "public_service", "ubnd-xa"),
    UnitRow("hoi-phu-nu-xa", "Hội Liên hiệp Phụ nữ xã", "mass_organisation", "ubnd-xa"),
    UnitRow("hoi-nong-dan-xa", "Hội Nông dân xã", "mass_organisation", "ubnd-xa"),
    UnitRow("doan-xa", "Đoàn Thanh niên xã", "mass_organisation", "ubnd-xa"),
)


def province_units() -> list[UnitRow]:
    """22 departments and bodies, 6 districts and 110 communes, parents first."""
    rows = [
        UnitRow(
            TOP_KEY,
            "Ủy ban nhân dân tỉnh Hòa Châu",
            "province",
            "",
            "UBND tỉnh",
            ("Ủy ban nhân dân tỉnh", "UBND tỉnh"),
        )
    ]
    rows += BODIES
    names = commune_names()
    for key, name, size in DISTRICTS:
        short = name.replace("thành phố", "TP").replace("thị xã", "TX").replace("huyện", "H.")
        rows.append(UnitRow(key, f"Ủy ban nhân dân {name}", "district", TOP_KEY, f"UBND {short}"))
        for number in range(size):
            place = next(names)
            word = commune_word(name, number)
            rows.append(
                UnitRow(
                    f"{key}-{number + 1:02d}",
                    f"Ủy ban nhân dân {word} {place}",
                    "commune",
                    key,
                    f"UBND {word} {place}",
                )
            )
    return rows


def commune_names():
    """Every pair of syllables once, spread over the districts."""
    total = len(FIRST) * len(SECOND)
    for i in range(total):
        at = i * 37 % total  # 37 shares no factor with 320, so each pair comes once
        yield f"{FIRST[at // len(SECOND)]} {SECOND[at % len(SECOND)]}"


def commune_word(district: str, number: int) -> str:
    if district.startswith("thành phố"):
        return "phường" if number < 12 else "xã"
    if district.startswith("thị xã"):
        return "phường" if number < 6 else "xã"
    return "thị trấn" if number == 0 else "xã"


@dataclass(frozen=True)
class PersonRow:
    username: str
    name: str
    sex: str
    unit: str
    role: str
    shown: bool = False


FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
GIVEN_F = (
    "Hương",
    "Lan",
    "Mai",
    "Hạnh",
    "Thủy",
    "Ngọc Ánh",
    "Phương",
    "Hồng Vân",
    "Yến",
    "Thu Hà",
    "Bích Liên",
    "Tuyết",
)
GIVEN_M = (
    "Hùng",
    "Dũng",
    "Quang Minh",
    "Sơn",
    "Đức Thắng",
    "Tuấn",
    "Hải",
    "Việt Anh",
    "Khánh",
    "Thành",
    "Phúc",
    "Long",
)

SHOWN = {
    "province": (
        PersonRow("daumoi", "Nguyễn Thị Hương Giang", "F", "so-ldtbxh", "focal_officer", True),
        PersonRow("yte.canbo", "Trần Văn Khoa", "M", "so-y-te", "unit_officer", True),
        PersonRow("yte.giamdoc", "Lê Thị Minh Châu", "F", "so-y-te", "head", True),
        PersonRow("lanhdao", "Phạm Quốc Bảo", "M", TOP_KEY, "leader", True),
        PersonRow("quantri", "Đỗ Hải Yến", "F", TOP_KEY, "administrator", True),
    ),
    "commune": (
        PersonRow("daumoi", "Nguyễn Thị Hương Giang", "F", "van-phong-thong-ke", "focal_officer", True),
        PersonRow("yte.canbo", "Trần Văn Khoa", "M", "tram-y-te", "unit_officer", True),
        PersonRow("yte.truongtram", "Lê Thị Minh Châu", "F", "tram-y-te", "head", True),
        PersonRow("lanhdao", "Phạm Quốc Bảo", "M", "ubnd-xa", "leader", True),
        PersonRow("quantri", "Đỗ Hải Yến", "F", "ubnd-xa", "administrator", True),
    ),
}


def people(size: str, units: list[UnitRow]) -> list[PersonRow]:
    """Those whose sign-in is printed, then an officer and a head for every other unit that reports."""
    rows = list(SHOWN[size])
    taken = {(row.unit, row.role) for row in rows}
    wanted = [u for u in units if u.parent and (size == "commune" or u.kind != "commune")]
    for number, unit in enumerate(wanted):
        for role, offset in (("unit_officer", 0), ("head", 5)):
            if (unit.key, role) in taken:
                continue
            sex = "F" if (number + offset) % 3 else "M"
            given = (GIVEN_F if sex == "F" else GIVEN_M)[(number * 5 + offset) % 12]
            middle = (
                "Thị" if sex == "F" and " " not in given else "Văn" if sex == "M" and " " not in given else ""
            )
            family = FAMILY[(number * 7 + offset) % len(FAMILY)]
            name = " ".join(filter(None, (family, middle, given)))
            suffix = "canbo" if role == "unit_officer" else "lanhdao"
            rows.append(PersonRow(f"{unit.key}.{suffix}", name, sex, unit.key, role))
    return rows
