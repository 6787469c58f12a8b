"""The talk itself: Chainlit mounted at /chat, where an attempt is a thread that Chainlit only reads.

Nothing outside this folder imports Chainlit, and `chainlit_setup` must run before anything in it does.
"""
