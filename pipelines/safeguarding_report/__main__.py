"""Lets `python -m safeguarding_report` stand for the command `safeguarding-report`."""

if __name__ == "__main__":
    # Imported here: each process of a task loads the module that its build was started as, and needs no command line.
    from safeguarding_report.cli import main

    main()
