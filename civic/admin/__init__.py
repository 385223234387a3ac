"""The officials' workplace of public life. Who joined whom and what people search is not here."""

from civic.admin.reports import ReportAdmin
from civic.admin.reports_reference import CategoryAdmin, DepartmentAdmin, HandoverAdmin

__all__ = ["CategoryAdmin", "DepartmentAdmin", "HandoverAdmin", "ReportAdmin"]
