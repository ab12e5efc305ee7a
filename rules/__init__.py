"""What regulations say of a congress's personnel slate, and the checks of slates against them.

Pure up to ``engine``: no files, no clock, no network. Imports nothing of ``tally``.
"""
