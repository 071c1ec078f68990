"""What can be a row's number at all: an address may hold any."""

LARGEST = 2**63 - 1


def is_key(number: int) -> bool:
    """Whether a row could have this number. Databases refuse to look for one that is larger than they can hold."""
    return 0 < number <= LARGEST
