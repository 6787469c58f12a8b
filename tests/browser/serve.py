"""The server for browser tests: `python -m tests.browser.serve PORT DATA PACE`. Settings come from the environment."""

import sys
from pathlib import Path

import uvicorn

from roleplay.config import read_settings
from roleplay.web.pace import Pace
from roleplay.web.server import create_app
from tests.cheap import cheap_passwords


def main(port: str, data: str, pace: str) -> None:
    settings = read_settings().model_copy(update={"data": Path(data)})
    app = create_app(settings, pace=Pace(scale=float(pace)))
    with cheap_passwords():
        uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", proxy_headers=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
