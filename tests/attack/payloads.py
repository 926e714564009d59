"""What an attacker would write into a case, a rubric or a saved assessment, by what it is aimed at.

`window.hit` is set by whatever runs in a page; nothing else sets it.
"""

from __future__ import annotations

_HIT = "window.hit=1"

FAMILIES = {
    "elements": (
        f"</p></li></td></svg></title></style></script><script>{_HIT}</script>"
        f'<img src=x onerror={_HIT}><svg onload={_HIT}><iframe srcdoc="<script>parent.hit=1</script>">'
        "<style>*{display:none}</style><base href=//tracker.example><form action=//tracker.example>"
        "<!-- ]]> <![CDATA[ <?php --><plaintext><textarea>"
    ),
    "attributes": (
        f'" onmouseover="{_HIT}" autofocus onfocus="{_HIT}" style="x:url(//tracker.example)" x=\''
        f" ' onmouseover='{_HIT}' autofocus ` onfocus=`{_HIT}` > <b"
    ),
    "entities": "&lt;script&gt; &#60;b&#62; &copy &copy; &nbsp; &amp;amp; %3Cscript%3E \\u003cb\\u003e",
    "addresses": (
        f"javascript:{_HIT} data:text/html,<script>{_HIT}</script> vbscript:MsgBox(1) file:///etc/passwd "
        f"JaVaScRiPt\t:{_HIT} //tracker.example https:tracker.example javascript://example.org/%0a{_HIT}"
    ),
    "markdown in a line": (
        f"[click](javascript:{_HIT}) ](x) [ref] [ref]: //tracker.example ![x](https://tracker.example/p.png) "
        "<https://tracker.example> `code` ``` **bold** __bold__ *em* _em_ \\ \\[ [x]: <y> [^1] "
        "[^1]: note | a | b |"
    ),
    "markdown over lines": (
        "one\n\n# heading\n\n- item\n  - item\n\n1. one\n\n> quote\n\n```\nfence\n```\n\n    code\n\n"
        "| a | b |\n| --- | --- |\n| c | d |\n\n<div>\n\n***\n\nheading\n===\n\n[ref]: https://tracker.example\n\n"
        "~~~\ntilde\n~~~\n\n: definition\n\n---\ntitle: metadata\n---\n"
    ),
    "forges": (
        "@octocat @octo/team #123 GH-123 octo/repo#123 octo/repo@1234567 https://tracker.example "
        "http://tracker.example www.tracker.example mail@tracker.example xmpp:a@tracker.example :smile: "
        "$x^2$ $$x$$ ~~gone~~ ~sub~ ^sup^ - [ ] task [[wiki]] [!NOTE] #octo !12 &3 ==mark== "
    ),
    "templates": "{{ 7 * 7 }} {% include 'x' %} {# gone #} {{ self }} ${7*7} <%= 7 %> {0} {x!r} %s %(x)s %n",
    "shells": "; $(touch hit) `touch hit` && touch hit | sh > hit 'x' \"y\" \\ -rf --output=hit ~ * ! #",
    "formulas": '=HYPERLINK("https://tracker.example";"x"),"a";b\t+1\t-1\t@SUM(A1)\n=1+1\r\n@x\r=2',
    "a formula after plus": "+cmd|' /C calc'!A0",
    "a formula after minus": "-2+3+cmd|' /C calc'!A0",
    "a formula after at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a formula after a tab": "\t=1+1",
    "a formula after a carriage return": "\r=1+1",
    "a formula in full width": "＝1＋1",
    "terminals": (
        "\x1b[2J\x1b[1;1H\x1b[31mred\x1b]0;title\x07\x1b]8;;https://tracker.example\x1b\\link\x1b]8;;\x1b\\"
        "\x1bP1$r\x1b\\\x9b2J\x9d0;t\x9c\x90q\x9c\x07\x08\x08\x08\x7f\x0e\x0f\x05\x84\x85\x88\x8d "
        "over\rwritten"
    ),
    "directions": (
        "\u202egnp.exe\u202c \u202a\u202b\u202d \u2066\u2067\u2068\u2069 \u200e\u200f\u061c \u206a\u206f"
    ),
    "nothing to see": (
        "\u200b\u200c\u200d\u2060\u2061\ufeff\u00ad\u034f\u115f\u3164\U000e0041\U000e0001\ufff9\ufffb"
    ),
    "lines": "one\ntwo\r\nthree\rfour\x0bfive\x0csix\x1cseven\x85eight\u2028nine\u2029ten\x00eleven",
    "halves of characters": "\ud800 \udfff \ud83d\ude00 \udc80\udcc3",
    "not characters": "\ufffe\uffff\ufdd0\ue000\U0010ffff\U000f0000",
    "marks": "Z" + "\u0301\u0489\u20dd" * 10 + " שָׁלוֹם مُرَكَّب ไทย नी 漢字 👨\u200d👩\u200d👧 🏳️\u200d🌈",
}
"""One payload for each kind of attack."""

FAMILIES["all together"] = " ".join(FAMILIES.values())

PLAIN = "plain"
"""What stands in the harmless twin, where a payload stands."""

LONG = 100_000
