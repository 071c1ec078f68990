"""One reader a kind. Each runs in the child process only: it opens what somebody made up, and may fail in any way it likes."""
