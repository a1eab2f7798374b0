"""Mails that no request has to be there for, such as those that housekeeping sends."""

import logging
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send(name: str, address: str, **context: Any) -> None:
    """The templates ``accounts/email/<name>``, to ``address`` if there is one, when the transaction has ended well."""
    if address:
        transaction.on_commit(partial(deliver, name, address, context))


def deliver(name: str, address: str, context: dict[str, Any]) -> None:
    """A mail server that is down keeps nothing from being done."""
    subject, body = (render_to_string(f"accounts/email/{name}_{part}.txt", context) for part in ("subject", "message"))
    try:
        send_mail(subject.strip(), body.strip() + "\n", None, [address])
    except (SMTPException, OSError):
        logger.exception("A mail (%s) could not be sent", name)
