"""Requests that the live server is still answering when a test is over: the database is emptied only after them."""

import threading
import time

_lock = threading.Condition()
_running = 0


def middleware(get_response):
    def run(request):
        global _running
        with _lock:
            _running += 1
        try:
            return get_response(request)
        finally:
            with _lock:
                _running -= 1
                _lock.notify_all()

    return run


def wait(seconds: float = 15) -> None:
    """Until no request is being answered; what a closed page had sent may still be on its way for a moment."""
    time.sleep(0.05)
    with _lock:
        _lock.wait_for(lambda: _running == 0, timeout=seconds)
