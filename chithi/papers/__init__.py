"""Official papers: one content tree, printed as HTML, .docx, JSON and plain text.

The layout is that of Decree 30/2020/NĐ-CP, Annex I; `docs/papers.md` says how to use the room.
It is plain Python: it knows neither Django nor any other room.
"""
