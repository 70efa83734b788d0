"""Ways to get a corpus wrong, one for each kind of fault; `fault_messages.csv` says what each is told as."""

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import JIANGXI, SMALL_PLAN
from faulty import SMALL, THIRD, edit, put, put_text, read_rows, write_rows

from textlab.corpus.package import make_package, write_package
from textlab.tables import csv_bytes

PLAN = SMALL_PLAN.split("\n\n", 3)[3]
"""The numbered part of the small plan."""

BREAKS: dict[str, Callable[[Path], object]] = {}
"""What breaks the sound corpus, by the code of the one fault that it makes."""


def breaks(code: str) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Take a function for the way to make a fault."""

    def keep(function: Callable[[Path], object]) -> Callable[[Path], object]:
        BREAKS[code] = function
        return function

    return keep


# documents.csv as a file


@breaks("table-missing")
def _(corpus):
    (corpus / "documents.csv").unlink()


@breaks("table-unreadable")
def _(corpus):
    (corpus / "documents.csv").unlink()
    (corpus / "documents.csv").mkdir()


@breaks("table-workbook")
def _(corpus):
    (corpus / "documents.csv").write_bytes(b"PK\x03\x04" + bytes(40))


@breaks("table-encoding")
def _(corpus):
    path = corpus / "documents.csv"
    path.write_bytes(path.read_bytes() + "新增的一份文件".encode("gb18030"))


@breaks("table-quotes")
def _(corpus):
    edit(corpus / "documents.csv", "某省质量工作2017年行动计划", '"某省质量')


@breaks("table-blank")
def _(corpus):
    (corpus / "documents.csv").write_bytes(b"\xef\xbb\xbf\r\n,,,\r\n")


@breaks("table-empty")
def _(corpus):
    write_rows(corpus, read_rows(corpus)[:1])
    shutil.rmtree(corpus / "texts")
    shutil.rmtree(corpus / "features")


@breaks("table-form")
def _(corpus):
    path = corpus / "features" / THIRD / "tasks.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))


# Its columns and rows


def without_column(corpus, name):
    rows = read_rows(corpus)
    place = rows[0].index(name)
    write_rows(corpus, [row[:place] + row[place + 1 :] for row in rows])


def with_column(corpus, name):
    first, *rows = read_rows(corpus)
    write_rows(corpus, [[*first, name], *([*row, "注"] for row in rows)])


BREAKS["column-missing"] = lambda corpus: without_column(corpus, "issuer")


@breaks("column-unknown")
def _(corpus):
    path = corpus / "features" / THIRD / "signatures.csv"
    first, *rows = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{first},备注", *(f"{row},注" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


BREAKS["column-near"] = lambda corpus: with_column(corpus, "regoin")
BREAKS["column-taken"] = lambda corpus: with_column(corpus, "name")
BREAKS["column-twice"] = lambda corpus: with_column(corpus, "title")
BREAKS["column-unnamed"] = lambda corpus: with_column(corpus, "")
BREAKS["row-too-long"] = lambda corpus: edit(
    corpus / "documents.csv", "某省质量工作2017年", "某省质量,工作2017年"
)
BREAKS["row-too-short"] = lambda corpus: edit(
    corpus / "documents.csv", "2017年行动计划,text", "2017年行动计划text"
)
BREAKS["key-twice"] = lambda corpus: edit(corpus / "features" / THIRD / "tasks.csv", "\n2,", "\n1,")
BREAKS["number-wrong"] = lambda corpus: edit(
    corpus / "features" / THIRD / "term_counts.csv", ",1\n", ",一\n"
)
BREAKS["truth-wrong"] = lambda corpus: edit(
    corpus / "features" / THIRD / "mentions.csv", ",false\n", ",FALSE\n"
)


# Its cells


def cell(code: str, doc_id: str = SMALL, **cells: str) -> None:
    """A fault that a value of a cell makes."""
    BREAKS[code] = lambda corpus: put(corpus, doc_id, **cells)


cell("cell-empty", title="")
cell("cell-broken", gb2260="#N/A")
cell("family-wrong", family="行动 plan")
cell("region-wrong", region="某省")
cell("gb2260-wrong", gb2260="36000")
cell("gb2260-unknown", gb2260="369999")
cell("gb2260-elsewhere", gb2260="370000")
cell("gb2260-level", gb2260="360100")
cell("level-wrong", level="乡镇")
cell("level-elsewhere", level="central")
cell("year-in-words", year="二〇一七")
cell("year-wrong", year="17")
cell("issued-wrong", issued="3/1/2017")
cell("family-title", THIRD, title="2018年江西省政府工作报告")
cell("level-title", THIRD, title="南昌市工业质量2018年工作要点", gb2260="")
cell("date-impossible", issued="2017-02-30")
cell("issued-late", THIRD, issued="2021-03-01")
cell("issued-early", THIRD, issued="2001-03-01")
cell("form-wrong", THIRD, form="pdf")
cell("sha256-wrong", sha256="abc")
cell("sha256-missing", sha256="")
cell("url-wrong", source_url="www.jiangxi.gov.cn")
cell("year-elsewhere", year="2015", issued="")
cell("issued-elsewhere", issued="2017-09-01")
cell("title-elsewhere", title="江西省大数据发展条例")


@breaks("doc-id-wrong")
def _(corpus):
    put(corpus, THIRD, doc_id="third/2018")
    shutil.rmtree(corpus / "features" / THIRD)


@breaks("doc-id-twice")
def _(corpus):
    put(corpus, THIRD, doc_id=SMALL)
    shutil.rmtree(corpus / "features" / THIRD)


@breaks("doc-id-case")
def _(corpus):
    put(corpus, THIRD, doc_id="Small-2017")
    shutil.rmtree(corpus / "features" / THIRD)


@breaks("region-elsewhere")
def _(corpus):
    put_text(
        corpus,
        f"山东省人民政府关于质量工作的意见\n\n{PLAN}",
        title="山东省人民政府关于质量工作的意见",
        issued="",
    )


@breaks("number-elsewhere")
def _(corpus):
    put_text(
        corpus,
        SMALL_PLAN.replace("各市人民政府：", "赣府发〔2017〕5号\n\n各市人民政府："),
        doc_number="赣府发〔2016〕77号",
    )


# Texts


@breaks("text-missing")
def _(corpus):
    (corpus / "texts" / f"{SMALL}.txt").unlink()


@breaks("document-renamed")
def _(corpus):
    (corpus / "texts" / f"{SMALL}.txt").rename(corpus / "texts" / "another.txt")


@breaks("text-orphan")
def _(corpus):
    shutil.copy(JIANGXI, corpus / "texts" / "another.txt")


@breaks("text-doubled")
def _(corpus):
    shutil.copy(corpus / "texts" / f"{SMALL}.txt", corpus / "texts" / f"{SMALL}.docx")


@breaks("text-changed")
def _(corpus):
    edit(corpus / "texts" / f"{SMALL}.txt", "质量攻关", "质量攻坚")


@breaks("text-twice")
def _(corpus):
    shutil.copy(JIANGXI, corpus / "texts" / f"{SMALL}.txt")
    sha256 = read_rows(corpus)[1][-1]
    title = "贯彻实施江西省质量发展纲要2016年行动计划"
    put(corpus, SMALL, sha256=sha256, year="2016", issued="", title=title)


@breaks("text-similar")
def _(corpus):
    text = f"{JIANGXI.read_text(encoding='utf-8')}\n抄送：省委办公厅。\n"
    title = "贯彻实施江西省质量发展纲要2016年行动计划"
    put_text(corpus, text, year="2016", issued="", title=title)


def text(code: str, content: str | bytes, **cells: str) -> None:
    """A fault that another text for the small plan makes."""
    BREAKS[code] = lambda corpus: put_text(corpus, content, **cells)


TITLE = SMALL_PLAN.split("\n", 1)[0]
GARBLED = "各市人民政府要认真落实质量工作行动计划".encode().decode("gb18030", "ignore")
LONG = TITLE + "\n一、" + "质量提升" * 9000

text("text-empty", "\ufeff \n\u3000\n")
text("text-unreadable", b"{\\rtf1\\ansi plan}")
text("text-scan", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
text("text-mixed", SMALL_PLAN.encode() + "（三）保障计量准确。开展计量检查。".encode("gb18030"))
text("text-damaged", SMALL_PLAN.replace("质量监管", "质\ufffd\ufffd\ufffd"))
text("text-garbled", f"{SMALL_PLAN}\n{GARBLED}\n")
text(
    "text-foreign",
    "1. Quality. Improve the quality of products. 质量\n2. Innovation. Support it.\n",
)
text("text-login", f"{TITLE}\n\n您好，请先登录后查看全文。\n用户名：\n密码：\n")
text("text-verification", f"{TITLE}\n\n请完成安全验证后继续访问。\n")
text("text-error-page", "404 Not Found\n\nnginx/1.18.0\n")
text("text-unnumbered", f"{TITLE}\n\n各地要提升质量，加强质量监管，推动技术创新。\n")
text(
    "text-two-documents",
    SMALL_PLAN + "\n某省标准工作2017年行动计划\n\n各市、县人民政府：\n\n" + PLAN,
)
text("text-cut-off", LONG[:32767])
text("text-is-report", SMALL_PLAN.replace("各市人民政府：", "各位代表："))
text("text-is-plan", SMALL_PLAN, family="work-report", title="质量工作")
text("text-is-news", f"{TITLE}出台\n\n本报讯（记者 王某）记者从省政府获悉，行动计划日前印发。\n")
text(
    "text-is-explanation",
    "《某省质量工作2017年行动计划》政策解读\n\n一、背景\n制定本计划。\n二、内容\n提升质量。\n三、措施\n加强监管。\n",
    title="《某省质量工作2017年行动计划》政策解读",
    issued="",
)
text("numbering-gap", SMALL_PLAN.replace("（二）", "（四）"))
text("numbering-start", SMALL_PLAN.replace("（一）", "（二）").replace("（二）推动", "（三）推动"))
text("numbering-order", SMALL_PLAN + "\n（二）完善标准体系。制定标准。（省质监局负责）\n")
text("numbering-scrambled", SMALL_PLAN.replace("一、提升质量", "一、提升质量\n\n总体要求-、"))
text("bracket-unpaired", SMALL_PLAN.replace("（省质监局", "省质监局"))
text("columns-scattered", SMALL_PLAN + "（牵头单\n位：省卫\n生 健 康\n委）\n")


# Features

FEATURES = Path("features") / THIRD


@breaks("features-missing")
def _(corpus):
    (corpus / FEATURES / "mentions.csv").unlink()


@breaks("features-orphan")
def _(corpus):
    shutil.copytree(corpus / FEATURES, corpus / "features" / "another")


@breaks("features-settings")
def _(corpus):
    (corpus / FEATURES / "settings.json").write_text("{", encoding="utf-8")


@breaks("features-lexicon")
def _(corpus):
    edit(corpus / "lexicon" / "stopwords.txt", "\n", "\n甲乙丙丁\n")


BREAKS["features-stale"] = lambda corpus: put(corpus, THIRD, sha256="0" * 64)
BREAKS["features-task"] = lambda corpus: edit(corpus / FEATURES / "mentions.csv", "\n2,", "\n3,")
BREAKS["features-count"] = lambda corpus: edit(corpus / FEATURES / "tasks.csv", "\n1,1,", "\n1,1,-")
BREAKS["features-sum"] = lambda corpus: edit(corpus / FEATURES / "term_counts.csv", ",1\n", ",2\n")


# The lexicon


def line(code: str, file: str, line: str | bytes) -> None:
    """A fault that a line at the end of a file of the lexicon makes; no features are looked at."""

    def make(corpus):
        path = corpus / "lexicon" / file
        path.write_bytes(b"\n".join([b"# terms", "质量提升".encode()]))
        other = "stopwords.txt" if file == "terms.txt" else "terms.txt"
        (corpus / "lexicon" / other).write_text("质量安全\n", encoding="utf-8")
        content = line if isinstance(line, bytes) else line.encode()
        path.write_bytes(path.read_bytes() + b"\n" + content + b"\n")

    BREAKS[code] = make


line("lexicon-encoding", "terms.txt", "质量强省".encode("gb18030"))
line("lexicon-twice", "terms.txt", "质量提升")
line("lexicon-both", "stopwords.txt", "质量安全")
line("lexicon-spelling", "terms.txt", "5g基站")
line("lexicon-short", "terms.txt", "质")
line("lexicon-never", "terms.txt", "生态 文明")


@breaks("lexicon-missing")
def _(corpus):
    (corpus / "lexicon" / "terms.txt").unlink()


# The register


@breaks("agencies-missing")
def _(corpus):
    (corpus / "agencies.csv").unlink()


def agency(code: str, *, old: str, new: str) -> None:
    """A fault that a change in the register makes."""
    BREAKS[code] = lambda corpus: edit(corpus / "agencies.csv", old, new)


AGENCY = "central/academy-of-governance,国家行政学院,Chinese Academy of Governance,,central,全国,party-school"
agency("agency-relation", old=f"{AGENCY},,2018-03-20,merge,", new=f"{AGENCY},,2018-03-20,merger,")
agency("agency-successor", old="merge,central/party-school", new="merge,central/party-schol")
agency("agency-date", old=f"{AGENCY},,2018-03-20", new=f"{AGENCY},,2018-3-20")
agency("agency-period", old=f"{AGENCY},,", new=f"{AGENCY},2019-01-01,")
agency("agency-clash", old=f"\n{AGENCY}", new=f"\n{AGENCY}".replace(",,central", ",工程院,central"))


# The data package, and faults that are accepted


DICTIONARY = "category,pattern,note\nsupply,人才,\n"


def packaged(code: str) -> Callable[[Callable[[Path], object]], None]:
    """A way to break a corpus that has a data package."""

    def keep(function: Callable[[Path], object]) -> None:
        def make(corpus: Path) -> None:
            (corpus / "dictionaries").mkdir()
            (corpus / "dictionaries" / "mine.csv").write_text(DICTIONARY, "utf-8-sig")
            write_package(corpus, make_package(corpus))
            function(corpus)

        BREAKS[code] = make

    return keep


@packaged("package-missing")
def _(corpus):
    (corpus / "dictionaries" / "mine.csv").unlink()


@packaged("package-stale")
def _(corpus):
    put(corpus, SMALL, source="an archive")


@packaged("package-unlisted")
def _(corpus):
    (corpus / "dictionaries" / "other.csv").write_text(DICTIONARY, "utf-8-sig")


@packaged("package-damaged")
def _(corpus):
    (corpus / "datapackage.json").write_text("{", encoding="utf-8")


def accepted(code: str, *row: str) -> None:
    """A fault that a row of accepted.csv makes."""
    cells = [["code", "file", "place", "why"], list(row)]
    BREAKS[code] = lambda corpus: (corpus / "accepted.csv").write_bytes(csv_bytes(cells))


accepted("accepted-idle", "numbering-gap", "corpus/texts/small-2017.txt", "line 3", "as printed")
accepted("accepted-unknown", "numbering", "corpus/texts/small-2017.txt", "line 3", "as printed")
