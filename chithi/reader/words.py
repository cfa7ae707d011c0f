"""The words of the genre: what heads a unit, what begins a duty, what ends a name. No word of any one plan.

All entries are lower case with the tone mark in its one place (see `chithi.vietnamese.tone_normalised`).
"""

from __future__ import annotations

from collections.abc import Iterable


class Phrases(frozenset[str]):
    """A set of phrases with the set of their first words."""

    first: frozenset[str]

    def __new__(cls, phrases: Iterable[str]) -> Phrases:
        made = super().__new__(cls, phrases)
        made.first = frozenset(phrase.split(" ", 1)[0] for phrase in made)
        return made


def _set(text: str) -> Phrases:
    return Phrases(" ".join(entry.split()) for entry in text.split(",") if entry.strip())


# A body with a name of its own; begins a unit where it is capitalised or follows a determiner.
BODIES = _set(
    """
    sở, ban, bộ, cục, chi cục, tổng cục, ủy ban, ubnd, ub, ủy ban nhân dân, hội đồng, hđnd, hội,
    liên đoàn, liên minh, liên hiệp, công an, văn phòng, vp, thanh tra, viện, tòa án, đài, báo, cổng,
    trung tâm, trường, kho bạc, ngân hàng, bảo hiểm, bhxh, thuế, hải quan, mặt trận, mttq, ubmttq, đoàn,
    tỉnh đoàn, thành đoàn, huyện đoàn, tỉnh ủy, thành ủy, huyện ủy, đảng ủy, đảng bộ, chi bộ, cấp ủy,
    đảng đoàn, ban cán sự đảng, quân khu, tổ, phòng, trạm, tạp chí, thông tấn xã, quỹ, hiệp hội,
    công đoàn, công ty, tập đoàn, tổng công ty, doanh nghiệp, hợp tác xã, học viện, bệnh viện, chính phủ,
    quốc hội, thường trực, ban thường trực, btt, bđbp, lực lượng, kiểm toán, kiểm lâm, quản lý thị trường,
    ban chỉ đạo, ban chỉ huy, bộ chỉ huy, bch, bộ chqs, điện lực, bưu điện, viễn thông, nhà văn hóa,
    nhà xuất bản, bảo tàng, thư viện, cơ sở, trung đoàn, sư đoàn, đồn, hạt, đội, vụ, đại học, cao đẳng, khoa,
    nhà máy, xí nghiệp, nhà hát, cảng vụ, lâm trường, vườn quốc gia, khu bảo tồn, chi hội, chi đoàn, chi ủy,
    tổng liên đoàn, liên hiệp hội, ban đảng, vksnd, viện ksnd, tand, lđlđ, nhnn, nhcsxh, ccb, lhpn, vnpt, viettel,
    mobifone, bch đảng bộ, tổng đội, phân viện, chi nhánh, ngành, huyện hội, tỉnh hội, thị ủy, quận ủy, quận đoàn,
    thị đoàn, xã đoàn, ubmttqvn, mttqvn, hlhpn, hội lhpn, tw hội, trung ương hội, hội nd, hội ccb, đtn, bchqs, ttyt,
    ttvh, bql, bqlda, câu lạc bộ, cđcs, trung ương đoàn
    """
)
# Firms known by a mark; their names are written in capitals to the end.
BRANDS = _set("vnpt, viettel, mobifone")
# Words for many bodies at once; begin a unit after a determiner, or bare at the head of a list.
GROUPS = _set(
    """
    cơ quan, đơn vị, địa phương, tổ chức, đoàn thể, ngành, cấp, sở, ban, phòng, doanh nghiệp, hội,
    thành viên, cộng đồng, cá nhân, bộ, trường, huyện, xã, phường, thôn, chủ đầu tư, tỉnh, thành phố,
    hộ gia đình, chi nhánh, đảng ủy, cấp ủy, chính quyền, nhà đầu tư, hợp tác xã, hiệp hội, quận, đặc khu,
    thị xã, thị trấn, vụ, cục, chi cục, viện, huyện ủy, thành ủy, thị ủy, quận ủy, chi hội, chi đoàn, chi bộ,
    đảng bộ, tổ dân phố, khu phố, nhà trường, hộ, cơ sở giáo dục, cơ sở y tế, trung tâm, tổng cục, trường học,
    bệnh viện, trạm y tế, câu lạc bộ, chủ rừng, chủ cơ sở, chủ phương tiện, già làng, trưởng bản, trưởng thôn,
    người có uy tín, ban đảng, đảng đoàn, ban cán sự đảng, tổ chức đảng, tổ hòa giải, tổ tự quản,
    tổ công nghệ số cộng đồng
    """
)
# Before a short form in a list of places, and words that such a form only begins.
BEFORE_SHORT = _set("huyện, quận, thành, thị, phố, xã, phường, tỉnh")
LONGER = _set(
    """
    thành phố, thành viên, thành phần, thành lập, thành công, thành tích, thành đoàn, thành hội, thành thị, thị xã,
    thị trấn, thị trường, thị tứ, thị đoàn, thị hội, thành quả, thành tựu
    """
)
# Kinds of schools in a list: "các trường mầm non, tiểu học, trung học cơ sở".
SCHOOLS = _set(
    """
    mầm non, tiểu học, trung học cơ sở, trung học phổ thông, thcs, thpt, đại học, cao đẳng, trung cấp, ngoài công lập,
    học viện, trường đại học, trường cao đẳng, trường trung cấp
    """
)
# Bodies that are called by what they do; such a word is a name where a place follows: "Thống kê tỉnh".
DOERS = _set("thống kê, thi hành án dân sự, thi hành án")
# Heads that may be written small before their field: "ngành Y tế", "đoàn Thanh niên", "trạm Y tế xã".
SMALL_HEADS = _set(
    "ngành, sở, phòng, hội, đoàn, trạm, trường, chi cục, công an, lực lượng, trung tâm, hội đồng, ngân hàng"
)
# Posts without a body of their own that one is told of by the field or the place: "công chức Tư pháp - Hộ tịch".
OFFICERS = _set("cán bộ, công chức, viên chức")
# Posts and people.
POSTS = _set(
    """
    thủ trưởng, giám đốc, tổng giám đốc, chủ tịch, phó chủ tịch, chánh văn phòng, chánh thanh tra,
    chánh án, chánh, trưởng ban, trưởng phòng, trưởng, phó trưởng ban, bí thư, phó bí thư, đồng chí, đ/c,
    người đứng đầu, cán bộ, chuyên viên, ủy viên, bộ trưởng, thứ trưởng, tư lệnh, viện trưởng,
    hiệu trưởng, phó giám đốc, tổng biên tập, cục trưởng, lãnh đạo, thành viên, thủ tướng chính phủ,
    thủ tướng, kế toán trưởng, công chức, phó, vụ trưởng, chi cục trưởng, tổ trưởng, tổ phó, đội trưởng,
    phó chánh văn phòng, phó trưởng phòng, phó trưởng, phó cục trưởng, ông, bà, chỉ huy trưởng, chính ủy,
    tổng cục trưởng, chủ nhiệm, phó chủ nhiệm
    """
)
DETERMINERS = _set("các, những, mọi, từng, một số, toàn thể, toàn bộ, mỗi")
PLACES = _set(
    """
    huyện, thành phố, tp, tp., thị xã, xã, phường, thị trấn, quận, đặc khu, tỉnh, thôn, tổ dân phố, cấp, bản,
    xóm, ấp, buôn, làng, khu phố, khu dân cư
    """
)
# Open units of any kind: "các đơn vị có liên quan" never starts a duty.
TAILS = _set(
    """
    có liên quan, liên quan, thuộc, trực thuộc, trên địa bàn, của, khác, cấp, tỉnh, huyện, xã, thành phố,
    việt nam, trung ương, ở
    """
)
# What may still follow a place in a name: "các xã vùng cao", "các phường ven biển".
WIDER = _set(
    """
    vùng, cao, sâu, xa, miền, núi, ven, biển, biên, giới, bãi, ngang, đảo, trung, tâm, du, điểm, nghèo, mới,
    nội, ngoại, thành, hải, lân, cận, giáp, ranh, trọng, còn, lại, đặc, biệt, khó, khăn, phía, bắc, nam, đông,
    tây, nơi, đồng, bằng
    """
)
# With these the name of a centre or a board is complete: what follows in small letters is its duty.
COMPLETE = _set(
    """
    hành chính công, dịch vụ công, dịch vụ tổng hợp, sự nghiệp công, bệnh tật, khuyến nông, thú y, án dân sự, đất đai,
    quỹ đất, nông thôn mới, tai nạn giao thông, tội phạm, thiên tai, tham nhũng
    """
)
# Fields of departments and ministries that have more than two syllables.
LONG_FIELDS = _set("giao thông vận tải, phát triển nông thôn, an toàn thực phẩm, an toàn vệ sinh thực phẩm")
# The fields of departments where they are written small: "các sở giáo dục và đào tạo", "phòng y tế các huyện".
FIELDS = _set(
    """
    giáo dục và đào tạo, y tế, tài chính, nội vụ, tư pháp, công thương, ngoại vụ, du lịch, dân tộc, dân tộc và tôn giáo,
    kế hoạch và đầu tư, tài chính - kế hoạch, lao động - thương binh và xã hội, thông tin và truyền thông,
    văn hóa và thông tin, văn hóa - thông tin, khoa học và công nghệ, giao thông vận tải,
    nông nghiệp và phát triển nông thôn, nông nghiệp và môi trường, tài nguyên và môi trường, kinh tế và hạ tầng
    """
)
# Boards of several bodies.
JOINT_BOARDS = _set(
    """
    ban chỉ đạo, ban điều phối, ban điều hành, ban vận động, ủy ban quốc gia, hội đồng quốc gia, hội đồng tư vấn,
    hội đồng liên ngành, tổ công tác, tổ giúp việc, đoàn công tác
    """
)
# What the boards of several bodies are about: "Ban Chỉ đạo Trung ương về phòng, chống thiên tai".
TOPICS = _set(
    """
    phòng, an toàn thực phẩm, an toàn giao thông, vệ sinh an toàn thực phẩm, chuyển đổi số, cải cách hành chính,
    nhân quyền, biến đổi khí hậu, tăng trưởng xanh, người cao tuổi, người khuyết tật, trẻ em, bình đẳng giới,
    giáo dục, giảm nghèo bền vững, giảm nghèo, công tác tôn giáo, công tác gia đình, công tác người cao tuổi,
    công tác phòng, phát triển bền vững, hội nhập quốc tế, hội nhập kinh tế quốc tế, xây dựng nông thôn mới,
    an ninh mạng, thông tin đối ngoại, bảo hiểm xã hội, bảo hiểm y tế, tội phạm, dân số, biển và hải đảo,
    phát triển kinh tế tập thể, đổi mới sáng tạo, công tác dân tộc, phát triển khoa học,
    các chương trình mục tiêu quốc gia
    """
)
# What makes the words behind "công ty" its name: of which kind in law it is.
FIRMS = _set(
    "tnhh, tnhh mtv, tnhh một thành viên, tnhh 1tv, cổ phần, cp, mtv, một thành viên, hợp danh, tm, xd"
)
# What firms do, as their names say it behind another verb: "Quản lý khai thác", "Tư vấn thiết kế".
TRADES = _set(
    "khai thác, quản lý, vận hành, phát triển, bảo trì, sửa chữa, tư vấn, thiết kế, đầu tư, kinh doanh, sản xuất,"
    "dịch vụ"
)
# Bodies that are written small where many of a kind are meant: "ủy ban nhân dân các tỉnh", "hội nông dân các xã".
SMALL_BODIES = _set(
    """
    ủy ban nhân dân, hội đồng nhân dân, ủy ban mặt trận tổ quốc, mặt trận tổ quốc, hội liên hiệp phụ nữ, hội phụ nữ,
    hội nông dân, hội cựu chiến binh, hội người cao tuổi, hội chữ thập đỏ, đoàn thanh niên, liên đoàn lao động
    """
)
# Verbs that are nouns inside a body's name, with the syllable before them: "Dịch vụ tổng hợp", "Cảnh sát điều tra".
IN_NAMES = _set(
    """
    vụ tổng hợp, sát điều tra, án đầu tư xây dựng, án đầu tư, tư xây dựng, tư phát triển, lý thi hành án,
    lý xử lý vi phạm, phối xây dựng nông thôn mới, tiến đầu tư, vấn phát triển, vấn đầu tư, trợ phát triển,
    cứu ứng dụng, cứu phát triển, lý đào tạo, dục thường xuyên, đạo xây dựng nông thôn mới, đạo cải cách hành chính,
    đạo cải cách, đạo chuyển đổi số, đạo phát triển khoa học, đạo giải phóng mặt bằng, đạo thực hiện quy chế dân chủ,
    đạo thi hành án, đạo phổ biến, hợp phổ biến, sát quản lý, trại sát, tra thi hành, chính tổng hợp,
    và tìm kiếm cứu nạn, và cứu nạn, báo chí tuyên truyền, thông vận tải, sát thi hành án, trợ giúp,
    nữ phát triển kinh tế, nghệ thông tin, việc làm, vụ việc làm, thiệu việc làm, công lập, dân lập, và ngoài công lập,
    ban xây dựng đảng, tế và các khu công nghiệp, tế và khu công nghiệp, tâm giáo dục nghề nghiệp, thông giáo dục,
    - giáo dục thường xuyên, tâm giáo dục thường xuyên,
    dục và đào tạo, hoạch và đầu tư, hóa và thông tin, tin và truyền thông, nghiệp và phát triển nông thôn,
    trọt và bảo vệ thực vật, công và xúc tiến thương mại, tư và xúc tiến thương mại, hình và thông tin điện tử,
    nghệ và thông tin, - thông tin, - truyền thông, - phát triển nông thôn, - đào tạo, - đầu tư, - kiểm tra,
    - giám sát, - thanh tra, và cán bộ quản lý giáo dục,
    và xây dựng phong trào toàn dân bảo, phòng đăng ký đất đai, phòng đăng ký quyền sử dụng đất, lý đăng ký
    """
)
# Heads whose names may list fields in small letters: "Trung tâm Văn hóa, thể thao và du lịch".
FIELDS_BY_COMMA = _set("sở, bộ, phòng, vụ, cục, đài, báo, trung, viện, tạp")
# Syllables that a comma does not part: "Phòng, chống", "phổ biến, giáo dục", "Khám, chữa bệnh", "Học sinh, sinh viên".
JOINED_BY_COMMA = _set(
    """
    phòng chống, biến giáo, khám chữa, bệnh chữa, chính viễn, ông bà, nhũng tiêu, nhũng lãng, phí tiêu, hóa thể,
    phạm tệ, xuất kinh, doanh bán, doanh dịch, xuất chế, biến kinh, tấn báo, chí xuất, xã tổ,
    đua khen, đồng bồi, trị tư, sinh sinh, tạo bồi, lập ngoài
    """
)
# The ends and beginnings of two fields that a dash joins in a name, which a line may break before the dash.
JOINED_BY_DASH = _set(
    """
    chính trị - xã hội, kinh tế - xã hội, văn hóa - xã hội, lao động - thương binh, phát thanh - truyền hình,
    truyền thanh - truyền hình, tài chính - kế hoạch, kế hoạch - tài chính, văn hóa - thông tin, văn hóa - thể thao,
    tư pháp - hộ tịch, dân số - kế hoạch, địa chính - xây dựng, địa chính - nông nghiệp, nghề nghiệp - giáo dục,
    giáo dục nghề - nghiệp, tổ chức - cán bộ, tổ chức - hành chính, hành chính - tổng hợp, hành chính - quản trị,
    văn phòng - thống kê, kinh tế - hạ tầng, mầm non - tiểu học, xã hội - nghề nghiệp, quốc phòng - an ninh,
    chính trị - hành chính, khoa học - công nghệ, thanh tra - pháp chế, tài chính - kế toán, khoa giáo - văn xã
    """
)
# After a head these verbs name what the body is for, in small letters too: "đoàn kiểm tra", "tổ công tác".
PURPOSES = _set(
    """
    kiểm tra, giám sát, thanh tra, thẩm định, xét duyệt, khảo sát, đánh giá, biên soạn, soạn thảo, tuyển chọn,
    tuyển dụng, nghiệm thu, hỗ trợ, tư vấn, nghiên cứu, đào tạo, điều phối, điều hành, giúp việc, quản lý, kiểm soát,
    ứng dụng, phục vụ, xúc tiến, phát triển, bảo tồn, bảo trợ, điều dưỡng, hòa giải, phối hợp, hướng dẫn viên,
    vận động, tuyên truyền viên, kiểm định, trợ giúp, cung cấp, sơ kết, tổng kết, bầu cử, kiểm kê
    """
)
# Two words that begin like a unit and are none.
NOT_UNITS = _set(
    """
    hội nghị, hội thảo, hội thi, hội chợ, hội nhập, hội viên, hội trường, hội diễn, hội họp, ban hành,
    ban đầu, báo cáo, báo động, đoàn viên, đoàn kết, đội ngũ, bộ luật, bộ tiêu, bộ máy, bộ tài liệu,
    bộ sách, phòng chống, phòng ngừa, phòng ở, cơ sở dữ, cơ sở vật, cơ sở pháp, cơ sở để, quỹ đất,
    trường hợp, ngành nghề, cấp phát, cấp độ, viện trợ, cục bộ, thuế suất, báo chí, tổ dân, đài tưởng,
    cổng trường, cấp thiết, cấp thẻ, cấp giấy, cấp bách, tổ hợp, xã hội, bộ câu, bộ công cụ, tổ liên,
    bộ phim, đồn đại, thành phần, phó mặc, trưởng thành, bảo hiểm y, đồng chí hướng, ngành hàng,
    đơn vị tính, tỉnh táo, ban bố, vụ việc, vụ đông, vụ xuân, vụ mùa, vụ hè, vụ án, vụ lúa, vụ cháy, khoa học,
    khoa giáo, ngành nghề, hộ khẩu, hộ tịch, hộ chiếu, hộ nghèo, hộ cận, viện phí, bà con, bà rịa, bà nà, bà đen,
    ông bà, sở hữu, phòng cháy, phòng bệnh, phòng dịch, cơ sở hạ tầng, chính phủ số, chính phủ điện tử, trường học,
    ban đêm, đồn điền, hạt giống, hội họa, đội bóng, thuế thu, thuế giá, thuế giá trị gia tăng, ngân hàng số,
    thư viện số, trung tâm thương mại, trung tâm logistics
    """
)
# What was given to an open group ("các đơn vị được giao nhiệm vụ"), of what kind such work is, and what shows that
# its duty only begins behind it ("… được giao nhiệm vụ soạn thảo có trách nhiệm").
GIVEN = _set("nhiệm vụ, trách nhiệm")
GIVEN_WORK = _set(
    "chủ trì, thực hiện, phối hợp, tham mưu, triển khai, quản lý, tổ chức, theo dõi, chủ động, tích cực"
)
SHOWS_DUTY = _set("có, phải, cần, sẽ, chủ, chịu, nghiêm, khẩn, kịp, tích, tiếp, thường")
# Papers whose name is a verb too: "các bản cam kết".
PAPERS = _set(
    """
    báo cáo, cam kết, kê khai, đăng ký, quy định, hướng dẫn, thông báo, dự thảo, quy hoạch, quyết định, kiểm điểm,
    thống kê, đánh giá, thiết kế, giải trình, tổng hợp, đề nghị, góp ý, khai báo, phân công, dự toán, in ấn, sao chụp
    """
)
# Inside "các cơ quan …" these name the kind of body and begin no duty.
KINDS = _set(
    """
    thông tin, truyền thông, báo chí, thông tấn, quản lý, giáo dục, đào tạo, thanh tra, kiểm tra, bảo vệ,
    tư vấn, sử dụng, hỗ trợ, cung cấp, vận hành, đầu tư
    """
)

