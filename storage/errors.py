"""Failures that people can do something about; anything else is a bug."""

from __future__ import annotations


class GlossatorError(Exception):
    """A failure told in one sentence: what happened, what is safe, what to do."""


class ProjectError(GlossatorError):
    """A project file that cannot be opened, made or written."""


class NotAProjectError(ProjectError):
    """The file is something else, or damaged beyond opening."""


class NewerProjectError(ProjectError):
    """The file was written by a newer Glossator."""


class LockedProjectError(ProjectError):
    """Another program holds the file and does not let go."""


class ReadOnlyProjectError(ProjectError):
    """The file may be read but not written."""


class DiskError(ProjectError):
    """The disk is full or fails; what was committed before is safe."""


class RefusedError(GlossatorError):
    """An action that the rules of the project do not allow; nothing was changed."""


class FormatError(GlossatorError):
    """A file that cannot be read in the format asked for."""


class CancelledError(GlossatorError):
    """The user stopped a long task; nothing of it was kept."""
