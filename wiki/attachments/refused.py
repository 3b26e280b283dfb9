"""Why a file is not taken, as a code."""


class Refused(Exception):
    """`code` is 'none', 'empty', 'too-big', 'unknown', 'svg', 'heic', 'broken', 'too-many-pixels', 'swollen', 'macros',
    'locked', 'too-slow' or 'unkept'. Travels between processes, so it holds nothing else."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
