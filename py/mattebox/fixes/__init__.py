"""What a hand changes in the mask."""
