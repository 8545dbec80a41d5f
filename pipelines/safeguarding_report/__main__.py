"""Lets `python -m safeguarding_report` stand for the command `safeguarding-report`."""

from safeguarding_report.cli import main

if __name__ == "__main__":
    main()
