"""A press that is refused: its message is one sentence for the user that says what to do next."""


class Refused(ValueError):
    """Nothing was changed, because of what the message says."""
