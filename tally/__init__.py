"""From ballots to who is elected: verdicts, two independent counts, account, outcome, result."""
