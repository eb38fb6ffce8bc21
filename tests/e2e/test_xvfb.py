"""The program itself, started as people start it, under an X server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.driver import stored

ROOT = Path(__file__).parents[2]
# Qt's own key events in a process of its own, on the real X11 platform: no window manager needed.
SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.e2e.keys import press
from ui import app

# A timer needs the application to exist; app.run takes the one that is there.
application = QApplication(sys.argv[:1])

def type_and_quit():
    window = next(w for w in QApplication.topLevelWidgets() if w.inherits("QMainWindow"))
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.bench.reader.setFocus()
    press(window.bench.reader, "Ctrl+Home", "Space", "E")
    window.close()

QTimer.singleShot(500, type_and_quit)
sys.exit(app.run(["--sample"]))
"""


@pytest.mark.xvfb
@pytest.mark.skipif(sys.platform != "linux", reason="X servers of one's own are Linux's")
def test_the_program_opens_the_sample_and_keeps_a_tag(tmp_path: Path) -> None:
    assert shutil.which("Xvfb"), "Xvfb is not installed; .ci/system_check.py test names its package"
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        env = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "GLOSSATOR_HOME": str(tmp_path),
        }
        env.pop("WAYLAND_DISPLAY", None)
        ended = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=env,
            timeout=60,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        server.terminate()
        server.wait()
    assert ended.returncode == 0, ended.stderr
    assert ("Following", "event") in stored(tmp_path / "Sample.gloss")
    assert not list(tmp_path.glob("Sample.gloss-*"))