# Behind `tổ chức` these show that it is a noun: "tổ chức chính trị", "tổ chức có liên quan".
AFTER_TOCHUC = _set(
    """
    chính, thành, có, liên, đoàn, đảng, quần, phi, hội, kinh, khác, quốc, tín, sự, cá, nghề, xã, tôn,
    trong, và, công, trên
    """
)
# With one of these behind it is the verb all the same: "Tổ chức thành công Lễ hội", "Tổ chức đoàn công tác".
TOCHUC_DOES = _set(
    """
    thành công, thành lập, công bố, công khai, công nhận, liên hoan, xã hội hóa, chính thức, trong tháng, trong quý,
    trong năm, trong dịp, trong tuần, trong thời, đoàn công, đoàn kiểm, đoàn giám, đoàn thanh tra, đoàn khảo, đoàn cán,
    đoàn liên, đoàn đi, đoàn thăm, đoàn học, đoàn tham, đoàn đại, đoàn rà, đoàn đánh, đoàn xúc, đoàn viếng, đoàn thẩm
    """
)
# "Ban chỉ đạo", "ban chấp hành": what a board is for.
BOARDS = _set(
    """
    chỉ đạo, chấp hành, quản lý, tổ chức, điều hành, giám sát, thường trực, chỉ huy, vận động, kiểm tra,
    bảo vệ, phối hợp, bầu cử
    """
)

