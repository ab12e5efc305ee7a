"""Other programs' ballot files (định dạng trao đổi): cast vote records of NIST and Dominion, files of research.

Formats are read into a ``Deck``, whose contests are all counted, or, where a congress's folder names the file, into
the ballots of one of its contests. NIST's words are used where NIST has them (SP 1500-103, SP 1500-100).
"""
