"""The addresses of municipalities and institutions, and lists of recipients that people bring themselves.

`Recipients` is what came with briefgen; `open_list` reads somebody's own list. Both give `Row`s.
"""

from briefgen.recipients.lists import RecipientList, open_list
from briefgen.recipients.records import Former, Recipient, Status
from briefgen.recipients.register import Recipients, Resolved
from briefgen.recipients.rows import Column, Doubt, Row

__all__ = [
    "Column", "Doubt", "Former", "Recipient", "RecipientList", "Recipients", "Resolved", "Row", "Status", "open_list",
]  # fmt: skip
