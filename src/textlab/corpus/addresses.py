"""Addresses: which are tried for a document, and where a redirect may lead."""

import ipaddress
from urllib.parse import SplitResult, urlsplit, urlunsplit

from textlab.errors import FetchError, UnreachedError


def addresses_of(url: str, *, http: bool = False) -> list[str]:
    """What is tried for an address, in order: https first; plain http where that is allowed.

    Parameters
    ----------
    url : an address as it stands in the catalogue
    http : also try a plain http:// address unencrypted; this machine itself is always asked so

    Raises
    ------
    FetchError : not an address of a page on the web
    """
    parts = _split(url)
    if parts.scheme == "https":
        return [url]
    if _is_this_machine(parts):
        return [url]
    # A port 80 that is written out belongs to http.
    host = parts.netloc.removesuffix(":80")
    encrypted = urlunsplit(parts._replace(scheme="https", netloc=host))
    return [encrypted, url] if http else [encrypted]


def check_redirect(origin: str, target: str, *, http: bool = False) -> None:
    """Raise where a server sends on to a place that nobody asked for.

    Raises
    ------
    FetchError : another host (www. counts as the same), another port, or from https to http
    UnreachedError : the front page, which is how sites answer for pages that they no longer have
    """
    here, there = _split(origin), _split(target)
    if _host_and_port(here) != _host_and_port(there):
        raise FetchError(
            f"{origin}: sends on to another host, {target}, which is not followed; if the document "
            "is there, write that address in catalogue.csv."
        )
    if (here.scheme, there.scheme) == ("https", "http") and not http:
        raise FetchError(
            f"{origin}: sends on to an unencrypted address, {target}; “--http” allows it."
        )
    if there.path in {"", "/"} and not there.query and here.path not in {"", "/"}:
        raise UnreachedError(
            f"{origin}: sends on to the front page; the document is no longer there. Look for it "
            "on the site, and put it in with “textlab add”."
        )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        right = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if not right or parts.username is not None:
        raise FetchError(
            f"{url}: this is no address that can be fetched; it begins with https:// or http://, "
            "then a host, without name or password."
        )
    return parts


def _is_this_machine(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host_and_port(parts: SplitResult) -> tuple[str, int | None]:
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = None if parts.port in {None, usual} else parts.port
    return (parts.hostname or "").removeprefix("www."), port
