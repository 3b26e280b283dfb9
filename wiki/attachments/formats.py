"""Which kinds of packages are taken."""

from wiki.attachments.recognising import Format

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
DOCX = Format("document", f"{_OFFICE}wordprocessingml.document", "docx")
XLSX = Format("document", f"{_OFFICE}spreadsheetml.sheet", "xlsx")
PPTX = Format("document", f"{_OFFICE}presentationml.presentation", "pptx")
ODT = Format("document", f"{_OPEN}text", "odt")
ODS = Format("document", f"{_OPEN}spreadsheet", "ods")
ODP = Format("document", f"{_OPEN}presentation", "odp")
PACKAGES = (DOCX, XLSX, PPTX, ODT, ODS, ODP)
