"""What a file is shows in its bytes, never in its name; what is not read is refused in one line."""

import io
import zipfile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import as_docx, as_numbered_docx, as_ofd, as_page, as_pdf, zipped

from textlab.cli import main
from textlab.errors import ReadError
from textlab.reading import archive, formats
from textlab.reading.formats import read_file, read_text, suffix_of

PLAN = """某省质量工作2017年行动计划
一、提升质量
（一）加强质量监管。严格重点行业质量监管，开展产品质量监督抽查。（省质监局、省工商局按职责分工负责）
（二）推动技术创新。支持企业开展质量攻关。（省科技厅牵头，省财政厅配合）
"""
MADE = {
    "page": as_page(PLAN),
    "docx": as_docx(PLAN),
    "numbered": as_numbered_docx(PLAN),
    "pdf": as_pdf(PLAN),
    "ofd": as_ofd(PLAN),
    "text": PLAN.encode("gb18030"),
}
KINDS = {
    "page": "web page",
    "docx": "Word document",
    "numbered": "Word document",
    "pdf": "PDF",
    "ofd": "OFD",
    "text": "text",
}


@pytest.mark.parametrize("ending", ["txt", "html", "docx", "pdf", "doc", "ofd", "xlsx"])
@pytest.mark.parametrize("made", MADE)
def test_a_name_never_misleads(tmp_path, made, ending):
    """Each format is known under any ending."""
    path = tmp_path / f"plan.{ending}"
    path.write_bytes(MADE[made])
    found = read_file(path)

    assert found.kind == KINDS[made]
    assert "（省科技厅牵头，省财政厅配合）" in found.text


@pytest.mark.parametrize(
    "begin",
    [
        "<!-- url:某站 index:1 -->\n<div>",
        "\n\n<!DOCTYPE html>\n<html>",
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml">',
        "<p>",
        "<TABLE>",
    ],
)
def test_a_page_is_known_by_its_first_tag(begin):
    """Behind comments, blank lines and declarations, whole or a piece of a page."""
    body = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    found = formats.extract((begin + body).encode())

    assert found.kind == "web page"
    assert found.text.startswith("某省质量工作2017年行动计划\n一、提升质量\n（一）")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


def locked_pdf() -> bytes:
    """A PDF whose encryption no empty password opens."""
    content = MADE["pdf"]
    entry = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32
    )
    return content.replace(b"trailer\n<<", b"trailer\n<< /ID [<41> <41>] " + entry + b"> >>", 1)


