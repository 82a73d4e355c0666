"""What the preview tells a browser, also one that is between two looks at it."""

from __future__ import annotations

from ocgen.site.board import Board


def test_a_new_style_is_news_to_a_page_that_no_browser_shows_yet() -> None:
    board = Board()
    board.publish({"acme"}, {})
    shown = board.version("acme")  # what a browser is sent, before it asks for news
    board.publish((), {}, looks=True)
    assert board.wait("acme", shown, 0) is True
    assert board.wait("acme", board.version("acme"), 0) is False


def test_a_page_is_news_to_its_own_readers_alone() -> None:
    board = Board()
    before = board.version("beta")
    board.publish({"acme"}, {"acme": "broken"})
    assert (board.wait("beta", before, 0), board.fault("acme"), board.fault("beta")) == (False, "broken", None)
    board.publish({"acme"}, {})
    assert board.fault("acme") is None
    board.close()
    assert board.wait("acme", 0, 0) is None
