"""Strings only: characters, normal forms, words, cells. Nothing here knows an edition."""
