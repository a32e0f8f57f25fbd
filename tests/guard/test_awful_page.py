"""One awful page against the exact list of what is wrong with it."""

from __future__ import annotations

from mlsd.guard.check import check_root

from tests.conftest import Project

AWFUL = """\
---
title: [A list]
desciption: Spelt wrong
---

Text before the title.

## Checklist { #checklist }

- [ ] **Why.** { #business-goal }

    Explained.

- [ ] { #capabilities }
- [x] **Data.** { #available-data }

    Explained.

- [ ] **Data again.** { #available-data }
- **Not a task.** { #scale }
- [ ] **No id.**

  Too near.

# The title

## Why this step matters { #gaol }

See [data](data.md), [nothing](nothing.en.md#x), [here](#nowhere), [root](/framework/).

## Questions

- one
- two

#### Skipped { #Skipped }

## Common mistakes { #mistakes }

<script>alert(1)</script>

<!-- mlsd:glosary -->

## Common mistakes { #mistakes }
"""

# The path, the same in every row, is left off.
EXPECTED = """\
1: FM001 `description` is missing from the front matter: add a line `description: …`
2: FM003 `title` must be text: put it in quotes
3: FM002 `desciption` is not known: did you mean `description`?
8: ST011 this heading stands before the title (line 25): move it below
14: ST009 item `capabilities` has no text: write it before the id
15: ST009 item `available-data` is ticked: write `- [ ]`, the tick is the reader's
19: ST005 id `available-data` is taken at line 15: keep one, or choose another id
19: ST009 item `available-data` is not explained: add a paragraph below, indented by 4 spaces
20: ST006 item `scale` is not a task: begin it with `- [ ] `
21: ST007 this item has no id: close its first line with `{ #item-id }`
23: ST013 fewer than 4 spaces end the list item: indent what belongs to it by 4 (8 for the next level)
25: PR001 the page in `ru` is missing: write docs/framework/requirements.ru.md
25: ST001 section `goal` is missing: add `## Why this step matters { #goal }` (is it the one at line 27?)
25: ST001 section `questions` is missing: add `## Questions to ask { #questions }`
25: ST001 section `signals` is missing: add `## What you hear, where to dig { #signals }`
25: ST001 section `tradeoffs` is missing: add `## Trade-offs { #tradeoffs }`
25: ST001 section `example` is missing: add `## Worked example: ad banner { #example }`
25: ST001 section `levels` is missing: add `## Expectations by level { #levels }`
25: ST001 section `further` is missing: add `## Further reading { #further }`
25: ST006 checklist item `constraints-compute` is missing: add `- [ ] Available compute and hardware { #constraints-compute }`
25: ST006 checklist item `constraints-device` is missing: add `- [ ] Rough power of the end device { #constraints-device }`
25: ST006 checklist item `improvement-over-time` is missing: add `- [ ] Must the model improve over time { #improvement-over-time }`
25: ST006 checklist item `performance` is missing: add `- [ ] Required performance: latency, throughput, availability { #performance }`
25: ST006 checklist item `online-offline` is missing: add `- [ ] Online or offline { #online-offline }`
25: ST006 checklist item `tradeoff-priorities` is missing: add `- [ ] Which trade-offs the business prefers { #tradeoff-priorities }`
25: ST006 checklist item `prior-experience` is missing: add `- [ ] What was tried, what runs today; your own similar work { #prior-experience }`
25: ST006 checklist item `interviewer-pain` is missing: add `- [ ] What the interviewer's team struggles with now { #interviewer-pain }`
25: ST006 checklist item `error-costs` is missing: add `- [ ] What each kind of error costs { #error-costs }`
25: ST006 checklist item `success-threshold` is missing: add `- [ ] What counts as success, and by when { #success-threshold }`
25: ST006 checklist item `compliance` is missing: add `- [ ] Consent, regulation, data residency { #compliance }`
29: LN001 `data.md` does not exist: put the file at docs/framework/data.md, or fix the name
29: LN001 `nothing.en.md` does not exist: put the file at docs/framework/nothing.en.md, or fix the name
29: LN002 `#nowhere` is not an id on docs/framework/requirements.en.md: name an id that stands there
29: LN004 `/framework/` begins at the root of the host, where the site may not be: name the file from here
31: ST004 this heading has no id: end it with `{ #questions }`, the same in both languages
36: ST004 id `Skipped`: use lower-case Latin letters, digits and single hyphens
36: ST012 a heading of level 4 under level 2: use ###
36: ST028 nothing stands under `Skipped`: write it, or take the heading out
38: ST010 section `mistakes` has 0 items in its first list: it needs at least 5
40: SE001 `<script>`: write Markdown instead (of HTML, <br>, <kbd>, <sub>, <sup> without attributes may stand)
42: ST014 `mlsd:glosary` is not known: did you mean `glossary`?
44: ST005 id `mistakes` is taken at line 38: keep one, or choose another id
"""


def test_every_fault_is_found_and_nothing_else(project: Project) -> None:
    name = "docs/framework/requirements.en.md"
    findings = [str(finding) for finding in check_root(project({name: AWFUL}))]
    assert findings == [f"{name}:{row}" for row in EXPECTED.splitlines()]
