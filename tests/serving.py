"""A server on loopback that answers as real ones do, well and badly."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """Pages by path: a page is what is called with the request that asks for it."""

    pages: dict[str, Callable[["Request"], None]] = field(default_factory=dict)
    asked: list["Request"] = field(default_factory=list)
    address: str = ""
    closing: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, page: Callable[["Request"], None]) -> str:
        """A page at a path; gives its address."""
        self.pages[path] = page
        return self.address + path


class Request(BaseHTTPRequestHandler):
    """A request, with short ways to answer it."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self):
        self.site.asked.append(self)
        self.close_connection = True
        page = self.site.pages.get(self.path)
        if page:
            page(self)
        else:
            self.answer(b"", status=404)

    def answer(self, body, *, status=200, length=None, **headers):
        """Status, headers (an underscore for a hyphen) and body, under a true or false length."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing is logged."""


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is up while this lasts."""
    site = Site()
    handler = type("Handler", (Request,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        site.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


def page(body, **headers):
    """A page that is served whole."""
    return lambda request: request.answer(body, **headers)


def cut(body, at, **headers):
    """A page whose connection breaks off after some bytes, each time from the start."""
    return lambda request: request.answer(body[:at], length=len(body), **headers)


def resumable(body, at, **headers):
    """A page that breaks off once, and sends the rest to who asks for it."""

    def answer(request):
        wanted = request.headers.get("Range")
        if wanted is None:
            request.answer(body[:at], length=len(body), ETag='"1"', **headers)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        rest = f"bytes {start}-{len(body) - 1}/{len(body)}"
        request.answer(body[start:], status=206, Content_Range=rest, **headers)

    return answer


def endless(piece, *, pause=0.0):
    """A page without end, as long as anyone listens; a pause in seconds behind each piece."""

    def answer(request):
        request.send_response(200)
        request.end_headers()
        with suppress(OSError):
            while not request.site.closing.wait(pause):
                request.wfile.write(piece)

    return answer


def silent(request):
    """A page that never comes."""
    request.site.closing.wait()


def moved(target):
    """A redirect."""
    return lambda request: request.answer(b"", status=302, Location=target)


def in_turn(pages):
    """A page that answers the first request by the first of these, the next by the next."""
    left = iter(pages)

    def answer(request):
        next(left)(request)

    return answer
