"""Who says what, how, on what basis and how sure."""

from datetime import date

import pandas as pd
import pytest
from counting import measure_growth, spend

from helpers import lexicons
from helpers.actors.actors import find_mentions, resolve_actors
from helpers.actors.mentions import Mention
from helpers.articles.article import article_from_text
from helpers.claims.claims import find_claims
from helpers.claims.nesting import nest
from helpers.claims.source_kinds import NOBODY, Heard, Source
from helpers.language.phrases import find_form
from helpers.language.pipeline import load_pipeline
from helpers.language.sentences import parse
from helpers.tables import check_table

NAMED = Source("named_person", "none", "", "person")
UNNAMED = Source("unnamed_person", "unnamed_described", "", "person")


def read(text):
    article = article_from_text(text, date(2020, 1, 15))
    doc = parse(article)
    return check_table("claims", find_claims(doc, resolve_actors(find_mentions(doc))), article.text)


def attributed(text):
    found = read(text)
    return found[found["source_id"] != "author"]


def one(text):
    found = read(text)
    assert len(found) == 1, found[["text", "source_text", "cue_text"]].values.tolist()
    return found.iloc[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "form"),
    [
        ("Huawei has said that it will sell phones.", "Huawei", "said", "it will sell phones", "indirect"),
        ("“We will sell phones,” Huawei said.", "Huawei", "said", "We will sell phones", "direct"),
        ("“We will sell phones,” said Huawei.", "Huawei", "said", "We will sell phones", "direct"),
        ("''We will sell phones,'' Huawei said.", "Huawei", "said", "We will sell phones", "direct"),
        ('"We will sell phones," Sen. Jane Roe said.', "Sen. Jane Roe", "said", "We will sell phones", "direct"),
        ("The rule is too strict, according to AT&T.", "AT&T", "according to", "The rule is too strict", "indirect"),
        ("According to AT&T, the rule is too strict.", "AT&T", "According to", "the rule is too strict", "indirect"),
        ("The rule is too strict, two aides said.", "two aides", "said", "The rule is too strict", "indirect"),
        ("The agency said the rule was “a mistake.”", "The agency", "said", "the rule was “a mistake", "mixed"),
        ("The firm denied having sold the towers.", "The firm", "denied", "having sold the towers", "indirect"),
        ("The ministry demanded that it stop.", "The ministry", "demanded", "it stop", "indirect"),
        ("The firm reportedly lost the contract.", "", "reportedly", None, "indirect"),
    ],
)
def test_source_cue_and_content(text, source, cue, content, form):
    row = one(text)
    assert row[["source_text", "cue_text", "quote_form"]].tolist() == [source, cue, form]
    assert content is None or row["text"].rstrip(".”") == content.rstrip("”")


def test_what_a_press_release_quotes_and_what_somebody_writes_was_told_to_nobody():
    quoted = "“We won,” Jane Roe said."
    assert attributed(quoted)["basis"].iloc[0] == "interview_quote"
    assert attributed(f"FOR IMMEDIATE RELEASE\n\n{quoted}")["basis"].iloc[0] == "prepared_statement"
    assert attributed("“We won,” Jane Roe wrote.")["basis"].iloc[0] == "prepared_statement"


def test_a_name_in_quotation_marks_is_no_statement():
    found = attributed("The drivers, known as the “Harbour Club,” said the rule would hurt them.")
    assert "drivers" in found["source_text"].iloc[0]
    assert "would hurt" in found["text"].iloc[0]


def test_she_is_the_woman_of_the_sentence_before():
    found = attributed("Dana Moreau said the rules were old. Petra Holm disagreed. “They are fine,” she said.")
    assert found.set_index("text")["source_id"]["They are fine"] == "petra-holm"


@pytest.mark.parametrize(
    "text",
    [
        "The company intends to sell its towers.",
        "The court ordered Northline to open its ledgers.",
        "The regulator agreed to extend the deadline.",
        "The ministry asked the firm for new figures.",
        "Farmers welcomed the ruling.",
        "The plan was praised by the ministry.",
        "The union opposes the merger.",
        "The company denies it.",
        "The firm will report results in May.",
        "The firm was forced to report the leak.",
        "The ministry's refusal to publish the list angered unions.",
        "The merger is expected to close in June.",
    ],
)
def test_an_act_or_a_wish_without_words_of_its_own_is_no_statement(text):
    assert attributed(text).empty


