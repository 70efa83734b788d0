"""One address is asked for its bytes, within bounds of size and time.

What a server sends is kept as it came, its transport encoding undone; nothing
here looks into it. A connection that is cut is taken up where it broke, where
the server can say that the rest belongs to the same version; else all is asked
for again.
"""

import gzip
import io
import re
import time
import zlib
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from typing import Any, NoReturn
from urllib.parse import urljoin

import requests
import urllib3
from tqdm import tqdm

from textlab.corpus.addresses import check_redirect
from textlab.errors import FetchError, UnreachedError

_REDIRECTS = 5
_PIECE = 65_536


@dataclass(frozen=True)
class Limits:
    """Bounds of a download: bytes; seconds to connect, between two pieces, in all; tries."""

    size: int = 20_000_000
    connect: float = 10
    read: float = 30
    whole: float = 180
    tries: int = 3


USUAL = Limits()


def download(
    url: str, *, limits: Limits = USUAL, http: bool = False, progress: bool = False
) -> bytes:
    """The bytes at an address, its transport encoding undone.

    Parameters
    ----------
    url : asked as it stands
    limits : where to stop
    http : follow a redirect from https to http
    progress : show a bar on standard error where that is a terminal

    Raises
    ------
    UnreachedError : no connection, no trust, an answer that is no page, too slow, cut off
    FetchError : too large, a redirect to elsewhere, an encoding that was not asked for
    """
    partial = _Partial(url, limits, time.monotonic() + limits.whole)
    hidden = None if progress else True  # None: hidden where standard error is no terminal
    with _session() as session, tqdm(unit="B", unit_scale=True, leave=False, disable=hidden) as bar:
        for _ in range(limits.tries):
            try:
                with _open(session, partial, http=http) as response:
                    _receive(response, partial, bar)
                    return _decoded(partial)
            except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
                partial.seconds_left()
                raise UnreachedError(
                    f"{url}: is silent for longer than {limits.read:g} s; try again later."
                ) from None
            except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
                partial.fault = error
    raise _cut(partial)


@dataclass
class _Partial:
    """What has come so far, of how much, and by what its version is known."""

    url: str
    limits: Limits
    deadline: float
    body: bytearray = field(default_factory=bytearray)
    total: int | None = None
    encoding: str = ""
    version: str = ""
    fault: Exception | None = None

    def seconds_left(self) -> float:
        """Seconds until the deadline; raises where it has passed."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise UnreachedError(
                f"{self.url}: took longer than {self.limits.whole:g} s; try again later, or give "
                "it more with “--timeout”."
            )
        return left

    def check_size(self, size: int) -> None:
        """Raise where there are more bytes than wanted."""
        if size > self.limits.size:
            raise FetchError(
                f"{self.url}: sends more than {self.limits.size / 1e6:g} MB, which is much for a "
                "document; if it is one, “--max-mb” allows more."
            )


# Asking


class _Session(requests.Session):
    """A session that leaves redirects alone: requests would read their bodies, however long."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No redirect is followed here."""


def _session() -> _Session:
    """Proxies and certificates as the environment says; no cookies, no password from .netrc."""
    session = _Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.auth = _without_password
    session.headers["User-Agent"] = f"textlab/{version('textlab')} (reads policy plans as data)"
    session.headers["Accept"] = "*/*"
    session.headers["Accept-Encoding"] = "identity"
    return session


def _without_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _open(session: _Session, partial: _Partial, *, http: bool) -> requests.Response:
    """The answer at the end of the redirects, its body unread."""
    url, headers = partial.url, {}
    if partial.body and partial.version:
        headers = {"Range": f"bytes={len(partial.body)}-", "If-Range": partial.version}
    for _ in range(_REDIRECTS + 1):
        left = partial.seconds_left()
        response = session.get(
            url,
            headers=headers,
            stream=True,
            timeout=(min(partial.limits.connect, left), min(partial.limits.read, left)),
        )
        if not response.is_redirect:
            return response
        response.close()
        # Header bytes arrive as Latin-1; sites write addresses in UTF-8.
        place = response.headers["Location"].encode("latin-1").decode("utf-8", "replace")
        target = urljoin(url, place)
        check_redirect(url, target, http=http)
        url = target
    raise UnreachedError(
        f"{partial.url}: sends on more than {_REDIRECTS} times; look at it by hand."
    )


