"""Exit statuses of the program."""

PASSED, NOT_PASSED, UNUSABLE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
