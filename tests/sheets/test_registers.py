"""No register without its tests; what the declarations promise."""

import importlib
import pkgutil

import tests
from chithi.sheets.catalogue import LISTINGS, REGISTERS
from chithi.sheets.loading import LOADERS
from tests.listings import ListingTests
from tests.registers import RegisterTests


def all_tests(base: type) -> set[str]:
    for found in pkgutil.walk_packages(tests.__path__, "tests."):
        if ".test_" in found.name and not found.name.startswith("tests.soak"):
            importlib.import_module(found.name)
    waiting, names = [base], set()
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        names |= {one.name for one in below if hasattr(one, "name")}
    return names


def test_every_register_has_the_shared_tests():
    assert set(REGISTERS) <= all_tests(RegisterTests)


def test_every_list_has_the_shared_tests_and_writes_what_its_loader_reads():
    assert set(LISTINGS) <= all_tests(ListingTests)
    for name in LISTINGS:
        assert LOADERS[name].rows is not None, name


def test_every_name_of_a_list_is_a_field():
    for listing in LISTINGS.values():
        assert {*listing.listed} <= set(listing.fields), listing.name
        assert set(listing.asks) <= set(listing.filter_fields), listing.name
        assert not (listing.of_day and "day" in listing.filter_fields), listing.name
        assert all(listing.key(name.lstrip("-")) for name in listing.sorts)


def test_every_name_of_a_declaration_is_a_field():
    for register in REGISTERS.values():
        names = {*register.listed, *register.identity, *register.filters, *register.fixed, register.unit}
        names |= {name.lstrip("-") for name in register.sorts} | ({register.beside} - {""})
        names |= set(register.answered)
        assert names <= {*register.fields, *(one.name for one in register.asking)}, register.name
        taken = {"id", "q", "sort", "state", "columns", "after", "before", "last", "withdrawn"}
        assert not taken & set(register.fields)
        assert bool(register.answer) == bool(register.answered)
        for measure in register.measures:
            assert set(measure.columns) <= set(register.fields)
