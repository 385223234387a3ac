"""The register of support other than grants: written by the act that gave it."""

from grants.models import SupportRecord


def enter_support(organisation, form: str, **facts) -> SupportRecord:
    """A row of the public register; the caller's transaction is that of the support itself."""
    return SupportRecord.objects.create(organisation=organisation, form=form, **facts)


def correct_support(record: SupportRecord, **facts) -> None:
    """What became of the support: its end, the value in the end."""
    SupportRecord.objects.filter(pk=record.pk).update(**facts)
