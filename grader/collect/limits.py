"""How much is read of a submission; past any of these it is refused with a sentence."""

SOURCE_FILES = 2_000
SOURCE_BYTES = 2 * 1024**2
NOTEBOOK_BYTES = 20 * 1024**2
TOML_BYTES = 256 * 1024
ENTRIES = 20_000
FOLDER_DEPTH = 64
ZIP_BYTES = 64 * 1024**2
TOTAL_BYTES = 200 * 1024**2
ZIP_RATIO = 100
# A tiny archive of repetitive text may well shrink more than a hundredfold; what stays this small harms nobody.
ZIP_RATIO_FREE = 1024**2
# A tree takes some 800 bytes a word or sign of its text, and a notebook as much a part of its JSON.
WORDS = 400_000
NOTEBOOK_PARTS = 1_000_000
CELL_PARTS = 100_000
BRACKET_DEPTH = 190
CHAIN_LENGTH = 5_000


def bytes_for(path: str) -> int:
    """The largest size at which a file of this name is read."""
    if path.endswith(".ipynb"):
        return NOTEBOOK_BYTES
    if path.endswith(".zip"):
        return ZIP_BYTES
    return TOML_BYTES if path.endswith(".toml") else SOURCE_BYTES
