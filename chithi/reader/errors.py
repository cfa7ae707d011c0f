"""What makes a file unreadable: a stable code and one clear sentence in each language."""

from __future__ import annotations

_SENTENCES: dict[str, tuple[str, str]] = {
    "not_found": (
        "The file cannot be opened; check its path and that you may read it.",
        "Không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc tệp.",
    ),
    "empty": (
        "The file is empty; choose the file that holds the plan.",
        "Tệp trống; hãy chọn đúng tệp chứa kế hoạch.",
    ),
    "no_text": (
        "The file holds no text; choose the file that holds the words of the plan.",
        "Tệp không có chữ; hãy chọn đúng tệp có lời văn của kế hoạch.",
    ),
    "scan": (
        "The file is a scan, a picture without text, and Tesseract with Vietnamese is not installed here; give the "
        "Word file or a PDF with text, or have tesseract-ocr and tesseract-ocr-vie installed.",
        "Tệp là bản quét, chỉ có hình ảnh, mà máy này chưa cài Tesseract tiếng Việt; hãy dùng tệp Word hoặc PDF có "
        "lớp chữ, hoặc nhờ quản trị cài tesseract-ocr và tesseract-ocr-vie.",
    ),
    "encoding": (
        "The text is not in Unicode (or was damaged in conversion); save it again as UTF-8 and retry.",
        "Văn bản không phải mã Unicode (hoặc đã hỏng khi chuyển mã); hãy lưu lại dạng UTF-8 rồi thử lại.",
    ),
    "encoding_tcvn3": (
        "The text is in the old TCVN3 (ABC) code of the .VnTime fonts and could not be converted for certain; convert "
        "it to Unicode (with UniKey, say), save it again and retry.",
        "Văn bản dùng mã cũ TCVN3 (ABC, phông .VnTime) và không chuyển được một cách chắc chắn; hãy chuyển sang "
        "Unicode (chẳng hạn bằng UniKey), lưu lại rồi thử lại.",
    ),
    "encoding_vni": (
        "The text is in the old VNI code of the VNI-Times fonts and could not be converted for certain; convert it to "
        "Unicode (with UniKey, say), save it again and retry.",
        "Văn bản dùng mã cũ VNI (phông VNI-Times) và không chuyển được một cách chắc chắn; hãy chuyển sang Unicode "
        "(chẳng hạn bằng UniKey), lưu lại rồi thử lại.",
    ),
    "too_large": (
        "The file is larger than 20 MB; remove its pictures or split it and retry.",
        "Tệp lớn hơn 20 MB; hãy bỏ bớt hình ảnh hoặc chia nhỏ tệp rồi thử lại.",
    ),
    "too_long": (
        "The text is longer than 12 million characters, more than any plan; give the plan alone and retry.",
        "Văn bản dài hơn 12 triệu ký tự, dài hơn mọi kế hoạch; hãy chỉ đưa riêng kế hoạch rồi thử lại.",
    ),
    "too_heavy": (
        "Reading the file would take more time or memory than any plan needs, so it was stopped; give the plan "
        "alone, or open the file, save it again as .docx and retry.",
        "Đọc tệp này tốn thời gian hoặc bộ nhớ vượt mức mọi kế hoạch cần nên đã dừng lại; hãy chỉ đưa riêng "
        "kế hoạch, hoặc mở tệp, lưu lại dạng .docx rồi thử lại.",
    ),
    "not_docx": (
        "The file is called .docx but is not a Word document; open it in Word and save it as .docx.",
        "Tệp mang tên .docx nhưng không phải văn bản Word; hãy mở bằng Word và lưu lại dạng .docx.",
    ),
    "zip_bomb": (
        "The Word file unpacks to more than is safe, so it was not opened; save it again from Word and retry.",
        "Tệp Word khi giải nén vượt mức an toàn nên không được mở; hãy lưu lại từ Word rồi thử lại.",
    ),
    "unsafe_xml": (
        "The Word file declares its own XML entities, so it was not opened; save it again from Word and retry.",
        "Tệp Word có khai báo thực thể XML nên không được mở; hãy lưu lại từ Word rồi thử lại.",
    ),
    "damaged": (
        "The file is damaged; open it in the program that made it, save it again and retry.",
        "Tệp bị hỏng; hãy mở bằng phần mềm đã tạo ra nó, lưu lại rồi thử lại.",
    ),
    "encrypted": (
        "The file is protected by a password; save a copy without the password and retry.",
        "Tệp được đặt mật khẩu; hãy lưu một bản không có mật khẩu rồi thử lại.",
    ),
    "legacy_doc": (
        "This is an old Word file (.doc); in Word choose File, Save As, Word Document (.docx), or run "
        "`soffice --headless --convert-to docx FILE.doc` of LibreOffice, and give the .docx.",
        "Đây là tệp Word cũ (.doc); hãy mở bằng Word, chọn Tệp (File) > Lưu thành (Save As) > Tài liệu Word (.docx), "
        "hoặc chạy lệnh `soffice --headless --convert-to docx TỆP.doc` của LibreOffice, rồi dùng tệp .docx.",
    ),
    "unsupported": (
        "This kind of file cannot be read; give the plan as .docx, .pdf, .html, .md or .txt, or as a "
        "picture (.png, .jpg, .tif).",
        "Không đọc được loại tệp này; hãy dùng kế hoạch dạng .docx, .pdf, .html, .md, .txt hoặc ảnh "
        "chụp (.png, .jpg, .tif).",
    ),
}

CODES = tuple(_SENTENCES)


class UnreadableError(Exception):
    """A file that cannot be read as a plan.

    `code` is one of `CODES` and stays stable; `en` and `vi` are one sentence each that say what to do next.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.en, self.vi = _SENTENCES[code]
        super().__init__(self.en)
