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
        "The file holds no text (perhaps a scan); give a file with text, such as .docx or .txt.",
        "Tệp không có chữ (có thể là bản quét); hãy dùng tệp có văn bản như .docx hoặc .txt.",
    ),
    "encoding": (
        "The text is not in Unicode (or was damaged in conversion); save it again as UTF-8 and retry.",
        "Văn bản không phải mã Unicode (hoặc đã hỏng khi chuyển mã); hãy lưu lại dạng UTF-8 rồi thử lại.",
    ),
    "too_large": (
        "The file is larger than 20 MB; remove its pictures or split it and retry.",
        "Tệp lớn hơn 20 MB; hãy bỏ bớt hình ảnh hoặc chia nhỏ tệp rồi thử lại.",
    ),
    "too_long": (
        "The text is longer than 12 million characters, more than any plan; give the plan alone and retry.",
        "Văn bản dài hơn 12 triệu ký tự, dài hơn mọi kế hoạch; hãy chỉ đưa riêng kế hoạch rồi thử lại.",
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
        "The Word file is damaged; open it in Word, let Word repair it, save and retry.",
        "Tệp Word bị hỏng; hãy mở bằng Word để sửa, lưu lại rồi thử lại.",
    ),
    "encrypted": (
        "The Word file is protected by a password; save a copy without the password and retry.",
        "Tệp Word được đặt mật khẩu; hãy lưu một bản không có mật khẩu rồi thử lại.",
    ),
    "legacy_doc": (
        "This is an old Word file (.doc); open it in Word and save it as .docx.",
        "Đây là tệp Word cũ (.doc); hãy mở bằng Word và lưu lại dạng .docx.",
    ),
    "unsupported": (
        "This kind of file cannot be read yet; give the plan as .docx or .txt.",
        "Chưa đọc được loại tệp này; hãy dùng kế hoạch dạng .docx hoặc .txt.",
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
