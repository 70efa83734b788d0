"""Mentions for the tests of networks: written by hand, or drawn."""

from hypothesis import strategies as st

from textlab import tables


def mentions_of(*statements):
    """Mentions from statements: (doc_id, task_id, "甲 乙 …"), one role unless “甲:lead”."""
    rows = []
    for number, (doc_id, task_id, names) in enumerate(statements, 1):
        for position, written in enumerate(names.split(), 1):
            name, _, role = written.partition(":")
            rows.append(
                {
                    "doc_id": doc_id,
                    "task_id": task_id,
                    "statement_id": f"s{number:03}",
                    "position": position,
                    "name": name,
                    "agency": "",
                    "role": role or "responsible",
                    "collective": name.startswith("各"),
                }
            )
    return tables.make_table(tables.MENTIONS, rows)


plans = st.lists(
    st.tuples(
        st.sampled_from(["d1", "d2"]),
        st.sampled_from("123"),
        st.lists(st.sampled_from("甲乙丙丁戊己"), min_size=1, max_size=5).map(" ".join),
    ),
    min_size=1,
    max_size=8,
)