def test_an_act_that_is_told_with_the_words_it_was_done_in_is_a_statement():
    row = one("The minister urged banks to “stop hiding behind fees.”")
    assert row[["source_text", "quote_form"]].tolist() == ["The minister", "mixed"]


def test_a_quotation_broken_by_its_attribution_is_two_claims_of_one_source_and_cue():
    found = read("“The market is open,” said Sen. Jane Roe. “It must stay open.”")
    assert found["text"].tolist() == ["The market is open", "It must stay open"]
    assert set(found["source_id"]) == {"jane-roe"} and found["cue_start"].nunique() == 1


def test_a_quotation_over_two_sentences_has_a_row_for_each():
    found = read("“We will sue. They know that well,” Huawei said.")
    assert found["text"].tolist() == ["We will sue", "They know that well"]
    assert found["source_id"].tolist() == ["huawei", "huawei"]


def test_a_quotation_goes_on_in_the_next_paragraph():
    found = read("“We will sue,” Huawei said. “They know that.\n“They have always known it.”")
    assert found["text"].tolist() == ["We will sue", "They know that", "They have always known it"]
    assert set(found["source_id"]) == {"huawei"}


def test_a_quotation_that_nobody_is_named_for_stays_with_the_author():
    found = read("“We will sue. They know that well.” AT&T left the market.")
    assert set(found["source_id"]) == {"author"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Roe said obtaining a licence is now “cheaper than lunch.”",
            "obtaining a licence is now “cheaper than lunch.”",
        ),
        ("Roe called the plan “a trap” and “an insult,” and resigned.", "the plan “a trap” and “an insult,”"),
        (
            "Roe said that “it works” and that the firm would “buy more of it.”",
            "it works|the firm would “buy more of it.”",
        ),
        ("Roe told reporters on Friday that the rule was “dead.”", "the rule was “dead.”"),
        ("“It is late,” said Thomas Roe, “and we wanted this.”", "It is late|and we wanted this"),
        ("The rule, Roe said, “is dead.”", "The rule|is dead"),
        ("Roe said the rule was “dead,” adding that she would sue.", "the rule was “dead,”"),
        ("The firm said the rule was “dead,” according to the ministry.", "the rule was “dead,”"),
        ("Roe said the rule was “dead” because it was “too old.”", "the rule was “dead” because it was “too old.”"),
    ],
)
def test_a_content_that_is_quoted_in_part_is_whole(text, content):
    found = attributed(text)
    first = found[found["cue_start"] == found["cue_start"].min()]
    assert [part.strip(".,”") for part in first["text"]] == [part.strip(".,”") for part in content.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Roe agreed. “The rule is dead.”",
        "“The rule is dead” Roe said.",
        "“The rule is ‘dead,’” Roe said.",
        "“The rule is dead,” Roe was quoted as saying.",
        "Roe opened the talks:\n“The rule is dead,” she said.",
        "“The rule is dead,“ Roe said.",
    ],
)
def test_a_quotation_finds_its_speaker(text):
    found = attributed(text)
    assert len(found) == 1 and found["text"].item().startswith("The rule is")
    assert found["source_text"].item() in ("Roe", "she")


def test_the_title_of_a_work_is_no_quotation():
    found = attributed("“It is dead,” Roe said on the show “Long Talks.” “It will not return.”")
    assert found["text"].tolist() == ["It is dead", "It will not return"]


@pytest.mark.parametrize(
    "text",
    [
        "“The fees are unfair,” said a fitter who goes by the name “Copper.”",
        "The firm published a paper titled “Copper.” It said: “The fees are unfair.”",
    ],
)
def test_a_nickname_or_the_title_of_a_paper_is_no_statement(text):
    assert "Copper" not in attributed(text)["text"].tolist()


