"""The data page: everything in and out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.generic import View

from accounts.importing import registry, running
from accounts.importing.base import CannotImport, Importer, Takes, in_words
from accounts.models import ImportRun
from accounts.pages.base import Page

RUNS_SHOWN = 20
# Begins the names of fields that answer questions of a preview.
ANSWER = "answer:"
STATES = {
    ImportRun.State.PREVIEWED: "",
    ImportRun.State.RUNNING: "",
    ImportRun.State.DONE: "good",
    ImportRun.State.FAILED: "danger",
}


class FileForm(forms.Form):
    importer = forms.ChoiceField(label="From which app")
    file = forms.FileField(label="File", allow_empty_file=True)

    def __init__(self, *args: Any, importers: list[type[Importer]], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        field: Any = self.fields["importer"]
        field.choices = [(each.name, each.label) for each in importers]


class ServerForm(forms.Form):
    """Of one importer that reads a server."""

    importer = forms.CharField(widget=forms.HiddenInput)
    address = forms.CharField(
        max_length=500,
        help_text="Such as https://wger.example.org",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    token = forms.CharField(
        max_length=1000,
        help_text="The API key that the other server shows you. It is encrypted here, and forgotten after the import.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


def by_what_they_take(takes: Takes) -> list[type[Importer]]:
    return [each for each in registry.offered() if each.takes is takes]


class DataPage(Page):
    template_name = "accounts/data.html"
    current = "data"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = by_what_they_take(Takes.FILE)
        servers = by_what_they_take(Takes.SERVER)
        given = {"file_form": FileForm(importers=files), "server_form": None} | kwargs
        runs = ImportRun.objects.filter(user=self.person).order_by("-created", "-pk")[:RUNS_SHOWN]
        return super().get_context_data(
            **given,
            importers=files,
            servers=[(each, server_form(each, given["server_form"])) for each in servers],
            runs=[described(run) for run in runs],
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a file or an address, and lead to its preview."""
        name = request.POST.get("importer", "")
        if name not in registry.names():
            raise Http404
        importer = registry.named(name)
        is_file = importer.takes is Takes.FILE
        form: FileForm | ServerForm = (
            FileForm(request.POST, request.FILES, importers=by_what_they_take(Takes.FILE))
            if is_file
            else ServerForm(request.POST, label_suffix="")
        )
        if form.is_valid():
            try:
                run = running.begin(person=self.person, **form.cleaned_data | {"importer": importer})
            except CannotImport as error:
                form.add_error("file" if is_file else "address", str(error))
            else:
                return redirect("import-page", pk=run.pk)
        context = self.get_context_data(**{"file_form" if is_file else "server_form": form})
        return self.render_to_response(context, status=400)


def server_form(importer: type[Importer], sent: ServerForm | None) -> ServerForm:
    if sent is not None and sent.data.get("importer") == importer.name:
        return sent
    return ServerForm(initial={"importer": importer.name}, label_suffix="")


def described(run: ImportRun) -> dict[str, Any]:
    """What a list of imports shows of one, besides the row."""
    return {
        "run": run,
        "label": registry.label_of(run.importer),
        "tone": STATES[ImportRun.State(run.state)],
        "counts": counts(run.report),
        "found": in_words(run.preview.get("found") or {}),
    }


def counts(report: dict[str, Any]) -> list[tuple[str, str]]:
    """What a report counts, in words: ``("added", "3 sessions, 41 sets")``."""
    return [
        (outcome, in_words(found))
        for outcome in ("added", "changed", "kept", "skipped")
        if (found := report.get(outcome))
    ]


class OwnRun:
    """Of a view with ``pk``: the person's import, or 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def own_run(self) -> ImportRun:
        run = ImportRun.objects.owned_by(self.request.user).select_related("user").filter(pk=self.kwargs["pk"]).first()
        if run is None:
            raise Http404
        return run


class ImportPage(OwnRun, Page):
    """One import: its preview, its questions, how far it is, and what came of it."""

    template_name = "accounts/import.html"
    current = "data"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.own_run()
        may_start = run.has_source and run.state != ImportRun.State.DONE and not run.is_under_way
        return super().get_context_data(**described(run), preview=run.preview, may_start=may_start, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        run = self.own_run()
        if "remove" in request.POST:
            run.delete()
            messages.success(request, "The import is forgotten, and its file removed.")
            return redirect("data-page")
        answers = {
            name.removeprefix(ANSWER): str(value) for name, value in request.POST.items() if name.startswith(ANSWER)
        }
        try:
            if answers:
                running.look(run, answers)
            if "start" in request.POST:
                running.start(run)
                messages.success(request, "The import is running. You may leave this page.")
            else:
                messages.success(request, "The preview is up to date.")
        except (CannotImport, running.Busy, running.Gone) as error:
            messages.error(request, str(error))
        return redirect("import-page", pk=run.pk)


class ImportProgress(OwnRun, View):
    """How far an import is, for the script of its page."""

    def get(self, request: HttpRequest, **_: Any) -> JsonResponse:
        run = self.own_run()
        response = JsonResponse(
            {"state": run.state, "is_under_way": run.is_under_way, "done": run.done, "total": run.total}
        )
        response["Cache-Control"] = "no-store"
        return response
