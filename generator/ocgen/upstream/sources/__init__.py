"""A source in one form -> a neutral document or facts: HTML, Markdown, copied text, platform models, a live tenant."""
