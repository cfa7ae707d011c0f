"""The list of observations, as every list; and what is never in it."""

import pytest
from django.db import transaction

from chithi.figures.actions import CellChange, write_cells
from chithi.figures.cells import CellKey
from chithi.figures.models import Indicator, Observation
from chithi.sheets.loading import LOADERS, load
from tests.cast import make_person
from tests.listings import ListingTests


def write(unit, code, year, *, part="", scope="own", status="", draft=False, origin="load", **texts):
    indicator = Indicator.objects.get(code=code)
    cells = [
        CellChange(CellKey(indicator.pk, scope, "", part, sex.replace("T", "_T")), text, status)
        for sex, text in texts.items()
    ]
    with transaction.atomic():
        write_cells(unit.pk, year, cells, by="Lê Văn Cán Bộ", origin=origin, draft=draft)


class TestObservations(ListingTests):
    name = "observations"
    address = "/figures/observations/"
    finds = (
        ({"q": "TRE EM sinh"}, "Trẻ em sinh ra sống", "Kinh phí"),
        ({"q": "an hoa"}, "An Hòa", "An Lạc"),
        ({"indicator": "budget-allocated"}, "1.234,5", "1.200"),
        ({"unit": "xa-a1"}, "An Lạc", "An Hòa"),
        ({"period": "2023"}, "năm 2023", "năm 2024"),
        ({"status": "no-data-yet"}, "An Phú", "An Hòa"),
        ({"origin": "letter"}, "An Lạc", "An Hòa"),
    )
    wrong = {"indicator": "không có", "unit": "không có", "period": "bao giờ", "status": "x", "origin": "x"}
    opener = "leader"
    outsiders = ("nobody",)

    @pytest.fixture(autouse=True)
    def _catalogue(self, figures, _world):
        self.cast.people["nobody"] = make_person("moi", "Người Mới", None, None)

    def fill(self):
        units = self.cast.units
        write(units["huyen-a"], "live-births", "2023", scope="all", F="1.200", M="1.300")
        write(units["huyen-a"], "live-births", "2024", scope="all", F="1.201", M="1.301")
        write(units["huyen-a"], "budget-allocated", "2024", T="1.234,5")
        write(units["xa-a1"], "live-births", "2024", origin="letter", F="600", M="700")
        write(units["xa-a2"], "live-births", "2024", status="no-data-yet", F="", M="")

    def test_a_row_says_which_cell_it_is_and_leads_to_where_it_comes_from(self):
        self.fill()
        [line] = self.page(q="huyen-a", period="2023", sort="recorded").lines[:1]
        assert line.small == "gồm cả cấp dưới"
        assert line.url == "/figures/live-births/2023/?unit=huyen-a"

    def test_a_draft_is_never_in_it_nor_what_was_made_blank(self):
        self.fill()
        unit = self.cast.units["xa-a1"]
        write(unit, "live-births", "2024", draft=True, F="999", M="998")
        write(unit, "live-births", "2025", draft=True, F="997")
        write(self.cast.units["xa-a2"], "live-births", "2024", F="", M="")
        assert Observation.objects.filter(value__in=[997, 998, 999]).count() == 3
        words = [cell for line in self.page().lines for _column, cell in line.cells]
        assert {"600", "700"} <= set(words)
        assert not {"997", "998", "999"} & set(words)
        assert self.page(unit="xa-a2").lines == []
        data = b"".join(self.export("csv")).decode()
        assert "600" in data
        assert not any(text in data for text in ("997", "998", "999"))

    def test_what_a_focal_officer_of_a_district_takes_along_loads_again_but_changes_only_what_is_theirs(self):
        self.fill()
        focal = make_person("dmhuyen", "Đầu Mối Huyện", self.cast.units["huyen-b"], "focal_officer")
        self.cast.people["branch_focal"] = focal
        data = b"".join(self.enter(focal).get("/sheets/export/observations.csv"))
        outcome = load(LOADERS["observations"], data, "x.csv", actor=focal)
        assert (outcome.problems, outcome.changed) == ([], 0)
        refused = load(LOADERS["observations"], data.replace(b"1.200", b"1.209"), "x.csv", actor=focal)
        assert [p.address.split("!")[1] for p in refused.problems] == ["B2"]

    def test_a_unit_that_ended_within_the_period_leads_to_the_province(self):
        from chithi.units.models import UnitVersion

        self.fill()
        UnitVersion.objects.create(unit=self.cast.units["xa-a1"], valid_from="2024-07-01", ended=True)
        client = self.enter(self.cast.people["leader"])
        [line] = self.page(unit="xa-a1").lines[:1]
        assert client.get(line.url).status_code == 200
        assert client.get("/figures/live-births/2024/?unit=nowhere").status_code == 404

    def test_it_stands_within_thirty_queries_with_many_units_and_periods(self, django_assert_max_num_queries):
        for year in range(2000, 2024):
            for unit in ("huyen-a", "xa-a1", "xa-a2", "so-yt"):
                write(self.cast.units[unit], "live-births", f"{year}", F="1", M="2")
        client = self.enter(self.cast.people["leader"])
        with django_assert_max_num_queries(20):
            page = client.get(self.address, {"q": "huyện xã sở tỉnh"})
        with django_assert_max_num_queries(20):
            page = client.get(self.address)
        assert len(page.context["page"].lines) == 50
