"""The room's pure rules: rows, who is fit, which deeds are possible, where a proposal stands."""
