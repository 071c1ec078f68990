"""Search: the Swedish chain, the lexicon, the engine, spelling, highlights and how good it is. See docs/decisions and search.md."""
