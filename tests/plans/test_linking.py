import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.plans import facts, linking
from chithi.reader import read_bytes
from tests.plans.readings import ha_nam

# What a careful reader links at once: (first words of a clause, content).
OBVIOUS = [
    ("Phát huy vai trò cơ quan Thường trực Ban", "II.3"),
    ("phối hợp với Sở Nội vụ, Hội LH phụ nữ", "II.3"),
    ("Tăng cường kiểm tra, giám sát, xử lý các hành vi vi phạm trong", "II.6"),
    ("Chủ trì, phối hợp với các Sở, ngành, địa phương tham mưu UBND tỉnh ban hành hướng dẫn", "II.3"),
    ("Rà soát, kiểm tra việc xây dựng văn bản quy phạm", "II.5"),
    ("đề xuất sửa đổi đối với các quy định hương ước", "II.5"),
    ("Đẩy mạnh công tác tuyên truyền đường lối", "II.2"),
    ("biểu dương, nhân rộng những mô hình hay", "II.2"),
    ("Xây dựng Kế hoạch, triển khai đồng bộ các giải pháp", "II.4"),
    ("Phát huy vai trò, trách nhiệm của người đứng đầu", "II.1"),
    ("Kiện toàn, đổi mới, nâng cao hiệu quả hoạt động Ban", "II.3"),
    ("Tăng cường kiểm tra, giám sát, đôn đốc việc thực hiện", "II.6"),
    ("tuyên truyền sâu rộng quan điểm", "II.2"),
    ("tham gia giám sát và phản biện xã hội", "II.7"),
    ("Thực hiện lồng ghép giới trong các chính sách", "II.4"),
    ("nghiên cứu, đề xuất cơ chế khuyến khích", "II.4"),
]
# What shares only the words that every plan is made of.
NOT = [
    ("phối hợp với Sở Nội vụ, Hội LH phụ nữ", "II.6"),
    ("Kiện toàn, đổi mới, nâng cao hiệu quả hoạt động Ban", "II.2"),
    ("hướng dẫn, đôn đốc, kiểm tra, tổng hợp báo cáo", "II.6"),
    ("Quán triệt và triển khai thực hiện Chỉ thị", "II.2"),
    ("Đổi mới nội dung phương thức hoạt động", "II.1"),
]


@pytest.fixture(scope="module")
def proposed(shared):
    reading = read_bytes(ha_nam(shared), "ha-nam.txt").as_dict()
    clauses = facts.clauses(reading)
    links = linking.propose(
        [(c.leaf_id, c.text) for c in facts.contents(reading)],
        [(c.id, c.text) for c in clauses],
        linking.shortened(reading["abbreviations"]),
    )
    text = {c.id: facts.one_line(c.text) for c in clauses}
    return [(text[link.clause], link.content, link.score) for link in links]


@pytest.mark.parametrize(("words", "content"), OBVIOUS)
def test_the_obvious_links_of_the_ha_nam_plan_are_proposed(proposed, words, content):
    assert content in [c for text, c, _ in proposed if text.startswith(words)]


@pytest.mark.parametrize(("words", "content"), NOT)
def test_common_words_link_nothing(proposed, words, content):
    assert content not in [c for text, c, _ in proposed if text.startswith(words)]


def test_no_clause_gets_more_than_a_few_contents_and_every_content_is_found(proposed):
    assert {c for _, c, _ in proposed} == {f"II.{n}" for n in range(1, 8)}
    per_clause = [sum(t == text for t, _, _ in proposed) for text, _, _ in proposed]
    assert max(per_clause) <= linking.MOST


def test_an_abbreviation_and_its_long_form_are_one_term():
    short = linking.shortened([{"short": "BĐG", "long": "bình đẳng giới"}])
    assert linking.terms("về bình đẳng giới", short) == linking.terms("về BĐG", short)


def test_nothing_is_linked_where_there_is_nothing_to_link():
    assert linking.propose([], [("a", "kiểm tra")]) == []
    assert linking.propose([("II.1", "kiểm tra")], []) == []


words = st.lists(
    st.sampled_from(["kiểm", "tra", "giám", "sát", "cán", "bộ", "nữ", "gia", "đình", "pháp", "luật"]),
    max_size=12,
)


@given(st.lists(words, min_size=1, max_size=5), words)
def test_scores_stay_between_0_and_1000_and_the_same_words_score_highest(contents, clause):
    texts = [(str(n), " ".join(c)) for n, c in enumerate(contents)]
    links = linking.propose(texts, [("x", " ".join(clause))])
    assert all(linking.THRESHOLD <= link.score <= 1000 for link in links)
    if linking.terms(" ".join(clause)) and (at := [k for k, t in texts if t == " ".join(clause)]):
        assert {link.score for link in links if link.content in at} <= {1000}
        assert at[0] in [link.content for link in links]
