"""The tables of people and their credentials."""

from accounts.models.credentials import ApiKey, IdempotentRequest, IdFormat, PermanentToken, TokenFamily
from accounts.models.sealed import SealedCredential
from accounts.models.usage import DailyUsage
from accounts.models.user import User

__all__ = [
    "ApiKey",
    "DailyUsage",
    "IdFormat",
    "IdempotentRequest",
    "PermanentToken",
    "SealedCredential",
    "TokenFamily",
    "User",
]
