"""What is given back must not be what somebody still holds."""

import mmap
from pathlib import Path

from bot.memory import give_back, mapped

SMAPS = """\
7f0000000000-7f0000002000 r-xp 00000000 08:01 11 /usr/lib/code.so
Rss:                   8 kB
Anonymous:             0 kB
VmFlags: rd ex
7f0000002000-7f0000003000 r--p 00002000 08:01 11 /usr/lib/relocated.so
Rss:                   4 kB
Anonymous:             4 kB
VmFlags: rd
7f0000003000-7f0000004000 rw-p 00003000 08:01 11 /usr/lib/data.so
Rss:                   4 kB
Anonymous:             0 kB
7f0000004000-7f0000005000 r--p 00000000 00:00 0
Rss:                   4 kB
Anonymous:             0 kB
7f0000005000-7f0000006000 r--p 00000000 08:01 12 /usr/share/a name with blanks
Rss:                   4 kB
Anonymous:             0 kB
7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0                          [vdso]
Rss:                   4 kB
Anonymous:             0 kB
"""


def test_only_files_as_they_stand_are_found():
    assert list(mapped(SMAPS)) == [(0x7F0000000000, 0x2000), (0x7F0000005000, 0x1000)]


def test_what_was_given_back_is_as_it_was(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"as it was" * 1000)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as changed:
        changed[:2] = b"is"
        give_back()
        assert changed[:9] == b"is it was"
