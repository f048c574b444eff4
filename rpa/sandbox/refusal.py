"""A request that is answered with an error."""

BUSY = "系统繁忙，请稍后重试"


class Refused(Exception):
    """What was asked is not done; `more` goes into the answer beside the message."""

    def __init__(self, status: int, message: str, **more: object) -> None:
        super().__init__(message)
        self.status, self.body = status, {"error": message, **more}
