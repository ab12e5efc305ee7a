"""Mutation testing of the pure modules: what a wrong line of them would have to get past."""
