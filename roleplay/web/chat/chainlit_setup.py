"""Chainlit as we want it: set in code before its server is imported, and checked before the first request.

Chainlit reads the environment and writes a folder of its own while it is imported, once in a process.
"""

import os
import secrets
from pathlib import Path

from roleplay.web.addresses import CHAT

LANGUAGE = "en-US"  # of Chainlit's own texts; the screen's are ours
SESSION_SECONDS = 300  # how long a dropped screen is remembered; the attempt itself is in the store


def set_up(data: Path) -> None:
    """Everything that must be so before `chainlit.server` is imported. Doing it again changes nothing."""
    root = data / "chainlit"
    root.mkdir(parents=True, exist_ok=True)
    (root / f"chainlit_{LANGUAGE}.md").touch()  # an empty readme: with none, Chainlit warns at every page
    os.environ.setdefault("CHAINLIT_APP_ROOT", str(root))
    os.environ["CHAINLIT_ROOT_PATH"] = CHAT
    os.environ["CHAINLIT_CUSTOM_AUTH"] = "1"
    os.environ.setdefault("CHAINLIT_AUTH_SECRET", secrets.token_hex(32))  # never leaves this process
    for name in ("DATABASE_URL", "LITERAL_API_KEY"):  # their mere presence would switch on a data layer of Chainlit's
        os.environ.pop(name, None)
    from chainlit.config import config

    config.ui.name = "roleplay"
    config.ui.language = LANGUAGE
    config.ui.default_theme = "light"
    config.ui.default_sidebar_state = "hidden"
    config.ui.cot = "hidden"
    config.ui.confirm_new_chat = False
    config.ui.custom_css = config.ui.custom_js = None
    features = config.features
    features.edit_message = features.auto_tag_thread = features.favorites = features.allow_thread_sharing = False
    features.user_message_markdown = features.user_message_autoscroll = False
    features.unsafe_allow_html = features.latex = False
    features.spontaneous_file_upload.enabled = False
    features.spontaneous_file_upload.accept = {}  # "*/*", its default, fills the browser's console with warnings
    features.audio.enabled = False
    features.mcp.enabled = features.mcp.user_servers.enabled = False
    config.project.allow_origins = []
    config.project.session_timeout = SESSION_SECONDS
    check_set_up()


def check_set_up() -> None:
    """Refuses to start with a door open that nobody asked for."""
    from chainlit.config import config

    features = config.features
    open_doors = {
        "edit_message": features.edit_message,
        "spontaneous_file_upload": features.spontaneous_file_upload.enabled,
        "mcp": features.mcp.enabled or bool(features.mcp.servers) or features.mcp.user_servers.enabled,
        "audio": features.audio.enabled,
        "unsafe_allow_html": features.unsafe_allow_html,
        "thread_sharing": features.allow_thread_sharing,
        "allow_origins": bool(config.project.allow_origins),
    }
    if found := [name for name, is_open in open_doors.items() if is_open]:
        raise RuntimeError(f"Chainlit must not start with these on: {', '.join(found)}")
