"""The WSGI application, also under a sub-path."""

import gc
import os
from collections.abc import Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

django_application = get_wsgi_application()
# What is loaded by now stays: the collector need not look through it again, and forked workers go on sharing it.
gc.freeze()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve both kinds of proxy: one that strips the path of ``SITE_URL`` and one that passes it on."""
    prefix = settings.FORCE_SCRIPT_NAME
    if prefix and (environ["PATH_INFO"] + "/").startswith(prefix + "/"):
        environ["PATH_INFO"] = environ["PATH_INFO"][len(prefix) :] or "/"
    return django_application(environ, start_response)
