"""Descriptions of exercises: Markdown in, a little harmless HTML out."""

import re
from html import unescape
from typing import Final

import nh3
from markdown import Markdown, markdown
from markdown.extensions import Extension

TAGS: Final = {"b", "strong", "i", "em", "u", "ul", "ol", "li", "p"}
LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
LINK_PATTERNS: Final = (
    "reference",
    "link",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
)


class WithoutLinks(Extension):
    """No address gets into a description, and looking for links takes minutes in ten thousand opening brackets."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's)
        for name in LINK_PATTERNS:
            md.inlinePatterns.deregister(name)


def clean(html: str) -> str:
    """``html`` with nothing but text and the tags that every app shows."""
    return nh3.clean(html, tags=TAGS, attributes={}, link_rel=None)


def render(source: str) -> str:
    """Of a link its words stay."""
    return clean(markdown(LINK.sub(r"\1", source), extensions=[WithoutLinks()])).strip()


def plain_text(html: str) -> str:
    """What a reader sees, in one line."""
    # A space for each tag, or the last word of a paragraph would grow into the first of the next.
    return " ".join(unescape(nh3.clean(html.replace("<", " <"), tags=set())).split())
