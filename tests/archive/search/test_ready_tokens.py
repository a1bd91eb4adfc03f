"""The tokens that the program makes are those that plain SQL makes, letter by letter."""

from contextlib import closing

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.search.bigrams import bigrams_of, tokens_of
from archive.search.characters import create_characters, stored_forms

LETTERS = st.sampled_from("工会農會㍿々〇ー　 ，。\nabｃＤ1３-'\"%é\u3099\U00020000\U0001f600台臺乾") | st.characters(
    exclude_categories=["Cs"], exclude_characters="\0"
)
with closing(Database(memory=True)) as _db:
    create_characters(_db)
    FORMS = stored_forms(_db)


@given(st.text(LETTERS, max_size=600))
@example("農")
@example("工" * 255 + "農會農會")
@settings(deadline=None, max_examples=150)
def test_program_and_sql_agree(text: str) -> None:
    with closing(Database(memory=True)) as db:
        db.execute("CREATE TABLE articles_fts_characters (code_point INTEGER PRIMARY KEY, folded TEXT NOT NULL)")
        used = [(code, chr(form)) for code in map(ord, set(text)) if (form := FORMS.get(code)) is not None]
        db.conn.executemany("INSERT INTO articles_fts_characters VALUES (?, ?)", used)
        (expected,) = db.execute(f"SELECT {bigrams_of('t')} FROM (SELECT ? AS t)", [text]).fetchone()
    assert tokens_of(text, FORMS) == expected
