"""Another server, made of a few rows."""

from io import BytesIO
from uuid import UUID

import httpx
from PIL import Image
from tenacity import wait_none

from exercises import reference
from exercises.importing.catalogue import Import
from exercises.importing.media import Downloads
from exercises.importing.source import Page

ENDPOINTS = dict(
    zip(["language", "license", "exercisecategory", "equipment", "muscle"], reference.TABLES[:5], strict=True)
)
PICTURE = "https://remote.example/media/squat.png"
SQUAT, WORDS, ALIAS, NOTE, IMAGE, VIDEO, GROUP = (str(UUID(int=number)) for number in range(1, 8))


def reference_rows(endpoint):
    _, columns, rows = ENDPOINTS[endpoint]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def translation(**changes):
    return {
        "id": 345,
        "uuid": WORDS,
        "name": "Squat",
        "description": "<p>Bend the knees.</p>",
        "description_source": "Bend the knees.",
        "created": "2023-08-06T10:17:17+02:00",
        "language": 2,
        "aliases": [{"id": 5, "uuid": ALIAS, "alias": "Knee bend"}],
        "notes": [{"id": 6, "uuid": NOTE, "comment": "Slowly"}],
        "license": 1,
        "license_author": "Bob",
        "license_title": "Squatting",
        "license_object_url": "https://remote.example/squat",
        "license_author_url": "javascript:alert(1)",
        "license_derivative_source_url": "https://remote.example/source",
        "author_history": ["Carol", "Bob"],
    } | changes


def exercise(**changes):
    return {
        "id": 9,
        "uuid": SQUAT,
        "created": "2023-08-06T10:17:17+02:00",
        "category": {"id": 9, "name": "Legs"},
        "muscles": [{"id": 10, "name": "Quadriceps femoris"}],
        "muscles_secondary": [{"id": 8, "name": "gluteus MAXIMUS"}],
        "equipment": [],
        "license": {"id": 2, "short_name": "CC-BY-SA 4"},
        "license_author": "Bob",
        "images": [],
        "videos": [],
        "translations": [translation()],
        "variation_group": GROUP,
        "author_history": [],
    } | changes


def image(**changes):
    return {
        "id": 77,
        "uuid": IMAGE,
        "exercise": 9,
        "exercise_uuid": SQUAT,
        "image": PICTURE,
        "is_main": True,
        "style": "1",
        "license": 2,
        "license_author": "Carol",
        "author_history": ["Carol"],
        "is_ai_generated": True,
    } | changes


def video(**changes):
    return {
        "id": 78,
        "uuid": VIDEO,
        "video": "https://remote.example/media/squat.mp4",
        "is_main": True,
        "size": 99,
        "duration": "6.5",
        "width": 640,
        "height": 480,
        "codec": "h264",
        "license": 2,
        "license_author": "Carol",
    } | changes


def deletion(kind, uuid, **changes):
    return {"model_type": kind, "uuid": uuid, "replaced_by": None, "comment": "A duplicate"} | changes


class Rows:
    """A source of the given exercises; further endpoints by keyword."""

    def __init__(self, *exercises, **endpoints):
        self.endpoints = {"exerciseinfo": list(exercises)} | endpoints

    def pages(self, endpoint):
        rows = self.endpoints.get(endpoint.replace("-", "_"))
        if rows is None and endpoint in ENDPOINTS:
            rows = reference_rows(endpoint)
        if rows is not None:
            yield Page(rows, len(rows))

    def address(self, link):
        return link


def run(*exercises, downloads=None, dry_run=False, **endpoints):
    return Import(Rows(*exercises, **endpoints), downloads, dry_run=dry_run).run()


def downloads(answer):
    """Files from ``answer``, a function of the request."""
    return Downloads(httpx.Client(transport=httpx.MockTransport(answer)), wait=wait_none())


def picture(kind="PNG", size=(300, 150), mode="RGB", **options):
    target = BytesIO()
    Image.new(mode, size, "red").save(target, kind, **options)
    return target.getvalue()
