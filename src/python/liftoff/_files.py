"""Files that are there whole or not at all."""

import os


def write_whole(path: str, text: str) -> None:
    """Replaces the content of `path`. A reader sees the old content or the new, never a part."""
    folder, name = os.path.split(path)
    # What begins with .liftoff- is never listed among the files of a run.
    draft = os.path.join(folder, f".liftoff-{name}.{os.getpid()}.{os.urandom(6).hex()}.tmp")
    try:
        with open(draft, "w", encoding="utf-8", errors="surrogateescape") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except BaseException:
        if os.path.exists(draft):
            os.unlink(draft)
        raise
