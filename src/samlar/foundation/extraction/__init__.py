"""Text out of every kind of file (G2).

What a file is by its content is told by `kinds`, its text with where it stands by `extract`, its first page is drawn by `preview`.

Whatever opens what somebody sent does so in a process of its own (`apart` starts it, `child` is it), with limits on time, memory and size.
"""
