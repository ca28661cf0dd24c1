"""A Hub on this machine: the few answers of the Hub's API that downloading a model takes.

    fake_hub.py ROOT

serves ROOT/<organization>/<name>/<file>, each repository at one commit, and prints its address; it ends with its standard
input. A repository's files are as the Hub has them: those of 1,000 bytes and more, and all weights, are large ones, which
are known by their SHA-256.
"""

import hashlib
import json
import re
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 1000

API = re.compile(r"/api/models/(?P<repository>[^/]+/[^/]+)/(?P<what>revision|tree)/(?P<revision>[^/]+)")
FILE = re.compile(r"/(?P<repository>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<name>.+)")


def oid(data: bytes) -> str:
    """A file's name in git."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def sha256(data: bytes) -> str:
    """A large file's name on the Hub."""
    return hashlib.sha256(data).hexdigest()


def is_large(name: str, data: bytes) -> bool:
    return name.endswith(".safetensors") or len(data) >= LARGE


@dataclass
class Behaviour:
    """What the Hub does beside serving files."""

    refusals: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Repositories whose files are refused: status and the Hub's word for why."""
    cuts: dict[str, int] = field(default_factory=dict)
    """Files whose first transfer breaks off after so many bytes."""
    status: int | None = None
    """What every request is answered with, if anything."""
    asked: list[str] = field(default_factory=list)
    """Each request: method, path and range."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root: Path
    behaviour: Behaviour

    def log_message(self, *_args):
        pass

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None, send: int | None = None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")  # a Hub that is closed answers on no connection
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if send is None else body[:send])

    def _json(self, value):
        self._answer(200, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def _refuse(self, status: int, code: str):
        self._answer(status, headers={"X-Error-Code": code, "X-Error-Message": code})

    def _files(self, repository: str) -> dict[str, bytes]:
        folder = self.root / repository
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    def _serve(self):
        path = unquote(urlsplit(self.path).path)
        self.behaviour.asked.append(f"{self.command} {path} {self.headers.get('Range', '')}".strip())
        if self.behaviour.status is not None:
            return self._refuse(self.behaviour.status, "")
        match = API.fullmatch(path) or FILE.fullmatch(path)
        if match is None or not (self.root / match["repository"]).is_dir():
            return self._refuse(404, "RepoNotFound")
        if match["revision"] not in (COMMIT, "main"):
            return self._refuse(404, "RevisionNotFound")
        files = self._files(match["repository"])
        fields = match.groupdict()
        if fields.get("what") == "revision":
            return self._json(
                {
                    "id": match["repository"],
                    "sha": COMMIT,
                    "siblings": [{"rfilename": name, "size": len(data)} for name, data in files.items()],
                }
            )
        if fields.get("what") == "tree":
            return self._json([self._tree_entry(name, data) for name, data in files.items()])
        return self._file(match["repository"], match["name"], files)

    def _tree_entry(self, name: str, data: bytes):
        entry = {"type": "file", "path": name, "size": len(data), "oid": oid(data)}
        if is_large(name, data):
            entry["lfs"] = {"oid": sha256(data), "size": len(data), "pointerSize": 128}
        return entry

    def _file(self, repository: str, name: str, files: dict[str, bytes]):
        if repository in self.behaviour.refusals and name != "README.md":
            return self._refuse(*self.behaviour.refusals[repository])
        if name not in files:
            return self._refuse(404, "EntryNotFound")
        data = files[name]
        etag = sha256(data) if is_large(name, data) else oid(data)
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{etag}"'}
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if wanted is not None:
            start = int(wanted[1])
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            return self._answer(206, data[start:], headers)
        cut = None if self.command == "HEAD" else self.behaviour.cuts.pop(name, None)
        return self._answer(200, data, headers, cut)

    do_GET = do_HEAD = _serve


class FakeHub:
    """The Hub in a thread of its own, until it is closed."""

    def __init__(self, root: Path) -> None:
        self.behaviour = Behaviour()
        handler = type("Bound", (Handler,), {"root": root, "behaviour": self.behaviour})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


if __name__ == "__main__":
    hub = FakeHub(Path(sys.argv[1]))
    print(hub.address, flush=True)
    sys.stdin.read()
    hub.close()
