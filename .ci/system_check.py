"""Name the system packages that Glossator needs and this machine lacks.

Usage: system_check.py run|test [--packages]. It exits with 0 if nothing is missing, with 1 and a
message if something is. With --packages it prints only the names of the missing Debian packages,
for `.ci/run` to install, and exits with 0.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# What Qt's libraries and its X11 plugin load, and the Debian and Ubuntu packages that hold it.
BASE = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def missing_libraries(wanted: dict[str, str]) -> dict[str, str]:
    """Return those of `wanted` (library to package) that the dynamic linker cannot load."""
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def has_fonts() -> bool:
    """Return whether fontconfig lists at least one font; without one, text has no shape."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listed = subprocess.run([lister], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing(purpose: str) -> dict[str, str]:
    """Return what `purpose` ("run" or "test") lacks here: the thing and its Debian package."""
    if not sys.platform.startswith("linux"):
        return {}
    if purpose == "run":
        on_x11 = bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
        return missing_libraries(BASE | (X11 if on_x11 else {}))
    found = missing_libraries(BASE | X11)
    if shutil.which("Xvfb") is None:
        found["Xvfb"] = "xvfb"
    if not has_fonts():
        found["a font"] = "fontconfig fonts-dejavu-core"
    return found


def main(arguments: list[str]) -> int:
    """Check for the purpose in `arguments` and return the exit status."""
    purpose = arguments[0] if arguments else "run"
    found = missing(purpose)
    packages = " ".join(sorted(set(" ".join(found.values()).split())))
    if "--packages" in arguments:
        print(packages)
        return 0
    if not found:
        return 0
    verb = "open a window" if purpose == "run" else "run its tests"
    print(f"Glossator cannot {verb} yet: this system lacks {', '.join(found)}.", file=sys.stderr)
    print("Nothing was changed. Install what is missing and try again.", file=sys.stderr)
    print(f"On Debian and Ubuntu: sudo apt-get install {packages}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
