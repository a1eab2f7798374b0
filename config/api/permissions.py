"""Who may do what, where it is not simply the owner."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class MayContribute(BasePermission):
    """Everybody reads.  Trustworthy people and those with the view's ``add_permission`` write.

    Only its ``delete_permission`` allows to remove, so that one careless contributor cannot empty the catalogue.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        user: Any = request.user
        if request.method in SAFE_METHODS:
            return True
        if not user or not user.is_authenticated:
            return False
        if request.method == "DELETE":
            return bool(user.has_perm(view.delete_permission))
        return bool(user.has_perm(view.add_permission) or user.is_trustworthy)
