import httpx
import pytest
from django.core.files.storage import default_storage

from exercises.actions import remove
from exercises.importing.report import Outcome
from exercises.models import Exercise, Image, Video
from tests.exercises import remote
from tests.exercises.factories import ImageFactory

pytestmark = pytest.mark.django_db


def always(content, status=200):
    return remote.downloads(lambda request: httpx.Response(status, content=content))


def test_image_arrives_with_thumbnails_and_licence():
    remote.run(remote.exercise(images=[remote.image()]), downloads=always(remote.picture()))

    image = Image.objects.get()
    assert (image.pk, str(image.image)) == (77, f"exercise-images/9/{remote.IMAGE}.png")
    assert (image.width, image.height, image.is_main, image.style) == (300, 150, True, "1")
    assert (image.license_author, image.author_history, image.is_ai_generated) == ("Carol", ["Carol"], True)
    assert sorted(default_storage.listdir("exercise-images/9")[1]) == sorted(
        [f"{remote.IMAGE}.png"]
        + [f"{remote.IMAGE}.png.{kind}{crop}.jpg" for kind in ("small", "medium", "large") for crop in ("", "_cropped")]
    )


def test_image_is_fetched_once():
    asked = []

    def answer(request):
        asked.append(request.url)
        return httpx.Response(200, content=remote.picture())

    for _ in range(2):
        report = remote.run(remote.exercise(images=[remote.image()]), downloads=remote.downloads(answer))

    assert (len(asked), report.writes) == (1, 0)


def test_changed_licence_arrives_without_the_file():
    remote.run(remote.exercise(images=[remote.image()]), downloads=always(remote.picture()))

    remote.run(remote.exercise(images=[remote.image(license_author="Dave")]), downloads=always(b"", 500))

    assert Image.objects.get().author_history == ["Carol", "Dave"]


def test_images_listed_apart_arrive():
    remote.run(
        remote.exercise(), exerciseimage=[remote.image(), remote.image(uuid="x")], downloads=always(remote.picture())
    )

    assert Image.objects.get().exercise == Exercise.objects.get()


def test_main_picture_of_ours_stays():
    remote.run(remote.exercise())
    ours = ImageFactory(exercise=Exercise.objects.get(), is_main=True)
    rows = remote.exercise(images=[remote.image()])

    remote.run(rows, downloads=always(remote.picture()))

    assert Image.objects.get(is_main=True) == ours
    assert remote.run(rows, downloads=always(remote.picture())).writes == 0


def test_another_main_picture_takes_over():
    second = {"uuid": remote.GROUP, "id": 78}
    before = [remote.image(), remote.image(is_main=False, **second)]
    after = [remote.image(is_main=False), remote.image(**second)]

    remote.run(remote.exercise(images=before), downloads=always(remote.picture()))
    remote.run(remote.exercise(images=after))

    assert str(Image.objects.get(is_main=True).uuid) == remote.GROUP


@pytest.mark.parametrize(
    ("answer", "link"),
    [
        (always(b"", 404), remote.PICTURE),
        (always(b"", 500), remote.PICTURE),
        (always(b"<svg/>"), remote.PICTURE),
        (always(b""), "ftp://remote.example/squat.png"),
        (always(b""), "squat.png"),
        (always(b""), ""),
    ],
    ids=["gone", "broken server", "no picture", "other scheme", "no host", "no address"],
)
def test_image_that_cannot_be_had_is_skipped(answer, link):
    report = remote.run(remote.exercise(images=[remote.image(image=link)]), downloads=answer)

    assert (report.counts[Outcome.SKIPPED].total(), Image.objects.count()) == (1, 0)
    assert Exercise.objects.public().count() == 1


def test_image_that_is_too_large_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("config.api.pictures.LARGEST_BYTES", 10)

    report = remote.run(remote.exercise(images=[remote.image()]), downloads=always(remote.picture()))

    assert report.notes == [f"image {remote.IMAGE} skipped: {remote.PICTURE} has more than 0 MB"]


def test_dead_host_is_given_up():
    asked = []

    def answer(request):
        asked.append(request.url)
        raise httpx.ConnectError("no such host")

    images = [remote.image(uuid=str(remote.UUID(int=number)), is_main=False) for number in range(100, 115)]
    report = remote.run(remote.exercise(images=images), downloads=remote.downloads(answer))

    assert (len(asked), report.counts[Outcome.SKIPPED]["image"]) == (20, 15)
    assert report.notes[-1] == "remote.example failed 10 times in a row and is not asked any more"


def test_slow_download_ends(monkeypatch):
    files = always(remote.picture())
    files.clock = iter([0.0, 1000.0, 0.0, 1000.0]).__next__

    report = remote.run(remote.exercise(images=[remote.image()]), downloads=files)

    assert report.notes == [f"image {remote.IMAGE} skipped: {remote.PICTURE}: took longer than 120 s"]


def test_video_arrives():
    film = b"\0\0\0\x18ftypmp42" + bytes(50)

    remote.run(remote.exercise(videos=[remote.video()]), downloads=always(film))

    video = Video.objects.get()
    assert (video.pk, video.size, str(video.duration), video.codec) == (78, len(film), "6.50", "h264")
    assert str(video.video) == f"exercise-video/9/{remote.VIDEO}.mp4"
    assert remote.run(remote.exercise(videos=[remote.video()])).writes == 0


@pytest.mark.parametrize("changes", [{"duration": "long"}, {"duration": "-1"}, {"width": "x"}, {"codec": "x" * 31}])
def test_broken_video_is_skipped(changes):
    report = remote.run(remote.exercise(videos=[remote.video(**changes)]), downloads=always(b""))

    assert report.counts[Outcome.SKIPPED] == {"media": 1}


def test_file_that_is_no_video_is_skipped():
    remote.run(remote.exercise(videos=[remote.video()]), downloads=always(b"<html>"))

    assert Video.objects.count() == 0


def test_image_removed_here_does_not_come_back():
    rows = remote.exercise(images=[remote.image()])
    remote.run(rows, downloads=always(remote.picture()))
    remove(row=Image.objects.get())

    report = remote.run(rows, downloads=always(remote.picture()))

    assert (Image.objects.count(), report.notes) == (0, [f"image {remote.IMAGE} kept: removed here"])


def test_deleted_image_is_deleted():
    remote.run(remote.exercise(images=[remote.image()]), downloads=always(remote.picture()))

    remote.run(deletion_log=[remote.deletion("image", remote.IMAGE)])

    assert Image.objects.count() == 0


def test_image_of_an_unknown_exercise_is_skipped():
    report = remote.run(exerciseimage=[remote.image(), {}], downloads=always(remote.picture()))

    assert report.counts[Outcome.SKIPPED] == {"image": 2}
