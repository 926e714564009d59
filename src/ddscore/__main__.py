"""`python -m ddscore`."""

from ddscore.cli import main

if __name__ == "__main__":
    main()
