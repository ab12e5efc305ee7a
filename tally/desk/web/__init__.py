"""The desk in a browser: server, security and pages; what is true of the evening stands below, in ``tally.desk``."""
