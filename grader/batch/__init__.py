"""A class graded in one command: gathering, matching, grading in parallel, keeping, publishing."""
