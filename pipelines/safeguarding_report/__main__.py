"""Lets `python -m safeguarding_report` stand for the command `safeguarding-report`."""

import sys

if __name__ == "__main__":
    from pathlib import Path

    # Python looks first where the command was given, and so would tasks: no file there may stand for a library.
    here = Path(sys.path[0])
    if not sys.flags.safe_path and here == Path.cwd() and not (here / "safeguarding_report").is_dir():
        del sys.path[0]
    # Imported here: each process of a task loads the module that its build was started as, and needs no command line.
    from safeguarding_report.cli import main

    main()
