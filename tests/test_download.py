"""Downloads: whole or not at all, whatever the server does."""

import gzip

import pytest
import serving

from textlab.corpus.addresses import addresses_of, check_redirect
from textlab.corpus.download import Limits, download
from textlab.errors import FetchError, UnreachedError

BODY = bytes(range(256)) * 40
SMALL = Limits(size=20_000, connect=5, read=5, whole=60, tries=3)


@pytest.fixture(name="site")
def _site(monkeypatch):
    """A site of the test's own, asked past any proxy."""
    monkeypatch.setenv("NO_PROXY", "*")
    with serving.serving() as site:
        yield site


def test_the_bytes_come_as_they_were_served(site):
    """Nothing is decoded, whatever the header says of kind and encoding."""
    url = site.put("/a", serving.page(BODY, Content_Type="text/html; charset=utf-8"))

    assert download(url, limits=SMALL) == BODY


def test_the_server_is_told_who_asks_and_no_more(site, monkeypatch, tmp_path):
    """textlab by name; no cookie though one is set, no password though .netrc holds one."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    site.put("/b", serving.page(BODY))
    url = site.put(
        "/a", lambda r: r.answer(b"", status=302, Location="/b", Set_Cookie="k=v; Path=/")
    )

    download(url, limits=SMALL)

    first, second = site.asked
    assert first.headers["User-Agent"].startswith("textlab/")
    assert "Cookie" not in second.headers
    assert "Authorization" not in first.headers


# Broken connections


def test_a_cut_connection_is_taken_up_where_it_broke(site):
    """The rest is asked for, on condition that the version is the same."""
    url = site.put("/a", serving.resumable(BODY, 1000))

    assert download(url, limits=SMALL) == BODY
    assert [request.headers.get("Range") for request in site.asked] == [None, "bytes=1000-"]
    assert site.asked[1].headers["If-Range"] == '"1"'


def test_a_server_that_cannot_go_on_is_asked_for_all_of_it(site):
    """Without a version to tell by, or where the answer to Range is the whole, nothing is joined."""
    answers = [serving.cut(BODY, 1000), serving.page(BODY)]
    tagged = [serving.cut(BODY, 1000, ETag='"1"'), serving.page(BODY)]
    plain = site.put("/a", serving.in_turn(answers))
    whole = site.put("/b", serving.in_turn(tagged))

    assert download(plain, limits=SMALL) == BODY
    assert "Range" not in site.asked[1].headers
    assert download(whole, limits=SMALL) == BODY


def test_another_part_than_the_one_asked_for_is_not_joined(site):
    """A server that sends the wrong rest is asked for all of it."""
    answers = [
        serving.cut(BODY, 1000, ETag='"1"'),
        serving.page(BODY[5:], status=206, Content_Range=f"bytes 5-{len(BODY) - 1}/{len(BODY)}"),
        serving.page(BODY),
    ]
    url = site.put("/a", serving.in_turn(answers))

    assert download(url, limits=SMALL) == BODY


def test_a_connection_that_always_breaks_is_given_up(site):
    """After three tries the message says how far it came."""
    url = site.put("/a", serving.cut(BODY, 1000))

    with pytest.raises(UnreachedError, match=r"broke off 3 times, .* 1,000 of 10,240 bytes"):
        download(url, limits=SMALL)
    assert len(site.asked) == 3


def test_a_length_that_promises_too_much_is_a_cut(site):
    """A Content-Length above what comes is noticed."""
    url = site.put("/a", serving.page(BODY, length=len(BODY) + 1))

    with pytest.raises(UnreachedError, match=r"10,240 of 10,241 bytes"):
        download(url, limits=SMALL)


def test_no_server_is_one_line():
    """A port where nobody listens."""
    with pytest.raises(UnreachedError, match=r"gives no connection .*refused") as caught:
        download("http://127.0.0.1:1/a", limits=SMALL)
    assert "\n" not in str(caught.value)


# Bounds


def test_an_endless_body_is_left_as_soon_as_it_is_too_large(site):
    """The size is counted as it comes; where it is announced, nothing is read."""
    url = site.put("/a", serving.endless(b"x" * 4096))
    told = site.put("/b", serving.page(b"", length=10**12))

    for address in (url, told):
        with pytest.raises(FetchError, match=r"sends more than 0\.02 MB.*--max-mb"):
            download(address, limits=SMALL)


def test_an_endless_body_behind_a_redirect_is_never_read(site):
    """Only where the redirect leads is looked at."""
    site.put("/b", serving.page(BODY))

    def answer(request):
        request.send_response(302)
        request.send_header("Location", "/b")
        serving.endless(b"x" * 4096)(_WithoutStatus(request))

    assert download(site.put("/a", answer), limits=SMALL) == BODY


class _WithoutStatus:
    """A request whose status has been sent."""

    def __init__(self, request):
        self.wfile, self.site, self.end_headers = request.wfile, request.site, request.end_headers

    def send_response(self, status):
        """It has been sent."""


def test_a_server_that_dribbles_is_left_in_time(site):
    """A byte now and then is no answer: the time in all is bounded, not only between bytes."""
    url = site.put("/a", serving.endless(b"x", pause=0.01))

    with pytest.raises(UnreachedError, match=r"took longer than 0\.2 s.*--timeout"):
        download(url, limits=Limits(whole=0.2))


def test_a_server_that_says_nothing_is_left_in_time(site):
    """Silence is bounded, too."""
    url = site.put("/a", serving.silent)

    with pytest.raises(UnreachedError, match=r"silent for longer than 0\.1 s"):
        download(url, limits=Limits(read=0.1))


# Answers that are no document


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "answers 404: it has no such page"),
        (410, "has taken the page away"),
        (401, "asks for a login"),
        (403, "refuses programs"),
        (412, "wants a script run first"),
        (521, "wants a script run first"),
        (503, "has a fault; try again later"),
        (202, "sends no document"),
    ],
)
def test_an_answer_without_a_document_is_named(site, status, message):
    """By its status, with what to do; its page is not read."""
    url = site.put("/a", serving.page(b"<html>", status=status))

    with pytest.raises(UnreachedError, match=message):
        download(url, limits=SMALL)
    assert len(site.asked) == 1


# Encodings of transport


def test_gzip_is_unpacked_though_it_was_not_asked_for(site):
    """Packed whole, packed and cut; the length is that of the packed bytes."""
    packed = gzip.compress(BODY, mtime=0)
    url = site.put("/a", serving.page(packed, Content_Encoding="gzip"))
    again = site.put("/b", serving.resumable(packed, 50, Content_Encoding="gzip"))

    assert download(url, limits=SMALL) == BODY
    assert download(again, limits=SMALL) == BODY
    assert site.asked[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (gzip.compress(b"x" * 10**6), "gzip", "sends more than"),
        (gzip.compress(BODY)[:-9], "gzip", "cannot be unpacked"),
        (b"<html>", "gzip", "cannot be unpacked"),
        (b"<html>", "br", "the encoding “br”, which was not asked for"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(site, body, encoding, message):
    """A bomb, a torn end, no gzip at all, an encoding unknown here."""
    url = site.put("/a", serving.page(body, Content_Encoding=encoding))

    with pytest.raises(FetchError, match=message):
        download(url, limits=SMALL)


# Redirects


def test_a_redirect_within_the_host_is_followed(site):
    """Relative, absolute, and with Chinese in its path."""
    site.put("/%E8%B4%A8%E9%87%8F", serving.page(BODY))
    site.put("/b", serving.moved("/质量".encode().decode("latin-1")))
    url = site.put("/a", serving.moved(f"{site.address}/b"))

    assert download(url, limits=SMALL) == BODY


def test_a_redirect_to_another_host_is_refused_and_named(site):
    """Nobody asked that host, and it is not asked."""
    elsewhere = site.put("/b", serving.page(BODY)).replace("127.0.0.1", "localhost")
    url = site.put("/a", serving.moved(elsewhere))

    with pytest.raises(FetchError, match=f"another host, {elsewhere}"):
        download(url, limits=SMALL)
    assert len(site.asked) == 1


def test_a_redirect_in_circles_ends(site):
    """Five are followed."""
    url = site.put("/a", serving.moved("/a"))

    with pytest.raises(UnreachedError, match="sends on more than 5 times"):
        download(url, limits=SMALL)


@pytest.mark.parametrize(
    ("origin", "target"),
    [
        ("http://example.gov.cn/a", "https://example.gov.cn/a"),
        ("https://example.gov.cn/a", "https://www.example.gov.cn/b"),
        ("https://www.example.gov.cn/a", "https://EXAMPLE.gov.cn:443/b"),
        ("https://example.gov.cn/", "https://example.gov.cn/"),
        ("https://example.gov.cn/a", "https://example.gov.cn/?id=3"),
    ],
)
def test_redirects_that_stay_are_allowed(origin, target):
    """To https, to or from www., to the same host written otherwise."""
    check_redirect(origin, target)


def test_a_redirect_out_of_encryption_is_followed_with_leave():
    """To the same host, where the user allowed plain http."""
    check_redirect("https://a.gov.cn/a", "http://a.gov.cn/a", http=True)


@pytest.mark.parametrize(
    ("origin", "target", "message"),
    [
        ("https://a.gov.cn/a", "https://b.gov.cn/a", "another host"),
        ("https://a.gov.cn/a", "https://a.gov.cn.evil.com/a", "another host"),
        ("https://a.gov.cn/a", "https://www.www.a.gov.cn/a", "another host"),
        ("https://a.gov.cn/a", "https://a.gov.cn:8443/a", "another host"),
        ("https://a.gov.cn/a", "http://a.gov.cn/a", "unencrypted address.*--http"),
        ("https://a.gov.cn/a", "ftp://a.gov.cn/a", "no address that can be fetched"),
        ("https://a.gov.cn/a", "https://u:p@a.gov.cn/a", "without name or password"),
        ("https://a.gov.cn/a.html", "https://a.gov.cn/", "the front page"),
    ],
)
def test_redirects_that_lead_elsewhere_are_refused(origin, target, message):
    """Another host or port, out of encryption, another protocol, the front page."""
    with pytest.raises(FetchError, match=message):
        check_redirect(origin, target)


# Encryption


@pytest.mark.parametrize(
    ("url", "plain", "with_http"),
    [
        ("https://a.gov.cn/x", ["https://a.gov.cn/x"], ["https://a.gov.cn/x"]),
        (
            "http://a.gov.cn/x?y=1",
            ["https://a.gov.cn/x?y=1"],
            ["https://a.gov.cn/x?y=1", "http://a.gov.cn/x?y=1"],
        ),
        ("http://a.cn:80/x", ["https://a.cn/x"], ["https://a.cn/x", "http://a.cn:80/x"]),
        ("http://127.0.0.1:8/x", ["http://127.0.0.1:8/x"], ["http://127.0.0.1:8/x"]),
        ("http://[::1]/x", ["http://[::1]/x"], ["http://[::1]/x"]),
        ("http://localhost/x", ["http://localhost/x"], ["http://localhost/x"]),
    ],
)
def test_addresses_are_asked_over_https_first(url, plain, with_http):
    """Unencrypted only with leave, or on this machine."""
    assert addresses_of(url) == plain
    assert addresses_of(url, http=True) == with_http


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.cn/x",
        "a.cn/x",
        "http:///x",
        "http://a:b@c.cn/",
        "http://a.cn:99999/",
    ],
)
def test_what_is_no_address_is_refused(url):
    """Another protocol, no protocol, no host, a password, no port."""
    with pytest.raises(FetchError, match="no address that can be fetched"):
        addresses_of(url)


def test_a_server_without_a_certificate_is_not_trusted(site):
    """What does not speak TLS gets no request over https."""
    url = site.put("/a", serving.page(BODY)).replace("http", "https")

    with pytest.raises(UnreachedError, match="no encrypted connection that can be trusted"):
        download(url, limits=SMALL)
    assert not site.asked
