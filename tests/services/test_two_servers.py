import pytest

from tests.services.two_servers import walk


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_crosses_from_one_server_to_the_other(sqlite_url, tiny, seed):
    done = await walk(sqlite_url, tiny, 200, seed)
    assert done["published"] > 3  # the walk gets somewhere
    assert done["refused"] > 30
