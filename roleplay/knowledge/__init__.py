"""What sellers know of a product: the daily quiz, when its items come back, and which knowledge points are known."""

from roleplay.knowledge.service import KnowledgeService

__all__ = ["KnowledgeService"]
