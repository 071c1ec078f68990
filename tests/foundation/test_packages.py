"""What somebody hands over is listed and fetched without trusting it: nothing out of it, nothing larger than it says (G4)."""

import os
import stat
import struct
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.packages import Bounds, Folder, NotFetched, PackageRefused, Refused, Trouble, Zip, is_zip


def zip_at(path: Path, members: dict[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def troubles(package: Zip | Folder) -> dict[str, Trouble | None]:
    return {one.key: one.trouble for one in package.members}


def test_a_folder_and_a_zip_of_the_same_say_the_same(tmp_path):
    things = {"2019/Plan för Åre.txt": b"en plan", "b/tom.txt": b""}
    for name, content in things.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with Folder(tmp_path / "in") as folder, Zip(zip_at(tmp_path / "in.zip", things)) as packed:
        assert folder.members == packed.members
        for key, content in things.items():
            assert folder.fetch(key, tmp_path / "a") == packed.fetch(key, tmp_path / "b") == sha256(content).hexdigest()
            assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == content


def test_names_written_apart_by_a_mac_are_put_together(tmp_path):
    with Zip(zip_at(tmp_path / "mac.zip", {"Ra\u030ad.txt": b"x"})) as packed:
        assert packed.members[0].key == "Råd.txt"
        assert packed.fetch("Råd.txt", tmp_path / "out") == sha256(b"x").hexdigest()


def test_names_of_an_old_windows_zip_are_read(tmp_path):
    written = BytesIO()
    with ZipFile(written, "w") as made:
        made.writestr("XXXXX.txt", b"x")
    (tmp_path / "old.zip").write_bytes(written.getvalue().replace(b"XXXXX", "ÅÄÖåö".encode("cp850")))
    with Zip(tmp_path / "old.zip") as packed:
        assert packed.members[0].key == "ÅÄÖåö.txt"


def test_what_has_no_name_is_told_and_the_rest_is_there(tmp_path):
    packed = zip_at(tmp_path / "in.zip", {"X.txt": b"x", "bra.txt": b"y"})
    packed.write_bytes(packed.read_bytes().replace(b"X.txt", b"\x00.txt"))  # a name ends where a zero stands
    with Zip(packed) as opened:
        assert troubles(opened) == {"?": Trouble.UNSAFE, "bra.txt": None}


@pytest.mark.parametrize("name", ["../ut.txt", "a/../../ut.txt", "/etc/passwd", "C:/fil.txt", "a\\..\\..\\ut.txt"])
def test_a_name_that_leads_out_is_told_and_never_followed(tmp_path, name):
    with Zip(zip_at(tmp_path / "evil.zip", {name: b"x", "bra.txt": b"y"})) as packed:
        assert Trouble.UNSAFE in troubles(packed).values()
        assert troubles(packed)["bra.txt"] is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["evil.zip"]


def test_symbolic_links_are_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_text("hemligt")
    (tmp_path / "in" / "fil.txt").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "mapp").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "in" / "ror")
    link = ZipInfo("lank")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "in.zip", "w") as made:
        made.writestr(link, str(tmp_path / "secret"))
    with Folder(tmp_path / "in") as folder, Zip(tmp_path / "in.zip") as packed:
        assert troubles(folder) == {"fil.txt": Trouble.LINK, "mapp": Trouble.LINK, "ror": Trouble.LINK}
        assert troubles(packed) == {"lank": Trouble.LINK}
        with pytest.raises(NotFetched):
            folder.fetch("fil.txt", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_became_a_link_meanwhile_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "fil.txt").write_text("först")
    (tmp_path / "secret").write_text("hemligt")
    with Folder(tmp_path / "in") as folder:
        (tmp_path / "in" / "fil.txt").unlink()
        (tmp_path / "in" / "fil.txt").symlink_to(tmp_path / "secret")
        with pytest.raises(NotFetched):
            folder.fetch("fil.txt", tmp_path / "out")


def test_a_member_with_a_password_is_told_and_the_others_are_fetched(tmp_path):
    path = zip_at(tmp_path / "in.zip", {"oppen.txt": b"x", "last.txt": b"y"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    with Zip(path) as packed:
        assert troubles(packed) == {"oppen.txt": None, "last.txt": Trouble.CIPHERED}
        assert packed.fetch("oppen.txt", tmp_path / "out") == sha256(b"x").hexdigest()


def test_a_bomb_is_told_of_and_not_unpacked(tmp_path):
    with Zip(zip_at(tmp_path / "in.zip", {"bomb.txt": b"0" * 200_000, "ok.txt": b"x"}), Bounds(small=1_000, ratio=50)) as packed:
        assert troubles(packed) == {"bomb.txt": Trouble.BOMB, "ok.txt": None}


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path):
    path = zip_at(tmp_path / "in.zip", {"fil.txt": b"0" * 50_000})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 24 : data.index(b"PK\x01\x02") + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(data))
    with Zip(path) as packed, pytest.raises(NotFetched):
        packed.fetch("fil.txt", tmp_path / "out")
    assert not (tmp_path / "out").exists() or (tmp_path / "out").stat().st_size <= 10


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_the_same_name_are_both_told(tmp_path):
    with ZipFile(tmp_path / "in.zip", "w") as made:
        made.writestr("a.txt", b"1")
        made.writestr("a.txt", b"2")
    with Zip(tmp_path / "in.zip") as packed:
        assert [one.trouble for one in packed.members] == [Trouble.TWICE, Trouble.TWICE]


@pytest.mark.parametrize(
    ("bounds", "reason"), [(Bounds(members=1), Refused.TOO_MANY), (Bounds(total=3), Refused.TOO_LARGE)], ids=["many", "large"]
)
def test_more_than_is_taken_on_is_refused(tmp_path, bounds, reason):
    things = {"a.txt": b"12", "b.txt": b"34"}
    (tmp_path / "in").mkdir()
    for name, content in things.items():
        (tmp_path / "in" / name).write_bytes(content)
    path = zip_at(tmp_path / "in.zip", things)
    for opening in (lambda: Zip(path, bounds), lambda: Folder(tmp_path / "in", bounds)):
        with pytest.raises(PackageRefused) as refused:
            opening()
        assert refused.value.reason == reason


def test_a_folder_that_lies_too_deep_is_told_of(tmp_path):
    (tmp_path / "in" / "a" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a" / "b" / "c.txt").write_text("x")
    with Folder(tmp_path / "in", Bounds(depth=1)) as folder:
        assert troubles(folder) == {"a/b": Trouble.LONG}


def test_what_is_not_there_is_refused(tmp_path):
    for opening in (lambda: Zip(tmp_path / "ingen.zip"), lambda: Folder(tmp_path / "ingen")):
        with pytest.raises(PackageRefused):
            opening()


@given(data=st.data())
def test_a_zip_cut_or_changed_anywhere_is_refused_or_gives_what_was_in_it(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip")
    content = b"hej " * 50
    whole = zip_at(folder / "in.zip", {"a.txt": content, "b.txt": content[:7]}).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] if data.draw(st.booleans()) else whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    (folder / "in.zip").write_bytes(broken)
    is_zip(folder / "in.zip")
    try:
        with Zip(folder / "in.zip") as packed:
            for member in packed.members:
                if member.trouble is None:
                    try:
                        packed.fetch(member.key, folder / "out")
                    except NotFetched:
                        continue
                    assert (folder / "out").stat().st_size == member.size
    except PackageRefused:
        pass
