from bot.services.days import latest_day


def test_the_latest_day_is_that_of_the_first_people_who_have_it():
    noon = 1_795_867_200  # 2026-11-28, 12:00 UTC
    assert latest_day(noon - 2 * 3600 - 1) == "2026-11-28"
    assert latest_day(noon) == "2026-11-29"
