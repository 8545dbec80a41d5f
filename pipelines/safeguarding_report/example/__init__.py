"""The invented partnership: child-level histories that add up to given totals, and the returns made of them.

Nothing here knows a real child, and nothing that it makes is kept under a real name: tests that give it published
totals keep what comes of them in memory or in a temporary folder.
How items are counted is written in docs/decisions/0010-how-items-are-counted.md; this package writes to those rules.
"""