# What ends a name inside a sentence, verbs aside.
STOPS = _set(
    """
    trong, để, nhằm, về, theo, căn cứ, tại, từ, khi, nếu, do, bằng, qua, là, đến, cho, với, đối với, giữa,
    vào, trước, sau, phải, cần, nên, sẽ, đã, đang, được, bị, không, chưa, tiếp tục, thường xuyên,
    chủ động, kịp thời, khẩn trương, tích cực, nghiêm túc, trực tiếp, tự, cùng, cùng với, thì, mà, như,
    dựa, tùy, nêu tại, nêu trong, định kỳ, hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng, hàng tuần,
    hằng tuần, chịu, có trách nhiệm, có nhiệm vụ, có, gồm, bao gồm, trên cơ sở, trong phạm vi, dưới,
    cụ thể, nghiêm, làm, kết quả, tình hình, việc, ý kiến, nội dung, danh sách, hồ sơ, kết hợp, gắn, thông qua,
    đồng thời, đều, cũng, còn, đúng
    """
)

# Nouns whose second syllable is a verb: "công trình thủy lợi".
NOUNS = _set(
    "công trình, chương trình, quy trình, giáo trình, lộ trình, tiến trình, hành trình, công lập, độc lập, dân lập"
)
# Two-syllable verbs that begin a duty.
VERBS = _set(
    """
    ban hành, bảo đảm, đảm bảo, bảo vệ, báo cáo, bàn giao, biên soạn, biểu dương, bố trí, bổ sung,
    bồi dưỡng, bảo trì, cải cách, cải thiện, cải tạo, can thiệp, cập nhật, cấp phát, chấp hành, chăm lo,
    chăm sóc, chỉ đạo, chỉnh lý, chủ trì, chú trọng, chuẩn bị, chuẩn hóa, chuyển đổi, chứng minh,
    chuyển giao, công bố, công khai, công nhận, củng cố, cung cấp, cụ thể hóa, cử cán bộ, dự thảo,
    đa dạng, đánh giá, đào tạo, đăng ký, đăng tải, đẩy mạnh, đẩy nhanh, đề nghị, đề xuất, điều chỉnh,
    điều hành, điều phối, định hướng, đôn đốc, đổi mới, động viên, đấu tranh, đấu mối, đưa tin, đưa vào,
    đơn giản, giám định, giám sát, giải đáp, giải quyết, giao ban, giáo dục, giúp đỡ, góp ý, gửi báo,
    hạn chế, hiện đại, hình thành, hoàn thành, hoàn thiện, hỗ trợ, huy động, hướng dẫn, hợp tác, kết nối,
    khai thác, khảo sát, khắc phục, khen thưởng, khuyến khích, khởi công, kiểm soát, kiểm tra, kiện toàn,
    kiến nghị, kêu gọi, lãnh đạo, làm đầu mối, làm tốt, lập dự, lập hồ, lập kế, lập danh, lồng ghép,
    lựa chọn, mở rộng, mở lớp, nâng cao, nâng cấp, nắm bắt, nắm chắc, nắm tình, nghiên cứu, ngăn chặn,
    nhân rộng, nhập liệu, niêm yết, ổn định, phân bổ, phân cấp, phân công, phân tích, phát động,
    phát hành, phát hiện, phát huy, phát sóng, phát triển, phản ánh, phản biện, phê duyệt, phổ biến,
    phối hợp, phòng ngừa, phấn đấu, quản lý, quan tâm, quán triệt, quyết định, quy định, quy hoạch,
    rà soát, ra soát, ra mắt, sắp xếp, sơ kết, soạn thảo, sửa đổi, sưu tầm, sử dụng, tạo điều, tạo nguồn,
    tạo môi, tạo sự, tăng cường, tập huấn, tập trung, tập hợp, tham dự, tham gia, tham mưu, tham vấn,
    thanh tra, thành lập, theo dõi, thẩm định, thẩm tra, thi đua, thiết lập, thông báo, thông tin,
    thống kê, thống nhất, thu hút, thu thập, thúc đẩy, thực hiện, thường trực, tiến hành, tiếp nhận,
    tiếp thu, tiếp cận, tìm kiếm, tìm hiểu, tổ chức, tổng hợp, tổng kết, tôn vinh, tôn tạo, trao đổi,
    trao tặng, triển khai, trình bày, trình ban, trình cấp, trợ giúp, truyền thông, tuyên truyền,
    tuyển chọn, tuyển dụng, tư vấn, tu bổ, tuân thủ, ứng dụng, ưu tiên, vận dụng, vận động, vận hành,
    xác định, xác minh, xác nhận, xây dựng, xem xét, xét duyệt, xử lý, xử phạt, xúc tiến, xin ý, lấy ý,
    yêu cầu, áp dụng, duy trì, duy tu, dự báo, dự toán, diễn tập, chia sẻ, chi trả, chỉ định, chỉ rõ,
    chấn chỉnh, chống lãng, chủ động, tích cực, tích hợp, tích lũy, số hóa, xã hội hóa, mua sắm,
    miễn giảm, nhân lên, nêu gương, nuôi dưỡng, phục vụ, phục hồi, quảng bá, ký kết, kê khai, kiểm kê,
    kiểm định, kiểm điểm, cân đối, cam kết, bám sát, bảo tồn, bầu cử, đặt hàng, đầu tư, đối thoại,
    gặp mặt, gìn giữ, giữ gìn, giữ vững, kế thừa, khám chữa, khám sức, tri ân, trích lập, tiết kiệm,
    tố cáo, tổng rà, tập kết, tăng thời, tăng tỷ, giảm thiểu, giao nhiệm, giao lưu, rút ngắn, rút kinh,
    sẵn sàng, thay thế, thăm hỏi, thử nghiệm, trang bị, trực ban, xếp loại, xuất bản, in ấn, hòa giải,
    cảnh báo, cắt giảm, biên tập, bình chọn, phân luồng, điều tra, điều tiết, trinh sát, triệt phá, che phủ, dự trữ,
    gia cố, lắp đặt, cắm biển, rào chắn, bắt giữ, tịch thu, tiêu hủy, tiêm phòng, tiêm chủng, khử khuẩn, thu gom,
    quan trắc, lấy mẫu, xét nghiệm, điều trị, cấp cứu, thu dung, cách ly, cứu trợ, sơ tán, di dời, giải phóng,
    bồi thường, thu hồi, gia hạn, thẩm duyệt, nghiệm thu, quyết toán, thanh toán, giải ngân, đối chiếu, đối soát,
    hiệp thương, giới thiệu, tiếp xúc, đăng phát, phát thanh trên, tường thuật, sửa chữa, nạo vét, khơi thông,
    khoanh nuôi, chữa cháy, ứng phó, ứng trực, ứng cứu, tuần tra, mật phục, khởi tố, truy tố, xét xử, thi hành,
    học tập, tận dụng, khai trương, khánh thành, hiệp đồng, tham quan, đón tiếp, bảo quản, lưu trữ, lưu giữ,
    khôi phục, trùng tu, phân loại, phân vùng, phân kỳ, xếp hạng, chấm điểm, bình xét, suy tôn, bổ nhiệm,
    luân chuyển, điều động, biệt phái, tinh giản, sáp nhập, giải thể, hợp nhất, trích xuất, làm sạch, kích hoạt,
    cài đặt, phân phối, tiêu thụ, bình ổn, niêm phong, bảo trợ, bảo lãnh, thăm khám, tầm soát, sàng lọc, chẩn đoán,
    tạo lập, phổ cập, đối ứng, chỉ ra, phân định, phối kết, cứu hộ, cứu nạn, bảo hộ, khuyến cáo, khuyến nghị,
    nhắc nhở, răn đe, truy xuất, ghi nhận, tiếp tế, vận chuyển,
    trang trí, treo cờ, treo băng, chỉnh trang, dọn dẹp, quét dọn, thăm tặng, chuyển tải, lan tỏa,
    tổng duyệt, hội ý, hội đàm,
    rút kinh, khai báo, giải trình, trả lời, thông qua, cho ý, góp phần, gắn kết, liên kết, liên hệ, liên thông,
    đồng bộ, chuyển tiếp, chuyển hồ, tiếp công, trưng bày, triển lãm, biểu diễn, sáng tác, in sao, sao chụp,
    đo đạc, cắm mốc, giao khoán, trồng rừng, nuôi trồng, chăm bón, thả giống, cho vay, thu thuế, thu nộp, nộp hồ,
    tăng thu, tiết giảm, chống thất, chống buôn, đấu thầu, đấu giá, mời thầu, phát phiếu, cấp phép, cấp kinh
    """
)
# One-syllable verbs that stand alone at the beginning of a duty.
SHORT_VERBS = _set(
    """
    là, làm, trình, lập, đưa, gửi, giúp, mở, giao, dành, giữ, có, nêu, cử, lấy, xin, tạo
    """
)
# Adverbs and set phrases that may stand before the verb of a duty.
ADVERBS = _set(
    """
    tiếp tục, thường xuyên, chủ động, kịp thời, khẩn trương, tích cực, nghiêm túc, trực tiếp, định kỳ,
    hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng, đồng thời, phải, cần, sẽ, cùng,
    đột xuất, từng bước, có trách nhiệm, có nhiệm vụ, chịu trách nhiệm, xong, sớm, trước mắt, hàng tuần,
    hằng tuần, ưu tiên, nhanh chóng, quyết liệt, không ngừng, theo chức năng, tự
    """
)
# What may follow a subject and show that it is one: its duty begins.
PREDICATES = _set(
    """
    có trách nhiệm, chịu trách nhiệm, căn cứ, theo, trong phạm vi, trên cơ sở, phải, cần, được giao,
    được phân công, có nhiệm vụ, nghiêm túc, chủ động, tiếp tục, thường xuyên, theo chức năng, cùng, tự,
    nghiêm, trực tiếp, kịp thời, tích cực, nếu, trước, hằng năm, hàng năm, phụ trách, khẩn trương, định kỳ, sẽ,
    không, kết hợp, khi, đồng thời, hằng tháng, hàng tháng, hằng quý, hàng quý, hằng tuần, hàng tuần, hằng ngày,
    hàng ngày, trong quá trình, trong thời gian, sau khi, trước mắt, từng bước, sớm, cùng với, với vai trò,
    với chức năng, ngoài, chậm nhất, đến
    """
)

