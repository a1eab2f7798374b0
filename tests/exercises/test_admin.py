import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exercises.models import DeletionLog, Exercise, Image
from tests.exercises.factories import AliasFactory, ImageFactory, TranslationFactory, VideoFactory
from tests.exercises.remote import picture

TABLES = [model for model in admin.site._registry if model._meta.app_label == "exercises"]


@pytest.fixture
def site(client, staff):
    client.force_login(staff)
    return client


def page(model, name, *args):
    return reverse(f"admin:exercises_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_table_can_be_listed_and_opened(site, model):
    for factory in (AliasFactory, ImageFactory, VideoFactory):
        factory()

    assert site.get(page(model, "changelist"), {"q": "a"}).status_code == 200
    row = model.objects.first()
    assert row is None or site.get(page(model, "change", row.pk)).status_code == 200


def test_deleting_an_exercise_retires_it(site):
    exercise = TranslationFactory().exercise

    site.post(page(Exercise, "delete", exercise.pk), {"post": "yes"})

    assert Exercise.objects.get().retired_at is not None
    assert DeletionLog.objects.get().uuid == exercise.uuid


def form(exercise, content):
    return {
        "exercise": exercise.pk,
        "image": SimpleUploadedFile("squat.png", content, "image/png"),
        "style": "4",
        "license": "2",
    }


def test_uploaded_picture_is_written_anew(site):
    exercise = TranslationFactory().exercise

    site.post(page(Image, "add"), form(exercise, picture(size=(20, 10))))

    assert [(image.width, image.height) for image in Image.objects.all()] == [(20, 10)]


def test_bad_picture_is_refused(site):
    exercise = TranslationFactory().exercise

    answer = site.post(page(Image, "add"), form(exercise, picture("GIF")))

    assert answer.context["errors"] == [["This is no JPEG, PNG or WebP picture."]]


def test_picture_keeps_its_file_when_only_its_licence_changes(site):
    image = ImageFactory()

    site.post(page(Image, "change", image.pk), {"exercise": image.exercise_id, "style": "1", "license": "1"})

    changed = Image.objects.get()
    assert (changed.image, changed.style, changed.license_id) == (image.image, "1", 1)
