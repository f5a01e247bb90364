"""Personal data in texts (個人情報): found by rules, masked consistently, with a log that holds no secret."""
