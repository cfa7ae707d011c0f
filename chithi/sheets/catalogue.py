"""Every register of the house by its name, and the load that comes with each."""

from chithi.journal.words import KEYS
from chithi.sheets import loading
from chithi.sheets.register_loading import loader_of
from chithi.sheets.registers import Register

REGISTERS: dict[str, Register] = {}
"""In the order in which their rooms made them known."""


def add(register: Register) -> None:
    """Make a register known; called in ``AppConfig.ready``."""
    REGISTERS[register.name] = register
    for name, one in register.fields.items():
        KEYS.setdefault(name, one.title)
    loading.register(loader_of(register))
