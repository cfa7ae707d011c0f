"""Every list and register of the house by its name, and the load that comes with each register."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chithi.journal.words import KEYS
from chithi.sheets import loading
from chithi.sheets.listings import Listing
from chithi.sheets.models import Record
from chithi.sheets.register_loading import loader_of
from chithi.sheets.registers import Register

REGISTERS: dict[str, Register] = {}
"""In the order in which their rooms made them known."""
LISTINGS: dict[str, Listing] = {}
"""The registers and all other lists."""


@dataclass(frozen=True)
class Note:
    """What a room above says about a record on its page: a sentence, and where it leads; ``links`` (words, address)
    stand after it where it leads to several."""

    text: str
    url: str = ""
    links: Sequence[tuple[str, str]] = ()


NOTES: list[Callable[[Register, Record], Iterable[Note]]] = []
"""Who has something to say; a room above adds its answer in ``AppConfig.ready``."""


def notes_on(register: Register, one: Record) -> list[Note]:
    return [note for say in NOTES for note in say(register, one)]


def name_of(record: Record) -> str:
    """The name of the register in which a record stands; "" of a model that is none."""
    return next((r.name for r in REGISTERS.values() if r.model is type(record)), "")


def show(listing: Listing) -> None:
    """Make a list known; called in ``AppConfig.ready``."""
    LISTINGS[listing.name] = listing


def add(register: Register) -> None:
    """Make a register known; called in ``AppConfig.ready``."""
    show(register)
    REGISTERS[register.name] = register
    for name, one in register.fields.items():
        KEYS.setdefault(name, one.title)
    loading.register(loader_of(register))
