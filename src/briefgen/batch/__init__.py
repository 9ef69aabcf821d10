"""The batch: one inquiry to many bodies, made safely and followed to the answer."""
