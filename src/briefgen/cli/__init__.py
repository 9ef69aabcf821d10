"""The face of briefgen: each command parses, calls one verb and prints.

Only here is the clock read, and only here do errors become text and exit codes.
"""
