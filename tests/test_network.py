"""Reading an article reaches no network, and leaves nothing in the user's home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# onnxruntime sends from C++, which Python's audit hooks do not see: so open sockets and files are looked at as well.
READ = """
import json, os, sys
reached, at_import = [], []

def hook(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        reached.append(event)
    if event == "import" and args[0] == "onnxruntime":
        at_import.append(os.environ.get("ORT_DISABLE_TELEMETRY"))

sys.addaudithook(hook)
import dragoman

events = len(dragoman.read("Peru condemned Chile on Monday.", published="2024-03-05").events)
dragoman.load().encoder("<s>Peru</s> condemned <t>Chile</t>.")
opened = []
for name in os.listdir("/proc/self/fd"):
    try:
        opened.append(os.readlink(f"/proc/self/fd/{name}"))
    except OSError:
        pass
print(json.dumps({"reached": reached, "at_import": at_import, "events": events, "opened": opened}))
"""


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed in /proc, which only Linux has")
@pytest.mark.parametrize("told", [None, "0"])
def test_onnxruntime_is_told_not_to_send_usage_data_before_it_is_imported(told: str | None, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"}}
    environment |= {"HOME": str(tmp_path)} | ({"ORT_DISABLE_TELEMETRY": told} if told else {})
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["events"] == 1
    assert found["reached"] == []
    assert found["at_import"]
    assert set(found["at_import"]) == {"1"}
    assert [name for name in found["opened"] if name.startswith("socket:") or "onnxruntime.db" in name] == []
    assert not list(tmp_path.rglob("*onnxruntime*"))
