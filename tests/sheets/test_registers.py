"""No register without its tests; what the declarations promise."""

import importlib
import pkgutil

import tests
from chithi.sheets.catalogue import REGISTERS
from tests.registers import RegisterTests


def all_tests() -> set[str]:
    for found in pkgutil.walk_packages(tests.__path__, "tests."):
        if ".test_" in found.name and not found.name.startswith("tests.soak"):
            importlib.import_module(found.name)
    waiting, names = [RegisterTests], set()
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        names |= {one.name for one in below}
    return names


def test_every_register_has_the_shared_tests():
    assert set(REGISTERS) <= all_tests()


def test_every_name_of_a_declaration_is_a_field():
    for register in REGISTERS.values():
        names = {*register.listed, *register.identity, *register.filters, *register.fixed, register.unit}
        names |= {name.lstrip("-") for name in register.sorts} | ({register.beside} - {""})
        names |= set(register.answered)
        assert names <= set(register.fields), register.name
        taken = {"id", "q", "sort", "state", "columns", "after", "before", "last", "withdrawn"}
        assert not taken & set(register.fields)
        assert bool(register.answer) == bool(register.answered)
        for measure in register.measures:
            assert set(measure.columns) <= set(register.fields)
