"""What the preview tells a browser, also one that is between two looks at it."""

from __future__ import annotations

from ocgen.site.status import PreviewStatus


def test_a_new_style_is_news_to_a_page_that_no_browser_shows_yet() -> None:
    status = PreviewStatus()
    status.publish({"acme"}, {})
    shown = status.version("acme")  # what a browser is sent, before it asks for news
    status.publish((), {}, looks=True)
    assert status.wait("acme", shown, 0) is True
    assert status.wait("acme", status.version("acme"), 0) is False


def test_a_page_is_news_to_its_own_readers_alone() -> None:
    status = PreviewStatus()
    before = status.version("beta")
    status.publish({"acme"}, {"acme": "broken"})
    assert (status.wait("beta", before, 0), status.fault("acme"), status.fault("beta")) == (False, "broken", None)
    status.publish({"acme"}, {})
    assert status.fault("acme") is None
    status.close()
    assert status.wait("acme", 0, 0) is None
