"""Fetching: the document comes into the corpus, or nothing does; the address is held to its word."""

import pytest
import serving
from conftest import SMALL_PLAN
from test_served import FORM, html

from textlab import tables
from textlab.cli import main
from textlab.commands.aligned import aligned, fit
from textlab.corpus import addresses
from textlab.corpus.catalogue import CATALOGUE, read_catalogue
from textlab.corpus.documents import read_documents
from textlab.corpus.download import Limits
from textlab.corpus.fetching import fetch, fetch_document
from textlab.corpus.package import make_package, package_faults, write_package
from textlab.errors import CorpusError, FetchError, UnreachedError
from textlab.files import sha256
from textlab.reading.formats import read_text

PLAN = SMALL_PLAN.replace("2017", "2015").replace("质量", "标准")
PAGE = html(PLAN, title="某省标准工作2015年行动计划").encode()
LIMITS = Limits(size=100_000, connect=5, read=5, whole=60)


@pytest.fixture(name="site")
def _site(monkeypatch):
    """A site of the test's own, asked past any proxy."""
    monkeypatch.setenv("NO_PROXY", "*")
    with serving.serving() as site:
        yield site


def entry(doc_id, url="", **facts):
    """A row of the catalogue."""
    row = dict.fromkeys(CATALOGUE.names, "") | {
        "doc_id": doc_id,
        "title": "某省标准工作2015年行动计划",
        "family": "plan",
        "region": "江西省",
        "gb2260": "360000",
        "level": "province",
        "year": 2015,
        "url": url,
        "url_kind": "official" if url else "none",
        "seen": "body excerpt",
        "agencies_seen": "unknown",
    }
    return row | facts


def write_catalogue(corpus, *rows):
    """The catalogue of a corpus."""
    tables.write_table(tables.make_table(CATALOGUE, rows), corpus / "catalogue.csv", CATALOGUE)


def hash_of(corpus, doc_id):
    """What the catalogue of a corpus writes as the hash of a document."""
    return read_catalogue(corpus).set_index("doc_id").loc[doc_id, "sha256"]


def files_in(folder):
    """The names of the files in a folder that may be missing."""
    return sorted(path.name for path in folder.glob("*"))


# Into the corpus


def test_a_document_is_fetched_and_added(site, small_corpus):
    """The bytes as served in texts/, a row with what the catalogue knows, the hash written down."""
    url = site.put("/a", serving.page(PAGE))
    write_catalogue(small_corpus, entry("x-2015-plan", url, issued="2015-03", rights="free"))

    added = fetch_document("x-2015-plan", small_corpus, limits=LIMITS)

    row = read_documents(small_corpus).set_index("doc_id").loc["x-2015-plan"]
    assert added.place == small_corpus / "texts" / "x-2015-plan.html"
    assert added.place.read_bytes() == PAGE
    assert hash_of(small_corpus, "x-2015-plan") == sha256(PAGE) == row["sha256"]
    assert (row["title"], row["year"], row["rights"]) == (
        "某省标准工作2015年行动计划",
        2015,
        "free",
    )
    assert (row["source"], row["source_url"]) == (f"official site: {url}", url)
    assert row["issued"] == "2015-03-01"


def test_a_mirror_is_no_official_address(site, small_corpus):
    """It is named as the source, and not in the column of official addresses."""
    url = site.put("/a", serving.page(PAGE))
    write_catalogue(small_corpus, entry("x-2015-plan", url, url_kind="mirror"))

    added = fetch_document("x-2015-plan", small_corpus, limits=LIMITS, form="features")

    assert added.row["source"] == f"mirror: {url}"
    assert added.row["source_url"] == ""
    assert added.row["form"] == "features"
    assert not (small_corpus / "texts" / "x-2015-plan.html").exists()


