"""What a server sent: a document, or a page in its place."""

from textlab.corpus.faults import StandInError
from textlab.corpus.stand_ins import extract_document
from textlab.errors import FetchError
from textlab.reading.formats import suffix_of

_SENT = {
    "text-login": "a login",
    "text-verification": "a check of its visitors (a captcha, or a script that looks for a browser)",
    "text-error-page": "an error page",
}


def ending_of(content: bytes, *, name: str) -> str:
    """The ending that fits a document by its bytes, such as .html or .pdf.

    Parameters
    ----------
    content : what a server sent; what its header said of kind and encoding plays no part
    name : what errors call it

    Raises
    ------
    FetchError : a login, a captcha, an error page or a script in place of a document
    ReadError : no document that can be read, or a page without text, which a script would load
    """
    try:
        found = extract_document(content, file=name)
    except StandInError as error:
        raise _refusal(name, _SENT[error.fault.code]) from None
    if found.kind in {"text", "web page"} and "。" not in found.text:
        raise _refusal(name, "a page without a sentence")
    return suffix_of(content, found.kind)


def _refusal(name: str, sent: str) -> FetchError:
    return FetchError(
        f"{name}: sent {sent} in place of the document; open the address in a browser, "
        "save the document and put it in with “textlab add”."
    )
