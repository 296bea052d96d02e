"""What of others is shipped: the list for machines (CycloneDX) and the page of licences for people."""
