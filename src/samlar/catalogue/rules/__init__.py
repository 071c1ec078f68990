"""The room's pure rules: who may do what with a format's text, and how a draft is changed part by part (C1, L1)."""