# Receiving


def _receive(response: requests.Response, partial: _Partial, bar: "tqdm[NoReturn]") -> None:
    """Add the body of an answer to what has come."""
    if not _continues(response, partial):
        partial.body.clear()
        _check_status(response)
        partial.total = _length(response)
        partial.check_size(partial.total or 0)
        partial.encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        partial.version = _version(response)
    bar.total = partial.total
    while piece := response.raw.read1(_PIECE, decode_content=False):
        partial.body += piece
        partial.check_size(len(partial.body))
        partial.seconds_left()
        bar.update(len(partial.body) - bar.n)


def _continues(response: requests.Response, partial: _Partial) -> bool:
    """Whether an answer goes on exactly where the last one broke off."""
    if response.status_code not in {206, 416} or not partial.body:
        return False
    match = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    if response.status_code == 206 and match and int(match[1]) == len(partial.body):
        return True
    partial.version = ""  # ask for all of it the next time
    raise urllib3.exceptions.ProtocolError("another part than the one asked for")


def _length(response: requests.Response) -> int | None:
    written = response.headers.get("Content-Length", "")
    return int(written) if re.fullmatch(r"\d{1,15}", written, re.ASCII) else None


def _version(response: requests.Response) -> str:
    """What names the version sent: a strong ETag, else the day of its last change."""
    tag = response.headers.get("ETag", "")
    return tag if tag.startswith('"') else response.headers.get("Last-Modified", "")


_BROWSER = "open it in a browser, save the document and put it in with “textlab add”"
_MEANINGS = {
    401: f"asks for a login; {_BROWSER}",
    403: f"refuses programs; {_BROWSER}",
    404: "has no such page; look for it on the site, and put it in with “textlab add”",
    410: "has taken the page away; look for it elsewhere, and put it in with “textlab add”",
    412: f"wants a script run first, to see a browser; {_BROWSER}",
    429: "is asked too often; try again later",
    521: f"wants a script run first, to see a browser; {_BROWSER}",
}


def _check_status(response: requests.Response) -> None:
    status = response.status_code
    if status == 200:
        return
    meaning = _MEANINGS.get(status) or (
        "has a fault; try again later" if status >= 500 else f"sends no document; {_BROWSER}"
    )
    raise UnreachedError(f"{response.url}: the server answers {status}: it {meaning}.")


def _decoded(partial: _Partial) -> bytes:
    """The body with its transport encoding undone."""
    if partial.encoding == "identity":
        return bytes(partial.body)
    if partial.encoding not in {"gzip", "x-gzip"}:
        raise FetchError(
            f"{partial.url}: comes in the encoding “{partial.encoding}”, which was not asked for; "
            f"{_BROWSER}."
        )
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(partial.body)) as packed:
            content = packed.read(partial.limits.size + 1)
    except (OSError, EOFError, zlib.error):
        raise UnreachedError(
            f"{partial.url}: says that it is packed by gzip, and cannot be unpacked; try again."
        ) from None
    partial.check_size(len(content))
    return content


def _cut(partial: _Partial) -> UnreachedError:
    """How all tries ended."""
    reason = _reason(partial.fault)
    if isinstance(partial.fault, requests.exceptions.SSLError):
        said = f"no encrypted connection that can be trusted ({reason})"
    elif not partial.body:
        said = f"gives no connection ({reason}); try again later"
    else:
        of = "" if partial.total is None else f" of {partial.total:,}"
        said = (
            f"broke off {partial.limits.tries} times, at last after {len(partial.body):,}{of} "
            "bytes; nothing was kept: try again later"
        )
    return UnreachedError(f"{partial.url}: {said}.")


def _reason(fault: Any) -> str:
    """What lies under the errors that requests and urllib3 wrap into one another."""
    while isinstance(inner := _under(fault), Exception):
        fault = inner
    told = re.sub(r"^HTTPS?Connection\(.*?\): |\s*\(_ssl\.c:\d+\)", "", str(fault)).rstrip(".")
    return "its name cannot be looked up" if told.startswith("Failed to resolve") else told


def _under(fault: Any) -> object:
    return getattr(fault, "reason", None) or next(reversed(fault.args), None)
