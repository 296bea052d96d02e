"""ONNX files: what is in them, and networks rewritten so that they fit. Needs numpy only; browsers can run it."""
