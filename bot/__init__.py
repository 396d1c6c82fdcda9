"""Footnote: a Discord bot that answers only with its sources."""