def empty_pdf() -> bytes:
    """A PDF of two pages without text, as a scan is."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def locked_zip() -> bytes:
    """A zip archive that says it is encrypted."""
    content = bytearray(zipped([("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


REFUSED = {
    "an empty file": (b"", "the file is empty"),
    "spaces": (b" \n", "the file is empty"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "this is a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "this is a picture"),
    "rtf": (b"{\\rtf1\\ansi ...", "this is a rich-text document"),
    "rar": (b"Rar!\x1a\x07\x00", "this is an archive"),
    "an xlsx": (zipped([("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")]), "xlsx"),
    "a pptx": (zipped([("[Content_Types].xml", "<x/>"), ("ppt/a.xml", "<x/>")]), "pptx"),
    "an odt": (zipped([("mimetype", "application/x"), ("content.xml", "<x/>")]), "odt"),
    "a zip": (zipped([("plan.txt", PLAN)]), "this is an archive"),
    "an xls": (OLE + "Workbook".encode("utf-16-le"), "xls"),
    "a ppt": (OLE + "PowerPoint Document".encode("utf-16-le"), "ppt"),
    "a locked docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "under a password"),
    "a locked zip": (locked_zip(), "protected by a password"),
    "a locked pdf": (locked_pdf(), "protected by a password"),
    "a scan": (empty_pdf(), "2 pages and no text"),
    "a cut pdf": (b"%PDF-1.7\n" + bytes(50), "damaged or cut off"),
    "a cut docx": (MADE["docx"][: len(MADE["docx"]) // 2], "damaged or cut off"),
    "a cut ofd": (MADE["ofd"][:-30], "damaged or cut off"),
    "a docx without text": (as_docx(""), "the file is empty"),
    "an empty page": (b"<html><head><title>x</title></head><body></body></html>", "no text in"),
    "a page of scripts": (b"<html><script>load('text')</script></html>", "no text in this page"),
    "an encrypted ofd": (
        zipped([("OFD.xml", "<x/>"), ("Encryptions.xml", "<x/>")]),
        "this OFD is encrypted",
    ),
    "an ofd without text": (as_ofd(""), "no text"),
    "Word 2003": (b'<?xml version="1.0"?><w:wordDocument/>', "this is an XML file"),
    "an mht without a page": (b"MIME-Version: 1.0\r\n\r\nx", "no page in this web archive"),
    "an ofd without pages": (zipped([("OFD.xml", "<x/>")]), "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_in_one_line(name, tmp_path, capsys):
    """Where, what, what to do; exit 1, nothing on standard output."""
    content, message = REFUSED[name]
    path = tmp_path / "plan.txt"
    path.write_bytes(content)

    assert main(["parse", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"textlab: {path}: ")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.txt", "there is no such file"), (".", "this is a folder; name a file in it")],
)
def test_a_path_that_is_no_file_is_refused_in_one_line(tmp_path, name, message):
    """Missing, or a folder."""
    with pytest.raises(ReadError, match=message) as caught:
        read_text(tmp_path / name)

    assert "\n" not in str(caught.value)


def test_a_path_that_the_system_refuses_is_told_in_one_line():
    """What the system says is passed on, as one line."""
    with pytest.raises(ReadError, match="cannot be read"):
        read_text("a" * 5000)


def test_a_plain_text_is_read_as_it_stands(tmp_path):
    """Line ends and white space stay: every offset counts in this text."""
    path = tmp_path / "plan.txt"
    path.write_bytes("一、甲\r\n　乙\r".encode())

    assert read_text(path) == "一、甲\r\n　乙\r"


@pytest.mark.parametrize("made", MADE)
def test_a_file_is_named_by_what_it_is(made):
    """The ending that programs know the format by."""
    endings = {"page": ".html", "numbered": ".docx", "text": ".txt"}

    assert suffix_of(MADE[made], KINDS[made]) == endings.get(made, f".{made}")


def test_a_saved_page_is_named_mht():
    """A web archive is a page, but browsers know it by another ending."""
    assert suffix_of(b"MIME-Version: 1.0\r\n\r\n", "web page") == ".mht"


# Bounds


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """The error states the size and the bound."""
    monkeypatch.setattr(formats, "LARGEST_FILE", 100)
    path = tmp_path / "plan.txt"
    path.write_bytes(bytes(1234))

    with pytest.raises(ReadError, match=r"holds 1,234 bytes; files over 100 are not read"):
        read_file(path)


def test_a_part_that_unpacks_without_end_is_refused(monkeypatch):
    """No more than the bound is unpacked."""
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1_000_000)
    parts = zipfile.ZipFile(io.BytesIO(MADE["docx"]))
    bomb = [
        (name, parts.read(name) if name != "word/document.xml" else b" " * 10_000_000)
        for name in parts.namelist()
    ]

    with pytest.raises(ReadError, match=r"unpacks to more than 1,000,000 bytes at “word/document"):
        formats.extract(zipped(bomb))


def test_a_text_too_long_is_refused(monkeypatch):
    """The error states the length and the bound."""
    monkeypatch.setattr(formats, "LARGEST_TEXT", 100)

    with pytest.raises(ReadError, match="characters; texts over 100 are not read"):
        formats.extract(MADE["text"])


def test_a_document_of_too_many_pages_is_refused(monkeypatch):
    """PDF and OFD alike."""
    monkeypatch.setattr("textlab.reading.pdf.MOST_PAGES", 0)
    monkeypatch.setattr("textlab.reading.ofd.MOST_PAGES", 0)

    for name in ("pdf", "ofd"):
        with pytest.raises(ReadError, match="pages"):
            formats.extract(MADE[name])


# Damage


def only_a_read_error(content: bytes) -> None:
    """Reading ends, with a text or with one line."""
    said = ""
    try:
        said = f"plan: {formats.extract(content, name='plan').text.strip()[:1]}".rstrip()
    except ReadError as error:
        said = str(error)
    assert said.startswith("plan: ")
    assert "\n" not in said


@pytest.mark.parametrize("made", MADE)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_file_cut_off_anywhere_ends_in_a_text_or_one_line(made, data):
    """No crash, no traceback."""
    end = data.draw(st.integers(0, len(MADE[made]) - 1))
    only_a_read_error(MADE[made][:end])


@pytest.mark.parametrize("made", MADE)
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=4)), max_size=8
    )
)
@settings(max_examples=60, deadline=None)
def test_a_file_changed_anywhere_ends_in_a_text_or_one_line(made, changes):
    """Some bytes are overwritten."""
    content = bytearray(MADE[made])
    for share, new in changes:
        place = int(share * len(content))
        content[place : place + len(new)] = new
    only_a_read_error(bytes(content))


@pytest.mark.parametrize("made", ["docx", "numbered", "ofd"])
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_parts_changed_within_a_sound_archive_end_in_a_text_or_one_line(made, data):
    """The XML inside is cut off or overwritten."""
    parts = zipfile.ZipFile(io.BytesIO(MADE[made]))
    name = data.draw(st.sampled_from(sorted(parts.namelist())))
    content = bytearray(parts.read(name))
    place = data.draw(st.integers(0, len(content)))
    new = data.draw(st.one_of(st.binary(max_size=6), st.sampled_from([b'val="x"', b"-1", b"<a>"])))
    content[place : place + len(new)] = new
    kept = data.draw(st.integers(0, len(content))) if data.draw(st.booleans()) else len(content)
    whole = [(n, bytes(content[:kept]) if n == name else parts.read(n)) for n in parts.namelist()]
    only_a_read_error(zipped(whole))