def test_what_a_speaker_himself_thinks_is_a_part_of_what_he_says():
    row = attributed("Sen. Jane Roe said she believes the rule is dead.").iloc[0]
    assert len(attributed("Sen. Jane Roe said she believes the rule is dead.")) == 1
    assert "believes" in row["text"] and "doxastic" in row["hedges"]


def test_what_another_one_says_inside_a_statement_is_a_claim_inside_it():
    found = attributed("Sen. Jane Roe said the ministry warned that the rule was dead.")
    assert found["cue_text"].tolist() == ["said", "warned"] and found["parent_id"].tolist()[1]


def test_a_main_clause_behind_a_relative_clause_stays_the_authors():
    found = read("The deal, which the agency said it would block, closed in May.")
    assert found["text"].tolist()[1] == "it would block"
    assert found["source_id"].tolist()[0] == "author" and found["text"].tolist()[0].endswith("closed in May")


@pytest.mark.parametrize(
    ("text", "source_kind", "anonymity"),
    [
        ("The report is out. It says that the rule is strict.", "document", "none"),
        ("An aide said the rule is strict. He said it would not last.", "unnamed_person", "unnamed_described"),
        ("Critics met in May. One of them said the rule is strict.", "unnamed_person", "unnamed_described"),
    ],
)
def test_a_pronoun_is_told_by_what_it_stands_for(text, source_kind, anonymity):
    row = attributed(text).iloc[-1]
    assert (row["source_kind"], row["anonymity"]) == (source_kind, anonymity)


def test_he_is_told_by_whom_the_mentions_suggest_before_the_person_heard_last():
    heard = Heard()
    heard.last, heard.place, heard.actors = UNNAMED, 1, {"jane-doe": NAMED}
    mention = Mention(9, 11, "m", "", "PRO", "", "", 2, 3, "He", "jane-doe")
    assert heard.describe_person(NOBODY, 2, mention) == NAMED
    assert heard.describe_person(NOBODY, 2, mention._replace(candidate_id="")) == UNNAMED
    assert heard.describe_person(NOBODY, 200, None) == NOBODY


def test_a_verb_of_saying_inside_a_quotation_opens_no_claim():
    assert len(read("“I told them that we would sue,” Huawei said.")) == 1


def test_a_claim_inside_a_claim_names_its_parent():
    found = read("Reuters reported that officials said the rule was dead.")
    inner = found[found["cue_text"] == "said"].iloc[0]
    assert inner["parent_id"] == found[found["cue_text"] == "reported"]["claim_id"].item()


def test_nesting_has_a_floor_and_parents_come_first():
    spans = [((n, 200 - n), (n, n + 1)) for n in range(50)]
    placed = [place for place, _ in nest(spans)]
    assert len(placed) < len(spans)
    seen = set()
    for place, parent in nest(spans):
        assert parent is None or parent in seen
        seen.add(place)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The rule, Roe said, is dead.", "The rule, Roe said, is dead"),
        ("The rule, the agency said on Monday, would harm it.", "The rule, the agency said on Monday, would harm it"),
        ("In 2017, Roe said, the firm lost money.", "In 2017, Roe said, the firm lost money"),
        ("Prices fell, but the rule, Roe said, is dead.", "the rule, Roe said, is dead"),
        ("The rule is dead, Roe said, and the bill will pass.", "The rule is dead, Roe said, and the bill will pass"),
        ("The rule is dead, Roe said, and left the room.", "The rule is dead"),
    ],
)
def test_a_clause_that_its_attribution_is_put_into_is_whole(text, content):
    assert attributed(text)["text"].tolist() == [content]


def test_a_participle_of_saying_goes_on_with_the_speaker_before_it():
    found = attributed("The firm said profits fell, adding that sales rose.")
    assert found["source_text"].tolist() == ["The firm", "The firm"]


@pytest.mark.parametrize("text", ["AT&T declined to comment.", "AT&T did not respond to a request for comment."])
def test_declined_comment_is_a_row_without_content(text):
    row = one(text)
    assert (row["text"], row["basis"], row["source_id"]) == ("", "declined_comment", "att")