def test_a_city_goes_in_as_a_city(site, small_corpus):
    """Its code says which; its region is the province."""
    url = site.put("/a", serving.page(PAGE))
    facts = {"region": "浙江省", "gb2260": "330100", "level": "city"}
    write_catalogue(small_corpus, entry("hangzhou-2015-plan", url, **facts))

    row = fetch_document("hangzhou-2015-plan", small_corpus, limits=LIMITS).row

    assert {name: row[name] for name in facts} == facts


# Held to its word


def test_what_was_fetched_before_is_not_fetched_again(site, tmp_path):
    """A file with the hash of the catalogue serves; one with another does not."""
    url = site.put("/a", serving.page(PAGE))
    known = entry("x", url, sha256=sha256(PAGE))

    first = fetch(known, tmp_path, limits=LIMITS)
    again = fetch(known, tmp_path, limits=LIMITS)
    first.write_bytes(b"x")
    mended = fetch(known, tmp_path, limits=LIMITS)

    assert first == again == mended == tmp_path / "x.html"
    assert mended.read_bytes() == PAGE
    assert len(site.asked) == 2


def test_a_changed_content_is_refused_until_it_is_accepted(site, small_corpus):
    """Both hashes are named; with leave the new one is written down."""
    url = site.put("/a", serving.page(PAGE))
    before = "0" * 64
    write_catalogue(small_corpus, entry("x-2015-plan", url, sha256=before))

    with pytest.raises(FetchError, match=rf"is {sha256(PAGE)}, and was {before}.*--changed"):
        fetch_document("x-2015-plan", small_corpus, limits=LIMITS)
    assert hash_of(small_corpus, "x-2015-plan") == before
    assert files_in(small_corpus.parent / "build" / "fetched") == []

    fetch_document("x-2015-plan", small_corpus, limits=LIMITS, changed=True)
    assert hash_of(small_corpus, "x-2015-plan") == sha256(PAGE)


def test_a_new_content_takes_the_place_of_the_old(site, tmp_path):
    """With leave it is fetched though the old one is there, and one file is left."""
    url = site.put("/a", serving.in_turn([serving.page(PAGE), serving.page(PLAN.encode())]))

    old = fetch(entry("x", url), tmp_path, limits=LIMITS)
    new = fetch(entry("x", url, sha256=sha256(PAGE)), tmp_path, limits=LIMITS, changed=True)

    assert (old.name, new.name) == ("x.html", "x.txt")
    assert files_in(tmp_path) == ["x.txt"]


# What never enters


NO_DOCUMENT = {
    "a missing page": (serving.page(b"", status=404), "answers 404: it has no such page"),
    "a cut connection": (serving.cut(PAGE, 100), "broke off 3 times"),
    "an endless body": (serving.endless(b"x" * 4096), "sends more than 0.1 MB"),
    "a login": (serving.page(html("请登录。", rest=FORM).encode()), "sent a login in place of"),
    "nothing": (serving.page(b""), "the file is empty"),
    "a picture": (serving.page(b"\x89PNG\r\n\x1a\n"), "this is a picture"),
    "another host": (serving.moved("https://example.invalid/a"), "another host"),
}


@pytest.mark.parametrize(("page", "message"), NO_DOCUMENT.values(), ids=NO_DOCUMENT)
def test_what_is_no_document_leaves_no_trace(site, small_corpus, page, message):
    """No file, no hash, no row; the message names the document and its address."""
    url = site.put("/a", page)
    write_catalogue(small_corpus, entry("x-2015-plan", url))
    before = (small_corpus / "documents.csv").read_bytes()

    with pytest.raises(FetchError, match=message) as caught:
        fetch_document("x-2015-plan", small_corpus, limits=LIMITS)

    assert str(caught.value).startswith(f"x-2015-plan: {url}: ")
    assert "\n" not in str(caught.value)
    assert files_in(small_corpus.parent / "build" / "fetched") == []
    assert hash_of(small_corpus, "x-2015-plan") == ""
    assert (small_corpus / "documents.csv").read_bytes() == before


