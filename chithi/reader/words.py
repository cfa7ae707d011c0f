"""The words of the genre: what heads a unit, what begins a duty, what ends a name. No word of any one plan.

All entries are lower case with the tone mark in its one place (see `chithi.vietnamese.tone_normalised`).
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(" ".join(entry.split()) for entry in text.split(",") if entry.strip())


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
    nhà xuất bản, bảo tàng, thư viện, cơ sở, trung đoàn, sư đoàn, đồn, hạt, đội
    """
)
# Words for many bodies at once; begin a unit after a determiner, or bare at the head of a list.
GROUPS = _set(
    """
    cơ quan, đơn vị, địa phương, tổ chức, đoàn thể, ngành, cấp, sở, ban, phòng, doanh nghiệp, hội,
    thành viên, cộng đồng, cá nhân, bộ, trường, huyện, xã, phường, thôn, chủ đầu tư, tỉnh, thành phố,
    hộ gia đình, chi nhánh, đảng ủy, cấp ủy, chính quyền, nhà đầu tư, hợp tác xã, hiệp hội, quận
    """
)
# Posts and people.
POSTS = _set(
    """
    thủ trưởng, giám đốc, tổng giám đốc, chủ tịch, phó chủ tịch, chánh văn phòng, chánh thanh tra,
    chánh án, chánh, trưởng ban, trưởng phòng, trưởng, phó trưởng ban, bí thư, phó bí thư, đồng chí, đ/c,
    người đứng đầu, cán bộ, chuyên viên, ủy viên, bộ trưởng, thứ trưởng, tư lệnh, viện trưởng,
    hiệu trưởng, phó giám đốc, tổng biên tập, cục trưởng, lãnh đạo, thành viên, thủ tướng chính phủ,
    thủ tướng, kế toán trưởng, công chức, phó
    """
)
DETERMINERS = _set("các, những, mọi, từng, một số, toàn thể, toàn bộ, mỗi")
PLACES = _set(
    """
    huyện, thành phố, tp, tp., thị xã, xã, phường, thị trấn, quận, đặc khu, tỉnh, thôn, tổ dân phố, cấp
    """
)
# Open units of any kind: "các đơn vị có liên quan" never starts a duty.
TAILS = _set(
    """
    có liên quan, liên quan, thuộc, trực thuộc, trên địa bàn, của, khác, cấp, tỉnh, huyện, xã, thành phố,
    việt nam, trung ương, ở
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
    đơn vị tính, tỉnh táo, ban bố
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
    dựa, tùy, định kỳ, hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng, hàng tuần,
    hằng tuần, chịu, có trách nhiệm, có nhiệm vụ, có, gồm, bao gồm, trên cơ sở, trong phạm vi, dưới,
    cụ thể, nghiêm, kết quả, tình hình, việc, ý kiến, nội dung, danh sách, hồ sơ, kết hợp, gắn, thông qua,
    đồng thời, đều, cũng, còn, đúng
    """
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
    cảnh báo, cắt giảm, biên tập, bình chọn
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
    nghiêm, trực tiếp, kịp thời, tích cực, nếu, trước, hằng năm, hàng năm, phụ trách, khẩn trương
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
    r"sở|bộ|cục|chi cục|công an|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thanh tra|phòng|kho bạc|bảo hiểm|thuế|"
    r"tòa án|viện|văn phòng|trung tâm|trường"
)

# Parts that state and do not assign.
NOT_ASSIGNING = (
    r"mục đích|yêu cầu|quan điểm|mục tiêu|chỉ tiêu|nguyên tắc|căn cứ|phạm vi|đối tượng|tiêu chí|giải thích|"
    r"thực trạng|đặc điểm tình hình|sự cần thiết|đánh giá chung|định hướng"
)
