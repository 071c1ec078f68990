"""XML that somebody sent: nothing is made of entities, nothing is fetched, and a tree has a bounded depth."""

from lxml import etree

from samlar.foundation.extraction.told import Reason, Unreadable


def root(data: bytes) -> etree._Element:
    """The root element. Raises Unreadable for what is no XML, or brings a declaration of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(Reason.DEEP if too_deep(error) else Reason.DAMAGED) from None
    if tree.getroottree().docinfo.doctype:
        raise Unreadable(Reason.DECLARATION)
    return tree


def too_deep(error: BaseException) -> bool:
    """Whether the parser stopped because elements lie within one another without end."""
    return "excessive depth" in str(error).lower()


def text(tree: etree._Element | None, path: str, names: dict[str, str]) -> str:
    """The text of the first element at the path; empty where there is none."""
    found = None if tree is None else tree.find(path, names)
    return "" if found is None else "".join(found.itertext())
