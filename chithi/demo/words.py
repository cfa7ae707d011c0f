"""What the made-up units write in their reports: sentences per place in the plan, with numbers drawn by the caller."""

WORK: dict[str, tuple[str, ...]] = {
    "III.1": (
        "Đã ban hành {a} văn bản hướng dẫn, tổ chức {b} cuộc giao ban đầu mối và tổng hợp báo cáo đúng quy định.",
        "Đã tham mưu kiện toàn Ban VSTBPN tỉnh; {b}/6 huyện, thành phố hoàn thành kiện toàn trong năm.",
        "Đã phối hợp khảo sát đội ngũ cán bộ nữ tại {a} cơ quan, đơn vị; kết quả đã gửi Sở Nội vụ.",
        "Đã cập nhật bộ số liệu tách biệt giới của {a} đơn vị, đối chiếu với Cục Thống kê.",
        "Đã khảo sát cung cầu lao động tại {c} hộ và {a} doanh nghiệp, tách số liệu theo giới tính.",
        "Đã kiểm tra {a} doanh nghiệp sử dụng nhiều lao động nữ, kiến nghị khắc phục {b} nội dung.",
    ),
    "III.2": (
        "Đã trình ban hành hướng dẫn quy hoạch, tạo nguồn cán bộ nữ cho nhiệm kỳ tới.",
        "Đã theo dõi bổ nhiệm tại {a} cơ quan; tỷ lệ nữ được bổ nhiệm mới tăng so với năm trước.",
        "Đã đưa chuyên đề giới vào {b} lớp bồi dưỡng với {c} học viên.",
    ),
    "III.3": (
        "Đã đưa giáo dục đời sống gia đình vào hoạt động ngoại khóa của {a} trường.",
        "Đã phối hợp tổ chức {a} buổi sinh hoạt chuyên đề tại trung tâm học tập cộng đồng.",
        "Các chỉ tiêu về giáo dục của Chiến lược được thực hiện đúng tiến độ.",
    ),
    "III.4": (
        "Đã tổ chức {a} buổi truyền thông, tư vấn sức khỏe sinh sản cho {c} lượt người.",
        "Đã duy trì quản lý thai tại 100% trạm y tế; đề xuất {b} giải pháp giảm mất cân bằng giới tính khi sinh.",
        "Đã lồng ghép giới trong {b} chương trình, kế hoạch của ngành.",
    ),
    "III.5": (
        "Đã đánh giá việc thực hiện pháp luật về phòng, chống bạo lực gia đình tại {b} huyện.",
        "Đang duy trì {a} câu lạc bộ gia đình và {c} địa chỉ tin cậy ở cơ sở.",
    ),
    "III.6": (
        "Đã cho ý kiến về lồng ghép giới đối với {a} dự thảo văn bản; rà soát {a} hương ước, quy ước.",
        "Đã trợ giúp pháp lý {b} vụ việc cho phụ nữ; đánh giá {a} tổ hòa giải.",
    ),
    "III.7": ("Đã tiếp nhận, phối hợp xử lý {a} tin báo; không để phát sinh điểm nóng.",),
    "III.8": (
        "Đã hướng dẫn đưa {b} chỉ tiêu về BĐG vào kế hoạch phát triển kinh tế - xã hội.",
        "Đã thu thập và công bố số liệu thống kê giới của năm trước.",
    ),
    "III.9": (
        "Đã trình bố trí kinh phí cho hoạt động BĐG và VSTBPN; hướng dẫn {a} đơn vị sử dụng đúng quy định.",
    ),
    "III.10": ("Đã phát {a} chuyên mục, {c} tin, bài về phụ nữ và BĐG; giới thiệu {b} mô hình tốt.",),
    "III.11": (
        "Đã quán triệt Chỉ thị tới {c} cán bộ, công chức, viên chức; phối hợp thực hiện theo chức năng.",
    ),
    "III.12": (
        "Đã ban hành kế hoạch của địa phương; hỗ trợ {c} phụ nữ học nghề, vay vốn, khởi nghiệp.",
        "Đã kiện toàn Ban VSTBPN cấp huyện gồm {a} thành viên, họp {b} kỳ.",
        "Đã kiểm tra {b} xã, phường, thị trấn; nhắc nhở {b} đơn vị chậm báo cáo.",
    ),
    "III.13": (
        "Đã xây dựng chương trình và vận động {c} hội viên, đoàn viên tham gia.",
        "Đã tham gia giám sát {b} cuộc, góp ý {a} dự thảo văn bản.",
        "Đã vận động {a} hội viên làm cộng tác viên về BĐG ở cơ sở.",
    ),
    "III": (
        "Đã hướng dẫn các cấp Hội thực hiện; bồi dưỡng {a} cán bộ Hội, giới thiệu {b} nguồn cán bộ nữ.",
        "Đã hỗ trợ {a} ý tưởng khởi nghiệp của phụ nữ, {b} mô hình kinh tế tập thể.",
    ),
}
OTHERWISE = ("Đã thực hiện theo kế hoạch đề ra; tổ chức {b} cuộc với {c} lượt người tham gia.",)
BEGUN = (
    "Đang thực hiện, dự kiến hoàn thành trong quý sau.",
    "Đang lấy ý kiến các đơn vị phối hợp; đã xong {b} bước.",
)
RESULTS = (
    "Trong năm, đơn vị đã bám sát Kế hoạch của tỉnh, phân công lãnh đạo phụ trách công tác phụ nữ và BĐG.",
    "Công tác phụ nữ và BĐG được đưa vào chương trình công tác năm; nhận thức của cán bộ có chuyển biến rõ.",
    "Các nhiệm vụ được giao cơ bản hoàn thành; số liệu được theo dõi tách theo giới tính từ đầu năm.",
)
LACKS = (
    "Một số nhiệm vụ triển khai còn chậm; số liệu tách biệt giới ở cơ sở chưa đầy đủ.",
    "Tỷ lệ nữ tham gia lãnh đạo, quản lý còn thấp so với chỉ tiêu.",
    "Hoạt động truyền thông chưa đều giữa các địa bàn, còn nặng về hình thức.",
    "Cán bộ làm công tác BĐG kiêm nhiệm, thay đổi nhiều.",
)
CAUSES = (
    "Nhân lực kiêm nhiệm, chưa được bồi dưỡng thường xuyên.",
    "Kinh phí bố trí chưa riêng, chủ yếu lồng ghép.",
    "Phối hợp giữa các đơn vị có lúc chưa kịp thời.",
)
PROPOSALS = (
    ("Ủy ban nhân dân tỉnh", "Xem xét bố trí kinh phí riêng cho hoạt động BĐG và VSTBPN từ đầu năm."),
    (
        "Ủy ban nhân dân tỉnh",
        "Ban hành bộ chỉ tiêu thống kê giới dùng chung để các đơn vị không phải báo cáo nhiều lần.",
    ),
    ("Sở Nội vụ", "Mở thêm lớp bồi dưỡng cho cán bộ nữ trong quy hoạch."),
    ("Sở Lao động - Thương binh và Xã hội", "Tổ chức tập huấn cho cán bộ đầu mối cấp huyện, cấp xã."),
    ("Sở Tài chính", "Hướng dẫn mục chi riêng cho công tác vì sự tiến bộ của phụ nữ."),
)
NEXT = (
    "Tiếp tục thực hiện Kế hoạch; tập trung bồi dưỡng cán bộ nữ trong quy hoạch và truyền thông ở cơ sở.",
    "Hoàn thành các chỉ tiêu còn thấp; duy trì thống kê tách biệt giới theo quý.",
    "Phối hợp chặt chẽ với Hội Liên hiệp Phụ nữ; kiểm tra, giám sát ít nhất hai cuộc trong năm.",
)
