"""The papers of a count: content, computed once; documents people can edit, and pages they sign, made of it."""