def test_a_login_is_a_login_also_where_a_document_was_before(site, tmp_path):
    """It is not called a changed document, and no leave lets it in."""
    url = site.put("/a", serving.page(html("请登录。", rest=FORM).encode()))

    for changed in (False, True):
        with pytest.raises(FetchError, match="sent a login"):
            fetch(entry("x", url, sha256="0" * 64), tmp_path, limits=LIMITS, changed=changed)


def test_a_draft_of_a_run_that_was_killed_is_not_taken(site, tmp_path):
    """What was left half-way is fetched anew."""
    url = site.put("/a", serving.page(PAGE))
    (tmp_path / "x.fetched").write_bytes(PAGE[:100])

    assert fetch(entry("x", url), tmp_path, limits=LIMITS).read_bytes() == PAGE
    assert files_in(tmp_path) == ["x.html"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"seen": "cited", "note": "in a plan"},
            r"no address of it is known \(known from: cited; in",
        ),
        ({"url": "https://a.cn/x", "seen": "news excerpt"}, "is a report on it, not its text"),
    ],
)
def test_a_document_without_an_address_is_got_by_hand(tmp_path, facts, message):
    """Where it is known from, and what to do."""
    with pytest.raises(FetchError, match=f"{message}.*“textlab add”"):
        fetch(entry("x", **facts), tmp_path)


# Headers that are wrong


@pytest.mark.parametrize(
    ("encoding", "said", "meta"),
    [
        ("gb18030", "utf-8", "gb2312"),
        ("gb18030", "utf-8", "utf-8"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "gb2312", "gb2312"),
        ("utf-8", "iso-8859-1", ""),
    ],
)
def test_a_wrong_encoding_in_header_or_page_does_not_matter(site, tmp_path, encoding, said, meta):
    """The bytes are kept as served, and read by what they are."""
    head = f'<meta charset="{meta}">' if meta else ""
    body = html(PLAN, head=head).encode(encoding)
    url = site.put("/a", serving.page(body, Content_Type=f"text/html; charset={said}"))

    path = fetch(entry("x", url), tmp_path, limits=LIMITS)

    assert path.read_bytes() == body
    assert "省质监局、省工商局按职责分工负责" in read_text(path)


PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources "
    b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
    b"4 0 obj\n<< /Length 49 >>\nstream\nBT /F1 12 Tf 72 720 Td (A plan of one line.) Tj ET\nendstream\n"
    b"endobj\ntrailer\n<< /Root 1 0 R >>\n"
)


@pytest.mark.parametrize(
    ("path", "body", "kind", "ending"),
    [
        ("/download?id=3", PDF, "text/html", ".pdf"),
        ("/a", PLAN.encode(), "application/octet-stream", ".txt"),
        ("/a.pdf", PAGE, "application/pdf", ".html"),
        ("/a.doc", PAGE, "application/msword", ".html"),
    ],
)
def test_a_file_is_known_by_its_bytes(site, tmp_path, path, body, kind, ending):
    """Neither the name in the address nor the kind in the header decides."""
    url = site.put(path, serving.page(body, Content_Type=kind))

    assert fetch(entry("x", url), tmp_path, limits=LIMITS).name == f"x{ending}"


# Encryption


def test_a_plain_address_is_asked_unencrypted_only_with_leave(site, tmp_path, monkeypatch):
    """https fails here, as on many old sites; the message names the option."""
    monkeypatch.setattr(addresses, "_is_this_machine", lambda _: False)
    url = site.put("/a", serving.page(PAGE))

    with pytest.raises(UnreachedError, match=r"https://.*“--http” asks its http:// address, too"):
        fetch(entry("x", url), tmp_path, limits=LIMITS)
    assert not site.asked
    assert fetch(entry("x", url), tmp_path, limits=LIMITS, http=True).read_bytes() == PAGE


# The command


