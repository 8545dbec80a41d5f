"""The preview of a build at work: the public files as they are, inside a frame page that alone has script."""

from safeguarding_report.serving.news import News, Noticeboard
from safeguarding_report.serving.server import Preview, serve

__all__ = ["News", "Noticeboard", "Preview", "serve"]
