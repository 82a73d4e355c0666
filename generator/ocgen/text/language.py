"""The language that specs, templates and phrases are written in, and that stands in for what is not translated."""

SOURCE_LANGUAGE = "en"