# Bodies whose names hold a verb: "Ban Quản lý", "Ủy ban Kiểm tra", "Trung tâm Hỗ trợ", "đoàn kiểm tra".
TAKE_VERB = _set(
    """
    ban, trung tâm, quỹ, đoàn, tổ, hội đồng, ủy ban, bộ, cục, chi cục, phòng, văn phòng, viện, hội, cổng,
    trường, cơ sở, quản lý, bộ phận, đội
    """
)

# Bodies that a State plan asks and does not order: the Party, the Front, mass organisations, firms.
ASKED = (
    r"mặt trận|mttq|ubmttq|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|quận ủy|thị ủy|đảng bộ|chi bộ|cấp ủy|đảng đoàn|"
    r"ban cán sự đảng|đoàn thanh niên|đoàn tncs|tỉnh đoàn|thành đoàn|huyện đoàn|công đoàn|liên đoàn|lđlđ|"
    r"liên minh hợp tác xã|lmhtx|liên hiệp|hiệp hội|(?<!xã )(?<!quốc )hội (?!đồng|nghị|trường|chợ)|"
    r"tổ chức (?:chính trị|xã hội|đoàn|thành viên|hội|đảng)|chính trị - xã hội|đoàn thể|doanh nghiệp|công ty|"
    r"tập đoàn|hợp tác xã|nhà đầu tư|chủ đầu tư|ban tuyên giáo|ban dân vận|ban nội chính|ban tổ chức (?:tỉnh|thành)|"
    r"ủy ban kiểm tra|ban bí thư|ban chấp hành (?:đảng|trung)"
)
# Bodies of the State, whatever words their names hold ("Bảo hiểm xã hội", "Sở … và Xã hội").
STATE = (
    r"sở|bộ|vụ|cục|chi cục|tổng cục|ban quản lý|đội quản lý|kiểm lâm|hạt|trạm|"
    r"công an|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thanh tra|phòng|kho bạc|bảo hiểm|thuế|"
    r"tòa án|viện|văn phòng|trung tâm|trường"
)

# What closes a plan and is no task: what it replaces, from when it holds, whom it is made known to.
IN_FORCE = (
    r"(?:kế hoạch|chương trình|quyết định|chỉ thị|hướng dẫn|quy chế|đề án) (?:này|số(?: [^\x20.;]{1,40}){1,25}?)"
    r"(?: sẽ| được| bị| cũng)* (?:thay thế|thay cho|bãi bỏ|(?:có|hết) hiệu lực|phổ biến|công khai|quán triệt đến)\b"
)
# Parts that state and do not assign.
NOT_ASSIGNING = (
    r"mục đích|yêu cầu|quan điểm|mục tiêu|chỉ tiêu|nguyên tắc|căn cứ|phạm vi|đối tượng|tiêu chí|giải thích|"
    r"thực trạng|đặc điểm tình hình|sự cần thiết|đánh giá chung|định hướng"
)
