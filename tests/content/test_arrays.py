import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes

from bot.content.arrays import read_arrays, write_arrays

PLAIN = st.sampled_from([np.float32, np.float16, np.int64, np.int32, np.uint8, np.bool_])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("arrays") / "file.pack"


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5),
        PLAIN.flatmap(lambda kind: shapes.arrays(kind, shapes.array_shapes(min_side=0))),
        max_size=5,
    )
)
def test_arrays_come_back_as_they_were(path, arrays):
    write_arrays(path, arrays)
    found = read_arrays(path)
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tobytes() == array.tobytes()
        assert found[name].shape == array.shape


def test_arrays_cannot_be_changed(path):
    write_arrays(path, {"a": np.arange(3)})
    with pytest.raises(ValueError, match="read-only"):
        read_arrays(path)["a"][0] = 1


@pytest.mark.parametrize("dtype", ["|O", "|V8", "<U4"])
def test_an_array_of_anything_but_numbers_is_refused(path, dtype):
    write_arrays(path, {"a": np.arange(8)})
    raw = path.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + length])
    header["arrays"]["a"][0] = dtype
    path.write_bytes(raw[:8] + json.dumps(header).encode().ljust(length) + raw[8 + length :])
    with pytest.raises(ValueError, match="numbers only"):
        read_arrays(path)


@pytest.mark.parametrize("raw", [b"", b"x", b"x" * 8, b"\0" * 64, b"\x38" + b"\0" * 7 + b"{" * 56])
def test_other_files_are_refused(path, raw):
    path.write_bytes(raw)
    with pytest.raises((ValueError, KeyError)):
        read_arrays(path)


def test_a_changed_number_is_found_out(path):
    write_arrays(path, {"a": np.arange(100)})
    raw = bytearray(path.read_bytes())
    raw[-64] ^= 1
    path.write_bytes(raw)
    with pytest.raises(ValueError, match="spoilt"):
        read_arrays(path)
