"""``make bench``: every benchmark of this folder against a bare reference in the same run, as a table of ratios.

A module here has ``run() -> list[(name, seconds, ratio or None)]``. The database is a demonstration province in a
folder of its own.
"""

import importlib
import os
import pkgutil
import sys
import tempfile


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="chithi-bench-") as home:
        os.environ.update(
            CHITHI_HOME=home, CHITHI_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="chithi.settings"
        )
        os.environ.pop("CHITHI_DATABASE_URL", None)
        import django

        django.setup()
        from chithi.demo.commands import demo_command

        demo_command([])
        names = [m.name for m in pkgutil.iter_modules(folder()) if not m.name.startswith("_")]
        wanted = [n for n in names if not sys.argv[1:] or n in sys.argv[1:]]
        print(f"\n{'what':64} {'seconds':>9} {'ratio':>7}")
        for name in wanted:
            for what, seconds, ratio in importlib.import_module(f"benchmarks.{name}").run():
                print(f"{what[:64]:64} {seconds:9.4f} {'' if ratio is None else f'{ratio:7.2f}'}", flush=True)
    return 0


def folder() -> list[str]:
    return [os.path.dirname(os.path.abspath(__file__))]


if __name__ == "__main__":
    sys.exit(main())
