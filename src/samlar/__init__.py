"""Samlär: the platform on which Sweden's regions run their joint learning. A map of the rooms: docs/house.md."""
