from django.apps import AppConfig


class SpecimenConfig(AppConfig):
    name = "tests.specimen"
    label = "specimen"
