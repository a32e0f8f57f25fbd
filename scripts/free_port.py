"""Say whether a port of this machine is free: `python scripts/free_port.py 8000`."""

import socket
import sys


def main() -> int:
    """Return 0 if the server can have the port."""
    try:
        port = int(sys.argv[1])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except (ValueError, OverflowError):
        sys.stderr.write(
            f"'{sys.argv[1]}' is not a port: name a number from 1 to 65535, as in `make serve PORT=8001`.\n"
        )
        return 1
    except OSError as error:
        remedy = f"stop what uses it, or choose another: `make serve PORT={port + 1}`"
        sys.stderr.write(f"Port {port} of 127.0.0.1 cannot be had ({error.strerror}): {remedy}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
