"""Fuzzing of every reader: the same harnesses under Hypothesis, under atheris, and over the kept corpus."""