def test_a_label_before_a_quotation_speaks_it_with_its_colon_for_a_cue():
    row = attributed("Sen. Jane Roe: “The rule is dead.”").iloc[0]
    assert (row["source_text"], row["cue_text"], row["text"]) == ("Sen. Jane Roe", ":", "The rule is dead")


@pytest.mark.parametrize(
    ("text", "source_kind", "anonymity"),
    [
        ("AT&T said the rule is strict.", "named_group", "none"),
        ("Sen. Jane Roe said the rule is strict.", "named_person", "none"),
        ("The regulator said the rule is strict.", "named_group", "none"),
        ("Sources said the rule is too strict.", "unnamed_group", "unnamed_bare"),
        ("Critics said the rule is too strict.", "unnamed_group", "collective"),
        ("Two congressional aides said the rule is too strict.", "unnamed_group", "unnamed_described"),
        ("A spokeswoman said the rule is too strict.", "unnamed_person", "unnamed_described"),
        ("The report said the rule is too strict.", "document", "none"),
        ("The poll found that the rule is popular.", "vote_poll", "none"),
    ],
)
def test_sources_by_kind_and_anonymity(text, source_kind, anonymity):
    row = one(text)
    assert (row["source_kind"], row["anonymity"]) == (source_kind, anonymity)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Sen. Jane Roe said in a speech that the rule is dead.", "public_speech"),
        ("AT&T said in a court filing that the rule is dead.", "court_filing"),
        ("AT&T said the rule is dead.", "prepared_statement"),
        ("Sen. Jane Roe said the rule is dead.", "interview_quote"),
        ("Critics believe the rule is dead.", "background"),
    ],
)
def test_the_basis_is_told_by_the_setting_then_the_cue_then_the_source(text, basis):
    assert one(text)["basis"] == basis


def test_the_authors_own_statements_have_no_cue_and_one_row_a_clause():
    found = read("AT&T left the deal, and Huawei kept its offer open.")
    assert found["text"].tolist() == ["AT&T left the deal", "Huawei kept its offer open"]
    assert (found["source_id"] == "author").all() and (found["cue_text"] == "").all()


def test_the_author_keeps_what_stands_beside_an_attribution():
    found = read("AT&T left the deal, saying it was too small.")
    assert found["text"].tolist() == ["AT&T left the deal", "it was too small"]
    assert found["source_id"].tolist() == ["author", "att"]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("AT&T said the rule is strict.", "Uu"),
        ("AT&T confirmed that the rule is strict.", "CT+"),
        ("AT&T falsely claimed that the rule is strict.", "CT-"),
    ],
)
def test_what_is_reported_is_not_vouched_for_unless_the_cue_does(text, author):
    assert one(text)["factuality_author"] == author


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("AT&T said the rule may be too strict.", "PS+"),
        ("AT&T said the rule is not strict.", "CT-"),
        ("AT&T said the rule is unlikely to last.", "PR-"),
        ("AT&T denied that the rule is strict.", "CT-"),
        ("AT&T believes that the rule is strict.", "PR+"),
        ("AT&T asked whether the rule is strict.", "Uu"),
    ],
)
def test_how_sure_the_source_sounds(text, value):
    assert one(text)["factuality_source"] == value


def test_hedges_carry_their_place_and_kind():
    text = "AT&T said the rule may be too strict."
    word, place = one(text)["hedges"].split(";")[0].split("@")
    start, end = map(int, place.split(":")[0].split("-"))
    assert text[start:end] == word == "may" and place.endswith(":epistemic")


def test_the_month_of_may_is_no_hedge():
    assert one("AT&T said the rule began in May 2019 already.")["hedges"] == ""


def test_who_is_told_only_as_a_class_is_a_weasel():
    assert one("Sources said the rule is too strict.")["hedges"].endswith(":weasel")


