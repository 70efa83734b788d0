"""Hypothesis strategies: plans made up piece by piece, with what reading them must give back."""

from dataclasses import dataclass

from hypothesis import strategies as st

AGENCIES = (
    "省发展改革委",
    "省科技厅",
    "省财政厅",
    "省市场监管局",
    "省文化和旅游厅",
    "省国资委",
    "省委宣传部",
    "南昌海关",
    "人行南昌中心支行",
    "江西银监局",
    "南昌市政府",
)
COLLECTIVES = ("各有关部门", "各市政府", "各地区", "各市、县（市、区）政府")
HEADINGS = ("提升产品质量", "推动技术创新", "加强监管执法", "完善标准体系", "培育知名品牌")
SENTENCES = (
    "开展产品质量监督抽查。",
    "支持企业申报国家项目，推广先进经验。",
    "到2027年，培育100家龙头企业。",
    "以标准化（含团体标准）为抓手，健全追溯体系。",
    "建设“一站式”平台；完善服务。",
)
DEADLINES = ("2025年6月底", "2026年底前", "12月底前")
CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class MadeStatement:
    """A statement as written, and what it says: (name, role, collective) in order."""

    text: str
    mentions: tuple[tuple[str, str, bool], ...]
    open: bool = False
    deadline: str = ""


@dataclass(frozen=True)
class MadeTask:
    """A numbered item of the second level."""

    label: str
    heading: str
    body: str
    statement: MadeStatement


@dataclass(frozen=True)
class MadePlan:
    """Sections with their headings and tasks."""

    title: str
    sections: tuple[tuple[str, str, tuple[MadeTask, ...]], ...]

    @property
    def tasks(self) -> list[MadeTask]:
        """All tasks in order."""
        return [task for _, _, tasks in self.sections for task in tasks]

    def render(self) -> list[str]:
        """The paragraphs of the plan, as a source writes them."""
        lines = [self.title, "为提升质量，制定本计划。"]
        for label, heading, tasks in self.sections:
            lines.append(label + heading)
            lines += [t.label + t.heading + "。" + t.body + t.statement.text for t in tasks]
        return lines


def _names(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=most, unique=True)


def _elided(names: list[str]) -> str:
    """A list with its prefixes left out after the first: 省科技厅、财政厅."""
    first, *others = names
    short = (
        name.removeprefix("省委").removeprefix("省") if first.startswith("省") else name
        for name in others
    )
    return "、".join([first, *short])


@st.composite
def statements(draw: st.DrawFn) -> MadeStatement:
    """A responsibility statement in one of its forms."""
    names = draw(_names(5))
    others = [name for name in draw(_names(3)) if name not in names]
    group = draw(st.sampled_from(("", *COLLECTIVES)))
    form = draw(st.sampled_from(("duties", "lead", "lead-duties", "labels", "label", "with")))
    text, mentions = _written(form, names, others, group)
    is_open = form == "duties" and not group and draw(st.booleans())
    if is_open:
        ending = draw(st.sampled_from(("等", "等部门", "等相关单位")))
        text = text.replace("按职责", f"{ending}按职责")
    deadline = draw(st.sampled_from(("", *DEADLINES))) if form in {"labels", "label"} else ""
    text += f"；完成时限：{deadline}" if deadline else ""
    opening, closing = draw(st.sampled_from(("（）", "〔〕", "()")))
    return MadeStatement(f"{opening}{text}{closing}", tuple(mentions), is_open, deadline)


def _written(
    form: str, names: list[str], others: list[str], group: str
) -> tuple[str, list[tuple[str, str, bool]]]:
    """The words of a statement and what they say."""
    run = _elided(names)
    more = "、".join([*others, *([group] if group else [])])
    first_role, second_role = {
        "duties": ("responsible", "responsible"),
        "lead": ("lead", "support"),
        "lead-duties": ("lead", "responsible"),
        "labels": ("lead", "support"),
        "label": ("responsible", "responsible"),
        "with": ("lead", "support"),
    }[form]
    mentions = [(name, first_role, False) for name in names]
    mentions += [(name, second_role, False) for name in others]
    mentions += [(group, second_role, True)] if group else []
    joined = f"，{more}" if more else ""
    if form == "duties":
        text = f"{run}{joined}按职责分工负责"
    elif form == "lead":
        text = f"{run}牵头" + (f"{joined}配合" if more else "")
    elif form == "lead-duties":
        text = f"{run}牵头" + (f"{joined}按职责分工负责" if more else "")
    elif form == "labels":
        text = f"牵头单位：{run}" + (f"；参加单位：{more}" if more else "")
    elif form == "label":
        text = f"责任单位：{run}{joined}"
    else:
        text = f"{run}会同{more}负责" if more else f"{run}牵头负责"
    return text, mentions


@st.composite
def plans(draw: st.DrawFn) -> MadePlan:
    """A plan of one to four sections with one to four tasks each, numbered through."""
    count = 0
    sections = []
    for number in range(draw(st.integers(1, 4))):
        tasks = []
        for _ in range(draw(st.integers(1, 4))):
            tasks.append(draw(_tasks(count)))
            count += 1
        heading = draw(st.sampled_from(HEADINGS))
        sections.append((f"{CHINESE[number]}、", heading, tuple(tasks)))
    return MadePlan("某省质量工作2025年行动计划", tuple(sections))


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十") + (CHINESE[ones - 1] if ones else "")


@st.composite
def _tasks(draw: st.DrawFn, before: int) -> MadeTask:
    body = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)))
    heading = draw(st.sampled_from(HEADINGS))
    return MadeTask(f"（{_chinese(before + 1)}）", heading, body, draw(statements()))


def noise() -> st.SearchStrategy[str]:
    """What a source may put between two paragraphs, a line end first."""
    lines = st.sampled_from(("", "　　", " ", "— 3 —", "－12－", "第 4 页 共 9 页", "\u00a0"))
    return st.lists(lines, max_size=4).map(lambda parts: "\n" + "".join(f"{p}\n" for p in parts))
