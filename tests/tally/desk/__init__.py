"""Tests of the counting desk."""
