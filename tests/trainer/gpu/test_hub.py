import json
import logging
import os
import unittest
import warnings
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import tiny
from fake_hub import COMMIT, FakeHub, sha256
from gpu import hub
from gpu.errors import InputError
from huggingface_hub import constants

REPOSITORY = "lab/small"
CARD = "---\nlicense: apache-2.0\n---\n# Small\n"
SHARDS = {f"model-0000{i}-of-00002.safetensors": bytes([i]) * 5000 for i in (1, 2)}
INDEX = {"weight_map": {f"w{i}": name for i, name in enumerate(SHARDS)}}
MODEL = {
    "README.md": CARD.encode(),
    "config.json": b"{}",
    "generation_config.json": b"{}",
    "tokenizer.json": b"{}",
    "tokenizer_config.json": b"{}",
    "chat_template.jinja": b"{{ messages }}",
    "model.safetensors.index.json": json.dumps(INDEX).encode(),
    **SHARDS,
}
UNWANTED = {"pytorch_model.bin": b"pickle", "modeling_small.py": b"code", "original/model.safetensors": b"again"}


def write(root: Path, repository: str, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = root / repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


class Hub(unittest.TestCase):
    def setUp(self):
        self.root, self.cache = tiny.folder(), tiny.folder()
        write(self.root, REPOSITORY, {**MODEL, **UNWANTED})
        self.hub = FakeHub(self.root)
        self.addCleanup(self.hub.close)
        self.events: list[dict] = []
        stack = ExitStack()
        self.addCleanup(stack.close)
        # Retries are told in the log, which has no place among a test's output.
        stack.enter_context(self.silence())
        address = self.hub.address
        for name, value in {
            "ENDPOINT": address,
            "HUGGINGFACE_CO_URL_TEMPLATE": address + "/{repo_id}/resolve/{revision}/{filename}",
            "HF_URL_HOSTS": frozenset({"127.0.0.1"}),
            "HF_HUB_CACHE": str(self.cache),
        }.items():
            stack.enter_context(patch.object(constants, name, value))
        stack.enter_context(patch.dict(os.environ, {"HF_TOKEN": "hf_test"}))

    @staticmethod
    @contextmanager
    def silence():
        logging.disable(logging.WARNING)
        warnings.simplefilter("ignore")
        yield
        logging.disable(logging.NOTSET)

    def download(self, repository=REPOSITORY, revision=COMMIT, offline=False):
        self.events.clear()
        return hub.download(hub.Wish(repository, revision, offline), self.events.append)

    def fails(self, *wanted: str, **wish):
        with self.assertRaises(InputError) as caught:
            self.download(**wish)
        message = str(caught.exception)
        for part in wanted:
            self.assertIn(part, message)
        self.assertNotIn("\n", message)
        self.assertFalse(message.endswith("."), message)
        # The process is as closed to the network as before.
        self.assertTrue(constants.HF_HUB_OFFLINE)

    def test_whole(self):
        """download() brings what a model needs into the cache, in links, and nothing else"""
        result = self.download()
        folder = Path(result["folder"])
        self.assertEqual(folder, self.cache / "models--lab--small" / "snapshots" / COMMIT)
        self.assertEqual({path.name: path.read_bytes() for path in folder.iterdir()}, MODEL)
        shard = next(iter(SHARDS))
        self.assertEqual(Path(os.readlink(folder / shard)).name, sha256(SHARDS[shard]))
        self.assertEqual(result | {"folder": ""}, {
            "folder": "", "commit": COMMIT, "licence": "apache-2.0", "cached": False,
        })

    def test_progress(self):
        """download() says the licence and the bytes first, then how many of them are there"""
        self.download()
        begin, *rest = self.events
        # The card is there by then: the licence is read from it.
        self.assertEqual(begin, {
            "event": "begin",
            "commit": COMMIT,
            "licence": "apache-2.0",
            "page": f"{self.hub.address}/{REPOSITORY}",
            "bytes": sum(map(len, MODEL.values())) - len(CARD),
        })
        self.assertEqual({event["event"] for event in rest}, {"bytes"})
        self.assertEqual(rest[-1], {"event": "bytes", "done": begin["bytes"], "total": begin["bytes"]})

    def test_again(self):
        """download() asks nobody for a commit that is whole in the cache"""
        first = self.download()
        self.hub.close()
        self.hub.behaviour.asked.clear()
        self.assertEqual(self.download(), {**first, "cached": True})
        self.assertEqual([event["event"] for event in self.events], ["found"])
        self.assertEqual(self.download(offline=True), {**first, "cached": True})
        self.assertEqual(self.hub.behaviour.asked, [])

    def test_branch(self):
        """download() resolves a branch to its commit, by the cache where it must stay offline"""
        self.assertEqual(self.download(revision="main")["commit"], COMMIT)
        self.assertEqual(self.download(revision="main", offline=True)["commit"], COMMIT)

    def test_missing_file(self):
        """download() brings back a file that is gone from the cache, and that alone"""
        folder = Path(self.download()["folder"])
        shard = folder / next(iter(SHARDS))
        shard.resolve().unlink()
        shard.unlink()
        self.fails("in the cache", "HF_HUB_OFFLINE", offline=True)
        self.hub.behaviour.asked.clear()
        self.download()
        got = [line for line in self.hub.behaviour.asked if line.startswith("GET /lab/small/resolve")]
        self.assertEqual(got, [f"GET /lab/small/resolve/{COMMIT}/{shard.name}"])

    def test_cut(self):
        """download() goes on where a connection broke off"""
        shard = next(iter(SHARDS))
        self.hub.behaviour.cuts[shard] = 2000
        with patch.object(constants, "DOWNLOAD_CHUNK_SIZE", 1000):
            folder = Path(self.download()["folder"])
        self.assertEqual((folder / shard).read_bytes(), SHARDS[shard])
        got = [line for line in self.hub.behaviour.asked if line.startswith("GET ") and shard in line]
        self.assertEqual([line.partition("bytes=")[2] for line in got], ["", "2000-"])

    def test_gated(self):
        """download() says where to accept a licence that gates a model"""
        for status in (401, 403):
            self.hub.behaviour.refusals[REPOSITORY] = (status, "GatedRepo")
            self.fails(f'Cannot download "{REPOSITORY}"', f"{self.hub.address}/{REPOSITORY}", "HF_TOKEN")

    def test_forbidden(self):
        """download() tells a token that may not read from one that is not valid"""
        self.hub.behaviour.refusals[REPOSITORY] = (403, "")
        self.fails("forbidden", "HF_TOKEN")
        self.hub.behaviour.status = 401
        self.fails("HF_TOKEN")

    def test_unknown(self):
        """download() says that there is no such model, or no such revision"""
        self.fails('Cannot download "lab/smal"', "no such model", repository="lab/smal")
        self.fails('no revision "v9"', revision="v9")

    def test_pickled(self):
        """download() refuses a model whose weights are no safetensors, before it downloads anything"""
        write(self.root, "lab/pickled", {"config.json": b"{}", "pytorch_model.bin": b"pickle"})
        self.fails("lab/pickled", "safetensors", repository="lab/pickled")
        self.assertFalse(list(self.cache.rglob("*.bin")))

    def test_incomplete_repository(self):
        """download() names what a repository lacks"""
        write(self.root, "lab/bare", {"config.json": b"{}", "model.safetensors": b"w"})
        self.fails('"tokenizer.json"', repository="lab/bare")

    def test_unreachable(self):
        """download() says that the Hub can't be reached, or that it is out of order"""
        self.hub.behaviour.status = 500
        self.fails("500")
        self.hub.close()
        self.fails(self.hub.address, "can't be reached", "HF_HUB_OFFLINE=1")

    def test_disk(self):
        """download() says before it begins that the disk has too little room"""
        with patch.object(hub.shutil, "disk_usage", return_value=type("Usage", (), {"free": 10})):
            self.fails("GB", "HF_HOME")
        full = OSError(28, "No space left on device")
        with patch.object(hub, "_make_room", side_effect=full):
            self.fails("is full", "HF_HOME")

    def test_abandoned(self):
        """download() removes parts that an ended process left, and no others"""
        blobs = self.cache / "models--lab--small" / "blobs"
        blobs.mkdir(parents=True)
        old, new = blobs / "a.1.incomplete", blobs / "b.2.incomplete"
        for part in (old, new):
            part.write_bytes(b"part")
        os.utime(old, (0, 0))
        self.download()
        self.assertEqual([old.exists(), new.exists()], [False, True])

    def test_licence(self):
        """licence_of() reads the card's metadata, and is silent where there is none"""
        folder = tiny.folder()
        for card, licence in [
            (CARD, "apache-2.0"),
            ("---\nlicense: other\nlicense_name: lab-terms\n---\n", "lab-terms"),
            ("---\nlicense: [a, b]\n---\n", None),
            ("---\n{ not: yaml: at all\n---\n", None),
            ("# Small\n", None),
        ]:
            (folder / "README.md").write_text(card)
            self.assertEqual(hub.licence_of(folder), licence)
        (folder / "README.md").unlink()
        self.assertIsNone(hub.licence_of(folder))
