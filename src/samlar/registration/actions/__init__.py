"""The room's deeds: the only place with transactions."""
