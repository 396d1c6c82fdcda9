"""What is kept: tables, transactions and migrations. Values in, values out; rows stay inside.

A map of its modules:

the database: engine opening address reasons sqlite listen
its tables: tables schema personal
deeds, each with its record: deeds audit revisions drafts
servers, gaps and counts: guilds gaps counts
"""

import sys
from importlib import import_module
from types import ModuleType

_ENGINE = "sqlalchemy.ext.asyncio"
_MAPPER = (f"{_ENGINE}.scoping", f"{_ENGINE}.session")


def _import_engine() -> None:
    """Import SQLAlchemy's asynchronous engine without its object mapper, which nothing here uses.

    The engine's package imports the mapper's sessions, which take 6 MiB and a tenth of a start.
    They stay out while it is imported; whoever asks for one by its own module's name gets it.
    """
    if _ENGINE in sys.modules:
        return
    for name in _MAPPER:
        left_out = ModuleType(name)
        vars(left_out)["__getattr__"] = lambda _: None
        sys.modules[name] = left_out
    import_module(_ENGINE)
    for name in _MAPPER:
        del sys.modules[name]


_import_engine()
