"""Straight quotation marks of English text are printed curly, where they are text."""

import pytest
from mlsd.render.quotes import curl


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('<p>"Once" and "fixed"</p>', "<p>“Once” and “fixed”</p>"),
        ("<p>the project's users' clicks</p>", "<p>the project’s users’ clicks</p>"),
        ("<p>He says: \"They say 'once', don't they?\"</p>", "<p>He says: “They say ‘once’, don’t they?”</p>"),
        ('<p>("so") and\u2014"so"; the \'90s; p99\'s</p>', "<p>(“so”) and\u2014“so”; the ’90s; p99’s</p>"),
        ('<p><em>"Once"</em>, "<strong>fixed</strong>"</p>', "<p><em>“Once”</em>, “<strong>fixed</strong>”</p>"),
        ('<td>word</td><td>"a"</td>', "<td>word</td><td>“a”</td>"),
        ("<p>&quot;a&quot; isn&#39;t, isn&#x27;t</p>", "<p>“a” isn’t, isn’t</p>"),
        ('<p>"<code>x = "1"</code>" and <code>y</code>\'s</p>', '<p>“<code>x = "1"</code>” and <code>y</code>’s</p>'),
    ],
)
def test_marks_are_curled(typed: str, printed: str) -> None:
    assert curl(typed) == printed


@pytest.mark.parametrize(
    "html",
    [
        "<p title=\"a 'b' c\">no marks &amp; none</p>",
        '<pre><code>print("it\'s")</code></pre>',
        '<script type="application/json">{"a": "it\'s"}</script>',
        '<svg><text>"a"</text></svg><math><mi>"x\'"</mi></math><kbd>"</kbd>',
        '<!-- "note" -->',
        "",
    ],
)
def test_what_is_no_text_stays(html: str) -> None:
    assert curl(html) == html
