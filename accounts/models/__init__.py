"""The tables of people and their credentials."""

from accounts.models.chore import Chore
from accounts.models.credentials import ApiKey, IdFormat, PermanentToken, Scope, TokenFamily
from accounts.models.idempotent_request import IdempotentRequest
from accounts.models.import_run import ImportRun
from accounts.models.sealed import SealedCredential
from accounts.models.usage import DailyUsage
from accounts.models.user import User

__all__ = [
    "ApiKey",
    "Chore",
    "DailyUsage",
    "IdFormat",
    "IdempotentRequest",
    "ImportRun",
    "PermanentToken",
    "Scope",
    "SealedCredential",
    "TokenFamily",
    "User",
]
