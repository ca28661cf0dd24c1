"""What can go wrong on the way from the Hub, each in one sentence that says what would do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2  # what the Hub's library speaks HTTP with
from huggingface_hub import constants
from huggingface_hub.errors import (
    FileMetadataError,
    GatedRepoError,
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from .errors import InputError, is_out_of_memory

# What an answer that no Hub gives makes its library stumble over.
NO_HUB = (FileMetadataError, ValueError, KeyError, TypeError)

# Files that are whole stay in the cache, and the library looks there first.
GO_ON = "what is whole is kept: run again to go on"


def _root(error: BaseException) -> BaseException:
    """The library says that a file isn't in the cache; why it couldn't be had either is the cause of that."""
    return error.__cause__ if isinstance(error, LocalEntryNotFoundError) and error.__cause__ else error


def _reason(error: BaseException, repository: str, revision: str) -> str | None:
    endpoint = constants.ENDPOINT
    page = f"{endpoint}/{repository}"
    status = error.response.status_code if isinstance(error, HfHubHTTPError) else None
    if isinstance(error, GatedRepoError):
        return f"its licence has to be accepted first: do so at {page} and set HF_TOKEN to a token of that account"
    if isinstance(error, RevisionNotFoundError):
        return f'it has no revision "{revision}": name a branch, a tag or a commit that is at {page}'
    if isinstance(error, RepositoryNotFoundError):
        return f"{endpoint} has no such model, or it is private: check the name, and set HF_TOKEN if it is yours to read"
    if status == 401:
        return f"the token is refused: set HF_TOKEN to a valid one, as {endpoint}/settings/tokens makes them"
    if status == 403:
        return f"reading it is forbidden: accept its licence at {page} and set HF_TOKEN to a token that may read it"
    if status == 429:
        return f"the Hub asks for fewer requests: wait a few minutes, or set HF_TOKEN; {GO_ON}"
    if status is not None:
        return f"{endpoint} answered with status {status}; {GO_ON}"
    if isinstance(error, (httpx2.TransportError, OfflineModeIsEnabled, LocalEntryNotFoundError)):
        return (
            f"{endpoint} can't be reached ({type(error).__name__}): check the network, or set HF_HUB_OFFLINE=1 to use a "
            f"copy that is in the cache; {GO_ON}"
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f'the disk of "{constants.HF_HUB_CACHE}" is full: free some, or choose another place with HF_HOME; {GO_ON}'
    if isinstance(error, NO_HUB):
        return f"{endpoint} does not answer as a Hub does: check HF_ENDPOINT and the proxy"
    if isinstance(error, OSError) and error.strerror:
        return None  # the operating system's own words will do
    if isinstance(error, (OSError, RuntimeError)):
        return f"{' '.join(str(error).split())[:200]}; {GO_ON}"
    return None


@contextmanager
def explained(repository: str, revision: str) -> Iterator[None]:
    """Turns what the Hub's library raises in here into an :class:`InputError`."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        reason = None if is_out_of_memory(error) else _reason(_root(error), repository, revision)
        if reason is None:
            raise
        raise InputError(f'Cannot download "{repository}": {reason}') from error
