"""Which comment moved which words, with evidence (反映対応)."""
