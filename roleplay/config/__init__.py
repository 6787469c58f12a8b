"""Settings, read once from the environment; an odd value names itself and the allowed ones."""

from roleplay.config.read_environment import NAMES, read_settings, settings
from roleplay.config.settings_model import ROOT, Settings

__all__ = ["NAMES", "ROOT", "Settings", "read_settings", "settings"]
