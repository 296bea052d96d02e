"""What a picture is of: masks out of what the networks say."""
