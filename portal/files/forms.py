"""Several photos or documents in one field; each unfit file gets its own sentence with its name."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.files.actions import MAX_DOCUMENTS, MAX_IMAGES
from portal.files.documents import Document, prepare_document
from portal.files.images import Picture, prepare_image
from portal.files.names import clean_name


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    prepare: Callable
    accept: str
    limit: int

    def __init__(self, *, limit: int | None = None, **kwargs):
        self.limit = limit or self.limit
        kwargs.setdefault("widget", ManyFilesInput({"accept": self.accept, "multiple": True}))
        super().__init__(**kwargs)

    def clean(self, data, initial=None) -> list:
        uploads = [upload for upload in (data if isinstance(data, list) else [data]) if upload]
        if not uploads:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        if len(uploads) > self.limit:
            raise ValidationError(
                _("Выберите не больше %(limit)d файлов."), params={"limit": self.limit}
            )
        return self._prepared(uploads)

    def _prepared(self, uploads: list) -> list:
        ready, faults = [], []
        for upload in uploads:
            try:
                ready.append(type(self).prepare(upload))
            except ValidationError as error:
                faults.append(f"«{clean_name(upload.name)}»: {error.messages[0]}")
        if faults:
            raise ValidationError(faults)
        return ready

    def has_changed(self, initial, data) -> bool:
        return bool(data)


class ImagesField(_FilesField):
    """Cleans to a list of Picture for `attach_image`; `picture.gps` may propose the pin."""

    prepare: Callable[..., Picture] = staticmethod(prepare_image)
    accept = "image/jpeg,image/png,image/webp"
    limit = MAX_IMAGES


class DocumentsField(_FilesField):
    """Cleans to a list of Document for `attach_document`."""

    prepare: Callable[..., Document] = staticmethod(prepare_document)
    accept = ".pdf,.docx,.xlsx,.odt,.ods,.txt,.jpg,.jpeg,.png"
    limit = MAX_DOCUMENTS
