"""Every threshold: name, unit, default and reason, in one frozen place. `yoy.toml` is read into the same fields."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a threshold may be, both ends among it."""

    least: float
    most: float


Count = Annotated[int, Bounds(0, 10**12)]
Length = Annotated[int, Bounds(1, 10**12)]
"""A count that stands for nothing where it is 0: the length of what is cut, the most of what is kept."""
Fraction = Annotated[float, Bounds(0, 1)]
Weight = Annotated[float, Bounds(0, 1000)]


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds of a run; stages take them as an argument and keep none of their own."""

    gram_length: Length = 8
    """Skeleton characters in a gram, for languages without blanks (6 doubles the noise, 10 loses little)."""

    gram_shortest: Length = 6
    """A sentence of 6 to 7 skeleton characters is one gram; a shorter one has none."""

    rate_floor: Count = 300
    """Counted characters below which a share is a count, not a rate."""

    heading_longest: Count = 60
    """Characters of a numbered sentence that is a heading; a longer one is text, its first clause names the section."""

    lead_longest: Count = 26
    """Characters of a short first sentence that heads its paragraph (longer ones are mostly text)."""

    inner_lead_longest: Count = 20
    """Characters of a short lead sentence inside a giant paragraph, and how long at least the one after it is."""

    giant_paragraph: Count = 9
    """Sentences of a numbered paragraph that may hold lead sentences inside."""

    caption_longest: Count = 30
    """Characters of a line without a stop that is a heading; up to three times as many where it is a habit."""

    statement_longest: Count = 300
    """Characters of an English sentence on its own line that heads the paragraph under it (risk factors)."""

    long_line: Count = 30
    """Characters from which pairs of ideographic blanks inside a line are paragraph marks (below: names, titles)."""

    giant_line: Count = 1000
    """Characters from which tabs and runs of blanks inside a line are paragraph marks too: a report on one line."""

    gram_words: Length = 5
    """Words in a gram, for languages with blanks (chance level 0.035 between unrelated filings; 4 doubles it)."""

    gram_words_shortest: Length = 4
    """A sentence of 4 words is one gram; a shorter one has none."""

    rewritten_share: Fraction = 0.6
    """Share of a pair's characters in edits above which it is shown as rewritten, not word by word."""

    compared_most: Count = 5_000_000
    """Pairs of equal words times words of the shorter side up to which a pair is compared word by word as a whole, about
    0.05 s; one that repeats itself without end is halved. Sentences of real reports come to 73,000."""

    signal_weight: Weight = 2.0
    """How often a word of the lexicon counts in the weight of an edit: it changes much in little space."""

    function_weight: Weight = 0.1
    """How often a function word counts: they change wherever anything does."""

    carried_weight: Weight = 0.5
    """How often a changed word counts that the other side has elsewhere: it has only changed its place."""

    slot_weight: Weight = 1.0
    """The mass of a changed figure, in words that stand once in the pair."""

    date_weight: Weight = 0.2
    """The mass of a changed date or meeting, likewise: from year to year they change by themselves."""

    near_share: Fraction = 0.6
    """Least share of equal tokens in a near passage; unrelated sentences stay below 0.25 (p99.9)."""

    near_gap: Count = 12
    """Tokens that an edit inside a near passage may touch on either side."""

    near_joined: Count = 40
    """The same between two runs that one old sentence holds in the same order: a clause that was put in or left out."""

    near_block: Length = 2
    """Tokens in a row that count as kept inside a near passage; single ones meet by chance."""

    near_least: Length = 9
    """Equal tokens a near passage must have: one more than a gram, as an edit inside makes chance likelier."""

    near_rest: Length = 4
    """The same for what is left of a sentence that is mostly kept, looked for in the old sentence it is kept from."""

    near_seed: Length = 4
    """Skeleton characters of the short grams that find an old sentence to look at (0.998 of pairs above 0.6 share one)."""

    near_seed_words: Length = 2
    """The same in words."""

    near_candidates: Length = 3
    """Old sentences that a new one is laid beside."""

    candidate_floor: Fraction = 0.02
    """Cosine of rarity-weighted grams from which two sentences are looked at at all."""

    candidate_most: Length = 15
    """Candidates kept for each sentence on either side (98 % of the gold pairs are among them)."""

    candidate_tied: Length = 60
    """Candidates kept where more than that many are equally good: thousands of equal sentences would all be each other's."""

    sieve_least: Fraction = 0.004
    """Probability by the sieve below which a candidate is dropped: one gold pair in a hundred, four candidates in five."""

    sieve_from: Count = 50
    """Candidates up to which none is dropped: they cost little, and in a few sentences nothing around a pair speaks for it."""

    letters_longest: Length = 2000
    """Characters of a sentence that are compared letter by letter, as time grows with their square: sentences of real
    reports stay below, a blob or a text without stops does not."""

    link_pair: Fraction = 0.55
    """Probability from which two sentences that nothing else claims are linked: where F1 is best left out by office."""

    link_join: Fraction = 0.45
    """Probability from which a Chinese one joins a link as a further member, a split or a merge; found like link_pair."""

    link_join_words: Fraction = 0.55
    """The same in English, whose readers give further members no more freely than pairs."""

    link_clear: Fraction = 0.3
    """By how much such a member must be likelier than its best other pair: a sentence that two claim is neither's for sure."""

    link_most: Length = 8
    """Members on the long side of a split or a merge."""

    section_pair: Fraction = 0.3
    """Score from which two sections are linked: where F1 is best left out by office; it is the same up to .33."""

    section_same: Fraction = 0.4
    """What an identical heading that stands once in both editions adds: so much more must another one's content say."""

    section_renamed: Fraction = 0.4
    """Score from which sections with two headings are linked: below, left-over sections were joined by a common word."""

    name_characters: Length = 8
    """Characters of a Chinese list item without a stop that may be a name and nothing else."""

    name_words: Length = 4
    """Words of such an English one."""

    name_ratio: Fraction = 0.75
    """Indel similarity from which two such items are one that was reworded, not two names."""

    heading_pair: Fraction = 0.5
    """Score of two sections from which their headings are linked, too, where nothing else answers to either."""

    heading_sure: Fraction = 0.6
    """Probability of such a link: of those that the gold decides, 5 in 8 are right (it holds most for doubtful)."""

    section_from: Fraction = 0.5
    """Share of a section's text that must come from another one for it to be a part of that one, which was split."""

    section_to: Fraction = 0.2
    """Share of a section's text that must go to another one for that to be a part of it."""

    section_parts: Fraction = 0.55
    """Share of a section's text that must stand in all its parts together for it to be split."""

    file_largest: Length = 256 * 2**20
    """Bytes of a file above which it is refused: no report comes near, and it is held in memory."""

    beside_largest: Length = 16 * 2**20
    """Bytes of a file beside reports (settings, decisions, marks, words) above which it is refused; a person's has 1 %."""

    unpacked_largest: Length = 128 * 2**20
    """Bytes that a container's parts may unpack to, all that are read together (a report of 400 pages has 20 MiB)."""

    unpacked_ratio: Length = 200
    """How many times its packed size a part over 1 MiB may unpack to; text packs 10 to 50 times, bombs 1000."""

    xml_deepest: Length = 200
    """Levels of nesting in an XML part; tables in text boxes in tables reach 40."""

    html_deepest: Count = 20_000
    """Elements of a web page left open inside each other; the parser takes the square of it, here 0.4 s. Real reports
    nest 15 deep, but old pages forget to close what they open, and shapes of a drawing count as open."""

    cell_longest: Count = 120
    """Characters of a table cell above which it is running text: forms hold whole reports in one cell."""

    styled_longest: Count = 200
    """Characters of a paragraph in a heading's style or all bold above which it is text in a heading's clothes."""

    pages_most: Length = 3000
    """Pages of a PDF above which it is refused: the longest annual reports have 800."""

    office_seconds: Length = 120
    """Seconds that LibreOffice may take to convert a file; its first start takes 10."""

    main_share: Fraction = 0.97
    """Share of a web page's sentences that the main text must hold; menus and notes of the site are outside of it."""

    control_share: Fraction = 0.02
    """Share of control characters above which a file is no text (a stray escape or form feed is)."""

    encoding_sure: Fraction = 0.85
    """Share of common characters that tells an encoding (the right one gives .95 and more, a wrong one .6 at most)."""

    formula_units: Length = 3
    """Least number of other units that make a gram a formula of the genre."""

    formula_percent: Count = 10
    """The same as a share of the other units of the background, in percent; the larger of the two counts."""

    genre_opening: Count = 300
    """Characters in which a report without a title says what it is."""

    own_sentence: Fraction = 0.5
    """Share of a sentence in the unit's own earlier text from which a formula in it counts as carried along with it."""

    formula_sentence: Fraction = 0.9
    """Share of formula in what a sentence repeats above which it is a formula and not carried along."""

    figure_linked: Fraction = 0.45
    """Likeness (name, kind, unit, place) from which two figures of linked sentences are the same indicator."""

    figure_alike: Fraction = 0.75
    """Indel similarity of two linked sentences from which their figures may pair by unit and place alone."""

    figure_named: Fraction = 0.65
    """Likeness of figures where the sentences are less alike: with the same unit, four tenths of the names are shared."""

    figure_across: Fraction = 0.85
    """Similarity of names from which figures of sentences that are not linked are the same indicator."""

    screen_split: Count = 90
    """Columns of a terminal from which both texts stand side by side; below, lines of fewer than 20 Han characters."""

    screen_outline: Count = 124
    """Columns from which the outline stands beside the texts unasked."""

    screen_context: Count = 1
    """Unchanged rows that stay open beside a changed one."""

    established: Length = 3
    """Editions of a series that must say a phrase before it counts as taken up, or as missed when it is gone."""

    trace_least: Count = 10
    """Skeleton characters from which a traced text is also looked for in other wordings; shorter ones are near anything."""

    trace_share: Fraction = 0.6
    """How alike a wording must be to count as the traced text's (as for near passages)."""

    series_processes: Length = 8
    """Pairs from which a series is linked in several processes: below, starting them costs as much as it saves."""

    outlier_share: Fraction = 0.4
    """Share of the usual recycling below which an edition may not belong to its series: in four real series (work reports of a
    district and of a state, meetings, statements of a bank) the least like edition has .59 of the median, a stranger put among
    them .29 at most."""

    promise_repeated: Fraction = 0.55
    """Indel similarity of skeletons from which a promise that was linked to a promise is told as repeated."""

    promise_answered: Fraction = 0.6
    """Probability from which a sentence surely reports on a promise."""

    promise_share: Fraction = 0.2
    """Share of a promise, by rarity, that such a sentence, or one that repeats it, must have."""

    promise_likely: Fraction = 0.3
    """Probability and share together from which a sentence surely reports: either alone would be doubtful."""

    promise_holds: Fraction = 0.5
    """The same in English for a sentence that only says that it holds on."""

    promise_again: Fraction = 0.7
    """The same in Chinese for a promise that is made again in a sentence that is not linked to it: plans are all alike."""

    promise_kept: Fraction = 0.25
    """Share of one clause of a promise, by rarity, in one clause of the new edition from which it is not silent."""

    promise_gone: Fraction = 0.36
    """The same of the whole promise in one sentence."""

    quiet_least: Fraction = 0.35
    """Indel similarity of skeletons from which two linked sentences are read for quiet changes."""

    quiet_same: Fraction = 0.5
    """The same from which a figure that vanished was one of the sentence that came, and is no target of another task."""

    quiet_longest: Count = 18
    """Characters (English: four times as many) that may change beside two words of a scale where the edit is quiet."""

    quiet_alone: Count = 7
    """The same beside a word that comes or goes alone, and of an edit in which a negation does: what is longer says more."""

    terms_least: Length = 3
    """How often a term must stand in one edition to be first used, revived or dropped."""

    terms_short: Count = 1200
    """Words of a report below which it is a statement, in which a formulation stands once and on purpose."""

    terms_years: Length = 3
    """Editions in a row that had a term before it counts as dropped, where earlier ones are at hand."""

    terms_chance: Fraction = 0.05
    """Adjusted probability of chance up to which a term rises or falls."""

    terms_crowded: Fraction = 0.85
    """Dispersion (Gries' DP over tenths of the text) from which a term stands in one place only: there it is 0.9."""

    terms_most: Count = 60
    """Terms that are told, by falling G2."""


LIMITS = frozenset(
    [
        "file_largest",
        "beside_largest",
        "unpacked_largest",
        "unpacked_ratio",
        "xml_deepest",
        "html_deepest",
        "pages_most",
        "office_seconds",
        "compared_most",
        "candidate_most",
        "letters_longest",
        "link_most",
        "near_candidates",
    ]
)
"""The thresholds that guard this machine: memory and time grow with them, whatever a report holds."""