@pytest.fixture(name="run")
def _run(capsys, small_corpus):
    """Call `textlab fetch` on a small corpus; gives exit code, standard output, standard error."""

    def call(*arguments):
        code = main(["fetch", *arguments, "--corpus", str(small_corpus)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_the_catalogue_is_listed(run, small_corpus):
    """Where each document stands, and which are here; in columns, whatever is Chinese.

    Of one that is named, all that is known.
    """
    write_catalogue(
        small_corpus,
        entry("small-2017", "https://www.a.gov.cn/x", year_to="2018"),
        entry("x", region="内蒙古自治区", gb2260=""),
    )

    assert run() == (0, LISTED, TOLD)
    lines = run("small-2017", "--list")[1].splitlines()
    assert "region         江西省" in lines
    assert "url            https://www.a.gov.cn/x" in lines


LISTED = """\
id          where          title
small-2017  in the corpus  某省标准工作2015年行动计划
x           no address     某省标准工作2015年行动计划
"""
TOLD = "2 documents; “textlab fetch ID” gets one, “textlab fetch --list ID” shows what is known of it.\n"


def test_a_line_is_cut_to_what_a_terminal_shows():
    """A Chinese character that has no room is left out whole."""
    assert fit("江西 plan", 9) == "江西 plan"
    assert fit("江西 plan", 8) == "江西 pl…"
    assert fit("江西", 3) == "江…"


def test_a_document_without_an_address_leaves_no_folder(run, site, small_corpus):
    """Nor does one that did not come."""
    write_catalogue(small_corpus, entry("x"), entry("gone", f"{site.address}/gone"))

    assert run("x", "gone")[0] == 1
    assert not (small_corpus.parent / "build").exists()


def test_one_that_fails_does_not_stop_the_others(run, site, small_corpus):
    """Each is told in its lines; the code says that not all is well."""
    url = site.put("/a", serving.page(PAGE))
    missing = entry("gone-2015-plan", f"{site.address}/gone")
    write_catalogue(small_corpus, missing, entry("x-2015-plan", url, url_kind="mirror"))

    code, out, err = run("gone-2015-plan", "y", "x-2015-plan", "small-2017")

    assert (code, out) == (1, "")
    assert "textlab: gone-2015-plan: " in err
    assert "textlab: y: the catalogue has no such document" in err
    assert "x-2015-plan: fetched and added: texts/x-2015-plan.html." in err
    assert "Downloading" not in err
    assert "not an official one" in err
    assert "small-2017: is in the corpus already" in err
    assert run("x-2015-plan")[0] == 0


def test_bounds_are_options(run, site, small_corpus):
    """A size and a time of one's own; what is no number above zero is a usage error."""
    large = entry("large", site.put("/a", serving.page(PAGE)))
    slow = entry("slow", site.put("/b", serving.endless(b"x", pause=0.01)))
    write_catalogue(small_corpus, large, slow)

    assert "sends more than 0.0005 MB" in run("large", "--max-mb", "0.0005")[2]
    assert "took longer than 0.2 s" in run("slow", "--timeout", "0.2")[2]
    for wrong in ("0", "-1", "x", "nan", "inf"):
        with pytest.raises(SystemExit, match="2"):
            run("large", "--timeout", wrong)


def test_cells_stand_under_each_other_whatever_their_width():
    """A Chinese character takes two columns, a combining accent none."""
    assert aligned([("江西", "a"), ("ab", "b"), ("e\u0301", "c")]) == [
        "江西  a",
        "ab    b",
        "e\u0301     c",
    ]


def test_a_document_that_is_here_already_leaves_no_hash(site, small_corpus):
    """What came is refused as the same text; catalogue and package stay as they are."""
    url = site.put("/a", serving.page(PAGE))
    write_catalogue(small_corpus, entry("x-2015-plan", url), entry("y-2015-plan", url))
    write_package(small_corpus, make_package(small_corpus))
    fetch_document("x-2015-plan", small_corpus, limits=LIMITS)

    with pytest.raises(CorpusError, match="already here as x-2015-plan"):
        fetch_document("y-2015-plan", small_corpus, limits=LIMITS)

    assert hash_of(small_corpus, "x-2015-plan") == sha256(PAGE)
    assert hash_of(small_corpus, "y-2015-plan") == ""
    assert package_faults(small_corpus) == []