@pytest.mark.parametrize(
    ("text", "source_id"),
    [
        ("Huawei and AT&T said the talks had ended.", "huawei;att"),
        ("“It works,” said Jane Roe, president and chief executive officer of AT&T.", "jane-roe"),
        ("Jane Roe of the group Open Tidewatch said the rule would stay.", "jane-roe"),
        ("SPRINGFIELD, March 3, 2020 – AT&T said it would sell phones.", "att"),
        ("The FCC lawsuit said the fees were hidden.", "federal-communications-commission"),
        ("The FCC filed a lawsuit in May. The lawsuit said the fees were hidden.", "federal-communications-commission"),
        ("AT&T lost a lawsuit in May. The lawsuit said the fees were hidden.", ""),
        ("A decision was expected by October, officials said.", "officials"),
    ],
)
def test_whom_a_source_stands_for(text, source_id):
    assert attributed(text)["source_id"].tolist() == [source_id]


@pytest.mark.parametrize(
    ("lexicon", "column"), [("hedges", "forms"), ("cues", "forms"), ("cue_settings", "words"), ("instruments", "forms")]
)
def test_a_phrase_is_known_by_its_words_whatever_blanks_stand_between(lexicon, column):
    tokenizer = load_pipeline().tokenizer
    forms = {form for cell in lexicons.load_lexicon(lexicon)[column] for form in lexicons.split_items(cell)}
    for form in sorted(forms):
        spaced = tokenizer(" ".join(token.text for token in tokenizer(form)))
        if [token.text for token in spaced] == [token.text for token in tokenizer(form)]:
            assert find_form(spaced[:], lexicon, column) == form


def test_a_blank_before_an_apostrophe_changes_nothing():
    assert read("Let 's say it fell, the firm said.")["hedges"].str.contains("et 's say@").any()


def test_unbalanced_quotation_marks_do_no_harm():
    assert len(read('“We will sue, AT&T said.\nIt did not. ” " ” Then “ it left.'))


@pytest.mark.parametrize("text", ["“", "said", "AT&T:", "“ ” said", "According to", "—"])
def test_scraps_give_no_statement_of_anybody_named(text):
    assert attributed(text).empty


HOSTILE = {
    "unbalanced marks": lambda n: "“We ” \" '" * (n // 4),
    "one long sentence": lambda n: "AT&T said it may sue and " * (n // 6),
}


def prepare(text):
    """What `find_claims` is given of a text."""
    doc = parse(article_from_text(text, date(2020, 1, 15)))
    return doc, resolve_actors(find_mentions(doc))


def find_anew(doc, actors):
    """`find_claims`, with what is read once per Doc read anew."""
    doc.user_data = {"article": doc.user_data["article"]}
    return find_claims(doc, actors)


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_steps_in_proportion(make):
    assert measure_growth(lambda given: find_anew(*given), lambda n: prepare(make(n)), 1_000) <= 4 * 1.1


@pytest.mark.stress
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_time_in_proportion(make):
    short, long = prepare(make(2_000)), prepare(make(20_000))
    find_anew(*short)
    assert spend(find_anew, *long) <= 30 * spend(find_anew, *short)


@pytest.fixture
def lexicon(tmp_path, monkeypatch):
    """A function: the error that a changed lexicon of cues gives."""

    def fail(**cells):
        frame = pd.read_csv(lexicons.paths.LEXICONS / "cues.csv", dtype="str", keep_default_na=False)
        row = {**frame[frame["cue"] == "say"].iloc[0].to_dict(), **cells}
        pd.concat([frame, pd.DataFrame([row])]).to_csv(tmp_path / "cues.csv", index=False)
        monkeypatch.setattr(lexicons.paths, "LEXICONS", tmp_path)
        with pytest.raises(ValueError) as error:
            lexicons.load_lexicon.__wrapped__("cues")
        assert len(str(error.value).splitlines()) == 1
        return str(error.value)

    return fail


def test_an_unknown_kind_of_cue_is_one_clear_line(lexicon):
    message = lexicon(cue="mumble", forms="mumble", kind="noise")
    assert "cues" in message and "'noise'" in message and "assertion" in message


def test_a_cue_that_two_kinds_claim_is_one_clear_line(lexicon):
    message = lexicon(cue="utter", forms="utter;said", kind="belief")
    assert "'said'" in message and "assertion" in message and "belief" in message
