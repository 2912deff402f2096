"""The corner shop: what its pages share."""
