"""What Waistline sends is in the other family's apps too."""

WAIST = {"weight": 80.5, "waist": 92.5}


def values(client, endpoint, key):
    return [row[key] for row in client.get(f"/api/v2/{endpoint}/").json()["results"]]


def test_stats_of_a_sync_are_weights_and_measurements(phone, alice_api):
    phone.day("2026-01-05", {"calories": 2000}, stats=WAIST)

    assert alice_api.get("/api/v2/weightentry/?date=2026-01-05").json()["results"][0]["weight"] == "80.50"
    assert (values(alice_api, "measurement-category", "name"), values(alice_api, "measurement", "value")) == (
        ["Waist"],
        [92.5],
    )


def test_day_that_is_sent_again_changes_them(phone, alice_api):
    for stats in (WAIST, {"weight": 80.1}, {"weight": 80.1}):
        phone.day("2026-01-05", {"calories": 2000}, stats=stats)

    assert (values(alice_api, "weightentry", "weight"), values(alice_api, "measurement", "value")) == (["80.10"], [])


def test_row_that_the_person_removed_stays_away_until_the_day_changes(phone, alice_api):
    phone.day("2026-01-05", {"calories": 2000}, stats=WAIST)
    row = alice_api.get("/api/v2/weightentry/").json()["results"][0]
    alice_api.delete(f"/api/v2/weightentry/{row['id']}/")

    phone.day("2026-01-05", {"calories": 2000}, stats=WAIST)

    assert values(alice_api, "weightentry", "weight") == []


def test_stats_that_fit_nowhere_lose_no_day(phone, alice_api):
    phone.day("2026-01-05", {"calories": 2000}, stats={"weight": 5, "waist": -3, "blood pressure": "120/80"})

    assert (values(alice_api, "weightentry", "weight"), values(alice_api, "measurement", "value")) == ([], [])
    assert phone.journal("2026-01-05")[0]["entry"]["stats"] == {
        "weight": 5,
        "waist": -3,
        "blood pressure": "120/80",
    }


def test_bobs_day_is_not_alices(phone, bobs_phone, alice_api, bob_api):
    phone.day("2026-01-05", {"calories": 2000}, stats=WAIST)
    bobs_phone.day("2026-01-05", {"calories": 2000}, stats={"weight": 70})

    assert (values(alice_api, "weightentry", "weight"), values(bob_api, "weightentry", "weight")) == (
        ["80.50"],
        ["70.00"],
    )
