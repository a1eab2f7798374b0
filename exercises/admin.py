"""The catalogue in Django's admin."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join

from config.admin import DiscreetAdmin, ReadOnlyAdmin
from config.api import pictures
from exercises import actions, edits, videos
from exercises.contents import snapshot
from exercises.models import (
    Alias,
    Comment,
    DayOfWeek,
    DeletionLog,
    Edit,
    Equipment,
    Exercise,
    ExerciseCategory,
    Image,
    ImportedModel,
    Language,
    License,
    Muscle,
    RepetitionUnit,
    Translation,
    VariationGroup,
    Video,
    WeightUnit,
)

# An address typed without a scheme is on https.
HTTPS: dict[Any, Any] = {models.URLField: {"assume_scheme": "https"}}

for table in (Equipment, ExerciseCategory, WeightUnit, DayOfWeek, VariationGroup):
    admin.site.register(table, DiscreetAdmin)


@admin.register(Language)
class LanguageAdmin(DiscreetAdmin):
    list_display = ("id", "short_name", "full_name", "full_name_en")
    search_fields = ("short_name", "full_name", "full_name_en")


@admin.register(License)
class LicenseAdmin(DiscreetAdmin):
    list_display = ("id", "short_name", "full_name", "url")
    formfield_overrides: ClassVar = HTTPS


@admin.register(Muscle)
class MuscleAdmin(DiscreetAdmin):
    list_display = ("id", "name", "name_en", "is_front")


@admin.register(RepetitionUnit)
class RepetitionUnitAdmin(DiscreetAdmin):
    list_display = ("id", "name", "unit_type", "multiplier")


class RecordedAdmin(DiscreetAdmin):
    """Writes the history and deletes as the API does: logged, exercises only retired."""

    retires = True
    readonly_fields: ClassVar[Any] = ("uuid", "author_history")
    formfield_overrides: ClassVar = HTTPS

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        form.before = snapshot(type(obj).objects.get(pk=obj.pk)) if change else None
        self.save_row(obj, form)

    def save_row(self, row: Any, form: Any) -> None:
        row.save()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        changed = [each.instance.pk for each in formset.initial_forms if each.has_changed()]
        before = {row.pk: snapshot(row) for row in formset.model.objects.filter(pk__in=changed)}
        super().save_formset(request, form, formset, change)
        for row in [*formset.new_objects, *(row for row, _ in formset.changed_objects)]:
            edits.record(row=row, author=request.user, before=before.get(row.pk))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        super().save_related(request, form, formsets, change)
        edits.record(row=form.instance, author=request.user, before=form.before)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return redirect(f"{reverse('admin:exercises_edit_changelist')}?uuid={row.uuid}")

    def delete_model(self, request: HttpRequest, obj: ImportedModel) -> None:
        actions.remove(row=obj, comment=f"by {request.user}", author=request.user)


class TranslationInline(admin.StackedInline):
    model = Translation
    extra = 0
    can_delete = False
    fields = ("language", "name", "description_source", "license", "license_author")


class ImageInline(admin.TabularInline):
    model = Image
    extra = 0
    can_delete = False
    fields = readonly_fields = ("image", "is_main", "style", "license_author")
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Exercise)
class ExerciseAdmin(RecordedAdmin):
    list_display = ("id", "first_name", "category", "license_author", "last_update", "retired_at")
    list_filter = ("category", "equipment", "retired_at")
    search_fields = ("uuid", "translations__name")
    filter_horizontal = ("muscles", "muscles_secondary", "equipment")
    inlines: ClassVar = [TranslationInline, ImageInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exercise]:
        return super().get_queryset(request).select_related("category").prefetch_related("translations")

    @admin.display(description="name")
    def first_name(self, exercise: Exercise) -> str:
        return next((each.name for each in exercise.translations.all()), "")


class PartInline(admin.TabularInline):
    extra = 0
    can_delete = False


class AliasInline(PartInline):
    model = Alias
    fields = ("alias",)


class CommentInline(PartInline):
    model = Comment
    fields = ("comment",)


@admin.register(Translation)
class TranslationAdmin(RecordedAdmin):
    list_display = ("id", "name", "language", "exercise", "license_author", "last_update")
    list_filter = ("language",)
    list_select_related = ("language", "exercise")
    search_fields = ("name", "uuid", "aliases__alias")
    raw_id_fields = ("exercise",)
    readonly_fields = (*RecordedAdmin.readonly_fields, "description")
    inlines: ClassVar = [AliasInline, CommentInline]


@admin.register(Alias)
class AliasAdmin(RecordedAdmin):
    list_display = ("id", "alias", "translation")
    search_fields = ("alias",)
    raw_id_fields = ("translation",)
    readonly_fields = ("uuid",)


@admin.register(Comment)
class CommentAdmin(RecordedAdmin):
    list_display = ("id", "comment", "translation")
    search_fields = ("comment",)
    raw_id_fields = ("translation",)
    readonly_fields = ("uuid",)


class ImageForm(forms.ModelForm):
    def clean_image(self) -> Any:
        """A picture written anew by us; a file that was there before stays as it is."""
        sent = self.cleaned_data["image"]
        if not isinstance(sent, UploadedFile):
            return sent
        try:
            self.picture = pictures.clean(sent.read(pictures.LARGEST_BYTES + 1))
        except pictures.UnusablePicture as error:
            raise forms.ValidationError(str(error)) from error
        return sent


@admin.register(Image)
class ImageAdmin(RecordedAdmin):
    form = ImageForm
    list_display = ("id", "image", "exercise", "is_main", "style", "license_author")
    list_filter = ("is_main", "style")
    search_fields = ("uuid", "exercise__translations__name")
    raw_id_fields = ("exercise",)

    def save_row(self, row: Image, form: Any) -> None:
        actions.save_image(image=row, picture=getattr(form, "picture", None))


class VideoForm(forms.ModelForm):
    def clean_video(self) -> Any:
        sent = self.cleaned_data["video"]
        if not isinstance(sent, UploadedFile):
            return sent
        try:
            self.film = videos.examine(sent)
        except videos.UnusableVideo as error:
            raise forms.ValidationError(str(error)) from error
        return sent


@admin.register(Video)
class VideoAdmin(RecordedAdmin):
    form = VideoForm
    list_display = ("id", "video", "exercise", "is_main", "size", "duration")
    raw_id_fields = ("exercise",)
    readonly_fields = (*RecordedAdmin.readonly_fields, "size", "duration", "width", "height", "codec", "codec_long")

    def save_row(self, row: Video, form: Any) -> None:
        upload = form.cleaned_data["video"]
        actions.save_video(video=row, upload=upload, film=getattr(form, "film", None))


@admin.register(DeletionLog)
class DeletionLogAdmin(admin.ModelAdmin):
    list_display = ("id", "model_type", "uuid", "replaced_by", "timestamp", "comment")
    list_filter = ("model_type",)
    search_fields = ("uuid",)


@admin.register(Edit)
class EditAdmin(ReadOnlyAdmin):
    """The history: to be read, and to be turned back edit by edit."""

    list_display = ("made_at", "author", "__str__", "first_name", "uuid")
    list_filter = ("kind", "made_at")
    list_select_related = ("author",)
    search_fields = ("uuid", "author__username")
    ordering = ("-made_at", "-id")
    fields = readonly_fields = ("made_at", "author", "kind", "verb", "uuid", "what_changed")
    actions = ("undo",)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("exercises.change_exercise")

    @admin.display(description="name")
    def first_name(self, edit: Edit) -> str:
        content = edit.after or edit.before or {}
        return str(next((content[key] for key in ("name", "alias", "comment", "file") if key in content), ""))

    @admin.display(description="what changed")
    def what_changed(self, edit: Edit) -> str:
        return format_html_join("", "<p><b>{}</b><br><del>{}</del><br>{}</p>", rows_of(edit))

    @admin.action(description="Undo the selected edits", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: QuerySet[Edit]) -> None:
        # The newest first: each is turned back to what its predecessor left.
        for edit in queryset.order_by("-made_at", "-id"):
            try:
                actions.undo(edit=edit, author=request.user)
            except edits.CannotUndo as error:
                self.message_user(request, f"{edit}, {edit.uuid}: {error}", messages.ERROR)
            else:
                self.message_user(request, f"{edit}, {edit.uuid}: undone.")


def rows_of(edit: Edit) -> list[tuple[str, Any, Any]]:
    def shown(value: Any) -> Any:
        return "" if value is None else value

    return [(name, shown(before), shown(after)) for name, (before, after) in edit.changes.items()]
