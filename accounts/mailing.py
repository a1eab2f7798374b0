"""How many mails leave, so that nobody can have this server fill a mailbox or write to strangers all day."""

import logging
from typing import Any

from rest_framework.throttling import SimpleRateThrottle

from config.api.throttling import digest

logger = logging.getLogger(__name__)
# What is sent to an address that nobody here has, so that an answer takes as long as for one that somebody has.
TO_STRANGERS = "account/email/unknown_account"


class MailboxBudget(SimpleRateThrottle):
    """All mails to one address."""

    scope = "mailbox"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": digest(str(request).lower())}


class StrangersBudget(SimpleRateThrottle):
    """All mails to addresses of nobody together."""

    scope = "mail_strangers"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": "everybody"}


def may_send(template_prefix: str, email: str) -> bool:
    """Whether this mail is within its budgets, which it is then counted for.  Whoever asked for it is not told."""
    recipient: Any = email
    nobody: Any = None
    budgets: list[SimpleRateThrottle] = [MailboxBudget()]
    if template_prefix == TO_STRANGERS:
        budgets.append(StrangersBudget())
    if all(budget.allow_request(recipient, nobody) for budget in budgets):
        return True
    logger.warning("A mail (%s) was not sent: too many of its kind", template_prefix)
    return False
